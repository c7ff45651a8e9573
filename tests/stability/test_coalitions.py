"""What is said of coalitions is what the definitions say."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Coalitions

from goodoffices.encode.graph_model import graph_model
from goodoffices.stability._coalitions import COALITIONAL, every_coalition, stable_for_coalitions

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_coalitional_stability_equals_the_definitions_on_random_cases(part: int) -> None:
    for number in range(part, CASES // 3, PARTS):
        rng = np.random.default_rng([SEED, number])
        case = random_case(rng, largest=32 if number % 2 else 12)
        model = graph_model(case)
        coalitions = every_coalition(model.parties)
        reference = Coalitions(case)
        stable = stable_for_coalitions(model, coalitions)
        for concept, rows in zip(COALITIONAL, stable, strict=True):
            for members, row in zip(coalitions, rows.tolist(), strict=True):
                expected = [reference.is_stable_for(concept, members, s) for s in reference.nodes]
                assert row == expected, f"seed {SEED}, case {number}, {concept} for {members}"
