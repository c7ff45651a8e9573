"""How many packages are open, and how many of them every side would take."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from goodoffices.settle._merge import Order, Rows, merged
from goodoffices.settle._open import Open
from goodoffices.settle.worths import FloatArray, IntArray

COUNTED = 10**7
"""Of so many packages the acceptable ones are still counted."""

_AT_ONCE = 1 << 14


def packages(found: Open) -> int:
    """Return how many packages are open; those that agree in all that conditions speak of are counted together."""
    order = Order(list(map(len, found.labels)))

    def added(rows: Rows, group: IntArray | None) -> Rows:
        _, first, which = np.unique(
            np.zeros(len(rows)) if group is None else group, return_index=True, return_inverse=True
        )
        total = np.zeros((len(first), 1), object)
        np.add.at(total, which, rows.worth)
        return Rows(total, rows.order[first])

    if found.shut:
        return 0
    values = [Rows(np.zeros((len(left), 1), object), order.of(i, left)) for i, left in enumerate(found.allowed)]
    start = Rows(np.ones((1, 1), object), np.zeros((1, order.limbs), np.int64))
    return math.prod(int(merged(found, cluster, values, start, added).worth.sum()) for cluster in found.clusters)


def acceptable(found: Open, values: Sequence[FloatArray], floor: FloatArray) -> int:
    """Return how many of the packages reach the floor, going through all."""
    if found.shut:
        return 0
    order = Order(list(map(len, found.labels)))
    rows = [Rows(values[i][left], order.of(i, left)) for i, left in enumerate(found.allowed)]
    start = Rows(np.zeros((1, len(floor))), np.zeros((1, order.limbs), np.int64))
    inner = outer = start.worth
    for cluster in found.clusters:
        part = merged(found, cluster, rows, start, lambda kept, _: kept).worth
        if len(inner) * len(part) <= _AT_ONCE:
            inner = _sums(inner, part)
        else:
            outer = _sums(outer, part)
    few, many = sorted((inner, outer), key=len)
    return sum(_reaching(many, floor - one) for one in few)


def _sums(one: FloatArray, other: FloatArray) -> FloatArray:
    return (one[:, None] + other).reshape(-1, one.shape[1])


def _reaching(worth: FloatArray, floor: FloatArray) -> int:
    enough = worth[:, 0] >= floor[0]
    for side in range(1, len(floor)):
        enough &= worth[:, side] >= floor[side]
    return int(np.count_nonzero(enough))
