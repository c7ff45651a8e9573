"""Stability by listing every move: exact for any graph, also where moves are not transitive.

For a focal party i let x(t) be how well i fares at best once the others stand at t. The lowest x the others can reach,
beginning with a move of j, is V_j(s) = min over t in R_j(s) of min(x(t), min over k ≠ i, j of V_k(t)): whoever moved
last does not move next, which is the rule that no party moves twice in a row. Repetition finds the fixpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel, Steps
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Index, Mask
from goodoffices.progress import Progress

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")

_NEVER = np.int32(np.iinfo(np.int32).max)
AT_ONCE = 1 << 17  # arcs, so that what is gathered stays in the processor's cache

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class _Stretch:
    """The arcs out of some nodes: those that have any, where in `end` the arcs of each begin, and where they lead."""

    nodes: Index
    begin: Index
    end: Index


@dataclass(frozen=True, eq=False)
class Arcs:
    """The arcs of one party, stretch by stretch."""

    size: int
    stretches: tuple[_Stretch, ...]

    def lowest(self, x: Numbers) -> Numbers:
        """Return for every node the lowest x one move away, `_NEVER` where there is no move."""
        found = np.full(self.size, _NEVER)
        for part in self.stretches:
            found[part.nodes] = np.minimum.reduceat(x[part.end], part.begin)
        return found

    def highest(self, x: Numbers) -> Numbers:
        """Return for every node the highest x one move away, -1 where there is no move."""
        found = np.full(self.size, np.int32(-1))
        for part in self.stretches:
            found[part.nodes] = np.maximum.reduceat(x[part.end], part.begin)
        return found


def stable_by_moves(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    """Return which nodes are stable by which of the concepts for which of the decision makers (by number).

    Time and memory grow with the number of moves, time also with the longest sequence that finds something new.
    """
    moves = [listed(model, steps) for steps in model.moves]
    improvements = [_improving(arcs, rank) for arcs, rank in zip(moves, model.ranks, strict=True)]
    stable = np.empty((len(concepts), len(focal), len(model)), np.bool_)
    for place, i in enumerate(focal):
        own = model.ranks[i]
        for row, concept in enumerate(concepts):
            worst = _worst_answers(concept, i, own, moves, improvements)
            stable[row, place] = improvements[i].highest(worst) <= own
        progress(place + 1, len(focal))
    return stable


def _worst_answers(concept: str, i: int, own: Ranks, moves: Sequence[Arcs], improvements: Sequence[Arcs]) -> Numbers:
    """Return how i fares at worst once the others have answered its coming to a node.

    An answer that does not leave i at or below the rank it came from is no sanction, nor is leaving i where it went.
    """
    if concept == "nash":
        return np.full_like(own, _NEVER)
    arcs = improvements if concept in ("seq", "sseq") else moves
    best_reply = np.maximum(own, moves[i].highest(own))
    others = [others for j, others in enumerate(arcs) if j != i and others.stretches]
    return lowest_reached(best_reply if concept in ("smr", "sseq") else own, others)


def lowest_reached(x: Numbers, movers: Sequence[Arcs]) -> Numbers:
    """Return the lowest x that the movers can reach from every node, `_NEVER` where none of them has a move."""
    lowest = np.full((len(movers) + 1, len(x)), _NEVER)  # by who begins; the last row stays for a sole mover
    seen = np.full((len(movers), len(x)), np.int32(-1))
    changed = True
    while changed:
        changed = False
        for j, arcs in enumerate(movers):
            continued = np.minimum(x, np.delete(lowest, j, axis=0).min(axis=0))
            if not np.array_equal(seen[j], continued):
                seen[j], lowest[j] = continued, arcs.lowest(continued)
                changed = True
    least: Numbers = lowest.min(axis=0)
    return least


def listed(model: GraphModel, steps: Steps) -> Arcs:
    """Return the arcs of one party."""
    return Arcs(len(model), tuple(_listed_by_stretch(model, steps)))


def _listed_by_stretch(model: GraphModel, steps: Steps) -> Iterator[_Stretch]:
    per_node = np.add.reduceat(steps.size[model.members], model.first[:-1])
    ends = np.cumsum(per_node)
    begin = 0
    while begin < len(model):
        done = int(ends[begin - 1]) if begin else 0
        stop = max(begin + 1, int(np.searchsorted(ends, done + AT_ONCE, "right")))
        start, end = model.moves_from(steps, np.arange(begin, stop))
        if len(start):
            yield stretch(start, end)
        begin = stop


def stretch(start: Index, end: Index) -> _Stretch:
    begin = np.flatnonzero(np.concatenate([[True], start[1:] != start[:-1]]))
    return _Stretch(start[begin], begin, end)


def _improving(arcs: Arcs, rank: Ranks) -> Arcs:
    """Return those arcs that lead to what their mover prefers."""
    kept = []
    for part in arcs.stretches:
        start = np.repeat(part.nodes, np.diff(np.append(part.begin, len(part.end))))
        better = rank[part.end] > rank[start]
        if better.any():
            kept.append(stretch(start[better], part.end[better]))
    return Arcs(arcs.size, tuple(kept))
