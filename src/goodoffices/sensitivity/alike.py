"""A question asked of many cases that differ little: what they have in common is worked out once.

What is found of each case is what `questions.conclusions` concludes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from goodoffices.case import CaseFile, in_force
from goodoffices.case.after import after
from goodoffices.convene import convene
from goodoffices.convene.packages import cheapest_pairs
from goodoffices.encode.graph_model import GraphModel, graph_model
from goodoffices.encode.preferences import Ranks, ranks_of
from goodoffices.errors import NoFeasibleStateError, TooLargeError
from goodoffices.sensitivity.otherwise import Otherwise, otherwise
from goodoffices.sensitivity.questions import (
    NEVER_MET,
    WITHDRAWAL,
    agreed,
    as_today_but,
    conceded,
    conclusions,
    deadlocked,
    found,
    held,
    withdrawn,
)
from goodoffices.stability import CONCEPTS
from goodoffices.stability.draws import stable_in_draws
from goodoffices.stability.stability import LISTED_UNASKED
from goodoffices.transition.blocking import Blocking

Sentences = frozenset[str]


def conclusions_of_each(question: str, case: CaseFile, cases: Sequence[Otherwise]) -> list[Sentences]:
    """Return the conclusions of a question for each of the cases, in their order."""
    rules = {rule.id for rule in case.impossible}
    groups: dict[tuple[str, ...], list[Otherwise]] = {}
    for one in cases:
        groups.setdefault(tuple(name for name in one.gone if name in rules), []).append(one)
    known: dict[Otherwise, Sentences] = {}
    for gone, group in groups.items():
        together = TOGETHER.get(question) if len(group) > 1 else None
        answers = together(otherwise(case, Otherwise(gone)), group) if together else None
        known |= zip(group, answers or (_asked(question, case, one) for one in group), strict=True)
    return [known[one] for one in cases]


def _asked(question: str, case: CaseFile, one: Otherwise) -> Sentences:
    return frozenset(conclusions(question, otherwise(case, one)))


def _convening(case: CaseFile, cases: Sequence[Otherwise]) -> list[Sentences] | None:
    """Without some positions, those deadlocks are left in which none of them takes part."""
    whole = convene(case, most_packages=1, margins=False)
    if whole.shut_out_by is not None or not whole.deadlocks_complete:
        return None
    deadlocks = {deadlock.positions: deadlocked(deadlock.positions) for deadlock in whole.deadlocks}
    answers = []
    for one in cases:
        standing = [words for positions, words in deadlocks.items() if not {*positions} & {*one.gone}]
        if standing:
            pairs = cheapest_pairs(otherwise(case, one)) or ()
            package = conceded((p.position.id, p.leverage.by if p.leverage else p.position.party) for p in pairs)
            answers.append(frozenset({"does not convene", f"cheapest package: {package}", *standing}))
        else:
            answers.append(frozenset({"convenes"}))
    return answers


def _settling(case: CaseFile, cases: Sequence[Otherwise]) -> list[Sentences]:
    """Cases that differ only in what their packages give up, and in what others than the sides hold, settle alike."""
    known: dict[object, Sentences] = {}
    answers = []
    for one in cases:
        there = otherwise(case, one)
        pairs = () if there.goal is None else cheapest_pairs(there)
        if pairs is None:
            answers.append(frozenset({NEVER_MET}))
            continue
        if there.goal is not None:
            there = after(there, [p.position.id for p in pairs], [p.leverage.id for p in pairs if p.leverage])
        sides = [party for party in there.parties.values() if party.role == "side"]
        theirs = tuple(p.id for party in sides for p in party.positions if not p.withdrawn)
        worths = tuple(amount for amount in one.amounts if amount[0][0] == "worth")
        key = theirs, tuple(rule.id for rule in there.impossible), worths
        if key not in known:
            known[key] = frozenset(found(agreed(there)))
        answers.append(known[key])
    return answers


def _governing(case: CaseFile, cases: Sequence[Otherwise]) -> list[Sentences]:
    """What vetoes and rules cost decides which are withdrawn at least cost, and nothing else."""
    known: dict[tuple[str, ...], Sentences] = {}
    answers = []
    for one in cases:
        if one.gone not in known:
            known[one.gone] = _asked("transition", case, Otherwise(one.gone))
        rest = frozenset(words for words in known[one.gone] if not words.startswith(WITHDRAWAL))
        body = otherwise(case, one).transition
        if one.amounts and body and rest != known[one.gone]:
            _, ids = next(Blocking(body).withdrawals())
            answers.append(rest | {withdrawn(ids)})
        else:
            answers.append(known[one.gone])
    return answers


def _holding(case: CaseFile, cases: Sequence[Otherwise]) -> list[Sentences] | None:
    """States and moves are the same whatever is wanted, and a party ranks them alike that wants the same."""
    if any(party.ranking for party in case.parties.values()):
        return None
    try:
        model = graph_model(case)
    except (TooLargeError, NoFeasibleStateError):
        return None
    if len(model) > LISTED_UNASKED:
        return None
    ranks: dict[tuple[str, ...], Ranks] = {}
    draws = np.stack([_ranks(case, model, one, ranks) for one in cases])
    words = [as_today_but(case, model.state(node)) for node in range(len(model))]
    settled = np.logical_and.reduce(stable_in_draws(model, draws), axis=1)
    return [
        frozenset(
            held(concept, words[node])
            for concept, nodes in zip(CONCEPTS, settled[:, number], strict=True)
            for node in np.flatnonzero(nodes)
        )
        for number in range(len(cases))
    ]


def _ranks(case: CaseFile, model: GraphModel, one: Otherwise, known: dict[tuple[str, ...], Ranks]) -> Ranks:
    """Return how the decision makers rank the nodes in one of the cases."""
    wants = [want for want in in_force(case, "wants") if want.id not in one.gone]
    rows = []
    for party in model.parties:
        theirs = [want for want in wants if want.party == party]
        key = (party, *(want.id for want in theirs))
        if key not in known:
            known[key] = ranks_of(theirs, model.states)[model.representatives]
        rows.append(known[key])
    return np.stack(rows)


TOGETHER: Mapping[str, Callable[[CaseFile, Sequence[Otherwise]], list[Sentences] | None]] = {
    "convene": _convening,
    "settle": _settling,
    "transition": _governing,
    "stability": _holding,
}
"""What answers many cases that have their rules in common, or None where they are better asked one by one."""
