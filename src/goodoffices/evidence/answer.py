"""What a reading gives: reports, statements, links, and the questions only a person can answer."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from goodoffices.case.answer import Answer, plain
from goodoffices.case.statements import Link, Report, Statement, Voice


@dataclass(frozen=True, slots=True)
class Question(Answer):
    """Something the reports leave open: what it is about, in which report, and at which statement."""

    about: str
    question: str
    report: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Reading(Answer):
    """All that was read.

    Attributes
    ----------
    reports : tuple of Report
        In the order read, each with its stored text and the role of every line.
    statements : tuple of Statement
        Drafted statements in the order of the reports and, within each, of its text.
    links : tuple of Link
        How statements agree and differ.
    questions : tuple of Question
        What a person must supply or settle.
    """

    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    questions: tuple[Question, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data: what `read --json` prints."""
        return {
            "reports": [report_data(report) for report in self.reports],
            "statements": [statement_data(statement) for statement in self.statements],
            "links": [_data(link) for link in self.links],
            "questions": [question.to_dict() for question in self.questions],
        }


def report_data(report: Report) -> dict[str, Any]:
    """Return a report as plain data, without its text."""
    found = _data(report)
    del found["text"]
    found["regions"] = [{"start": r.start, "end": r.end, "role": r.role} for r in report.regions]
    return found


def statement_data(statement: Statement) -> dict[str, Any]:
    """Return a statement as plain data, with every key."""
    found = _data(statement)
    found["spans"] = [{"start": start, "end": end} for start, end in statement.spans]
    for role in ("speaker", "holder"):
        voice = getattr(statement, role)
        found[role] = _data(voice) if isinstance(voice, Voice) else None
    return found


def _data(value: Any) -> dict[str, Any]:
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
