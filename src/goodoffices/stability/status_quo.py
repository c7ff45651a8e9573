"""What is reached from a state, by whom and in how many steps, and whether that leads to an equilibrium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from goodoffices.case import State
from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Index, Mask
from goodoffices.errors import TooLargeError
from goodoffices.stability._coalitions import coalitions_asked
from goodoffices.stability._engine import CONCEPTS
from goodoffices.stability._search import fewest_steps
from goodoffices.stability.answer import Coalitions, Leads, Reached, StabilityAnswer, StatusQuo
from goodoffices.stability.stability import LISTED_UNASKED
from goodoffices.stability.ways import MOST_FOLLOWED


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
    if len(model) > MOST_FOLLOWED:
        raise TooLargeError(
            f"{len(model):,} states are too many to follow every step; at most {MOST_FOLLOWED:,} are; "
            "hold issues at a value (--set issue=value)"
        )
    start = answer.status_quo if start is None else dict(start)
    alone = tuple((party,) for party in model.parties)
    together = tuple(dict.fromkeys((*alone, *model.by_consent, *coalitions_asked(model.parties, coalitions))))
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
