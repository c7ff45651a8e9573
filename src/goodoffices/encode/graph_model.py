"""A case as a graph model: who can move from which state to which, and how each ranks them.

Fang, Hipel & Kilgour, *Interactive Decision Making* (1993). Nodes are the feasible states; those held to be alike are
one node, which has the moves of all its members and is judged as the first of them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from goodoffices.case import CaseFile, State
from goodoffices.encode.alike import alike_classes
from goodoffices.encode.preferences import Ranks, decision_makers, ranks
from goodoffices.encode.states import Index, Mask, States, lay_out, numbered, packed


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps open to one decision maker, or to several together: any of the issues that they alone decide changes.

    States that differ only in those issues form a block; `order` lists the states block by block, and `first` and
    `size` say for every state where in it its block begins and how long that is.
    """

    by: tuple[str, ...]
    order: Index
    first: Index
    size: Index
    one_way: tuple[tuple[Index, Mask], ...]
    """For each one-way issue among theirs: its value in every state, and which value may follow which."""

    def from_states(self, sources: Index) -> tuple[Index, Index]:
        """Return every step out of the given states, in their order: where from, where to."""
        start = np.repeat(sources, self.size[sources])
        end = self.order[stretches(self.first[sources], self.size[sources])]
        legal = start != end
        for value, may_follow in self.one_way:
            legal &= may_follow[value[start], value[end]]
        return start[legal], end[legal]


@dataclass(frozen=True, eq=False)
class GraphModel:
    """A case as nodes, the steps between them, and their ranks; steps are laid out when they are first asked for."""

    case: CaseFile
    states: States
    parties: tuple[str, ...]
    """The decision makers."""
    classes: Index | None
    """For every state the first state of its node; None where no two states are alike."""
    ranks: Ranks
    """Shape (decision makers, nodes); higher is better."""

    @functools.cached_property
    def representatives(self) -> Index:
        """For every node its first state."""
        return np.arange(len(self.states)) if self.classes is None else np.unique(self.classes)

    @functools.cached_property
    def node(self) -> Index:
        """For every state its node."""
        if self.classes is None:
            return np.arange(len(self.states))
        return np.searchsorted(self.representatives, self.classes)

    @functools.cached_property
    def members(self) -> Index:
        """The states, node by node."""
        return np.argsort(self.node, kind="stable")

    @functools.cached_property
    def first(self) -> Index:
        """For every node where in `members` its states begin; one entry more for the end."""
        return np.concatenate([[0], np.cumsum(np.bincount(self.node))])

    @functools.cached_property
    def moves(self) -> tuple[Steps, ...]:
        """What each decision maker can do alone."""
        return tuple(_steps(self.case, self.states, (party,)) for party in self.parties)

    @functools.cached_property
    def joint(self) -> tuple[Steps, ...]:
        """What those who decide some issue by consent can do together."""
        return self.steps_of(*self.by_consent)

    @property
    def by_consent(self) -> tuple[tuple[str, ...], ...]:
        """Those who decide some issue together."""
        shared = (issue.by for issue in self.case.issues.values() if issue.by[1:])
        return tuple(dict.fromkeys(tuple(sorted(by, key=self.parties.index)) for by in shared))

    def steps_of(self, *groups: tuple[str, ...]) -> tuple[Steps, ...]:
        """Return what each of the given groups of decision makers can do together."""
        return tuple(_steps(self.case, self.states, group) for group in groups)

    @functools.cached_property
    def width(self) -> int:
        """The number of nodes."""
        return len(self.states) if self.classes is None else len(self.representatives)

    def __len__(self) -> int:
        return self.width

    def state(self, node: int) -> dict[str, str]:
        """Return the state a node is printed as."""
        named = self._named
        if node not in named:
            named[node] = self.states.state(node if self.classes is None else int(self.representatives[node]))
        return named[node]

    @functools.cached_property
    def _named(self) -> dict[int, dict[str, str]]:
        return {}

    def node_of(self, state: State) -> int | None:
        """Return the node of a state, or None if it is not feasible."""
        index = self.states.index(state)
        return index if index is None or self.classes is None else int(self.node[index])

    def moves_from(self, steps: Steps, nodes: Index) -> tuple[Index, Index]:
        """Return every step between nodes out of the given ones, by where from, then where to."""
        if self.classes is None:
            return steps.from_states(nodes)
        counts = np.diff(self.first)[nodes]
        start, end = steps.from_states(self.members[stretches(self.first[nodes], counts)])
        key = np.unique(self.node[start] * len(self) + self.node[end])
        start, end = np.divmod(key, len(self))
        return start[start != end], end[start != end]


def graph_model(case: CaseFile) -> GraphModel:
    """Return the graph model of a case.

    Parameters
    ----------
    case : CaseFile
        Whose rankings hold states that are alike in one tier (see `ranking_problems`).

    Raises
    ------
    NoFeasibleStateError
        If the rules leave no state; names them.
    TooLargeError
        If the states are too many to lay out.
    """
    states = lay_out(case)
    classes = alike_classes(case, states) if case.alike else None
    if classes is not None and np.array_equal(classes, np.arange(len(states))):
        classes = None
    order = ranks(case, states)
    return GraphModel(
        case, states, decision_makers(case), classes, order if classes is None else order[:, np.unique(classes)]
    )


def with_ranks(model: GraphModel, order: Ranks) -> GraphModel:
    """Return the model with other preferences; what was laid out stays so."""
    changed = replace(model, ranks=order)
    changed.__dict__.update({name: part for name, part in model.__dict__.items() if name not in changed.__dict__})
    return changed


def stretches(first: Index, size: Index) -> Index:
    """Return the numbers of several stretches one after another: `first`, `first` + 1, … of each."""
    return np.repeat(first - (np.cumsum(size) - size), size) + np.arange(size.sum())


def _steps(case: CaseFile, states: States, by: tuple[str, ...]) -> Steps:
    theirs = [issue for issue in case.issues.values() if set(issue.by) <= set(by)]
    fixed = [place for place, issue in enumerate(case.issues.values()) if issue not in theirs]
    block = block_numbers(states, fixed)
    size = np.bincount(block)
    first = np.cumsum(size) - size
    return Steps(
        by=by,
        order=np.argsort(block, kind="stable"),
        first=first[block],
        size=size[block],
        one_way=tuple(
            (states.column(issue.id).astype(np.intp), _may_follow(case, issue.id))
            for issue in theirs
            if issue.id in case.one_way
        ),
    )


def block_numbers(states: States, places: Iterable[int]) -> npt.NDArray[np.intp]:
    """Number the states, so that those alike in the issues at the given places have one number."""
    number = np.zeros(len(states), np.intp)
    held = list(places)
    for key in packed([states.values[:, place] for place in held], [len(states.labels[place]) for place in held]):
        number = numbered(number * len(states) + numbered(key))
    return number


def _may_follow(case: CaseFile, issue: str) -> Mask:
    """Return for each value which others may follow it: none but those to its right, or all but today's."""
    values, direction = case.issues[issue].values, case.one_way[issue]
    place = np.array([direction.index(value) for value in values]) if direction else None
    if place is not None:
        return place[:, None] <= place
    may = np.ones((len(values), len(values)), np.bool_)
    now = values.index(case.issues[issue].now)
    may[:, now] = False
    may[now, now] = True
    return may
