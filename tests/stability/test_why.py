"""Reasons hold when replayed by the definitions, and remedies are the fewest changes that do it."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Reference
from tests.stability.test_too_large import replay, values

from goodoffices.case import CaseFile, Position
from goodoffices.stability import CONCEPTS, Remedy, remedy, stability, why

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_reasons_say_what_the_definitions_say_and_can_be_replayed(seed: int) -> None:
    rng = np.random.default_rng([7, seed])
    case = random_case(rng)
    reference = Reference(case)
    s = reference.nodes[rng.integers(len(reference.nodes))]
    for reason in why(case, reference.named(s)).reasons:
        assert reason.stable == reference.is_stable(reason.concept, reason.party, s)
        replay(reference, reason)
        if reason.stable:
            assert {values(a.improvement.to) for a in reason.improvements} == reference.R_plus[reason.party][s]


def changed(case: CaseFile, found: Remedy) -> CaseFile:
    """Carry the changes out."""
    parties = dict(case.parties)
    for name, party in parties.items():
        mine = [change for change in found.changes or () if change.party == name]
        order: list[Position] = [p for p in party.positions if not p.withdrawn and p.id not in {c.want for c in mine}]
        for change in sorted((c for c in mine if c.place), key=lambda c: c.place or 0):
            order.insert((change.place or 0) - 1, next(p for p in party.positions if p.id == change.want))
        parties[name] = replace(party, positions=tuple(order))
    return replace(case, parties=parties)


def every_change(case: CaseFile) -> list[CaseFile]:
    """Every case one drop or move away."""
    found = []
    for party in case.parties.values():
        for want in party.positions:
            rest = [p for p in party.positions if p is not want]
            orders = [rest, *([*rest[:k], want, *rest[k:]] for k in range(len(rest) + 1) if want.weight is None)]
            found += [
                replace(case, parties={**case.parties, party.id: replace(party, positions=tuple(o))}) for o in orders
            ]
    return found


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(25 + CASES // 60))
@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_remedy_does_it_and_nothing_less_does(seed: int, concept: str) -> None:
    rng = np.random.default_rng([8, seed])
    case = random_case(rng, largest=12)
    reference = Reference(case)
    s = reference.nodes[rng.integers(len(reference.nodes))]
    found = remedy(case, reference.named(s), concept)
    if found.changes is None:
        return
    for number in range(min(len(found.changes), 2)):
        tried = [case] if number == 0 else every_change(case)
        assert not any(all(r.is_stable(concept, i, s) for i in r.parties) for r in map(Reference, tried[:200])), (
            "fewer changes will do"
        )
    after = Reference(changed(case, found))
    assert all(after.is_stable(concept, i, s) for i in after.parties)


def test_a_state_that_holds_needs_no_remedy() -> None:
    for seed in itertools.count():
        case = random_case(np.random.default_rng([9, seed]))
        states = stability(case).equilibria["nash"].states
        if states:
            assert remedy(case, states[0]).changes == ()
            return
