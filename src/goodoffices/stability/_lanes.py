"""Many draws of preferences in one game: lanes of draws side by side, so that one instruction serves many.

The game is that of `_normal_form`, and so are the thresholds of nash, gmr and smr. For seq and sseq every two states
between which a party moves are looked at in turn, in all lanes at once: the one that it likes less takes over the lower
value. This goes on until no lane changes; a sorted block would save steps in one draw, but is another in each.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask
from goodoffices.progress import Progress
from goodoffices.stability._compiled import compiled, in_threads
from goodoffices.stability._game import BITS, GMR, NASH, SEQ, SMR, SSEQ, Numbers, players, unpacked

LANES = 64
_AT_ONCE = 64 * LANES  # draws a task, so that progress is told and Ctrl-C heeded


def stable_in_lanes(model: GraphModel, draws: Ranks, concepts: Sequence[str], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for each decision maker in each draw.

    Ranks are below 2^16.
    """
    sizes, order, strategies = players(model)
    count, parties, nodes = draws.shape
    place = np.empty(nodes, np.int64)
    place[np.arange(nodes).reshape(sizes).transpose(order).reshape(-1)] = np.arange(nodes)
    after = [math.prod(strategies[j + 2 :]) for j in range(parties)]
    layout = np.array([strategies[1:], after], np.int64)
    bits = sum(BITS[concept] for concept in concepts)
    flags, draws = np.empty(draws.shape, np.uint8), np.ascontiguousarray(draws, np.int32)

    def judge(begin: int) -> None:
        share = slice(begin, begin + _AT_ONCE)
        _judge(draws[share], place, layout, strategies[0], bits, flags[share])

    in_threads((functools.partial(judge, begin) for begin in range(0, count, _AT_ONCE)), progress)
    return unpacked(flags, concepts).swapaxes(1, 2)


@compiled
def _judge(draws: Numbers, place: Numbers, layout: Numbers, games: int, bits: int, flags: Numbers) -> None:
    """Judge the draws, as many at a time as there are lanes."""
    p = np.empty((draws.shape[1], len(place), LANES), np.uint16)
    held = np.empty((len(place), LANES), np.uint8)
    for begin in range(0, len(draws), LANES):
        count = min(LANES, len(draws) - begin)
        for lane in range(LANES):
            draw = draws[begin + min(lane, count - 1)]
            for j in range(len(p)):
                for s in range(len(place)):
                    p[j, place[s], lane] = np.uint16(draw[j, s])
        for i in range(len(p)):
            _mark(p, i, layout, games, bits, held)
            for lane in range(count):
                for s in range(len(place)):
                    flags[begin + lane, i, s] = held[place[s], lane]


@compiled
def _mark(p: Numbers, i: int, layout: Numbers, games: int, bits: int, held: Numbers) -> None:
    """Write for one player which concepts each state is stable by in each lane."""
    own, after = layout[0, i], layout[1, i]
    best, least = p[i].copy(), np.empty_like(p[i])
    _raise_to_best(best, own, after)
    held[:] = 0
    _mark_above(p[i], best, NASH, held)
    if bits & (GMR | SMR):
        _spread_maximin(p[i], own, after, games, least)
        _mark_above(p[i], least, GMR, held)
        _spread_maximin(best, 1, after, games, least)
        _mark_above(p[i], least, SMR, held)
    for bit in (SEQ, SSEQ):
        if bits & bit:
            least[:] = best if bit == SSEQ else p[i]
            _lower_to_reached(p, i, layout, least)
            for s in range(len(least)):
                for lane in range(LANES):
                    least[s, lane] = min(least[s, lane], p[i, s, lane])
            _raise_to_best(least, own, after)
            _mark_above(p[i], least, bit, held)


@compiled
def _mark_above(p: Numbers, least: Numbers, bit: int, held: Numbers) -> None:
    for s in range(len(p)):
        for lane in range(LANES):
            held[s, lane] |= np.uint8(bit) if p[s, lane] >= least[s, lane] else np.uint8(0)


@compiled
def _raise_to_best(x: Numbers, own: int, after: int) -> None:
    """Raise every value to the highest of its block."""
    for base in range(len(x)):
        if base // after % own == 0:
            for a in range(1, own):
                for lane in range(LANES):
                    x[base, lane] = max(x[base, lane], x[base + a * after, lane])
            for a in range(1, own):
                for lane in range(LANES):
                    x[base + a * after, lane] = x[base, lane]


@compiled
def _spread_maximin(x: Numbers, own: int, after: int, games: int, least: Numbers) -> None:
    """Give all states of a game the highest, over the player's strategies, of the lowest value against it."""
    size = len(x) // games
    low = np.empty((own, LANES), x.dtype)
    for begin in range(0, len(x), size):
        low[:] = x.max()
        for s in range(begin, begin + size):
            a = s // after % own
            for lane in range(LANES):
                low[a, lane] = min(low[a, lane], x[s, lane])
        for a in range(1, own):
            for lane in range(LANES):
                low[0, lane] = max(low[0, lane], low[a, lane])
        least[begin : begin + size] = low[0]


@compiled
def _lower_to_reached(p: Numbers, i: int, layout: Numbers, x: Numbers) -> None:
    """Lower every value to the lowest that improvements of the others lead to; look again only at what has changed."""
    changed, looked = np.ones(len(x), np.int64), np.zeros(p.shape[:2], np.int64)
    clock, is_done = 1, False
    while not is_done:
        is_done = True
        for j in range(len(p)):
            own, after = layout[0, j], layout[1, j]
            for base in range(len(x) if j != i else 0):
                if base // after % own:
                    continue
                end = base + own * after
                if changed[base:end:after].max() > looked[j, base]:
                    clock += 1
                    looked[j, base] = clock
                    if _is_lowered(p[j], base, end, after, x):
                        changed[base:end:after] = clock
                        is_done = False


@compiled
def _is_lowered(p: Numbers, begin: int, end: int, step: int, x: Numbers) -> bool:
    """Let, of any two states of a block, the one its owner likes less take over the lower value."""
    moved = x[0, 0] ^ x[0, 0]
    for s in range(begin, end, step):
        for t in range(s + step, end, step):
            for lane in range(LANES):
                here, there = x[s, lane], x[t, lane]
                lower = min(here, there)
                low_here = lower if p[s, lane] < p[t, lane] else here
                low_there = lower if p[t, lane] < p[s, lane] else there
                moved |= (here ^ low_here) | (there ^ low_there)
                x[s, lane], x[t, lane] = low_here, low_there
    is_lowered: bool = moved != 0
    return is_lowered
