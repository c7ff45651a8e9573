"""In how many steps each state is reached from one, layer by layer.

Where no two states are alike no party need step twice running (`_blocks`), so a state's layer is the first in which it
is reached from the one before. A party's improvements are followed through its sorted blocks, one pass a layer; those
of several, for whom states may be incomparable, arc by arc. Where states are alike, `_search` follows them in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Index
from goodoffices.stability._blocks import Blocks, blocks_of
from goodoffices.stability._plain import AT_ONCE
from goodoffices.stability._sweeps import Mover, Numbers

Pull = Callable[[Numbers], Numbers]
Group = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Layers:
    """For every node the fewest steps that lead there (-1: none do), from which node the last, and by which group."""

    groups: Sequence[Group]
    depth: Index
    before: Index
    by: Index

    def way(self, target: int) -> tuple[tuple[Group, int], ...]:
        """Return a shortest way to a node that is reached: who steps, and where to."""
        steps: list[tuple[Group, int]] = []
        while self.depth[target] > 0:
            steps.append((self.groups[self.by[target]], target))
            target = int(self.before[target])
        return tuple(reversed(steps))


def layers(model: GraphModel, start: int, groups: Sequence[Group], *, improving: bool) -> Layers:
    """Return what the groups' steps, or improvements, reach; of equally short ways the first in the order of states."""
    never = len(model)
    found = Layers(groups, np.full(never, -1), np.full(never, -1), np.full(never, -1))
    found.depth[start] = 0
    pulls = [_pull(model, group, improving=improving) for group in groups]
    layer, last = 0, np.array([start])
    while len(last):
        layer += 1
        x: Numbers = np.full(never, never)
        x[last] = last
        reached = np.stack([pull(x) for pull in pulls])
        reached[:, found.depth >= 0] = never
        last = np.flatnonzero(reached.min(axis=0) < never)
        found.depth[last] = layer
        found.by[last] = reached[:, last].argmin(axis=0)
        found.before[last] = reached[:, last].min(axis=0)
    return found


def _pull(model: GraphModel, group: Group, *, improving: bool) -> Pull:
    """Return what gives every state the lowest number of those from which the group steps there."""
    if improving and len(group) > 1:
        return _joint_improvements(model, group)
    blocks = blocks_of(model, *group)
    back = Blocks(blocks.block, blocks.level, -blocks.levels)
    if improving:
        return Mover(back, -model.ranks[model.parties.index(group[0])]).lowest_improved
    return Mover(back, np.zeros(len(model), np.int32)).lowest


def _joint_improvements(model: GraphModel, group: Group) -> Pull:
    (steps,) = model.steps_of(group)
    ranks = model.ranks[[model.parties.index(party) for party in group]]
    together = max(1, AT_ONCE // int(steps.size.max()))

    def pull(x: Numbers) -> Numbers:
        found, nodes = x.copy(), np.flatnonzero(x < len(x))
        for begin in range(0, len(nodes), together):
            start, end = model.moves_from(steps, nodes[begin : begin + together])
            better = (ranks[:, end] > ranks[:, start]).all(axis=0)
            np.minimum.at(found, end[better], x[start[better]])
        return found

    return pull
