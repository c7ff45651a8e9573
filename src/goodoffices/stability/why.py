"""Why a state is stable for a party, or not: its improvements, and the nearest sanction of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.case import CaseFile, State, grounds
from goodoffices.case.entry import Entry
from goodoffices.encode.graph_model import GraphModel, graph_model
from goodoffices.encode.preferences import decision_makers
from goodoffices.encode.states import Index, Mask, lay_out
from goodoffices.errors import TooLargeError
from goodoffices.stability import _asked
from goodoffices.stability._blocks import blocks_of
from goodoffices.stability._deciding import deciding
from goodoffices.stability._engine import CONCEPTS, choose, stable_nodes
from goodoffices.stability._plain import listed
from goodoffices.stability._search import Search
from goodoffices.stability._sweeps import Mover
from goodoffices.stability.answer import Answered, Reason, Step, Why

_ENUMERATED = 1 << 16
"""States up to which one is judged by looking at all; beyond, by satisfiability."""


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
        If a value or party is not in the case, an issue has no value, or there is no such concept.

    Notes
    -----
    Sanctions are the shortest there are; of a case too large to enumerate, some. There, answers of seq and sseq longer
    than eight steps are not looked for, and what then stays open is told as unknown.
    """
    _asked.check(case, state, parties=parties or (), concepts=concepts)
    asked = [(party, concept) for party in parties or decision_makers(case) for concept in concepts]
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
        _reason(model, node, party, concept, stable=is_stable)
        for (party, concept), is_stable in zip(asked, stable, strict=True)
    )
    return Why(model.state(node), named, tuple(reasons))


def _reason(model: GraphModel, node: int, party: str, concept: str, *, stable: bool) -> Reason:
    """Return why a node is stable for a decision maker by a concept, or not."""
    i = model.parties.index(party)
    own = model.ranks[i]
    _, ends = model.moves_from(model.moves[i], np.array([node]))
    improvements = ends[own[ends] > own[node]]
    improvements = improvements[np.argsort(-own[improvements], kind="stable")]
    loss = own <= own[node]
    lasting = loss & (_best_reply(model, i) <= own[node]) if concept in ("smr", "sseq") else loss
    search = _Sanctions(model, i, improving=concept in ("seq", "sseq"))
    found: list[Answered] = []
    for s1 in improvements.tolist():
        sanction = None if concept == "nash" else search.nearest(s1, lasting)
        if stable or sanction is None:
            evaded = search.nearest(s1, loss) if sanction is None and lasting is not loss else None
            found.append(_answered(model, i, node, s1, sanction=sanction, evaded=evaded))
        if sanction is None:
            break
    entries = _entries(model, i, node, found)
    return Reason(model.state(node), party, concept, stable, tuple(found), grounds(model.case, entries))


Steps = Sequence[tuple[str, int]]


class _Sanctions:
    """Where the others of a party can lead, by any moves or by improvements."""

    def __init__(self, model: GraphModel, i: int, *, improving: bool) -> None:
        self.model, self.improving = model, improving
        self.others = [steps for j, steps in enumerate(model.moves) if j != i]

    def nearest(self, start: int, wanted: Mask) -> Steps | None:
        """Return the shortest way of the others from a node to one that is wanted."""
        search = Search(self.model, start, improving=self.improving, movers=self.others)
        target = search.run_to_any(wanted)
        if target is None:
            return None
        (_, steps), *_ = search.ways(np.array([target]))
        return [(by[0], node) for by, node in steps]


def _best_reply(model: GraphModel, i: int) -> Index:
    if model.classes is None:
        return Mover(blocks_of(model, model.parties[i]), model.ranks[i]).highest(model.ranks[i].astype(np.int64))
    found: Index = np.maximum(model.ranks[i], listed(model, model.moves[i]).highest(model.ranks[i]))
    return found


def _answered(
    model: GraphModel, i: int, node: int, s1: int, *, sanction: Steps | None, evaded: Steps | None
) -> Answered:
    party, state = model.parties[i], model.state
    end = (sanction or [("", s1)])[-1][1]
    escape: tuple[Step, ...] = ()
    if evaded:
        s2 = evaded[-1][1]
        _, ends = model.moves_from(model.moves[i], np.array([s2]))
        s3 = int(ends[np.argmax(model.ranks[i][ends])])
        escape = (*(Step((by,), state(at)) for by, at in evaded), Step((party,), state(s3)))
    return Answered(
        improvement=Step((party,), state(s1)),
        better_by=_names(deciding(model.case, party, state(node), state(s1))),
        answer=None if sanction is None else tuple(Step((by,), state(at)) for by, at in sanction),
        worse_by=() if sanction is None else _names(deciding(model.case, party, state(s1), state(end))),
        evaded=escape,
    )


def _names(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)


def _entries(model: GraphModel, i: int, node: int, found: Sequence[Answered]) -> list[Entry]:
    """Return what the reason rests on: what decides each comparison it makes, and the rules."""
    case, party = model.case, model.parties[i]
    here = model.state(node)
    entries: list[Entry] = []
    for answered in found:
        entries += deciding(case, party, here, answered.improvement.to)
        last = answered.improvement.to
        for step in answered.answer or ():
            entries += deciding(case, step.by[0], last, step.to)
            last = step.to
        entries += deciding(case, party, answered.improvement.to, last) if answered.answer else ()
    return [*dict.fromkeys(entries), *case.impossible]
