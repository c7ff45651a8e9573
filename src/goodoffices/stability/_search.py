"""Shortest ways through the graph model: by improvements where that goes, else by any legal steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.encode.graph_model import GraphModel, Steps
from goodoffices.encode.states import Index, Mask
from goodoffices.stability._layers import layers

_SEARCHED = 4096
_AT_ONCE = 1 << 18  # arcs looked at together


Taken = tuple[tuple[tuple[str, ...], int], ...]
"""Steps: who takes each, and to which node."""


@dataclass(frozen=True, slots=True)
class NodeWay:
    """A way as nodes."""

    steps: Taken
    by_improvements: bool


def shortest_ways(model: GraphModel, start: int, targets: Index) -> dict[int, NodeWay]:
    """Return a shortest way from a node to each of the targets that can be reached.

    Of equally short ways the one that changes the fewest values is taken, then the one whose last step is by a party
    alone, earlier in the case; in a case of more than 4,096 states, the first in the order of states. Nobody, and no
    group, steps twice in a row.
    """
    if len(model) > _SEARCHED and model.classes is None:
        return _layered_ways(model, start, targets)
    found: dict[int, NodeWay] = {}
    for improving in (True, False):
        left = np.array([target for target in targets.tolist() if target not in found], np.intp)
        if len(left):
            search = Search(model, start, improving=improving)
            search.run(left)
            found |= {target: NodeWay(steps, improving) for target, steps in search.ways(left)}
    return found


def _layered_ways(model: GraphModel, start: int, targets: Index) -> dict[int, NodeWay]:
    groups = [*((party,) for party in model.parties), *model.by_consent]
    found: dict[int, NodeWay] = {}
    for improving in (True, False):
        reached = layers(model, start, groups, improving=improving)
        for target in targets.tolist():
            if target not in found and reached.depth[target] >= 0:
                found[target] = NodeWay(reached.way(target), improving)
    return found


def fewest_steps(model: GraphModel, start: int, groups: Sequence[tuple[str, ...]], *, improving: bool) -> Index:
    """Return for every node the fewest steps of the groups that lead there, -1 where none do."""
    if model.classes is None:
        return layers(model, start, groups, improving=improving).depth
    search = Search(model, start, improving=improving, movers=model.steps_of(*groups))
    search.run()
    return search.fewest_steps()


class Search:
    """Breadth-first over labels: node × who stepped there, for whoever stepped last does not step next."""

    def __init__(
        self, model: GraphModel, start: int, *, improving: bool, movers: Sequence[Steps] | None = None
    ) -> None:
        self.model, self.start, self.improving = model, start, improving
        self.movers = [*model.moves, *model.joint] if movers is None else movers
        labels = len(model) * len(self.movers)
        self.depth = np.full(labels, -1, np.int32)
        self.changes = np.zeros(labels, np.int32)
        self.before = np.full(labels, -1, np.intp)

    def run(self, targets: Index | None = None) -> None:
        """Go on until every target, if any are given, is reached or nothing new is."""
        for mover in range(len(self.movers)):
            self._step(np.array([self.start]), np.array([-1]), mover, depth=1)
        depth = 1
        while len(frontier := np.flatnonzero(self.depth == depth)) and (targets is None or not self._is_done(targets)):
            depth += 1
            for mover in range(len(self.movers)):
                for nodes, labels in self._sources(frontier, mover):
                    self._step(nodes, labels, mover, depth)

    def run_to_any(self, wanted: Mask) -> int | None:
        """Go on until a wanted node is reached, and return the one that changes least, or None if there is none."""
        for mover in range(len(self.movers)):
            self._step(np.array([self.start]), np.array([-1]), mover, depth=1)
        depth = 1
        while len(frontier := np.flatnonzero(self.depth == depth)):
            hit = frontier[wanted[frontier // len(self.movers)]]
            if len(hit):
                return int(hit[np.argmin(self.changes[hit])]) // len(self.movers)
            depth += 1
            for mover in range(len(self.movers)):
                for nodes, labels in self._sources(frontier, mover):
                    self._step(nodes, labels, mover, depth)
        return None

    def ways(self, targets: Index) -> Iterator[tuple[int, Taken]]:
        """Yield the targets reached, each with the steps that lead there."""
        count = len(self.movers)
        never = np.iinfo(np.int64).max
        key = np.where(self.depth < 0, never, (self.depth.astype(np.int64) << 32) + self.changes)
        last = key.reshape(-1, count)[targets].argmin(axis=1) + targets * count
        before, taken = self.before.tolist(), dict[int, Taken]({-1: ()})
        for target, label in zip(targets.tolist(), last.tolist(), strict=True):
            if target == self.start:
                yield target, ()
            elif key[label] < never:
                yield target, self._taken(label, before, taken)

    def fewest_steps(self) -> Index:
        """Return for every node the fewest steps that lead there, -1 where none do."""
        never = max(int(self.depth.max()), 0) + 1
        depth = np.where(self.depth < 0, never, self.depth).reshape(len(self.model), -1)
        fewest: Index = depth.min(axis=1, initial=never).astype(np.intp)
        fewest[self.start] = 0
        return np.where(fewest == never, -1, fewest)

    def _taken(self, label: int, before: Sequence[int], taken: dict[int, Taken]) -> Taken:
        """Return the steps that lead to a label, and remember those to the labels on the way."""
        trail = []
        while label not in taken:
            trail.append(label)
            label = before[label]
        steps = taken[label]
        for label in reversed(trail):
            node, mover = divmod(label, len(self.movers))
            steps = taken[label] = (*steps, (self.movers[mover].by, node))
        return steps

    def _is_done(self, targets: Index) -> bool:
        reached = self.depth.reshape(len(self.model), -1)[targets].max(axis=1) >= 0
        return bool((reached | (targets == self.start)).all())

    def _sources(self, frontier: Index, mover: int) -> Iterator[tuple[Index, Index]]:
        """Yield the nodes a mover may step from, some at a time, each with the label that changed least."""
        labels = frontier[frontier % len(self.movers) != mover]
        labels = labels[_least_of_each(labels // len(self.movers), self.changes[labels])]
        nodes = labels // len(self.movers)
        together = max(1, _AT_ONCE // int(self.movers[mover].size.max()))
        for begin in range(0, len(nodes), together):
            yield nodes[begin : begin + together], labels[begin : begin + together]

    def _step(self, nodes: Index, labels: Index, mover: int, depth: int) -> None:
        start, end = self.model.moves_from(self.movers[mover], nodes)
        reached_at = self.depth[end * len(self.movers) + mover]
        legal = (reached_at < 0) | (reached_at == depth)
        if self.improving:
            legal &= self._improves(self.movers[mover], start, end)
        start, end = start[legal], end[legal]
        reached, before = end * len(self.movers) + mover, labels[np.searchsorted(nodes, start)]
        changes = np.where(before < 0, 0, self.changes[before]) + self._changed(start, end)
        least = _least_of_each(reached, changes)
        best = least[(self.depth[reached[least]] < 0) | (changes[least] < self.changes[reached[least]])]
        reached = reached[best]
        self.depth[reached], self.changes[reached], self.before[reached] = depth, changes[best], before[best]

    def _improves(self, steps: Steps, start: Index, end: Index) -> Mask:
        rows = [self.model.parties.index(party) for party in steps.by]
        before, after = self.model.ranks[rows][:, start], self.model.ranks[rows][:, end]
        better: Mask = np.logical_and.reduce(after > before, axis=0)
        return better

    def _changed(self, start: Index, end: Index) -> Index:
        values, first = self.model.states.values, self.model.representatives
        different: Index = (values[first[start]] != values[first[end]]).sum(axis=1)
        return different


def _least_of_each(key: Index, cost: Index) -> Index:
    """Return where, for each key that occurs, the cost is least (first of those), in the order of keys."""
    order = np.lexsort((cost, key))
    is_first = np.ones(len(key), np.bool_)
    is_first[1:] = key[order[1:]] != key[order[:-1]]
    found: Index = order[is_first]
    return found
