"""Stability where every combination of values is feasible and may be left again: the case is a game in normal form.

A decision maker's block is then a strategy of each of the others, and its place in the block its own strategy: a
state is (a, c), a chosen by i and c by the others, who between them reach every c' one after another, each going
straight to his part of it. So by the theorem of `_blocks` general and symmetric metarational stability need no search;
they are Howard's thresholds (*Paradoxes of Rationality*, 1971): (a, c) is stable for i by

    nash ⟺ p_i(a, c) ≥ max over a' of p_i(a', c)        gmr ⟺ p_i(a, c) ≥ max over a' of min over c' of p_i(a', c')
    smr  ⟺ p_i(a, c) ≥ min over c' of max over a' of p_i(a', c')

since what i can escape to depends on c' alone, and where i is at its best against c it has at least that. The answers
of seq and sseq leave a as it is: one search in each a over the c, by label-setting. States not yet reached are taken in
the order of their value to i; from each, everything that leads there by improvements of others is reached, and takes
that value. Each block keeps a mark up to which, in the order of its owner's preference, all has been reached: every
state is passed once per other party. What is decided by consent never moves: each combination is a game of its own.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask
from goodoffices.progress import Progress, silent
from goodoffices.stability._compiled import compiled, in_threads

Numbers = npt.NDArray[Any]

NASH, GMR, SMR, SEQ, SSEQ = (1 << bit for bit in range(5))
BITS = {"nash": NASH, "gmr": GMR, "smr": SMR, "seq": SEQ, "sseq": SSEQ}

_ROUNDS = 8  # how often the least value left is looked for before what is left is sorted
_SQUARE = 32
_TILE = 16  # neighbouring blocks sorted together, so that memory is read a line at a time


def stable_by_normal_form(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for which of the decision makers (by number)."""
    sizes, order, strategies = _players(model)
    payoffs = rearranged(narrow(model.ranks), sizes, order)
    flags = stable_flags(payoffs, strategies, sum(BITS[concept] for concept in concepts), focal, progress)
    return _unpacked(rearranged(flags, [sizes[place] for place in order], np.argsort(order).tolist()), concepts)


def stable_in_games(model: GraphModel, draws: Ranks, concepts: Sequence[str]) -> Mask:
    """Return which nodes are stable by which of the concepts for each decision maker in each draw of preferences."""
    sizes, order, strategies = _players(model)
    count, parties, nodes = draws.shape
    payoffs = rearranged(narrow(draws.transpose(1, 0, 2).reshape(parties * count, nodes)), sizes, order)
    flags = stable_flags(
        payoffs.reshape(parties, count * nodes),
        (count * strategies[0], *strategies[1:]),
        sum(BITS[concept] for concept in concepts),
        range(parties),
    ).reshape(parties * count, nodes)
    flags = rearranged(flags, [sizes[place] for place in order], np.argsort(order).tolist())
    return _unpacked(flags, concepts).reshape(len(concepts), parties, count, nodes)


def _players(model: GraphModel) -> tuple[list[int], list[int], tuple[int, ...]]:
    """Return the issues' sizes, their order by player, and how many strategies each player has, consent first."""
    owners = [-1 if issue.by[1:] else model.parties.index(issue.by[0]) for issue in model.case.issues.values()]
    sizes = [len(issue.values) for issue in model.case.issues.values()]
    order = sorted(range(len(sizes)), key=lambda place: owners[place])
    strategies = tuple(
        math.prod(size for size, owner in zip(sizes, owners, strict=True) if owner == i)
        for i in range(-1, len(model.parties))
    )
    return sizes, order, strategies


def _unpacked(flags: npt.NDArray[np.uint8], concepts: Sequence[str]) -> Mask:
    stable = np.empty((len(concepts), *flags.shape), np.bool_)
    for row, concept in enumerate(concepts):
        np.not_equal(flags & BITS[concept], 0, out=stable[row])
    return stable


def narrow(ranks: Ranks) -> Numbers:
    """Return the ranks in the smallest type that holds them: less memory to read."""
    return ranks.astype(np.uint16) if ranks.max() < 1 << 16 else ranks


def rearranged(rows: Numbers, sizes: Sequence[int], order: Sequence[int]) -> Numbers:
    """Return rows over states with the issues in another order."""
    if list(order) == sorted(order):
        return rows
    shape, axes = _merged(sizes, order)
    return np.ascontiguousarray(rows.reshape(len(rows), *shape).transpose(0, *(1 + axis for axis in axes))).reshape(
        rows.shape
    )


