"""The engine says of every node, concept and party what the definitions say."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Reference

from goodoffices.encode.graph_model import graph_model
from goodoffices.stability import CONCEPTS
from goodoffices.stability._plain import stable_nodes

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_stability_equals_the_definitions_on_random_cases(part: int) -> None:
    for number in range(part, CASES, PARTS):
        case = random_case(np.random.default_rng([SEED, number]), largest=32 if number % 20 else 100)
        model, reference = graph_model(case), Reference(case)
        stable = stable_nodes(model)
        assert [tuple(model.state(node).values()) for node in range(len(model))] == reference.nodes
        for concept, by_party in zip(CONCEPTS, stable, strict=True):
            found = [[p for p, held in zip(model.parties, row, strict=True) if held] for row in by_party.T]
            assert found == list(reference.stable(concept)), f"seed {SEED}, case {number}, {concept}"
    print(f"seed {SEED}: cases {part}, {part + PARTS} … of {CASES} agree")
