"""Bodies, what they survive, what blocks them and what unblocks them are what trying every seating gives."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.transition.random_bodies import random_case
from tests.transition.reference import Reference

from goodoffices.case import Grounds
from goodoffices.case.transition import Balance, Candidate, Office, Pairing, Transition
from goodoffices.transition import body as body_search
from goodoffices.transition._pool import sides
from goodoffices.transition.blocking import Blocking
from goodoffices.transition.body import best_body
from goodoffices.transition.certificate import certificate
from goodoffices.transition.overreach import overreach

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_the_best_body_is_the_best_of_all_seatings(part: int) -> None:
    for number in range(part, CASES, PARTS):
        case = random_case(np.random.default_rng([SEED, number]))
        assert case.transition
        found = best_body(case.transition)
        seats = None if found is None else tuple(sorted((c, o) for o, held in enumerate(found) for c in held))
        assert seats == Reference(case.transition).best(), f"seed {SEED}, case {number}"


@pytest.mark.prove
@pytest.mark.parametrize("few", range(3))
def test_the_best_body_is_the_best_however_little_is_tried_first(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In bodies as small as these all columns would be tried at once, and few others be as good."""
    for name, value in {"_CORE": few, "_NODES": few, "_FEW": 1 + few}.items():
        monkeypatch.setattr(body_search, name, value)
    for number in range(few, CASES, 3):
        body = random_case(np.random.default_rng([SEED, number])).transition
        assert body
        found = best_body(body)
        seats = None if found is None else tuple(sorted((c, o) for o, held in enumerate(found) for c in held))
        assert seats == Reference(body).best(), f"seed {SEED}, case {number}"


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_what_a_body_survives_is_what_trying_each_replacement_gives(part: int) -> None:
    for number in range(part, CASES, PARTS):
        body = random_case(np.random.default_rng([SEED, number])).transition
        assert body
        found, reference = best_body(body), Reference(body)
        best = reference.best()
        if found is not None and best is not None:
            survives, breaks = certificate(body, found)
            assert survives == reference.survives(best), f"seed {SEED}, case {number}"
            assert list(breaks) == reference.breaks(best), f"seed {SEED}, case {number}"


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_what_further_strikes_gain_is_the_most_of_all_sets_of_strikes(part: int) -> None:
    for number in range(part, CASES // 3, PARTS):
        body = random_case(np.random.default_rng([SEED, number]), most=5).transition
        assert body
        seats = best_body(body)
        if seats is not None and sides(body):
            found = overreach(body, seats, Grounds(), most=1000)
            assert found
            assert found.tried_up_to is None
            gains = {gain.party: (gain.gain, len(gain.candidates)) for gain in found.gains}
            expected = {side: (float(gain), size) for side, (gain, size) in Reference(body).gains().items()}
            assert gains == expected, f"seed {SEED}, case {number}"


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_what_blocks_and_what_unblocks_are_all_minimal_sets(part: int) -> None:
    for number in range(part, CASES, PARTS):
        body = random_case(np.random.default_rng([SEED, number])).transition
        assert body
        reference = Reference(body)
        if not reference.bodies():
            blocking = Blocking(body)
            place = blocking.place.__getitem__
            found = sorted(blocking.sets(1000), key=lambda ids: (len(ids or ()), [place(name) for name in ids or ()]))
            assert found == reference.blocked_by(), f"seed {SEED}, case {number}"
            priced = [(cost / 1000, ids) for cost, ids in blocking.withdrawals()]
            assert priced == reference.withdrawals(), f"seed {SEED}, case {number}"


def test_an_answer_that_the_solver_itself_finds_broken_is_sought_again() -> None:
    """The reductions that HiGHS 1.15.1 makes beforehand lose an equality here, and it ends in an error."""
    camps = {"a": "trade", "b": "law", "c": "trade", "d": "law"}
    offices = {"a": ("o1", "o3"), "c": ("o3",), "d": ("o1", "o3")}
    body = Transition(
        consent_of=("left", "right"),
        offices=tuple(Office(name, 1) for name in ("o1", "o2", "o3")),
        candidates=tuple(Candidate({"id": n, "field": camp}, offices.get(n, ()), None) for n, camp in camps.items()),
        vetoes=(),
        rules=(
            Pairing("alike", kind="together", offices=("o1", "o2", "o3"), by="field"),
            Balance("even", between=("law", "trade"), by="field", margin=0, offices=()),
        ),
        order={},
        candidates_file=None,
    )
    found = [(cost / 1000, ids) for cost, ids in Blocking(body).withdrawals()]
    assert found == Reference(body).withdrawals() == [(2, ("alike", "even"))]
