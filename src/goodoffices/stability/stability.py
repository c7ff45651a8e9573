"""The whole answer: which states hold, for whom, and the ways to those that do."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from goodoffices.case import CaseFile, Grounds, State, grounds
from goodoffices.encode.graph_model import GraphModel, graph_model
from goodoffices.encode.preferences import decision_makers, ranking_problems
from goodoffices.encode.states import Mask
from goodoffices.errors import CaseError
from goodoffices.progress import Progress, silent
from goodoffices.stability._coalitions import (
    COALITIONAL,
    Coalition,
    coalitions_asked,
    stable_for_coalitions,
)
from goodoffices.stability._deciding import entries
from goodoffices.stability._engine import CONCEPTS, choose, stable_nodes
from goodoffices.stability.answer import Coalitions, Equilibria, StabilityAnswer, StableFor, Standing
from goodoffices.stability.ways import MOST_FOLLOWED, ways_between

LISTED_UNASKED = 4096
"""So many states are listed; more only when asked."""


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
    groups = coalitions_asked(decision_makers(case), coalitions)
    model = graph_model(case)
    method, named = choose(model)
    stable = stable_nodes(model, method=method, progress=progress)
    together = stable_for_coalitions(model, groups, progress=progress)
    settled = {
        **dict(zip(CONCEPTS, np.logical_and.reduce(stable, axis=1), strict=True)),
        **(dict(zip(COALITIONAL, np.logical_and.reduce(together, axis=1), strict=True)) if groups else {}),
    }
    rests_on = grounds(case, entries(case, model.parties))
    most = limit if every_state or len(model) <= LISTED_UNASKED else min(limit or LISTED_UNASKED, LISTED_UNASKED)
    start = model.node_of(case.status_quo)
    targets = np.flatnonzero(np.logical_or.reduce([*settled.values()]))
    sought = targets if len(model) <= LISTED_UNASKED or every_state else targets[:most]
    is_sought = start is not None and len(model) <= MOST_FOLLOWED
    found = ways_between(model, start, sought) if is_sought and start is not None else ()
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


def _equilibria(model: GraphModel, settled: Mask, rests_on: Grounds, limit: int | None) -> Equilibria:
    nodes = np.flatnonzero(settled).tolist()
    return Equilibria(len(nodes), tuple(map(model.state, nodes[:limit])), rests_on)


def _stable_for(
    model: GraphModel, stable: Mask, groups: Sequence[Coalition], together: Mask, limit: int | None
) -> Iterator[StableFor]:
    alone = _held(CONCEPTS, model.parties, stable)
    joint = _held(COALITIONAL, groups, together) if groups else itertools.repeat({})
    listed = itertools.islice(map(model.state, range(len(model))), limit)
    return map(StableFor, listed, alone, joint)


Name = TypeVar("Name")


def _held(concepts: Sequence[str], who: Sequence[Name], stable: Mask) -> Iterator[Mapping[str, tuple[Name, ...]]]:
    """Yield for every node who is stable there by each concept; nodes that are alike in that share one mapping."""

    @functools.cache
    def named(held: bytes) -> Mapping[str, tuple[Name, ...]]:
        rows = (held[k * width : (k + 1) * width] for k in range(len(concepts)))
        return {concept: tuple(itertools.compress(who, row)) for concept, row in zip(concepts, rows, strict=True)}

    width, size, table = len(who), len(concepts) * len(who), stable.transpose(2, 0, 1).tobytes()
    return (named(table[begin : begin + size]) for begin in range(0, len(table), size))
