"""A reading in plain lines, report by report: what was said, held, counted and left open."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from goodoffices.case.statements import Report, Statement, Voice
from goodoffices.evidence.answer import Reading

_HEADINGS = {
    "quote": "Quoted",
    "indirect": "Told",
    "position": "Positions",
    "figure": "Figures",
    "date": "Dates",
    "tie": "Ties",
}
_DROPPED = "left out as page furniture"


def digest(reading: Reading, *, width: int = 100) -> Iterator[str]:
    """Yield the lines of a digest.

    Parameters
    ----------
    reading : Reading
        What was read.
    width : int
        Where lines break.
    """
    for report in reading.reports:
        yield from _report(report, [s for s in reading.statements if s.report == report.id], width)
    if reading.links:
        yield "Between the statements"
        for link in reading.links:
            words = f"{link.kind.replace('_', ' ')}: {', '.join(link.members)}" + (
                f" ({link.difference})" if link.difference else ""
            )
            yield from _wrapped(words, width)
        yield ""
    if reading.questions:
        yield "Left open"
        for question in reading.questions:
            where = question.statement or question.report
            yield from _wrapped(f"{f'[{where}] ' if where else ''}{question.question}", width)
        yield ""
    count = {kind: sum(s.kind == kind for s in reading.statements) for kind in _HEADINGS}
    told = ", ".join(f"{number} {kind if number == 1 else _plural(kind)}" for kind, number in count.items() if number)
    reports = f"{len(reading.reports)} report{'' if len(reading.reports) == 1 else 's'}"
    yield f"{reports}: {told or 'no statement'}; all drafted, none confirmed"


def _plural(kind: str) -> str:
    return {"indirect": "told indirectly"}.get(kind, kind + "s")


def _report(report: Report, statements: list[Statement], width: int) -> Iterator[str]:
    day = report.published.isoformat() if report.published else "no date"
    yield report.title
    yield "  " + ", ".join(filter(None, (report.outlet, day, f"{report.genre} (a guess)", report.file)))
    dropped = [r for r in report.regions if r.role not in ("title", "caption", "body", "dateline", "masthead")]
    if dropped:
        yield f"  {len(dropped)} line{'' if len(dropped) == 1 else 's'} {_DROPPED}"
    for kind, heading in _HEADINGS.items():
        here = [s for s in statements if s.kind == kind]
        if here:
            yield f"  {heading}"
            for statement in here:
                yield from _wrapped(f"[{statement.id}] {_line(statement)}", width, indent=4)
    yield ""


def _line(statement: Statement) -> str:
    words = " ".join(statement.words.split())
    match statement.kind:
        case "quote":
            return f"{_named(statement.speaker)}: “{words}”" + _via(statement)
        case "indirect":
            return f"{_named(statement.speaker)}: {words}" + _via(statement)
        case "position":
            parts = [
                statement.type or "stance",
                statement.firmness,
                statement.standing if statement.standing != "held" else None,
            ]
            condition = f"; condition: {' '.join(statement.condition.split())}" if statement.condition else ""
            return f"{_named(statement.holder)}, {', '.join(filter(None, parts))}: {words}{condition}" + _via(statement)
        case "figure":
            return f"{words}: {statement.measure or statement.unit or 'not told what'}" + (
                f", says {statement.who}" if statement.who else ""
            )
        case "date":
            return f"{words}: {_day(statement)}"
    return f"{_named(statement.holder)} — {statement.cue} — {statement.beneficiary}: {words}"


def _day(statement: Statement) -> str:
    if statement.date is None:
        return "open"
    iso = statement.date.isoformat()
    return {"year": iso[:4], "month": iso[:7]}.get(statement.unit or "", iso)


def _named(voice: Voice | None) -> str:
    if voice is None:
        return "not named"
    if voice.name is None:
        return f"not settled ({', '.join(voice.candidates)}?)" if voice.candidates else "not settled"
    marked = {"metonym": f" ({voice.text})", "pronoun": f" (“{voice.text}”)"}.get(voice.how or "", "")
    return voice.name + marked


def _via(statement: Statement) -> str:
    return f" (through {statement.via})" if statement.via else ""


def _wrapped(words: str, width: int, *, indent: int = 2) -> Iterator[str]:
    yield from textwrap.wrap(
        words, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 4), break_long_words=False
    ) or [""]
