"""The engine says of every node, concept and party what the definitions say."""

from __future__ import annotations

import os
from collections import Counter

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Reference

from goodoffices.encode.graph_model import graph_model
from goodoffices.stability import CONCEPTS
from goodoffices.stability._engine import METHODS, fitting, stable_nodes

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))
PARTS = 4


@pytest.mark.prove
@pytest.mark.parametrize("part", range(PARTS))
def test_every_method_says_what_the_definitions_say_on_random_cases(part: int) -> None:
    used: Counter[str] = Counter()
    for number in range(part, CASES, PARTS):
        case = random_case(np.random.default_rng([SEED, number]), largest=128 if number % 100 == part else 32)
        model, reference = graph_model(case), Reference(case)
        assert [tuple(model.state(node).values()) for node in range(len(model))] == reference.nodes
        expected = {concept: list(reference.stable(concept)) for concept in CONCEPTS}
        for method in fitting(model):
            used[method.name] += 1
            for concept, by_party in zip(CONCEPTS, stable_nodes(model, method=method), strict=True):
                found = [[p for p, held in zip(model.parties, row, strict=True) if held] for row in by_party.T]
                assert found == expected[concept], f"seed {SEED}, case {number}, {concept} by {method.name}"
    assert set(used) == set(METHODS) or len(range(part, CASES, PARTS)) < 50
    print(f"seed {SEED}: cases {part}, {part + PARTS} … of {CASES} agree: {dict(used)}")
