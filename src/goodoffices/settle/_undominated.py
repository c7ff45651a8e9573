"""Drop what is dominated: of many rows of worths, those that no other row betters.

Worths become whole ranks first, so that ties within the tolerance are ties and all that follows is exact. A row falls
to any row that is as good for every side and stands before it; rows come by the sum of their ranks, so that whatever
betters a row stands before it, and of equal rows the first package does.

Two sides: one sweep (Kung, Luccio & Preparata 1975). More: rows are compared in blocks, a bit for each pair.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from goodoffices.settle.worths import FloatArray, IntArray

_BLOCKS = (64, 256, 1024)
_SLICE = 1 << 15
_BATCH = 4096

Bits = npt.NDArray[np.uint64]


def undominated(worth: FloatArray, order: IntArray, tie: FloatArray, group: IntArray | None = None) -> IntArray:
    """Return which rows are left.

    Parameters
    ----------
    worth : array, shape (rows, sides)
        More is better.
    order : array, shape (rows, limbs)
        Of rows alike in worth the one with the least is left.
    tie : array, shape (sides,)
        Worths of which each is within this of the next are one.
    group : array, shape (rows,), optional
        Only rows of the same group are compared.
    """
    if len(worth) < 2:
        return np.arange(len(worth))
    ranks = np.stack([_ranks(worth[:, side], tie[side]) for side in range(worth.shape[1])], axis=1)
    groups = np.zeros(len(worth), np.int64) if group is None else np.unique(group, return_inverse=True)[1]
    if ranks.shape[1] < 3:
        return _sweep(ranks, order, groups)
    first = np.lexsort((*order.T[::-1], -ranks.sum(axis=1), groups))
    ranks, groups = ranks[first], groups[first]
    if groups[-1] == 0:
        return first[_left(ranks)]
    together = np.column_stack((ranks, groups, -groups))
    ends = np.append(np.flatnonzero(np.diff(groups)) + 1, len(groups))
    kept, start = [], 0
    while start < len(groups):
        end = int(ends[np.searchsorted(ends, start, "right")])
        alone = end - start > _BATCH
        if not alone:
            end = int(ends[np.searchsorted(ends, start + _BATCH, "right") - 1])
        kept.append(start + _left((ranks if alone else together)[start:end]))
        start = end
    return first[np.concatenate(kept)]


def _ranks(worth: FloatArray, tie: float) -> IntArray:
    first = np.argsort(worth)
    steps = np.diff(worth[first]) > tie
    ranks = np.empty(len(worth), np.int64)
    ranks[first] = np.concatenate(([0], np.cumsum(steps)))
    return ranks


def _sweep(ranks: IntArray, order: IntArray, groups: IntArray) -> IntArray:
    one, other = ranks[:, 0], ranks[:, -1]
    first = np.lexsort((*order.T[::-1], -other, -one, groups))
    height = (groups * (other.max() + 2) + other + 1)[first]
    highest = np.maximum.accumulate(height)
    before = np.concatenate(([0], highest[:-1]))
    kept: IntArray = first[height > np.maximum(before, groups[first] * (other.max() + 2))]
    return kept


def _left(ranks: IntArray) -> IntArray:
    """Return which rows no earlier row equals or betters in everything, where all that better a row are earlier."""
    kept, left, number = [], np.arange(len(ranks)), 0
    while len(left):
        block = _BLOCKS[min(number, len(_BLOCKS) - 1)]
        head, left = left[:block], left[block:]
        place = np.arange(len(head))
        within = np.column_stack((ranks[head], -place))
        head = head[~_beaten(within, within - (np.arange(within.shape[1]) == ranks.shape[1]))]
        kept.append(head)
        left = left[~_beaten(ranks[left], ranks[head])]
        number += 1
    return np.concatenate(kept)


def _beaten(rows: IntArray, others: IntArray) -> npt.NDArray[np.bool_]:
    """Return which rows some other row equals or betters in every column."""
    tables = [_table(others[:, column]) for column in range(others.shape[1])]
    found = np.empty(len(rows), np.bool_)
    for start in range(0, len(rows), _SLICE):
        part = rows[start : start + _SLICE]
        shared: Bits | None = None
        for column, (values, bits) in enumerate(tables):
            better = bits[len(values) - np.searchsorted(values, part[:, column], "left")]
            shared = better if shared is None else np.bitwise_and(shared, better, out=shared)
        found[start : start + _SLICE] = shared.any(axis=1) if shared is not None else False
    return found


def _table(values: IntArray) -> tuple[IntArray, Bits]:
    """Return the values in order, and for each count the set of that many rows with the greatest values, as bits."""
    count = len(values)
    first = np.argsort(values, kind="stable")
    bits = np.zeros((count + 1, -(-count // 64)), np.uint64)
    falling = first[::-1]
    bits[np.arange(1, count + 1), falling // 64] = np.uint64(1) << (falling % 64).astype(np.uint64)
    return values[first], np.bitwise_or.accumulate(bits, axis=0)
