"""Stability by sweeping over sorted blocks, with NumPy alone: for any case in which no two states are alike.

The theorem is that of `_blocks`. What the others reach at worst is a fixpoint: each of them in turn passes on the
lowest value from where it can go to where it stands, a running minimum over its block in the order of its preference.
One sweep is linear; their number is that of the turns in the longest answer that finds something new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask
from goodoffices.progress import Progress
from goodoffices.stability._blocks import Blocks, blocks_of

Numbers = npt.NDArray[np.int64]


class Mover:
    """One party's blocks, their states in the order of its preference."""

    def __init__(self, blocks: Blocks, rank: Ranks) -> None:
        self.blocks, self.size = blocks, len(rank)
        self.order = np.lexsort((rank, blocks.block))
        self.block = blocks.block[self.order]
        self.begin = np.flatnonzero(np.r_[True, self.block[1:] != self.block[:-1]])
        ranks = rank[self.order]
        ties = np.flatnonzero(np.r_[True, (self.block[1:] != self.block[:-1]) | (ranks[1:] != ranks[:-1])])
        above = np.r_[ties[1:], self.size]
        self.above = np.repeat(above, np.diff(np.r_[ties, self.size]))
        self.tops = (self.above == self.size) | (self.block[self.above % self.size] != self.block)
        self.moves = len(self.begin) < self.size

    def levels(self) -> Iterator[tuple[Mask, Mask]]:
        """Yield the states of each level, and those from which it may follow."""
        may_follow = self.blocks.may_follow
        for level in range(len(may_follow)):
            yield self.blocks.level == level, may_follow[self.blocks.level, level]

    def lowest(self, x: Numbers) -> Numbers:
        """Return for every state the lowest x in reach of one move, itself counted."""
        found = x.copy()
        for here, before in self.levels():
            least = np.minimum.reduceat(np.where(here, x, self.size)[self.order], self.begin)[self.blocks.block]
            np.minimum(found, least, out=found, where=before)
        return found

    def lowest_improved(self, x: Numbers) -> Numbers:
        """Return for every state the lowest x in reach of one improvement, itself counted."""
        found = x.copy()
        # Lower for each block further back, so that a running minimum from the end begins anew in each.
        offset = (self.size + 1) * self.block
        for here, before in self.levels():
            running = np.minimum.accumulate((np.where(here, x, self.size)[self.order] + offset)[::-1])[::-1] - offset
            least = np.full(self.size, self.size)
            least[self.order] = np.where(self.tops, self.size, running[self.above % self.size])
            np.minimum(found, least, out=found, where=before)
        return found

    def highest(self, x: Numbers) -> Numbers:
        """Return for every state the highest x in reach of one move, itself counted."""
        found = x.copy()
        for here, before in self.levels():
            most = np.maximum.reduceat(np.where(here, x, -1)[self.order], self.begin)[self.blocks.block]
            np.maximum(found, most, out=found, where=before)
        return found


def stable_by_sweeps(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for which of the decision makers (by number)."""
    movers = [Mover(blocks_of(model, party), rank) for party, rank in zip(model.parties, model.ranks, strict=True)]
    stable = np.empty((len(concepts), len(focal), len(model)), np.bool_)
    for place, i in enumerate(focal):
        own = model.ranks[i].astype(np.int64)
        others = [mover for j, mover in enumerate(movers) if j != i and mover.moves]
        for row, concept in enumerate(concepts):
            worst = worst_answers(concept, own, movers[i], others)
            stable[row, place] = movers[i].highest(worst) <= own
        progress(place + 1, len(focal))
    return stable


def worst_answers(concept: str, own: Numbers, mover: Mover, others: Sequence[Mover]) -> Numbers:
    """Return how a party fares at worst once the others have answered its coming to a state."""
    if concept == "nash":
        return own
    turns = [other.lowest if concept in ("gmr", "smr") else other.lowest_improved for other in others]
    if concept in ("gmr", "seq"):
        return _fixpoint(own, turns)
    return np.minimum(own, _fixpoint(mover.highest(own), turns))


def _fixpoint(x: Numbers, turns: Sequence[Callable[[Numbers], Numbers]]) -> Numbers:
    """Return the lowest that the others reach from every state, each taking turns until nothing falls."""
    still = 0
    while still < len(turns):
        for turn in turns:
            before, x = x, turn(x)
            still = 0 if (x != before).any() else still + 1
    return x
