"""Sequential and symmetric sequential stability in normal form: what the others' improvements lead to.

The answers of seq and sseq leave i's strategy a as it is: one search in each a over the c, by label-setting. States not
yet reached are taken in the order of their value to i; from each, everything that leads there by improvements of others
is reached, and takes that value. Each block keeps a mark up to which, in the order of its owner's preference, all has
been reached: every state is passed once per other party. Where one other alone can move, all that it likes better is
one move away, and a pass down the order of its preference does.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.stability._compiled import compiled, in_threads
from goodoffices.stability._game import SEQ, SSEQ, Numbers, seen_by

_ROUNDS = 8  # how often the least value left is looked for before what is left is sorted
_SQUARE = 32
_TILE = 16  # neighbouring blocks sorted together, so that memory is read a line at a time

Orders = Sequence[tuple[Numbers, Numbers]]


def orders_of(payoffs: Numbers, strategies: Sequence[int]) -> Orders:
    """Return for each player the order of its preference within each block, and how many lie below each state.

    Both are laid over the states: where the k-th of a block stands, and at a state how many of its block are worse.
    """
    orders = []
    for j in range(len(payoffs)):
        kind = np.min_scalar_type(strategies[j + 1])
        orders.append((np.empty(payoffs.shape[1], kind), np.empty(payoffs.shape[1], kind)))

    def sort(j: int, begin: int, end: int, *, across: bool) -> None:
        views = [seen_by(row, strategies, j) for row in (payoffs[j], *orders[j])]
        cut = [view[:, :, begin:end] if across else view[begin:end] for view in views]
        _sort_blocks(*cut)

    tasks: list[Callable[[], None]] = []
    for j in range(len(payoffs)):
        before, own, after = seen_by(payoffs[j], strategies, j).shape
        if own > 1:
            across = after > before
            edges = np.linspace(0, after if across else before, min(8, after if across else before) + 1).astype(int)
            for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
                tasks.append(functools.partial(sort, j, begin, end, across=across))
    in_threads(tasks)
    return orders


@compiled
def _sort_blocks(p: Numbers, order: Numbers, below: Numbers) -> None:
    own = p.shape[1]
    tile = np.empty((_TILE, own), np.uint32)
    placed, worse = np.empty((_TILE, own), np.uint32), np.empty((_TILE, own), np.uint32)
    scratch, counts = np.empty(own, np.uint32), np.empty(256, np.uint32)
    for h in range(p.shape[0]):
        for begin in range(0, p.shape[2], _TILE):
            end = min(begin + _TILE, p.shape[2])
            for a in range(own):
                for x in range(begin, end):
                    tile[x - begin, a] = p[h, a, x]
            for x in range(end - begin):
                if own <= 96:
                    _sort_by_counting(tile[x], placed[x], worse[x], scratch)
                else:
                    _sort_by_digits(tile[x], placed[x], worse[x], scratch, counts)
            for a in range(own):
                for x in range(begin, end):
                    order[h, a, x] = placed[x - begin, a]
                    below[h, a, x] = worse[x - begin, a]


@compiled
def _sort_by_counting(keys: Numbers, order: Numbers, below: Numbers, filled: Numbers) -> None:
    """Count for each how many are less; quadratic, but without a branch."""
    for a in range(len(keys)):
        key, count = keys[a], np.uint32(0)
        for b in range(len(keys)):
            count += np.uint32(keys[b] < key)
        below[a] = count
        filled[a] = 0
    for a in range(len(keys)):
        group = below[a]
        order[group + filled[group]] = a
        filled[group] += 1


@compiled
def _sort_by_digits(keys: Numbers, order: Numbers, below: Numbers, scratch: Numbers, counts: Numbers) -> None:
    """Sort by one byte after the other, the least first."""
    highest = keys.max()
    order[:] = np.arange(len(keys))
    shift = 0
    while highest >> shift:
        counts[:] = 0
        for a in range(len(keys)):
            counts[(keys[a] >> shift) & 255] += 1
        total = 0
        for digit in range(256):
            total, counts[digit] = total + counts[digit], total
        for k in range(len(keys)):
            digit = (keys[order[k]] >> shift) & 255
            scratch[counts[digit]] = order[k]
            counts[digit] += 1
        order[:] = scratch
        shift += 8
    for k in range(len(keys)):
        tied = k > 0 and keys[order[k]] == keys[order[k - 1]]
        below[order[k]] = below[order[k - 1]] if tied else k


def mark_sequential(
    payoffs: Numbers, strategies: Sequence[int], orders: Orders, i: int, bits: int, flags: npt.NDArray[np.uint8]
) -> None:
    games, own = strategies[0], strategies[i + 1]
    others = [j for j in range(len(payoffs)) if j != i and strategies[j + 1] > 1]
    cosets = games * own

    def by_strategy(row: Numbers) -> Numbers:
        """Return a row over states with i's strategies foremost in each game: a coset in one stretch of memory."""
        view = row.reshape(games, -1, own, math.prod(strategies[i + 2 :]))
        turned = np.empty((games, own, view.shape[1], view.shape[3]), row.dtype)
        if view.shape[3] > 1:
            np.copyto(turned, view.transpose(0, 2, 1, 3))
        else:
            _turn(view.reshape(games, -1, own), turned.reshape(games, own, -1))
        return turned.reshape(cosets, -1)

    p = by_strategy(payoffs[i])
    width = p.shape[1]
    sizes = np.array([strategies[j + 1] for j in others], np.uint32)
    strides = np.array(
        [math.prod(n for k, n in enumerate(strategies[j + 2 :], j + 1) if k != i) for j in others], np.uint32
    )
    kind = max((orders[j][0].dtype for j in others), key=lambda kind: kind.itemsize, default=np.dtype(np.uint8))
    order = np.empty((len(others), cosets, width), kind)
    below = np.empty((len(others), cosets, width), kind)
    for place, j in enumerate(others):
        order[place], below[place] = by_strategy(orders[j][0]), by_strategy(orders[j][1])
    best = p.reshape(games, own, width).max(axis=1)
    tasks: list[Callable[[], None]] = []
    worst: list[tuple[int, list[Numbers]]] = []
    for bit in (SEQ, SSEQ):
        found = []
        for share in np.array_split(np.arange(cosets), min(cosets, 16)) if bits & bit else ():
            least = np.zeros((games, width), p.dtype)
            found.append(least)
            tasks.append(
                functools.partial(
                    _search,
                    p,
                    best,
                    order,
                    below,
                    sizes,
                    strides,
                    int(share[0]),
                    int(share[-1]) + 1,
                    bit == SSEQ,
                    least,
                )
            )
        worst.append((bit, found))
    in_threads(tasks)
    for bit, found in worst:
        if found:
            threshold = np.maximum.reduce(found).reshape(games, 1, -1)
            mark_above(
                seen_by(payoffs[i], strategies, i),
                threshold.reshape(math.prod(strategies[: i + 1]), -1),
                bit,
                seen_by(flags, strategies, i),
            )


