"""Coalitional stability: who can gain together, and what the rest can do about it.

After Kilgour, Hipel, Fang & Peng (2001) and Inohara & Hipel (2008), definitions 1–8, with the steps of DESIGN 4.3: a
step by K changes issues whose deciders all lie in K, so that what is decided by consent moves too. Where no states are
alike, whatever subcoalitions of H can do one after another H can do in one step (the argument of `_blocks`, for the
block and levels of all that H decides); else sequences are followed in full, in which no coalition moves twice running.

With v(t) the vector of what each of H is left with at worst once the rest have answered its coming to t, s is unstable
for H exactly if v(t) > p(s) in every part, for some t in R_H⁺⁺(s): v is p itself for cnash, the lowest in reach of N−H
for cgmr, the lowest in reach of improvements by subcoalitions of N−H for cseq. For csmr what the rest do and how H
evades it have to be weighed together, once for each vector p(s).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel, Steps
from goodoffices.encode.states import Index, Mask
from goodoffices.errors import TooLargeError, UnknownNameError, unknown
from goodoffices.progress import Progress, silent
from goodoffices.stability._blocks import blocks_of
from goodoffices.stability._plain import AT_ONCE, Arcs, lowest_reached, stretch
from goodoffices.stability._sweeps import Mover
from goodoffices.stability.answer import Coalitions

COALITIONAL = ("cnash", "cgmr", "csmr", "cseq")

MOST_STEPS = 1 << 31
"""So many steps are looked at, or, where states are alike, so many pairs of nodes."""

Coalition = tuple[str, ...]
Numbers = npt.NDArray[np.int64]


def every_coalition(parties: Sequence[str]) -> tuple[Coalition, ...]:
    """Return every coalition, the small ones first."""
    return tuple(
        itertools.chain.from_iterable(itertools.combinations(parties, size) for size in range(1, len(parties) + 1))
    )


def coalitions_asked(parties: Sequence[str], asked: Coalitions) -> tuple[Coalition, ...]:
    """Return the coalitions asked about, their members in the order of the case."""
    if isinstance(asked, str):
        return every_coalition(parties)
    groups: dict[Coalition, None] = {}
    for group in asked:
        for name in group:
            if name not in parties:
                raise UnknownNameError(unknown("decision maker", name, parties))
        groups[tuple(sorted(set(group), key=parties.index))] = None
    return tuple(group for group in groups if group)


def stable_for_coalitions(model: GraphModel, coalitions: Sequence[Coalition], *, progress: Progress = silent) -> Mask:
    """Return which nodes are stable by which concept for which coalition.

    Parameters
    ----------
    model : GraphModel
        The case as nodes and steps.
    coalitions : sequence of tuple of str
        Decision makers that move together.
    progress : function
        Told how many coalitions are done, and of how many.

    Returns
    -------
    array of bool, shape (concepts, coalitions, nodes)
        Concepts in the order of `COALITIONAL`.

    Raises
    ------
    TooLargeError
        If there are too many joint steps to look at; says so before it starts.
    """
    _check_size(model, coalitions)
    asked = _Together(model)
    stable = np.ones((len(COALITIONAL), len(coalitions), len(model)), np.bool_)
    for place, members in enumerate(coalitions):
        for concept, unstable in enumerate(_unstable(asked, members)):
            stable[concept, place, unstable] = False
        progress(place + 1, len(coalitions))
    return stable


def _unstable(asked: _Together, members: Coalition) -> Iterator[Index]:
    """Yield the nodes unstable for a coalition, concept by concept."""
    model = asked.model
    rest = tuple(party for party in model.parties if party not in members)
    p = asked.ranks(members)
    start, end = asked.improvements(members)
    answers = asked.reach(rest)
    yield np.unique(start)

    def unanswered(worst: Numbers) -> Index:
        return np.unique(start[(worst[:, end] > p[:, start]).all(axis=0)])

    by_gmr = unanswered(np.stack([answers.lowest(row) for row in p]))
    yield by_gmr
    if len(members) == 1:
        yield unanswered(np.stack([np.minimum(p[0], answers.lowest(asked.reach(members).highest(p[0])))]))
    else:
        # What cannot be answered at all cannot be answered for good.
        yield np.union1d(by_gmr, _evading(asked, members, rest, by_gmr))
    provoked = [asked.arcs(group) for group in every_coalition(rest)]
    provoked = [arcs for arcs in provoked if arcs.stretches]
    yield unanswered(np.stack([np.minimum(row, lowest_reached(row.astype(np.int32), provoked)) for row in p]))


def _evading(asked: _Together, members: Coalition, rest: Coalition, known: Index) -> Index:
    """Return the nodes from which a coalition has an improvement all answers to which it can evade; some are known."""
    p = asked.ranks(members)
    start, end = asked.improvements(members)
    open_ = ~np.isin(start, known)
    start, end = start[open_], end[open_]
    vectors, which = np.unique(p[:, start], axis=1, return_inverse=True)
    order = np.argsort(which, kind="stable")
    bounds = np.searchsorted(which[order], np.arange(vectors.shape[1] + 1))
    found = []
    for number in range(vectors.shape[1]):
        arcs = order[bounds[number] : bounds[number + 1]]
        better: Numbers = np.logical_and.reduce(p > vectors[:, number, None]).astype(np.int64)
        evaded = asked.reach(rest).lowest(asked.reach(members).highest(better))
        found.append(start[arcs][evaded[end[arcs]] > 0])
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.intp)


class _Together:
    """What coalitions can reach in a model, laid out as they are asked for."""

    def __init__(self, model: GraphModel) -> None:
        self.model = model
        self.reach = functools.cache(self._reach)
        self.improvements = functools.cache(self._improvements)
        self.arcs = functools.cache(self._arcs)

    def ranks(self, members: Coalition) -> Numbers:
        """Return how each member ranks every node."""
        return self.model.ranks[[self.model.parties.index(party) for party in members]].astype(np.int64)

    def _reach(self, members: Coalition) -> Mover | _Matrix:
        if self.model.classes is None:
            return Mover(blocks_of(self.model, *members), np.zeros(len(self.model), np.int32))
        return _Matrix(self.model, members)

    def _improvements(self, members: Coalition) -> tuple[Index, Index]:
        """Return the arcs of R_K⁺⁺: where from, where to."""
        p = self.ranks(members)
        kept = []
        for start, end in self._reached(members):
            better = (p[:, end] > p[:, start]).all(axis=0)
            kept.append((start[better], end[better]))
        none = np.empty(0, np.intp)
        return (
            np.concatenate([none, *(start for start, _ in kept)]),
            np.concatenate([none, *(end for _, end in kept)]),
        )

    def _arcs(self, members: Coalition) -> Arcs:
        start, end = self.improvements(members)
        return Arcs(len(self.model), (stretch(start, end),) if len(start) else ())

    def _reached(self, members: Coalition) -> Iterator[tuple[Index, Index]]:
        """Yield the arcs of R_K, some at a time."""
        if self.model.classes is not None:
            start, end = np.nonzero(_Matrix(self.model, members).reached)
            yield start, end
            return
        (steps,) = self.model.steps_of(members)
        together = max(1, AT_ONCE // int(steps.size.max()))
        for begin in range(0, len(self.model), together):
            yield self.model.moves_from(steps, np.arange(begin, min(begin + together, len(self.model))))


class _Matrix:
    """Where sequences of steps by subcoalitions lead, none of which steps twice running, as a table of nodes."""

    def __init__(self, model: GraphModel, members: Coalition) -> None:
        size = len(model)
        step = [_table(model, steps) for steps in model.steps_of(*every_coalition(members))]
        reached = [table.copy() for table in step]
        changed = bool(step)
        while changed:
            changed = False
            for k, table in enumerate(step):
                before: Mask = np.logical_or.reduce([np.zeros((size, size), np.bool_), *reached[:k], *reached[k + 1 :]])
                # Counts of paths, exact in single precision up to the size of the table.
                after = table | ((before.astype(np.float32) @ table.astype(np.float32)) > 0)
                changed |= not np.array_equal(after, reached[k])
                reached[k] = after
        self.reached: Mask = np.logical_or.reduce([np.zeros((size, size), np.bool_), *reached])

    def lowest(self, x: Numbers) -> Numbers:
        """Return for every node the lowest x reached, itself counted."""
        found: Numbers = np.minimum(x, np.where(self.reached, x, np.iinfo(np.int64).max).min(axis=1))
        return found

    def highest(self, x: Numbers) -> Numbers:
        """Return for every node the highest x reached, itself counted."""
        found: Numbers = np.maximum(x, np.where(self.reached, x, -1).max(axis=1))
        return found


def _table(model: GraphModel, steps: Steps) -> Mask:
    table = np.zeros((len(model), len(model)), np.bool_)
    table[model.moves_from(steps, np.arange(len(model)))] = True
    return table


def _check_size(model: GraphModel, coalitions: Sequence[Coalition]) -> None:
    groups = set(coalitions)
    for members in coalitions:
        groups |= set(every_coalition([party for party in model.parties if party not in members]))
    if model.classes is not None:
        needed = len(model) ** 2 * (2 ** max(map(len, groups), default=0) + len(groups))
    else:
        sizes = {issue.id: len(issue.values) for issue in model.case.issues.values()}
        needed = 0
        for group in groups:
            block = 1
            for issue in model.case.issues.values():
                block *= sizes[issue.id] if set(issue.by) <= set(group) else 1
            needed += len(model) * min(block, len(model))
    if needed > MOST_STEPS:
        raise TooLargeError(
            f"{len(model):,} states and {len(groups)} coalitions have up to {needed:,} joint steps; at most "
            f"{MOST_STEPS:,} are looked at; name fewer or smaller coalitions (--coalition a,b), or hold issues at a "
            "value (--set issue=value)"
        )
