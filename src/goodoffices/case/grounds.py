"""What an entry rests on: its statements and their reports, whether they are disputed, or why it is assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.case.answer import Answer
from goodoffices.case.entry import Entry
from goodoffices.case.model import CaseFile
from goodoffices.case.statements import Dossier


@dataclass(frozen=True, slots=True)
class Grounds(Answer):
    """The grounds of a conclusion, carried by every item of every answer.

    `statements` are ids in the order cited; `disputed` are those another statement does not agree with; `assumed` are
    the ids of the entries no statement stands behind, and `why` the reasons the analyst gave for them; `single_source`
    tells that all statements come from one report, or from reports of one origin.
    """

    statements: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    single_source: bool = False


def grounds(case: CaseFile, entries: Iterable[Entry]) -> Grounds:
    """Return what the entries rest on together."""
    held = list(entries)
    statements = tuple(dict.fromkeys(name for entry in held for name in entry.because))
    reports = tuple(dict.fromkeys(case.dossier.statements[name].report for name in statements))
    return Grounds(
        statements=statements,
        reports=reports,
        disputed=tuple(name for name in statements if name in case.dossier.disputed),
        assumed=tuple(dict.fromkeys(entry.id for entry in held if entry.assumed)),
        why=tuple(dict.fromkeys(entry.why for entry in held if entry.assumed and entry.why)),
        single_source=len(_origins(case.dossier, reports)) == 1,
    )


def _origins(dossier: Dossier, reports: Iterable[str]) -> list[set[str]]:
    """Return the reports, those told to be of one origin together."""
    groups = [{report} for report in reports]
    for link in dossier.links:
        if link.kind == "same_origin":
            alike = {dossier.statements[member].report for member in link.members}
            touching = [group for group in groups if group & alike]
            if touching:
                groups = [group for group in groups if group not in touching] + [alike.union(*touching)]
    return groups
