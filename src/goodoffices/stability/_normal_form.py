"""Stability where every combination of values is feasible and may be left again: the case is a game in normal form.

A decision maker's block is then a strategy of each of the others, and its place in the block its own strategy: a
state is (a, c), a chosen by i and c by the others, who between them reach every c' one after another, each going
straight to his part of it. So by the theorem of `_blocks` general and symmetric metarational stability need no search;
they are Howard's thresholds (*Paradoxes of Rationality*, 1971): (a, c) is stable for i by

    nash ⟺ p_i(a, c) ≥ max over a' of p_i(a', c)        gmr ⟺ p_i(a, c) ≥ max over a' of min over c' of p_i(a', c')
    smr  ⟺ p_i(a, c) ≥ min over c' of max over a' of p_i(a', c')

since what i can escape to depends on c' alone, and where i is at its best against c it has at least that. For seq and
sseq see `_sequential`. What is decided by consent never moves: each combination is a game of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Mask
from goodoffices.progress import Progress, silent
from goodoffices.stability._compiled import compiled, in_threads
from goodoffices.stability._game import (
    BITS,
    GMR,
    NASH,
    SEQ,
    SMR,
    SSEQ,
    Numbers,
    narrow,
    players,
    rearranged,
    seen_by,
    unpacked,
)
from goodoffices.stability._sequential import mark_sequential, orders_of


def stable_by_normal_form(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for which of the decision makers (by number)."""
    sizes, order, strategies = players(model)
    payoffs = rearranged(narrow(model.ranks), sizes, order)
    flags = stable_flags(payoffs, strategies, sum(BITS[concept] for concept in concepts), focal, progress)
    return unpacked(rearranged(flags, [sizes[place] for place in order], np.argsort(order).tolist()), concepts)


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
            functools.partial(_mark_metarational, seen_by(payoffs[i], strategies, i), strategies[0], flags[row])
            for row, i in enumerate(focal)
        )
    if bits & (SEQ | SSEQ):
        orders = orders_of(payoffs, strategies)
        for row, i in enumerate(focal):
            mark_sequential(payoffs, strategies, orders, i, bits, flags[row])
            progress(row + 1, len(focal))
    return flags


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