@compiled
def _turn(rows: Numbers, turned: Numbers) -> None:
    """Turn each table on its side, a square at a time: a whole column would fall on few lines of the cache."""
    for game in range(rows.shape[0]):
        for top in range(0, rows.shape[1], _SQUARE):
            for left in range(0, rows.shape[2], _SQUARE):
                for a in range(left, min(left + _SQUARE, rows.shape[2])):
                    for h in range(top, min(top + _SQUARE, rows.shape[1])):
                        turned[game, a, h] = rows[game, h, a]


@compiled
def mark_above(p: Numbers, threshold: Numbers, bit: int, flags: Numbers) -> None:
    for h in range(p.shape[0]):
        for a in range(p.shape[1]):
            row, least, out = p[h, a], threshold[h], flags[h, a]
            for x in range(len(row)):
                out[x] |= np.uint8(bit) if row[x] >= least[x] else np.uint8(0)


@compiled
def _search(
    p: Numbers,
    best: Numbers,
    order: Numbers,
    below: Numbers,
    sizes: Numbers,
    strides: Numbers,
    begin: int,
    end: int,
    symmetric: bool,
    least: Numbers,
) -> None:
    """Raise `least` to the highest of what the cosets from begin to end give, if others answer by improvements."""
    width, own = p.shape[1], p.shape[0] // best.shape[0]
    lowest, stack, left = np.empty(width, p.dtype), np.empty(width, np.uint32), np.empty(width, np.uint32)
    reached, marks = np.empty(width, np.bool_), np.empty((len(sizes), width), order.dtype)
    for coset in range(begin, end):
        game = coset // own
        value = best[game] if symmetric else p[coset]
        if len(sizes) == 1:
            _pass_down(value, order[0, coset], below[0, coset], lowest)
        else:
            reached[:] = False
            marks[:] = 0
            _set_labels(value, lowest, reached, stack, left, marks, order[:, coset], below[:, coset], sizes, strides)
        worst = least[game]
        for x in range(width):
            worst[x] = max(worst[x], min(lowest[x], p[coset, x]))


