"""The case without something: an entry, a statement, a report, all of an outlet's reports."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from goodoffices.case import CaseFile
from goodoffices.case.entry import Entry
from goodoffices.errors import UnknownNameError, unknown
from goodoffices.sensitivity.falls import without
from goodoffices.sensitivity.otherwise import Otherwise, otherwise

EntryT = TypeVar("EntryT", bound=Entry)


def dropped(case: CaseFile, names: Iterable[str]) -> CaseFile:
    """Return the case without what the names stand for.

    Parameters
    ----------
    case : CaseFile
        A case.
    names : iterable of str
        Ids of positions, rules, leverage, vetoes, statements or reports, or outlets; the first of these that a name
        fits. With a statement fall the entries that rest on nothing else, with a report or an outlet all its
        statements.

    Raises
    ------
    UnknownNameError
        If a name is none of these; gives the nearest.

    Examples
    --------
    >>> from goodoffices.case import in_force, load
    >>> [held.id for held in in_force(dropped(load("examples/syria-2013"), ["d22"]), "requires")]
    ['no-seat-for-terrorists']
    """
    every: list[Entry] = [*case.positions, *case.impossible, *case.leverage]
    every += [*case.transition.vetoes, *case.transition.rules] if case.transition else []
    ids = {entry.id for entry in every}
    gone, fallen = set[str](), set[str]()
    for name in names:
        if name in ids:
            gone.add(name)
        else:
            fallen |= _statements(case, name, ids)
    gone |= set(without(every, fallen).gone)
    left = otherwise(case, Otherwise(tuple(sorted(gone))))
    left = replace(left, hoped_date=tuple(name for name in left.hoped_date if name not in fallen))
    return resting_on(left, lambda because: tuple(name for name in because if name not in fallen))


def resting_on(case: CaseFile, kept: Callable[[tuple[str, ...]], tuple[str, ...]]) -> CaseFile:
    """Return the case with every list of statements replaced by what is kept of it."""

    def bared(entries: tuple[EntryT, ...]) -> tuple[EntryT, ...]:
        return tuple(replace(entry, because=kept(entry.because)) for entry in entries)

    parties = {party.id: replace(party, positions=bared(party.positions)) for party in case.parties.values()}
    body = case.transition and replace(
        case.transition, vetoes=bared(case.transition.vetoes), rules=bared(case.transition.rules)
    )
    return replace(
        case, parties=parties, impossible=bared(case.impossible), leverage=bared(case.leverage), transition=body
    )


def _statements(case: CaseFile, name: str, ids: Collection[str]) -> set[str]:
    dossier = case.dossier
    if name in dossier.statements:
        return {name}
    reports = {report.id for report in dossier.reports.values() if name in (report.id, report.outlet)}
    if not reports:
        outlets = {report.outlet for report in dossier.reports.values() if report.outlet}
        raise UnknownNameError(unknown("name", name, sorted({*ids, *dossier.statements, *dossier.reports, *outlets})))
    return {statement.id for statement in dossier.statements.values() if statement.report in reports}
