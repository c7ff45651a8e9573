"""When? Two days for one event cannot both be right; one day may be told as settled here and as hoped for there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case.statements import Link, Report, Statement
from goodoffices.evidence.linking._claims import strength
from goodoffices.evidence.linking._difference import difference
from goodoffices.evidence.linking._likeness import stems_of, terms
from goodoffices.evidence.linking._passages import Passage

_CALENDAR = stems_of(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday today tomorrow yesterday week month year day last next early late end noon "
    "midnight begin begins open opens reopen start starts soon practical hope will"
) | {"MONTH", "REOPEN"}
_NUMBER = re.compile(r"^\d")
_NEAR = 90
_STOP = re.compile(r"[.!?;]\s|\n")


@dataclass(frozen=True, slots=True)
class _Dated:
    statement: Statement
    event: frozenset[str]
    """What happens then."""
    time: frozenset[str]
    """How the time is put."""
    near: str


def date_links(
    statements: Iterable[Statement], reports: Mapping[str, Report], is_one_matter: Callable[[str, str], bool]
) -> Iterator[Link]:
    """Yield a link for two dates of one event whose days differ, or that are told at different strengths.

    A bare day on which something was said ("on Wednesday") dates no event.
    """
    held = [statement for statement in statements if statement.status != "rejected"]
    spoken = {(s.report, s.said_on) for s in held if s.said_on}
    told = [_dated(s, reports.get(s.report)) for s in held if s.kind == "date"]
    dated = [
        d for d in told if (d.statement.report, d.statement.date) not in spoken or terms(d.statement.words) - d.time
    ]
    by_term: dict[str, list[int]] = {}
    for place, later in enumerate(dated):
        near = {other for term in later.event for other in by_term.get(term, ())[-200:]}
        for earlier in sorted(near):
            if not is_one_matter(dated[earlier].statement.report, later.statement.report):
                continue
            if (found := _link(dated[earlier], later)) is not None:
                yield found
        for term in later.event:
            by_term.setdefault(term, []).append(place)


def _dated(statement: Statement, report: Report | None) -> _Dated:
    told = terms(statement.words)
    time = frozenset(t for t in told if t in _CALENDAR or _NUMBER.match(t))
    near = statement.words
    if not told - time and report and statement.spans:
        near = _clause(report.text, *statement.spans[0])
    about = terms(near)
    return _Dated(statement, frozenset(t for t in about if t not in _CALENDAR and not _NUMBER.match(t)), time, near)


def _clause(text: str, start: int, end: int) -> str:
    """Return a date with the words before it in its sentence, or after it where it comes first."""
    before = _STOP.split(text[max(0, start - _NEAR) : start])[-1]
    if before.strip():
        return before.split(" ", 1)[-1] + text[start:end]
    return text[start:end] + _STOP.split(text[end : end + _NEAR])[0]


def _link(left: _Dated, right: _Dated) -> Link | None:
    shared = left.event & right.event
    if len(shared) < 0.5 * max(1, min(len(left.event), len(right.event))) and not (
        len(shared) > 1 and left.time & right.time
    ):
        return None
    members = (left.statement.id, right.statement.id)
    shown = difference([left.statement.words, right.statement.words])
    days = left.statement.date, right.statement.date
    where = left.statement.report, right.statement.report
    if all(days) and days[0] != days[1]:
        reason = f"one event, two days: {where[0]} has {days[0]}, {where[1]} has {days[1]}"
        return Link("", "contradiction", members, reason, shown, None, None, None)
    if where[0] == where[1] or not (left.time & right.time or (all(days) and days[0] == days[1])):
        return None
    strengths = [_strength(dated) for dated in (left, right)]
    if strengths[0] == strengths[1]:
        if not all(days):
            return None
        return Link("", "same_claim", members, "both give the same time", shown, None, None, None)
    reason = f"both say when, {where[0]} {strengths[0]}, {where[1]} {strengths[1]}"
    undated = [name for name, day in zip(where, days, strict=True) if day is None]
    reason += f"; {undated[0]} gives nothing to count its day from" if undated else ""
    return Link("", "claim_strength", members, reason, shown, None, None, None)


def _strength(dated: _Dated) -> str:
    whole = Statement(
        "", "", "date", (), dated.near, "drafted", cue=dated.statement.cue, firmness=dated.statement.firmness
    )
    return strength(Passage((whole,))) or "as settled"
