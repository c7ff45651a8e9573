"""What is said of one state without enumerating is what the definitions say, and every witness can be replayed."""

from __future__ import annotations

import itertools
import os
from collections import Counter

import numpy as np
import pytest
from tests.stability.random_cases import random_case, yes_no_case
from tests.stability.reference import Reference, Values

from goodoffices.case import CaseFile, State, pinned
from goodoffices.case.expressions import holds
from goodoffices.encode.states import lay_out
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


def test_an_answer_may_pass_through_a_state_that_its_target_could_leave() -> None:
    case = random_case(np.random.default_rng([2013, 332]), alike=False)
    reference = Reference(case)
    s = ("no", "yes", "no", "low")
    reason = judge(case, reference.named(s), "p1", "sseq")
    assert reason.stable
    assert max(len(answered.answer or ()) for answered in reason.improvements) > 1
    replay(reference, reason)


@pytest.mark.prove
def test_nash_equilibria_come_one_after_another_and_all() -> None:
    for number in range(CASES // 6):
        case = random_case(np.random.default_rng([SEED, number]), alike=False)
        reference = Reference(case)
        found = [values(state) for state in nash_equilibria(case)]
        expected = [s for s in reference.nodes if all(reference.is_stable("nash", i, s) for i in reference.parties)]
        assert sorted(found) == sorted(expected)


class Alone:
    """What the definitions say of two states, of a case whose states are too many to list."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case

    def is_move(self, i: str, s: State, t: State) -> bool:
        changed = [issue for issue in self.case.issues.values() if s[issue.id] != t[issue.id]]
        return bool(changed) and all(issue.by == (i,) for issue in changed) and self.is_feasible(t)

    def is_feasible(self, s: State) -> bool:
        return not any(holds(rule.that.node, s) for rule in self.case.impossible)

    def p(self, i: str, s: State) -> tuple[bool, ...]:
        return tuple(holds(want.that.node, s) for want in self.case.parties[i].positions)

    def best_reply(self, i: str, s: State) -> tuple[bool, ...]:
        """The most that i makes of a state by a move of its own, or by none."""
        states = lay_out(pinned(self.case, {k: v for k, v in s.items() if self.case.issues[k].by != (i,)}))
        best = np.ones(len(states), np.bool_)
        reached = []
        for want in self.case.parties[i].positions:
            better = best & states.where(want.that.node)
            reached.append(bool(better.any()))
            best = better if reached[-1] else best
        return tuple(reached)

    def replay(self, reason: Reason) -> None:
        i, s = reason.party, reason.state
        improving, lasting = reason.concept in ("seq", "sseq"), reason.concept in ("smr", "sseq")
        if reason.concept == "nash":
            assert reason.stable == (self.best_reply(i, s) <= self.p(i, s))
        if reason.stable is False:
            assert reason.improvements[-1].answer is None
        for answered in reason.improvements:
            here, last = answered.improvement.to, i
            assert self.is_move(i, s, here)
            assert self.p(i, here) > self.p(i, s)
            for step in answered.answer or ():
                (by,) = step.by
                assert by != last
                assert self.is_move(by, here, step.to)
                assert not improving or self.p(by, step.to) > self.p(by, here)
                here, last = step.to, by
            if answered.answer is not None:
                assert self.p(i, here) <= self.p(i, s)
                assert not lasting or self.best_reply(i, here) <= self.p(i, s)


@pytest.mark.prove
def test_witnesses_of_cases_of_60_issues_can_be_replayed() -> None:
    told: Counter[tuple[str, bool | None]] = Counter()
    for number in range(CASES // 30):
        rng = np.random.default_rng([60, SEED, number])
        case = yes_no_case(rng, 60, parties=4, statements=30, rules=number % 3 * 10)
        alone = Alone(case)
        state = {issue: ("no", "yes")[rng.integers(2)] for issue in case.issues}
        for concept in CONCEPTS if alone.is_feasible(state) else ():
            reason = judge(case, state, str(rng.choice(list(case.parties))), concept)
            told[concept, reason.stable] += 1
            alone.replay(reason)
    assert all(told[concept, None] == 0 for concept in ("nash", "gmr", "smr"))
    print(f"seed {SEED}: {dict(told)}")
