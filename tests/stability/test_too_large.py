"""What is said of one state without enumerating is what the definitions say, and every witness can be replayed."""

from __future__ import annotations

import itertools
import os
from collections import Counter

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Reference, Values

from goodoffices.case import State
from goodoffices.stability import CONCEPTS
from goodoffices.stability._too_large import judge, nash_equilibria
from goodoffices.stability.answer import Reason

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


def values(state: State) -> Values:
    return tuple(state.values())


def replay(reference: Reference, reason: Reason) -> None:
    """Check every step of a reason against the definitions."""
    i, s, p = reason.party, values(reason.state), reference.p[reason.party]
    improving, lasting = reason.concept in ("seq", "sseq"), reason.concept in ("smr", "sseq")
    if reason.stable is False:
        assert reason.improvements[-1].answer is None
    for answered in reason.improvements:
        here = values(answered.improvement.to)
        assert here in reference.R_plus[i][s]
        last = i
        for step in answered.answer or ():
            (by,) = step.by
            assert by != last
            assert values(step.to) in (reference.R_plus if improving else reference.R)[by][here]
            here, last = values(step.to), by
        if answered.answer:
            assert p[here] <= p[s]
            assert not lasting or all(p[s3] <= p[s] for s3 in reference.R[i][here])
        if answered.evaded:
            end = [values(answered.improvement.to), *(values(step.to) for step in answered.evaded)]
            assert p[end[-2]] <= p[s] < p[end[-1]]
            assert all(
                t in reference.R[step.by[0]][r]
                for (r, t), step in zip(itertools.pairwise(end), answered.evaded, strict=True)
            )


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_a_state_is_judged_as_by_the_definitions_or_left_open(part: int) -> None:
    told: Counter[tuple[str, bool | None]] = Counter()
    for number in range(part, CASES // 3, PARTS):
        rng = np.random.default_rng([SEED, number])
        case = random_case(rng, alike=False)
        reference = Reference(case)
        for _ in range(2):
            s = reference.nodes[rng.integers(len(reference.nodes))]
            for concept, i in itertools.product(CONCEPTS, reference.parties):
                reason = judge(case, reference.named(s), i, concept)
                told[concept, reason.stable] += 1
                replay(reference, reason)
                if reason.stable is not None:
                    assert reason.stable == reference.is_stable(concept, i, s), f"{SEED}, {number}, {s}, {i}, {concept}"
    assert all(told[concept, None] == 0 for concept in ("nash", "gmr", "smr"))
    assert sum(told[concept, None] for concept in CONCEPTS) < 0.02 * told.total()


@pytest.mark.prove
def test_nash_equilibria_come_one_after_another_and_all() -> None:
    for number in range(CASES // 6):
        case = random_case(np.random.default_rng([SEED, number]), alike=False)
        reference = Reference(case)
        found = [values(state) for state in nash_equilibria(case)]
        expected = [s for s in reference.nodes if all(reference.is_stable("nash", i, s) for i in reference.parties)]
        assert sorted(found) == sorted(expected)
