"""Every statement as a row: what a spreadsheet, or a program of qualitative analysis, takes as a list of quotations."""

from __future__ import annotations

import csv
import io

from goodoffices.case import CaseFile
from goodoffices.case.statements import Report, Statement, Voice

COLUMNS = (
    *("document", "outlet", "genre", "published", "file", "line", "start", "end", "offset_unit", "id", "kind", "type"),
    *(
        "before",
        "quote",
        "after",
        "speaker",
        "speaker_party",
        "holder",
        "holder_party",
        "via",
        "condition",
        "beneficiary",
    ),
    *(
        "firmness",
        "standing",
        "value",
        "low",
        "high",
        "qualifier",
        "unit",
        "measure",
        "who",
        "date",
        "said_on",
        "status",
    ),
    *("disputed", "links"),
)
_AROUND = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(case: CaseFile) -> str:
    """Return the statements of a case as CSV, in the order of the file.

    `start` and `end` are those of the first and last span, in Unicode code points of the report's text. A cell that a
    spreadsheet might take for a formula begins with an apostrophe.
    """
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for statement in case.dossier.statements.values():
        table.writerow(_row(case, statement))
    return stream.getvalue()


def _row(case: CaseFile, statement: Statement) -> dict[str, str]:
    report = case.dossier.reports[statement.report]
    start, end = statement.spans[0][0], statement.spans[-1][1]
    links = [link.id for link in case.dossier.links if statement.id in link.members]
    told: dict[str, object] = {name: getattr(statement, name, None) for name in COLUMNS}
    told |= {
        "document": report.title,
        "outlet": report.outlet,
        "genre": report.genre,
        "published": report.published,
        "file": report.file,
        "line": report.line(start),
        "start": start,
        "end": end,
        "offset_unit": "code points",
        **_context(report, start, end),
        "quote": statement.words,
        "disputed": "yes" if statement.id in case.dossier.disputed else "no",
        **_named("speaker", statement.speaker),
        **_named("holder", statement.holder),
        "links": " ".join(links),
    }
    return {name: _cell(value) for name, value in told.items()}


def _context(report: Report, start: int, end: int) -> dict[str, str]:
    return {"before": report.text[max(0, start - _AROUND) : start], "after": report.text[end : end + _AROUND]}


def _named(role: str, voice: Voice | None) -> dict[str, str | None]:
    if voice is None:
        return {role: None, f"{role}_party": None}
    return {role: voice.name or voice.text, f"{role}_party": voice.party or ", ".join(voice.candidates)}


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
