"""The whole answer of `transition`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from goodoffices.case import CaseFile, grounds
from goodoffices.case.stance import Stance
from goodoffices.case.transition import Balance, BodyRule, Pairing, Quota, Transition, Veto
from goodoffices.errors import MissingTransitionError
from goodoffices.transition._pool import offices_of, satisfaction, sides
from goodoffices.transition.answer import RuleChange, Secured, Shortage, TransitionAnswer, Withdrawal
from goodoffices.transition.blocking import Blocking
from goodoffices.transition.body import Body, best_body
from goodoffices.transition.certificate import certificate
from goodoffices.transition.changes import helpful_changes
from goodoffices.transition.choices import choices
from goodoffices.transition.overreach import overreach, seated
from goodoffices.transition.secured import secured

SETS, WITHDRAWALS = 100, 10
_OFFICES = 12
"""Up to how many offices every set of them is counted for a shortage."""


def transition(
    case: CaseFile, *, most_sets: int | None = SETS, most_withdrawals: int | None = WITHDRAWALS
) -> TransitionAnswer:
    """Return the best body that nobody vetoes; if there is none, what blocks it and the least that unblocks it.

    Parameters
    ----------
    case : CaseFile
        A case with a `transition` section.
    most_sets, most_withdrawals : int or None
        How many blocking sets (smallest first) and withdrawals (cheapest first) to list; None lists all there are,
        which can be very many.

    Returns
    -------
    TransitionAnswer
        Satisfaction from 0 to 1; costs in the units of the case file. The best body has the largest smallest
        satisfaction, then the next smallest, …; of bodies that tie it seats the first candidate, in the order of the
        file, on whom they differ, and gives the first of the same candidates the earlier office. An office survives n
        further vetoes if each of its seats could be taken by n others with everybody else staying.

    Raises
    ------
    MissingTransitionError
        If the case has no such section.

    Notes
    -----
    Integer programs, solved by HiGHS to proven optimality; exponential in the worst case. Thirty seats among a thousand
    candidates take about a second. What blocks is found as in `goodoffices.convene`; when that takes too many
    programs, the list is called incomplete, and holds at least one minimal set.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> answer = transition(load("examples/syria-2013"))
    >>> answer.exists, [held.position for held in answer.secured]
    (True, ['assad-removed'])
    """
    body = case.transition
    if body is None:
        raise MissingTransitionError(
            f"{case.file}: the case has no 'transition' section; add one with consent_of, offices and candidates"
        )
    whole = grounds(case, [*body.vetoes, *body.rules])
    kept = tuple(secured(case, body))
    seats = best_body(body)
    if seats is None:
        return _blocked(case, body, kept, most_sets=most_sets, most=most_withdrawals)
    spare, breaks = certificate(body, seats)
    return TransitionAnswer(
        exists=True,
        body=_named(body, seats),
        satisfaction={side: float(share) for side, share in satisfaction(body, seated(body, seats)).items()},
        survives=spare,
        breaks=breaks,
        blocked_by=(),
        blocked_by_complete=True,
        withdrawals=(),
        withdrawals_complete=True,
        rule_changes=(),
        short_of=None,
        secured=kept,
        procedures=choices(body, whole),
        overreach=overreach(body, seats, whole) if sides(body) else None,
        entries=_entries(case, body, [name for held in kept for name in held.vetoes]),
        grounds=whole,
    )


def _blocked(
    case: CaseFile, body: Transition, kept: tuple[Secured, ...], *, most_sets: int | None, most: int | None
) -> TransitionAnswer:
    whole = grounds(case, [*body.vetoes, *body.rules])
    short = shortage(body)
    blocking = Blocking(body)
    sets = [()] if short else list(itertools.islice(blocking.sets(), None if most_sets is None else most_sets + 1))
    listed = tuple(found for found in sets if found is not None)[:most_sets]
    ways = [] if short else list(itertools.islice(blocking.withdrawals(), None if most is None else most + 1))
    changes = [] if short else list(helpful_changes(body))
    by_id = {entry.id: entry for entry in (*body.vetoes, *body.rules)}
    told = {name for found in listed for name in found} | {name for _, found in ways for name in found}
    told |= {rule.id for rule in body.rules} | {name for held in kept for name in held.vetoes}
    return TransitionAnswer(
        exists=False,
        body={},
        satisfaction={},
        survives={},
        breaks=(),
        blocked_by=tuple(sorted(listed, key=lambda found: (len(found), [*map(list(by_id).index, found)]))),
        blocked_by_complete=len(listed) == len(sets),
        withdrawals=tuple(
            Withdrawal(_number(cost), found, grounds(case, [by_id[name] for name in found]))
            for cost, found in ways[:most]
        ),
        withdrawals_complete=most is None or len(ways) <= most,
        rule_changes=tuple(RuleChange(name, count, grounds(case, [by_id[name]])) for name, count in changes),
        short_of=short,
        secured=kept,
        procedures=choices(body, whole),
        overreach=None,
        entries=_entries(case, body, told),
        grounds=whole,
    )


def shortage(body: Transition) -> Shortage | None:
    """Return the fewest offices that together have more seats than candidates eligible for any of them."""
    most = len(body.offices) if len(body.offices) <= _OFFICES else 1
    for size in range(1, most + 1):
        for chosen in itertools.combinations(body.offices, size):
            names = {office.id for office in chosen}
            eligible = sum(not person.offices or not names.isdisjoint(person.offices) for person in body.candidates)
            if eligible < sum(office.seats for office in chosen):
                return Shortage(tuple(office.id for office in chosen), sum(office.seats for office in chosen), eligible)
    return None


def _number(thousandths: int) -> int | float:
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def _named(body: Transition, seats: Body) -> Mapping[str, tuple[str, ...]]:
    return {
        office.id: tuple(body.candidates[member].id for member in held)
        for office, held in zip(body.offices, seats, strict=True)
    }


def _entries(case: CaseFile, body: Transition, named: Iterable[str]) -> Mapping[str, Stance]:
    told = set(named)
    return {
        entry.id: Stance(
            entry.id,
            entry.party if isinstance(entry, Veto) else None,
            "veto" if isinstance(entry, Veto) else "rule",
            _words(body, entry),
            grounds(case, [entry]),
        )
        for entry in (*body.vetoes, *body.rules)
        if entry.id in told
    }


def _words(body: Transition, entry: Veto | BodyRule) -> str:
    """Return a veto or a rule in the words of the case file."""
    if isinstance(entry, Veto):
        return f"veto: {entry.candidate or entry.that}"
    if isinstance(entry, Pairing):
        return f"{entry.kind} by {entry.by}: {', '.join(entry.offices)}"
    within = ", ".join(office.id for office in offices_of(body, entry))
    if isinstance(entry, Balance):
        return f"balance by {entry.by} in {within}: {', '.join(entry.between)}, margin {entry.margin}"
    of = " and ".join(f"{column} = {value}" for column, value in entry.of.items())
    if isinstance(entry, Quota):
        return f"{entry.bound.replace('_', ' ')} {entry.number} of {of} in {within}"
    return f"from {entry.low:.0%} to {entry.high:.0%} of {of} in {within}"
