"""Many draws of preferences are judged in one call, each as if it were alone."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stability.random_cases import random_case

from goodoffices.encode.graph_model import graph_model, with_ranks
from goodoffices.stability._engine import stable_in_draws, stable_nodes


@pytest.mark.parametrize("seed", range(30))
def test_each_draw_is_judged_as_if_it_were_alone(seed: int) -> None:
    rng = np.random.default_rng([13, seed])
    model = graph_model(random_case(rng))
    draws = rng.integers(0, rng.integers(2, 40), (70, len(model.parties), len(model)), dtype=np.int32)
    found = stable_in_draws(model, draws)
    for number, order in enumerate(draws):
        assert (found[:, :, number] == stable_nodes(with_ranks(model, order))).all()
