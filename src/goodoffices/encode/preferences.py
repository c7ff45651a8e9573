"""Whose preferences count, and how each of them ranks the feasible states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from goodoffices.case import CaseFile, Party, Position, State, in_force
from goodoffices.case.model import Ranking
from goodoffices.encode.alike import alike_classes
from goodoffices.encode.states import Index, Mask, States, lay_out, numbered
from goodoffices.errors import Problem, TooLargeError

Ranks = npt.NDArray[np.int32]

_AT_ONCE = 32  # statements packed into one number; with 2^24 states their places take 24 bits more


def decision_makers(case: CaseFile) -> tuple[str, ...]:
    """Return the parties that decide some issue, alone or by consent, in the order of the case."""
    deciding = {party for issue in case.issues.values() for party in issue.by}
    return tuple(party for party in case.parties if party in deciding)


def ranks(case: CaseFile, states: States, *, parties: Sequence[str] | None = None) -> Ranks:
    """Return how every decision maker ranks every state.

    Parameters
    ----------
    case : CaseFile
        Wants count as in force at its date.
    states : States
        Its feasible states.
    parties : sequence of str, optional
        Those whose ranks are asked for, if not the decision makers.

    Returns
    -------
    array of int32, shape (parties, states)
        Higher is better, equal is a tie; places count from 0 without gaps.
    """
    wants = in_force(case, "wants")
    rows = [
        _ranks(case.parties[name], [want for want in wants if want.party == name], states)
        for name in (decision_makers(case) if parties is None else parties)
    ]
    return np.stack(rows)


def ranking_problems(case: CaseFile) -> tuple[Problem, ...]:
    """Return what is wrong with the `ranking` of any party, once the states are known.

    Nothing is said of a case too large to lay out.

    Raises
    ------
    NoFeasibleStateError
        If some party has a ranking and no state is feasible.
    """
    rankings = {party.id: party.ranking for party in case.parties.values() if party.ranking}
    if not rankings:
        return ()
    try:
        states = lay_out(case)
    except TooLargeError:
        return ()
    classes = alike_classes(case, states)
    return tuple(
        problem for party, ranking in rankings.items() for problem in _problems(case, states, classes, party, ranking)
    )


def _ranks(party: Party, wants: Sequence[Position], states: States) -> Ranks:
    if party.ranking is not None:
        return _dense(-_tiers(party.ranking, states))
    return ranks_of(wants, states)


def ranks_of(wants: Sequence[Position], states: States) -> Ranks:
    """Return how wants, the most important first, rank every state; by the sum of weights where they have them."""
    if wants and wants[0].weight is not None:
        return _weighted(wants, states)
    return _lexicographic(wants, states)


def _lexicographic(wants: Sequence[Position], states: States) -> Ranks:
    order: Ranks = np.zeros(len(states), np.int32)
    for start in range(0, len(wants), _AT_ONCE):
        key = order.astype(np.int64)
        for want in wants[start : start + _AT_ONCE]:
            key = key * 2 + states.where(want.that.node)
        order = _dense(key)
    return order


def _weighted(wants: Sequence[Position], states: States) -> Ranks:
    total = np.zeros(len(states), np.int64)
    for want in wants:
        total += round(1000 * (want.weight or 0)) * states.where(want.that.node)
    return _dense(total)


def _dense(key: npt.NDArray[np.int32] | npt.NDArray[np.int64]) -> Ranks:
    return numbered(key).astype(np.int32)


def _tiers(ranking: Ranking, states: States) -> Index:
    """Return the first tier, from 0, that each state stands in; the number of tiers where it stands in none."""
    tiers = np.full(len(states), len(ranking.tiers))
    for place, tier in reversed(list(enumerate(ranking.tiers))):
        for pattern in tier:
            tiers[_matching(pattern, states)] = place
    return tiers


def _matching(pattern: State, states: States) -> Index:
    if len(pattern) == len(states.issues):
        found = states.index(pattern)
        return np.array([] if found is None else [found], np.intp)
    matching: Mask = np.ones(len(states), np.bool_)
    for issue, value in pattern.items():
        matching &= states.column(issue) == states.labels[states.issues.index(issue)].index(value)
    return np.flatnonzero(matching)


def _problems(case: CaseFile, states: States, classes: Index, party: str, ranking: Ranking) -> Iterator[Problem]:
    path = f"parties.{party}.ranking"
    seen = np.full(len(states), -1)
    for place, tier in enumerate(ranking.tiers):
        here = f"{path}[{place}]"
        for pattern in tier:
            matching = _matching(pattern, states)
            if not len(matching):
                yield case.problem(
                    here, f"{_words(pattern)} is not feasible, so its rank has no effect; take it out", "warning"
                )
            twice = matching[(seen[matching] >= 0) & (seen[matching] != place)]
            if len(twice):
                wording = f"already stands in tier {seen[twice[0]] + 1}; rank each state once"
                yield case.problem(here, f"{_words(states.state(int(twice[0])))} {wording}")
            seen[matching] = np.where(seen[matching] < 0, place, seen[matching])
    left_out = np.flatnonzero(seen < 0)
    if len(left_out):
        wording = (
            f"{len(left_out)} of {len(states)} feasible states are not ranked and tie below all others, among them "
            f"{_words(states.state(int(left_out[0])))}; rank them, if that is not meant"
        )
        yield case.problem(path, wording, "warning")
    apart = np.flatnonzero(seen != seen[classes])
    if len(apart):
        one, other = states.state(int(classes[apart[0]])), states.state(int(apart[0]))
        wording = f"{_words(one)} and {_words(other)} are alike but ranked apart; put them in one tier, or mend 'alike'"
        yield case.problem(path, wording)


def _words(pattern: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{issue}: {value}" for issue, value in pattern.items()) + "}"