@compiled
def _pass_down(value: Numbers, order: Numbers, below: Numbers, lowest: Numbers) -> None:
    """Give every state the lowest value of what the only other party likes better, from the best of that down."""
    least, end = value[order[-1]], len(order)
    while end:
        begin, above = below[order[end - 1]], least
        for k in range(begin, end):
            s = order[k]
            lowest[s] = min(value[s], above) if end < len(order) else value[s]
            least = min(least, value[s])
        end = begin


@compiled
def _set_labels(
    value: Numbers,
    lowest: Numbers,
    reached: Numbers,
    stack: Numbers,
    left: Numbers,
    marks: Numbers,
    order: Numbers,
    below: Numbers,
    sizes: Numbers,
    strides: Numbers,
) -> None:
    """Give every state the lowest value that improvements of the other parties lead to; the rest is room to work."""
    count = len(value)
    for x in range(count):
        left[x] = x
    rounds = 0
    while count:
        if rounds == _ROUNDS:
            rest = left[:count].copy()
            left[:count] = rest[np.argsort(value[rest])]
        level = value[left[0]]
        if rounds < _ROUNDS:
            for k in range(1, count):
                level = min(level, value[left[k]])
        kept = 0
        for k in range(count):
            source = left[k]
            if reached[source]:
                continue
            if value[source] != level and rounds < _ROUNDS:
                left[kept] = source
                kept += 1
                continue
            _reach(source, value[source], lowest, reached, stack, marks, order, below, sizes, strides)
        count = kept
        rounds += 1


@compiled
def _reach(
    source: int,
    level: int,
    lowest: Numbers,
    reached: Numbers,
    stack: Numbers,
    marks: Numbers,
    order: Numbers,
    below: Numbers,
    sizes: Numbers,
    strides: Numbers,
) -> None:
    """Give the level to all from which improvements of others lead to the source and that have none yet."""
    reached[source] = True
    lowest[source] = level
    stack[0] = source
    height = 1
    while height:
        height -= 1
        t = stack[height]
        for j in range(len(sizes)):
            stride = strides[j]
            column = t // stride
            base = t - column % sizes[j] * stride
            mark, limit = marks[j, base], below[j, t]
            if mark < limit:
                marks[j, base] = limit
                for k in range(mark, limit):
                    s = base + np.uint32(order[j, base + np.uint32(k) * stride]) * stride
                    if not reached[s]:
                        reached[s] = True
                        lowest[s] = level
                        stack[height] = s
                        height += 1