def _merged(sizes: Sequence[int], order: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return sizes and order with the issues that stay side by side made one: fewer axes are faster to turn."""
    runs: list[list[int]] = []
    for place in order:
        if runs and runs[-1][-1] + 1 == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    by_place = sorted(runs)
    return [math.prod(sizes[place] for place in run) for run in by_place], [by_place.index(run) for run in runs]


def stable_flags(
    payoffs: Numbers, strategies: Sequence[int], bits: int, focal: Sequence[int], progress: Progress = silent
) -> npt.NDArray[np.uint8]:
    """Return for each focal player and state which concepts it is stable by, one bit each.

    `strategies` counts first the games side by side (the combinations decided by consent), then each player's; states
    are in that order, the last player's strategies next to each other.
    """
    flags = np.zeros((len(focal), payoffs.shape[1]), np.uint8)
    if bits & (NASH | GMR | SMR):
        in_threads(
            functools.partial(_mark_metarational, _seen_by(payoffs[i], strategies, i), strategies[0], flags[row])
            for row, i in enumerate(focal)
        )
    if bits & (SEQ | SSEQ):
        orders = _orders(payoffs, strategies)
        for row, i in enumerate(focal):
            _mark_sequential(payoffs, strategies, orders, i, bits, flags[row])
            progress(row + 1, len(focal))
    return flags


def _seen_by(row: Numbers, strategies: Sequence[int], i: int) -> Numbers:
    """Return a row over states as (what comes before player i, i's strategies, what comes after)."""
    return row.reshape(math.prod(strategies[: i + 1]), strategies[i + 1], -1)


def _mark_metarational(p: Numbers, games: int, flags: npt.NDArray[np.uint8]) -> None:
    best = np.zeros((p.shape[0], p.shape[2]), p.dtype)
    low = np.full((games, p.shape[1]), np.iinfo(p.dtype).max, p.dtype)
    if p.shape[2] > 1:
        _extremes(p, best, low)
    else:
        _extremes_of_last(p.reshape(p.shape[:2]), best.reshape(-1), low)
    maximin, minimax = low.max(axis=1), best.reshape(games, -1).min(axis=1)
    _mark_thresholds(p, best, maximin, minimax, flags.reshape(p.shape))


@compiled
def _extremes(p: Numbers, best: Numbers, low: Numbers) -> None:
    """Raise `best` to the best answer to every c, and lower `low` to the least that every a may give."""
    rows = p.shape[0] // low.shape[0]
    for h in range(p.shape[0]):
        least, top = low[h // rows], best[h]
        for a in range(p.shape[1]):
            row = p[h, a]
            worst = least[a]
            for x in range(len(row)):
                top[x] = max(top[x], row[x])
                worst = min(worst, row[x])
            least[a] = worst


@compiled
def _extremes_of_last(p: Numbers, best: Numbers, low: Numbers) -> None:
    """The same for the last player, whose own strategies lie side by side."""
    rows = p.shape[0] // low.shape[0]
    for h in range(p.shape[0]):
        least, row = low[h // rows], p[h]
        top = best[h]
        for a in range(len(row)):
            top = max(top, row[a])
        best[h] = top
        for a in range(len(row)):
            least[a] = min(least[a], row[a])


@compiled
def _mark_thresholds(p: Numbers, best: Numbers, maximin: Numbers, minimax: Numbers, flags: Numbers) -> None:
    rows = p.shape[0] // len(maximin)
    for h in range(p.shape[0]):
        least, most = maximin[h // rows], minimax[h // rows]
        for a in range(p.shape[1]):
            row, top, out = p[h, a], best[h], flags[h, a]
            for x in range(len(row)):
                v = row[x]
                out[x] = np.uint8(v >= top[x]) | np.uint8(v >= least) << 1 | np.uint8(v >= most) << 2


Orders = Sequence[tuple[Numbers, Numbers]]


def _orders(payoffs: Numbers, strategies: Sequence[int]) -> Orders:
    """Return for each player the order of its preference within each block, and how many lie below each state.

    Both are laid over the states: where the k-th of a block stands, and at a state how many of its block are worse.
    """
    orders = []
    for j in range(len(payoffs)):
        kind = np.min_scalar_type(strategies[j + 1])
        orders.append((np.empty(payoffs.shape[1], kind), np.empty(payoffs.shape[1], kind)))

    def sort(j: int, begin: int, end: int, *, across: bool) -> None:
        views = [_seen_by(row, strategies, j) for row in (payoffs[j], *orders[j])]
        cut = [view[:, :, begin:end] if across else view[begin:end] for view in views]
        _sort_blocks(*cut)

    tasks: list[Callable[[], None]] = []
    for j in range(len(payoffs)):
        before, own, after = _seen_by(payoffs[j], strategies, j).shape
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


def _mark_sequential(
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
            _mark_above(
                _seen_by(payoffs[i], strategies, i),
                threshold.reshape(math.prod(strategies[: i + 1]), -1),
                bit,
                _seen_by(flags, strategies, i),
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
def _mark_above(p: Numbers, threshold: Numbers, bit: int, flags: Numbers) -> None:
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
        reached[:] = False
        marks[:] = 0
        count = width
        for x in range(width):
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
                _reach(
                    source,
                    value[source],
                    lowest,
                    reached,
                    stack,
                    marks,
                    order[:, coset],
                    below[:, coset],
                    sizes,
                    strides,
                )
            count = kept
            rounds += 1
        worst = least[game]
        for x in range(width):
            worst[x] = max(worst[x], min(lowest[x], p[coset, x]))


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
