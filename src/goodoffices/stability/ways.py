"""Ways from one state to others, as steps with names."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np

from goodoffices.case import Grounds, State, grounds
from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Index
from goodoffices.stability._deciding import entries
from goodoffices.stability._search import shortest_ways
from goodoffices.stability.answer import StabilityAnswer, Step, Way

MOST_FOLLOWED = 1 << 20
"""In cases of so many states steps are followed; in larger ones that would take far longer than all else."""


def ways(answer: StabilityAnswer, start: State, targets: Iterable[State] | None = None) -> tuple[Way, ...]:
    """Return a shortest way from a state to each of others that can be reached, those by improvements first.

    Parameters
    ----------
    answer : StabilityAnswer
        What `stability` gave.
    start : State
        Where the ways begin; from a state that is not feasible there are none.
    targets : iterable of State, optional
        Where they lead: to every equilibrium of any concept unless given. Those not feasible are passed over.

    Returns
    -------
    tuple of Way
        By improvements where a way by them exists, else by legal steps; then by number of steps, then in the order of
        states. A step of several parties changes issues whose deciders all are among them, and is an improvement if
        it is one for each. Of equally short ways the one that changes least is given.

    Raises
    ------
    UnknownNameError
        If a value is not in the case, or an issue has none.
    """
    model = answer.model
    node = model.node_of(start)
    if targets is None:
        nodes = np.flatnonzero(answer.nodes.all(axis=1).any(axis=0))
    else:
        nodes = np.unique([found for target in targets if (found := model.node_of(target)) is not None]).astype(np.intp)
    return () if node is None else ways_between(model, node, nodes)


def ways_between(model: GraphModel, start: int, targets: Index) -> tuple[Way, ...]:
    """Return a shortest way from a node to each of others that can be reached, those by improvements first."""
    found = shortest_ways(model, start, targets)

    @functools.cache
    def step(taken: tuple[tuple[str, ...], int]) -> Step:
        return Step(taken[0], model.state(taken[1]))

    @functools.cache
    def rests_on(improving: frozenset[str]) -> Grounds:
        return grounds(model.case, entries(model.case, improving))

    return tuple(
        Way(
            to=model.state(target),
            steps=tuple(map(step, way.steps)),
            by_improvements=way.by_improvements,
            grounds=rests_on(frozenset[str]().union(*(by for by, _ in way.steps if way.by_improvements))),
        )
        for target, way in sorted(
            found.items(), key=lambda item: (not item[1].by_improvements, len(item[1].steps), item[0])
        )
    )
