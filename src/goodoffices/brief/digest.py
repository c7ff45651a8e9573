"""What the reports say, statement by statement, each with its passage in context: one HTML page without a network."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.brief._template import filled
from goodoffices.brief.report import Dispute, Passage
from goodoffices.brief.sources import passages
from goodoffices.case import CaseFile
from goodoffices.case.statements import Report, Statement


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, its passage and the links it is part of."""

    statement: Statement
    passage: Passage
    links: tuple[str, ...]


def digest(case: CaseFile) -> str:
    """Return all statements of a case as an HTML page: where the reports differ first, then report by report."""
    held = case.dossier
    shown = passages(case, held.statements)
    links = [
        Dispute(link.id, link.kind, link.reason, link.difference, link.members, link.ruling) for link in held.links
    ]
    return filled(
        "digest.html.j2",
        case=case,
        links=[link for link in links if len(link.members) > 1],
        passages=shown,
        sections=[(report, _items(case, report, shown)) for report in held.reports.values()],
    )


def _items(case: CaseFile, report: Report, shown: dict[str, Passage]) -> list[Item]:
    found = [statement for statement in case.dossier.statements.values() if statement.report == report.id]
    linked = {s.id: tuple(link.id for link in case.dossier.links if s.id in link.members) for s in found}
    return [Item(s, shown[s.id], linked[s.id]) for s in sorted(found, key=lambda s: s.spans[0][0])]
