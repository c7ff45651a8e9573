"""The questions: the whole answer, how one state stands, and the ways from one state to others."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from goodoffices.case import CaseFile, Grounds, State, grounds, in_force
from goodoffices.case.model import Entry
from goodoffices.encode.graph_model import GraphModel, graph_model
from goodoffices.encode.preferences import ranking_problems
from goodoffices.encode.states import Index, Mask
from goodoffices.errors import CaseError
from goodoffices.stability._engine import CONCEPTS, choose, stable_nodes
from goodoffices.stability._ways import NodeWay, shortest_ways
from goodoffices.stability.answer import Equilibria, StabilityAnswer, StableFor, Standing, Step, Way

LISTED_UNASKED = 4096


def stability(case: CaseFile, *, limit: int | None = None, every_state: bool = False) -> StabilityAnswer:
    """Return which states are stable for whom, the equilibria, and the ways there from the status quo.

    Parameters
    ----------
    case : CaseFile
        Its issues say who can move, its wants in force and rankings who prefers what.
    limit : int, optional
        No list is longer; counts are whole.
    every_state : bool
        List the states even where there are more than 4,096.

    Raises
    ------
    CaseError
        If a ranking is at odds with itself or with `alike`.
    NoFeasibleStateError
        If the rules leave no state.
    TooLargeError
        If the states, or the moves between them, do not fit.

    Notes
    -----
    Fang, Hipel & Kilgour (1993): Nash, general and symmetric metarational, sequential and symmetric sequential
    stability. Any number of parties may answer, each as often as it likes, but not twice in a row.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> answer = stability(load("examples/syria-2013"))
    >>> answer.parties
    ('government', 'opposition', 'us', 'russia')
    """
    errors = [problem for problem in ranking_problems(case) if problem.severity == "error"]
    if errors:
        raise CaseError(errors)
    model = graph_model(case)
    method, named = choose(model)
    stable = stable_nodes(model, method=method)
    settled = np.logical_and.reduce(stable, axis=1)
    rests_on = grounds(case, _entries(case, model.parties))
    start = model.node_of(case.status_quo)
    found = () if start is None else _ways(model, start, np.flatnonzero(settled.any(axis=0)))
    return StabilityAnswer(
        parties=model.parties,
        issues=model.states.issues,
        feasible=len(model),
        status_quo=case.status_quo,
        status_quo_feasible=start is not None,
        method=named,
        equilibria={
            concept: _equilibria(model, row, rests_on, limit) for concept, row in zip(CONCEPTS, settled, strict=True)
        },
        coalitions=None,
        states=tuple(_stable_for(model, stable, limit)) if every_state or len(model) <= LISTED_UNASKED else None,
        ways=found[:limit],
        grounds=rests_on,
        model=model,
        nodes=stable,
    )


def standing(answer: StabilityAnswer, state: State) -> Standing:
    """Return how a state stands: by each concept, for whom it is stable and for whom not.

    Parameters
    ----------
    answer : StabilityAnswer
        What `stability` gave.
    state : State
        A value for every issue; it need not be feasible.

    Raises
    ------
    UnknownNameError
        If a value is not in the case, or an issue has none.
    """
    node = answer.model.node_of(state)
    stable, unstable = {}, {}
    for place, concept in enumerate(CONCEPTS):
        held = [] if node is None else answer.nodes[place, :, node].tolist()
        pairs = list(zip(answer.parties, held, strict=False))
        stable[concept] = tuple(party for party, is_stable in pairs if is_stable)
        unstable[concept] = tuple(party for party, is_stable in pairs if not is_stable)
    return Standing(dict(state), node is not None, stable, unstable, answer.grounds)


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
    return () if node is None else _ways(model, node, nodes)


def _ways(model: GraphModel, start: int, targets: Index) -> tuple[Way, ...]:
    found = shortest_ways(model, start, targets)
    order = sorted(found, key=lambda target: (not found[target].by_improvements, len(found[target].steps), target))
    state, rest_on = functools.cache(model.state), functools.cache(functools.partial(_way_grounds, model))
    return tuple(
        Way(
            to=state(target),
            steps=tuple(Step(by, state(node)) for by, node in found[target].steps),
            by_improvements=found[target].by_improvements,
            grounds=rest_on(_improvers(found[target])),
        )
        for target in order
    )


def _equilibria(model: GraphModel, settled: Mask, rests_on: Grounds, limit: int | None) -> Equilibria:
    nodes = np.flatnonzero(settled)
    return Equilibria(len(nodes), tuple(model.state(int(node)) for node in nodes[:limit]), rests_on)


def _stable_for(model: GraphModel, stable: Mask, limit: int | None) -> Iterator[StableFor]:
    for node in range(len(model))[:limit]:
        yield StableFor(model.state(node), _parties(model.parties, stable[:, :, node].tolist()))


def _parties(parties: Sequence[str], stable: Sequence[Sequence[bool]]) -> Mapping[str, tuple[str, ...]]:
    return {
        concept: tuple(party for party, is_stable in zip(parties, row, strict=True) if is_stable)
        for concept, row in zip(CONCEPTS, stable, strict=True)
    }


def _entries(case: CaseFile, parties: Sequence[str]) -> list[Entry]:
    """Return what says who prefers what, and what is feasible."""
    wants = [want for want in in_force(case, "wants") if want.party in parties]
    rankings = [Entry(f"{party}.ranking") for party in parties if case.parties[party].ranking]
    return [*wants, *rankings, *case.impossible]


def _improvers(way: NodeWay) -> frozenset[str]:
    """Return the parties whose preferences a way rests on."""
    return frozenset(party for by, _ in way.steps for party in by) if way.by_improvements else frozenset()


def _way_grounds(model: GraphModel, improvers: frozenset[str]) -> Grounds:
    return grounds(model.case, _entries(model.case, [party for party in model.parties if party in improvers]))
