"""Stability by label-setting over blocks and levels: near-linear, for any case in which no two states are alike.

The theorem is that of `_blocks`. What the others reach at worst is found from its end: states not yet reached are
taken in the order of their value to i; from each, everything that leads there by moves (or improvements) of others is
reached, and takes that value. The states of one block and one level, in the order of their owner's preference, keep a
mark up to which all has been reached; coming to t, its owner's marks advance over all that may precede t. So every
state is passed once per other party, and looked for once per level that its block has.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask, numbered
from goodoffices.progress import Progress
from goodoffices.stability._blocks import blocks_of
from goodoffices.stability._compiled import compiled, in_threads

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class _Groups:
    """Every party's states by block and level: a group each, those of one block side by side, numbered throughout."""

    of: Numbers
    """Shape (parties, states): in which group each state is."""
    order: Numbers
    """The states party by party, group by group, from what the party likes least."""
    start: Numbers
    """Where in `order` each group begins; one entry more for the end."""
    first: Numbers
    """For every group the first of its block."""
    last: Numbers
    """For every group the first of the next block."""
    levels: Numbers
    """Shape (groups, most one-way issues of a party)."""
    rank: Ranks
    """Shape (parties, states)."""


def stable_by_labels(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for which of the decision makers (by number)."""
    groups = _groups(model)
    stable = np.empty((len(concepts), len(focal), len(model)), np.bool_)

    def judge(place: int, i: int) -> None:
        own = groups.rank[i]
        best = _highest(own, i, groups) if {"smr", "sseq"} & set(concepts) else own
        for row, concept in enumerate(concepts):
            worst = (
                own
                if concept == "nash"
                else _lowest_reached(
                    best if concept in ("smr", "sseq") else own, i, groups, improving=concept in ("seq", "sseq")
                )
            )
            np.less_equal(_highest(np.minimum(worst, own), i, groups), own, out=stable[row, place])

    in_threads((functools.partial(judge, place, i) for place, i in enumerate(focal)), progress)
    return stable


def _groups(model: GraphModel) -> _Groups:
    parties, n = len(model.parties), len(model)
    rank = np.ascontiguousarray(model.ranks)
    of, order = np.empty((parties, n), np.uint32), np.empty((parties, n), np.uint32)
    spans: list[tuple[Numbers, Numbers, Numbers, Numbers]] = [()] * parties  # type: ignore[list-item]

    def lay_out(j: int) -> None:
        blocks = blocks_of(model, model.parties[j])
        of[j] = numbered(blocks.block * len(blocks.levels) + blocks.level)
        count = int(of[j].max()) + 1
        block, level = np.empty(count, np.int64), np.empty(count, np.int64)
        block[of[j]], level[of[j]] = blocks.block, blocks.level
        order[j] = _sorted_within(
            of[j], count, _sorted_within(rank[j], int(rank[j].max()) + 1, np.arange(n, dtype=np.uint32))
        )
        size = np.bincount(of[j], minlength=count)
        spans[j] = (
            size,
            np.searchsorted(block, block, "left"),
            np.searchsorted(block, block, "right"),
            blocks.levels[level],
        )

    in_threads(functools.partial(lay_out, j) for j in range(parties))
    offsets = np.cumsum([0, *(len(span[0]) for span in spans)])
    levels = np.zeros((offsets[-1], max(span[3].shape[1] for span in spans)), np.int16)
    for offset, span in zip(offsets.tolist(), spans, strict=False):
        levels[offset : offset + len(span[3]), : span[3].shape[1]] = span[3]
    of += offsets[:-1, None].astype(np.uint32)
    return _Groups(
        of,
        order.reshape(-1),
        np.cumsum(np.concatenate([[0], *(span[0] for span in spans)])).astype(np.uint32),
        np.concatenate([span[1] + offset for span, offset in zip(spans, offsets.tolist(), strict=False)]).astype(
            np.uint32
        ),
        np.concatenate([span[2] + offset for span, offset in zip(spans, offsets.tolist(), strict=False)]).astype(
            np.uint32
        ),
        levels,
        rank,
    )


def _lowest_reached(x: Ranks, i: int, groups: _Groups, *, improving: bool) -> Ranks:
    """Return the lowest x that the others of i reach from every state, itself counted."""
    sources = _sorted_within(x, int(x.max()) + 1, np.arange(len(x), dtype=np.uint32))
    movers = np.array([j for j in range(len(groups.rank)) if j != i], np.int64)
    lowest = np.full(len(x), -1, np.int32)
    marks, g = groups.start.copy(), groups
    _set_labels(x, sources, movers, g.of, g.order, g.start, g.first, g.last, g.levels, g.rank, improving, marks, lowest)
    return lowest


def _highest(x: Ranks, i: int, groups: _Groups) -> Ranks:
    """Return for every state the highest x in reach of one move of i, itself counted."""
    found, g = np.empty_like(x), groups
    in_group = np.full(len(g.first), -1, np.int32)
    _set_highest(x, g.of[i], g.first, g.last, g.levels, in_group, found)
    return found


@compiled
def _sorted_within(key: Numbers, keys: int, order: Numbers) -> Numbers:
    """Return the order sorted by key, what has the same key as it was."""
    place = np.zeros(keys + 1, np.uint32)
    for k in range(len(key)):
        place[key[k] + 1] += np.uint32(1)
    for k in range(keys):
        place[k + 1] += place[k]
    found = np.empty_like(order)
    for k in range(len(order)):
        group = key[order[k]]
        found[place[group]] = order[k]
        place[group] += np.uint32(1)
    return found


@compiled
def _set_highest(
    x: Numbers, of: Numbers, first: Numbers, last: Numbers, levels: Numbers, in_group: Numbers, found: Numbers
) -> None:
    for s in range(len(x)):
        in_group[of[s]] = max(in_group[of[s]], x[s])
    for s in range(len(x)):
        group = of[s]
        most = in_group[group]
        for above in range(first[group], last[group]):
            if in_group[above] > most and _may_precede(levels[group], levels[above]):
                most = in_group[above]
        found[s] = most


@compiled
def _may_precede(one: Numbers, other: Numbers) -> bool:
    for k in range(len(one)):  # noqa: SIM110 - compiled
        if one[k] > other[k]:
            return False
    return True


@compiled
def _set_labels(
    x: Numbers,
    sources: Numbers,
    movers: Numbers,
    of: Numbers,
    order: Numbers,
    start: Numbers,
    first: Numbers,
    last: Numbers,
    levels: Numbers,
    rank: Numbers,
    improving: bool,
    marks: Numbers,
    lowest: Numbers,
) -> None:
    stack = np.empty(len(x), np.uint32)
    for source in sources:
        if lowest[source] >= 0:
            continue
        level = x[source]
        lowest[source] = level
        stack[0] = source
        height = 1
        while height:
            height -= 1
            t = stack[height]
            for j in movers:
                group, bound = of[j, t], rank[j, t]
                for before in range(first[group], last[group]):
                    mark, end = marks[before], start[before + 1]
                    if mark == end or (before != group and not _may_precede(levels[before], levels[group])):
                        continue
                    while mark < end:
                        s = order[mark]
                        if improving and rank[j, s] >= bound:
                            break
                        mark += np.uint32(1)
                        if lowest[s] < 0:
                            lowest[s] = level
                            stack[height] = s
                            height += 1
                    marks[before] = mark
