"""Frontier, counts and fair points are those that going through every package gives."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.settle.random_cases import random_case
from tests.settle.reference import Reference

from goodoffices.settle import settle
from goodoffices.settle.points import POINTS

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_settle_equals_the_definitions_on_random_cases(part: int) -> None:
    agreed = 0
    for number in range(part, CASES, PARTS):
        case = random_case(np.random.default_rng([SEED, number]))
        answer, reference = settle(case), Reference(case)
        told = f"seed {SEED}, case {number}"
        assert answer.packages == len(reference.feasible), told
        assert answer.acceptable == len(reference.acceptable), told
        found = {tuple(entry.package.values()): list(entry.worth.values()) for entry in answer.frontier}
        assert answer.frontier_size == len(found), told
        assert set(found) == {tuple(s.values()) for s, _ in reference.frontier}, told
        for s, u in reference.frontier:
            assert found[tuple(s.values())] == pytest.approx(u, abs=1e-9), told
        assert list(answer.no_agreement.values()) == pytest.approx(reference.reservation, abs=1e-9), told
        assert set(answer.points) == (set(POINTS) if found else set()), told
        for name, point in answer.points.items():
            assert point.package == reference.point(name), f"{told}, {name}"
        agreed += bool(found)
    assert agreed > CASES / PARTS / 5
    print(f"seed {SEED}: cases {part}, {part + PARTS} … of {CASES} agree, {agreed} with something to agree on")
