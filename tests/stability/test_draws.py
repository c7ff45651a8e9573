"""Many draws of preferences are judged in one call, each as if it were alone."""

from __future__ import annotations

import os

import numpy as np
import pytest
from tests.stability.random_cases import random_case

from goodoffices.encode.graph_model import graph_model, with_ranks
from goodoffices.stability import CONCEPTS
from goodoffices.stability import draws as of_draws
from goodoffices.stability._engine import METHODS, fitting, stable_nodes
from goodoffices.stability.draws import stable_in_draws

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))


@pytest.mark.prove
def test_each_draw_is_judged_as_if_it_were_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_draws, "_WORTH_COMPILING", 0)
    in_lanes = 0
    for number in range(CASES // 3):
        rng = np.random.default_rng([13, SEED, number])
        model = graph_model(random_case(rng))
        levels, count = rng.choice([2, 8, 40, 1 << 17]), rng.integers(1, 140)
        draws = rng.integers(0, levels, (count, len(model.parties), len(model)), dtype=np.int32)
        concepts = [CONCEPTS[k] for k in np.flatnonzero(rng.random(5) < 0.7)]
        found = stable_in_draws(model, draws, concepts=concepts)
        in_lanes += METHODS["normal form"] in fitting(model)
        for draw in rng.integers(0, count, 3):
            alone = stable_nodes(with_ranks(model, draws[draw]), concepts=concepts, method=METHODS["plain"])
            assert (found[:, :, draw] == alone).all(), f"seed {SEED}, case {number}, draw {draw}"
    assert in_lanes > CASES // 20
