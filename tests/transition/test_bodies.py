"""Bodies, what they survive, what blocks them and what unblocks them are what trying every seating gives."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.transition.random_bodies import random_case
from tests.transition.reference import Reference

from goodoffices.transition.body import best_body

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
