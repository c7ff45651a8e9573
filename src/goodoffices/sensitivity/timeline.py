"""How positions, deadlocks, the cheapest package and what could be agreed on moved from date to date."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.case import Answer, CaseFile, Grounds, in_force
from goodoffices.sensitivity.compare import Difference, differences
from goodoffices.sensitivity.dropped import resting_on
from goodoffices.sensitivity.facts import Fact, facts
from goodoffices.sensitivity.spread import spread

_ASKED = ("positions", "convene", "settle", "transition")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stuck(Answer):
    """A deadlock that stands on a date, since when without a break, and what brought it about then."""

    positions: tuple[str, ...]
    since: dt.date
    by: tuple[str, ...]
    """Those of its positions that had not been held on the date before; all, on the first."""
    instead_of: tuple[str, ...]
    """A deadlock over one of the same positions that ended the day this began."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Unstuck(Answer):
    """A deadlock of the date before that stands no more, for some of its positions are no longer held."""

    positions: tuple[str, ...]
    since: dt.date
    by: tuple[str, ...]
    """Those of its positions."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Moment(Answer):
    """A date: what was reported, what stood in the way then, and what had moved since the date before."""

    date: dt.date
    reports: tuple[str, ...]
    """Published that day."""
    said: tuple[str, ...]
    """Statements made that day."""
    positions: tuple[str, ...]
    """Preconditions and red lines in force."""
    interests: tuple[str, ...]
    convenes: bool | None
    """None where the case states no goal."""
    stuck: tuple[Stuck, ...]
    unstuck: tuple[Unstuck, ...]
    package: str | None
    cost: float | None
    agreement: bool | None
    """Whether the sides could agree on something once that package is made; None where that cannot be told."""
    moved: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Answer):
    """The course of a case, date by date; `holders` says whose each position is."""

    title: str
    moments: tuple[Moment, ...]
    holders: Mapping[str, str]


def dates(case: CaseFile) -> tuple[dt.date, ...]:
    """Return every date on which something was said, was reported, or began or ceased to be held."""
    found: set[dt.date | None] = {report.published for report in case.dossier.reports.values()}
    found |= {statement.said_on for statement in case.dossier.statements.values() if statement.status != "rejected"}
    for position in case.positions:
        found |= {position.since, position.until and position.until + _DAY}
    return tuple(sorted(date for date in found if date))


def timeline(case: CaseFile, *, workers: int = 1, cluster: str | None = None) -> Timeline:
    """Return how the case moved from date to date.

    Parameters
    ----------
    case : CaseFile
        A position counts from its `since` to its `until`; the case's own `as_of` does not matter.
    workers : int
        Processes on this machine.
    cluster : str, optional
        Address of a Dask scheduler whose workers are used instead.

    Returns
    -------
    Timeline
        A moment for each date given by a position's `since` or the day after its `until`, by when a statement was
        made (`said_on`), and by a report's date; what had moved by the first is all that stood then. A
        position rests on the statements made by then, where there are any.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> [(str(moment.date), moment.cost) for moment in timeline(load("examples/syria-2013")).moments]
    [('2013-05-07', 7.0), ('2013-05-08', 5.0)]
    """
    there = [_as_known(case, date) for date in dates(case)]
    told = list(spread(_told, there, workers=workers, cluster=cluster))
    moments: list[Moment] = []
    for at, date, now, before in zip(there, dates(case), told, [(), *told], strict=False):
        stuck = tuple(_stuck(date, now, before, moments[-1].stuck if moments else ()))
        unstuck = tuple(_unstuck(now, moments[-1].stuck if moments else ()))
        moments.append(_moment(at, date, now, moved=differences(before, now), stuck=stuck, unstuck=unstuck))
    return Timeline(case.title, tuple(moments), {position.id: position.party for position in case.positions})


def _as_known(case: CaseFile, date: dt.date) -> CaseFile:
    """Return the case at a date, each entry resting on what had been said by then."""
    dossier = case.dossier
    later = {
        one.id
        for one in dossier.statements.values()
        if (one.said_on or dossier.reports[one.report].published or date) > date
    }
    early = resting_on(case, lambda because: tuple(name for name in because if name not in later) or because)
    return replace(early, as_of=date)


def _told(case: CaseFile) -> tuple[Fact, ...]:
    return tuple(itertools.chain.from_iterable(facts(question, case, case) for question in _ASKED))


def _stuck(date: dt.date, now: Sequence[Fact], before: Sequence[Fact], was: Sequence[Stuck]) -> Iterator[Stuck]:
    """Yield every deadlock, those of the date before with what was known of them then."""
    standing = {fact.positions: fact.grounds for fact in now if fact.positions}
    held, stood = _held(before), {one.positions: one for one in was}
    ended = [one.positions for one in was if one.positions not in standing]
    for positions, rests in standing.items():
        if positions in stood:
            yield replace(stood[positions], grounds=rests)
        else:
            by = tuple(name for name in positions if name not in held)
            instead = next((other for other in ended if not {*other}.isdisjoint(positions)), ())
            yield Stuck(positions, date, by, instead, rests)


def _unstuck(now: Sequence[Fact], was: Sequence[Stuck]) -> Iterator[Unstuck]:
    """Yield every deadlock of the date before that stands no more."""
    held = _held(now)
    for one in was:
        if by := tuple(name for name in one.positions if name not in held):
            yield Unstuck(one.positions, one.since, by, one.grounds)


def _held(told: Sequence[Fact]) -> Collection[str]:
    return {fact.name for fact in told if fact.question == "positions"}


def _moment(
    case: CaseFile,
    date: dt.date,
    told: Sequence[Fact],
    *,
    moved: tuple[Difference, ...],
    stuck: tuple[Stuck, ...],
    unstuck: tuple[Unstuck, ...],
) -> Moment:
    said = {fact.name: fact.value for fact in told if fact.question in {"convene", "settle"}}
    agreements = said.get("acceptable agreements")
    dossier = case.dossier
    return Moment(
        date=date,
        reports=tuple(report.id for report in dossier.reports.values() if report.published == date),
        said=tuple(one.id for one in dossier.statements.values() if one.said_on == date),
        positions=tuple(held.id for held in in_force(case, "refuses", "requires")),
        interests=tuple(held.id for held in in_force(case, "wants")),
        convenes=said["convenes"] == "yes" if case.goal else None,
        stuck=stuck,
        unstuck=unstuck,
        package=said.get("cheapest package"),
        cost=float(said["its cost"]) if "its cost" in said else None,
        agreement=None if agreements is None else not agreements.startswith("none"),
        moved=moved,
    )
