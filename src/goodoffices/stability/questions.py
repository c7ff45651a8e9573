"""The questions: the whole answer, how one state stands, and the ways from one state to others."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import numpy as np

from goodoffices.case import CaseFile, Grounds, State, grounds, in_force
from goodoffices.case.entry import Entry
from goodoffices.case.expressions import holds
from goodoffices.encode.graph_model import GraphModel, graph_model
from goodoffices.encode.preferences import decision_makers, ranking_problems
from goodoffices.encode.states import Index, Mask, lay_out
from goodoffices.errors import CaseError, InfeasibleStateError, TooLargeError, UnknownNameError, unknown
from goodoffices.progress import Progress, silent
from goodoffices.stability._coalitions import COALITIONAL, Coalition, every_coalition, stable_for_coalitions
from goodoffices.stability._engine import CONCEPTS, choose, stable_nodes
from goodoffices.stability._inverse import remedy as fewest_changes
from goodoffices.stability._ways import NodeWay, fewest_steps, shortest_ways
from goodoffices.stability._why import reason
from goodoffices.stability.answer import (
    Equilibria,
    Leads,
    Reached,
    Remedy,
    StabilityAnswer,
    StableFor,
    Standing,
    StatusQuo,
    Step,
    Way,
    Why,
)

LISTED_UNASKED = 4096
"""So many states are listed; more only when asked."""

_WAYS_SOUGHT = 1 << 20
"""In cases of so many states ways are sought; in larger ones they would take far longer than all else."""

_ENUMERATED = 1 << 16
"""States up to which one is judged by looking at all; beyond, by satisfiability."""

Coalitions = Literal["all"] | Iterable[Sequence[str]]


def stability(
    case: CaseFile,
    *,
    limit: int | None = None,
    every_state: bool = False,
    coalitions: Coalitions = (),
    progress: Progress = silent,
) -> StabilityAnswer:
    """Return which states are stable for whom, the equilibria, and the ways there from the status quo.

    Parameters
    ----------
    case : CaseFile
        Its issues say who can move, its wants in force and rankings who prefers what.
    limit : int, optional
        No list is longer; counts are whole.
    every_state : bool
        List states, equilibria and the ways there even where there are more than 4,096.
    coalitions : "all" or iterable of sequences of str
        Decision makers to judge as coalitions too, by `cnash`, `cgmr`, `csmr` and `cseq`; an equilibrium of these is
        stable for every coalition given.
    progress : function
        Told how many decision makers, then coalitions, are done, and of how many.

    Raises
    ------
    CaseError
        If a ranking is at odds with itself or with `alike`.
    NoFeasibleStateError
        If the rules leave no state.
    TooLargeError
        If the states, or the moves between them, do not fit; says so before it starts.
    UnknownNameError
        If a coalition names somebody who decides nothing.

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
    groups = _coalitions(decision_makers(case), coalitions)
    model = graph_model(case)
    method, named = choose(model)
    stable = stable_nodes(model, method=method, progress=progress)
    together = stable_for_coalitions(model, groups, progress=progress)
    settled = {
        **dict(zip(CONCEPTS, np.logical_and.reduce(stable, axis=1), strict=True)),
        **(dict(zip(COALITIONAL, np.logical_and.reduce(together, axis=1), strict=True)) if groups else {}),
    }
    rests_on = grounds(case, _entries(case, model.parties))
    most = limit if every_state or len(model) <= LISTED_UNASKED else min(limit or LISTED_UNASKED, LISTED_UNASKED)
    start = model.node_of(case.status_quo)
    targets = np.flatnonzero(np.logical_or.reduce([*settled.values()]))
    sought = targets if len(model) <= LISTED_UNASKED or every_state else targets[:most]
    is_sought = start is not None and len(model) <= _WAYS_SOUGHT
    found = _ways(model, start, sought) if is_sought and start is not None else ()
    return StabilityAnswer(
        parties=model.parties,
        issues=model.states.issues,
        feasible=len(model),
        status_quo=case.status_quo,
        status_quo_feasible=start is not None,
        method=named,
        equilibria={concept: _equilibria(model, row, rests_on, most) for concept, row in settled.items()},
        coalitions=groups or None,
        states=tuple(_stable_for(model, stable, groups, together, limit))
        if every_state or len(model) <= LISTED_UNASKED
        else None,
        ways=found[:limit],
        ways_complete=start is None or (is_sought and len(sought) == len(targets)),
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


def status_quo(
    answer: StabilityAnswer,
    start: State | None = None,
    *,
    coalitions: Coalitions = (),
    every_state: bool = False,
) -> StatusQuo:
    """Return what is reached from today, or another state, in how many steps, and which equilibria that leads to.

    Parameters
    ----------
    answer : StabilityAnswer
        What `stability` gave.
    start : State, optional
        A value for every issue; today's unless given. From a state that is not feasible nothing is reached.
    coalitions : "all" or iterable of sequences of str
        Who may improve together; unless given, those who decide some issue by consent.
    every_state : bool
        List the states reached, and equilibria, even where there are more than 4,096 states.

    Returns
    -------
    StatusQuo
        By `moves` (legal ones, of parties alone and of those who decide by consent), by `improvements` of parties
        alone, and by `coalitions`: joint steps that serve all who take them, parties alone included.

    Raises
    ------
    TooLargeError
        If the case has more than 2^20 states.
    UnknownNameError
        If a value or party is not in the case.

    Notes
    -----
    Li, Kilgour & Hipel (2005), status quo analysis in the graph model. Nobody, and no coalition, steps twice running.
    """
    model = answer.model
    if len(model) > _WAYS_SOUGHT:
        raise TooLargeError(
            f"{len(model):,} states are too many to follow every step; at most {_WAYS_SOUGHT:,} are; "
            "hold issues at a value (--set issue=value)"
        )
    start = answer.status_quo if start is None else dict(start)
    alone = tuple((party,) for party in model.parties)
    together = tuple(dict.fromkeys((*alone, *model.by_consent, *_coalitions(model.parties, coalitions))))
    node = model.node_of(start)
    kinds = {
        "moves": ((*alone, *model.by_consent), False),
        "improvements": (alone, True),
        "coalitions": (together, True),
    }
    steps = {
        kind: np.full(len(model), -1) if node is None else fewest_steps(model, node, groups, improving=improving)
        for kind, (groups, improving) in kinds.items()
    }
    listed = every_state or len(model) <= LISTED_UNASKED
    return StatusQuo(
        start=start,
        reached={kind: _reached(model, depth, listed=listed) for kind, depth in steps.items()},
        equilibria=tuple(_leads(answer, steps, None if listed else LISTED_UNASKED)),
        grounds=answer.grounds,
    )


def why(
    case: CaseFile, state: State, *, parties: Sequence[str] | None = None, concepts: Sequence[str] = CONCEPTS
) -> Why:
    """Return why a state is stable or not: who can improve on it, and what answers that, move by move.

    Parameters
    ----------
    case : CaseFile
        Of any size: one too large to enumerate is asked about this state alone, by satisfiability.
    state : State
        A value for every issue.
    parties : sequence of str, optional
        Decision makers; all unless given.
    concepts : sequence of str
        Of `CONCEPTS`.

    Raises
    ------
    InfeasibleStateError
        If the state breaks a rule; names it.
    TooLargeError
        If the case is too large to enumerate and holds states to be alike.
    UnknownNameError
        If a value or party is not in the case, or an issue has no value.

    Notes
    -----
    Sanctions are the shortest there are; of a case too large to enumerate, some. There, answers of seq and sseq longer
    than eight steps are not looked for, and what then stays open is told as unknown.
    """
    known = decision_makers(case)
    for party in parties or ():
        if party not in known:
            raise UnknownNameError(unknown("decision maker", party, known))
    _check_state(case, state)
    asked = [(party, concept) for party in parties or known for concept in concepts]
    try:
        lay_out(case, largest=_ENUMERATED)
    except TooLargeError:
        from goodoffices.stability._too_large import judge

        one_by_one = tuple(judge(case, state, party, concept) for party, concept in asked)
        return Why(dict(state), "satisfiability, one state", one_by_one)
    model = graph_model(case)
    method, named = choose(model)
    node = model.node_of(state)
    assert node is not None
    held = stable_nodes(model, concepts=concepts, parties=parties, nodes=np.array([node]), method=method)
    stable = held[:, :, 0].T.reshape(-1).tolist()
    reasons = (
        reason(model, node, party, concept, stable=is_stable)
        for (party, concept), is_stable in zip(asked, stable, strict=True)
    )
    return Why(model.state(node), named, tuple(reasons))


def remedy(
    case: CaseFile, state: State, concept: str = "nash", *, adding: bool = False, progress: Progress = silent
) -> Remedy:
    """Return the fewest changes of preference that make a state an equilibrium.

    Parameters
    ----------
    case : CaseFile
        Small enough to enumerate.
    state : State
        The state wanted; a value for every issue.
    concept : str
        One of `CONCEPTS`.
    adding : bool
        Count as a change, too, a new want: that an issue have the value it has in the wanted state.
    progress : function
        Told how many orders of wants are tried, and how many will be at most.

    Raises
    ------
    InfeasibleStateError
        If the state breaks a rule; names it.
    TooLargeError
        If the case is too large to enumerate.
    UnknownNameError
        If a value is not in the case, or an issue has none, or there is no such concept.

    Notes
    -----
    Kinsara, Kilgour & Hipel (2015), inverse approach to the graph model; here over wants rather than ranks, which only
    the parties that state wants have.
    """
    if concept not in CONCEPTS:
        raise UnknownNameError(unknown("concept", concept, CONCEPTS))
    _check_state(case, state)
    model = graph_model(case)
    choose(model)
    node = model.node_of(state)
    assert node is not None
    return fewest_changes(model, node, concept, adding=adding, progress=progress)


def _check_state(case: CaseFile, state: State) -> None:
    for issue in case.issues.values():
        if state.get(issue.id) not in issue.values:
            found = unknown("value", str(state.get(issue.id)), issue.values)
            raise UnknownNameError(f"issue '{issue.id}': {found}")
    for rule in case.impossible:
        if holds(rule.that.node, state):
            raise InfeasibleStateError(f"the state is not feasible: rule '{rule.id}' excludes it ({rule.that})")


def _reached(model: GraphModel, depth: Index, *, listed: bool) -> Reached:
    nodes = np.flatnonzero(depth >= 0)
    nodes = nodes[np.argsort(depth[nodes], kind="stable")]
    states = tuple((model.state(int(node)), int(depth[node])) for node in nodes) if listed else None
    return Reached(len(nodes), int(depth.max()) if len(nodes) else 0, states)


def _leads(answer: StabilityAnswer, steps: Mapping[str, Index], most: int | None) -> Iterator[Leads]:
    settled: Mask = np.logical_and.reduce(answer.nodes, axis=1)
    for node in np.flatnonzero(settled.any(axis=0))[:most].tolist():
        yield Leads(
            to=answer.model.state(node),
            equilibrium=tuple(concept for concept, row in zip(CONCEPTS, settled, strict=True) if row[node]),
            steps={kind: int(depth[node]) if depth[node] >= 0 else None for kind, depth in steps.items()},
        )


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


def _stable_for(
    model: GraphModel, stable: Mask, groups: Sequence[Coalition], together: Mask, limit: int | None
) -> Iterator[StableFor]:
    alone = stable[:, :, :limit].transpose(2, 0, 1).tolist()
    joint = together[:, :, :limit].transpose(2, 0, 1).tolist()
    for node in range(len(model))[:limit]:
        yield StableFor(
            model.state(node),
            _held(CONCEPTS, model.parties, alone[node]),
            _held(COALITIONAL, groups, joint[node]) if groups else {},
        )


Name = TypeVar("Name")


def _held(
    concepts: Sequence[str], who: Sequence[Name], stable: Sequence[Sequence[bool]]
) -> Mapping[str, tuple[Name, ...]]:
    return {concept: tuple(itertools.compress(who, row)) for concept, row in zip(concepts, stable, strict=True)}


def _coalitions(parties: Sequence[str], asked: Coalitions) -> tuple[Coalition, ...]:
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
