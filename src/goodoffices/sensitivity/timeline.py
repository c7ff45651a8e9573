"""How positions, deadlocks and the cheapest package moved from date to date."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from goodoffices.case import Answer, CaseFile, in_force
from goodoffices.sensitivity.compare import Difference, differences
from goodoffices.sensitivity.dropped import resting_on
from goodoffices.sensitivity.facts import Fact, facts
from goodoffices.sensitivity.spread import spread

_ASKED = ("positions", "convene")
_DAY = dt.timedelta(days=1)


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
    deadlocks: tuple[str, ...]
    package: str | None
    cost: float | None
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
    moments = [
        _moment(at, date, now, differences(before, now))
        for at, date, now, before in zip(there, dates(case), told, [(), *told], strict=False)
    ]
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


def _moment(case: CaseFile, date: dt.date, told: tuple[Fact, ...], moved: tuple[Difference, ...]) -> Moment:
    said = {fact.name: fact.value for fact in told if fact.question == "convene"}
    dossier = case.dossier
    return Moment(
        date=date,
        reports=tuple(report.id for report in dossier.reports.values() if report.published == date),
        said=tuple(one.id for one in dossier.statements.values() if one.said_on == date),
        positions=tuple(held.id for held in in_force(case, "refuses", "requires")),
        interests=tuple(held.id for held in in_force(case, "wants")),
        convenes=said["convenes"] == "yes" if case.goal else None,
        deadlocks=tuple(name for name in said if name.startswith("deadlock between ")),
        package=said.get("cheapest package"),
        cost=float(said["its cost"]) if "its cost" in said else None,
        moved=moved,
    )
