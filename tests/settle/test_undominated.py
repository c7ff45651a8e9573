"""Dropping what is dominated leaves what comparing every pair leaves, however many rows and groups there are."""

from __future__ import annotations

import numpy as np
import pytest

from goodoffices.settle._undominated import undominated


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("sides", [1, 2, 3, 5])
def test_what_is_left_is_what_no_other_row_of_its_group_betters(seed: int, sides: int) -> None:
    rng = np.random.default_rng([seed, sides])
    count = int(rng.integers(2, 6000))
    worth = rng.integers(0, int(rng.integers(2, 60)), (count, sides)).astype(float) + rng.uniform(
        -1e-7, 1e-7, (count, sides)
    )
    order = rng.permutation(count)[:, None]
    group = rng.integers(0, int(rng.choice([1, 3, 40])), count)
    found = set(undominated(worth, order, np.full(sides, 1e-6), group).tolist())
    level = np.round(worth)
    for row in range(count):
        rivals = (group == group[row]) & (level >= level[row]).all(axis=1)
        beaten = (level[rivals] > level[row]).any(axis=1) | (order[rivals, 0] < order[row, 0])
        assert (row in found) != bool(beaten.any())


def test_rows_that_differ_within_the_tolerance_are_one_and_the_first_package_stands_for_them() -> None:
    worth = np.array([[1.0, 2.0, 3.0], [1.0 + 1e-10, 2.0, 3.0 - 1e-10], [1.0, 2.0 - 1e-10, 3.0]])
    order = np.array([[7], [2], [9]])
    assert undominated(worth, order, np.full(3, 1e-9)).tolist() == [1]
    assert len(undominated(worth, order, np.full(3, 1e-11))) == 2
