"""A person goes through what was drafted: confirms, corrects or rejects, and rules where reports differ.

Every decision is checked like the file itself and saved at once: the statements file holds either all of it or what it
held before, so that a review may be left and taken up again at any time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from goodoffices.case import CaseFile
from goodoffices.case.load import STATEMENTS
from goodoffices.case.schema_statements import LinkForm, StatementForm
from goodoffices.case.statements import Link, Report, Statement, Voice
from goodoffices.case.whole import write_whole
from goodoffices.errors import CaseError, FolderError, Problem, shorten, unknown
from goodoffices.evidence._round_trip import with_entries

VOICE = ("text", "name", "party", "how", "candidates")
EDITABLE = (
    *("status", "words", "spans", "via", "cue", "type", "condition", "beneficiary", "firmness", "standing"),
    *("value", "low", "high", "qualifier", "unit", "measure", "who", "date", "said_on", "confidence"),
    *(f"{role}.{part}" for role in ("speaker", "holder") for part in VOICE),
)
"""What a reviewer may change in a statement; a new `words` must stand in the report, and moves the spans there."""

ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one statement or link: the keys to set, as text; empty text means null."""

    of: Literal["statement", "link"]
    id: str
    changes: Mapping[str, str] = field(default_factory=dict)


def drafted(case: CaseFile, *, report: str | None = None, kind: str | None = None) -> tuple[Statement, ...]:
    """Return the statements still to be decided on, in the order of the file."""
    return tuple(
        statement
        for statement in case.dossier.statements.values()
        if statement.status == "drafted" and report in {None, statement.report} and kind in {None, statement.kind}
    )


def unruled(case: CaseFile) -> tuple[Link, ...]:
    """Return the links whose members do not agree and on which nobody has ruled."""
    return tuple(link for link in case.dossier.links if link.is_dispute and not link.ruling)


def problems(case: CaseFile, decision: Decision) -> tuple[str, ...]:
    """Return what is wrong with a decision, in words; nothing if it may be recorded."""
    try:
        _values(case, decision)
    except _RefusedError as refused:
        return refused.messages
    return ()


def record(case: CaseFile, decisions: Sequence[Decision]) -> None:
    """Save decisions in the statements file beside the case: all of them, or none.

    Parameters
    ----------
    case : CaseFile
        The case as loaded; it is not changed, load it again to see the decisions.
    decisions : sequence of Decision
        Each names a statement or link and the keys to set.

    Raises
    ------
    CaseError
        If a decision cannot be recorded, with every reason.
    FolderError
        If the file cannot be read or written.
    """
    file = Path(case.file).parent / STATEMENTS
    changes: dict[str, dict[str, dict[str, Any]]] = {"statements": {}, "links": {}}
    wrong = [
        Problem(str(file), 1, 1, f"{decision.of} {decision.id}", message)
        for decision in decisions
        for message in problems(case, decision)
    ]
    if wrong:
        raise CaseError(wrong)
    for decision in decisions:
        changes[f"{decision.of}s"].setdefault(decision.id, {}).update(_values(case, decision))
    try:
        before = text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise FolderError(f"{file}: cannot be read ({error.strerror}); check the path and its permissions") from None
    for section, entries in changes.items():
        try:
            text = with_entries(text, section, entries) if entries else text
        except KeyError as error:
            message = f"{file}: {error.args[0]} is no longer in the file; it was changed meanwhile, so start again"
            raise FolderError(message) from None
    if text != before:
        write_whole(file, text)


class _RefusedError(Exception):
    def __init__(self, *messages: str) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def _values(case: CaseFile, decision: Decision) -> dict[str, Any]:
    """Return the keys of a decision as the file holds them."""
    if decision.of == "link":
        return _of_link(case, decision)
    statement = case.dossier.statements.get(decision.id)
    if statement is None:
        raise _RefusedError(unknown("statement", decision.id, case.dossier.statements))
    blank = {role for role in ("speaker", "holder") if not decision.changes.get(role, "-").strip()}
    if strange := [key for key in decision.changes if key not in EDITABLE and key not in blank]:
        raise _RefusedError(*(unknown("field", key, EDITABLE) for key in strange))
    values = _nested(decision.changes)
    report = case.dossier.reports[statement.report]
    if "spans" in decision.changes:
        values["spans"] = _spans(report, decision.changes["spans"])
    elif "words" in decision.changes:
        values["spans"] = _found(report, decision.changes["words"], statement)
    if "spans" in values:
        values["words"] = ELLIPSIS.join(report.text[s["start"] : s["end"]] for s in values["spans"])
    _check_parties(case, values)
    whole = {**plain(statement), **{key: value for key, value in values.items() if not isinstance(value, dict)}}
    for role in ("speaker", "holder"):
        if values.get(role):
            values[role] = whole[role] = {**_plain_voice(getattr(statement, role)), **values[role]}
    form = _shaped(StatementForm, whole)
    return {
        key: value if key in {"speaker", "holder", "spans"} else getattr(form, key) for key, value in values.items()
    }


def _of_link(case: CaseFile, decision: Decision) -> dict[str, Any]:
    if not any(link.id == decision.id for link in case.dossier.links):
        raise _RefusedError(unknown("link", decision.id, [link.id for link in case.dossier.links]))
    if strange := set(decision.changes) - {"ruling"}:
        raise _RefusedError(*(unknown("field", key, ["ruling"]) for key in sorted(strange)))
    values = {key: text.strip() or None for key, text in decision.changes.items()}
    _shaped(LinkForm, {"kind": "same_claim", "members": [], **values})
    return values


def _nested(changes: Mapping[str, str]) -> dict[str, Any]:
    """Return `holder.party: us` as {holder: {party: us}}, blanks as null, candidates as a list."""
    values: dict[str, Any] = {}
    for key, text in changes.items():
        role, dot, part = key.partition(".")
        given: Any = None if text.strip() in {"", "null"} else text.strip()
        if dot:
            named = [name.strip() for name in (given or "").split(",") if name.strip()]
            values.setdefault(role, {})[part] = named if part == "candidates" else given
        elif key not in {"words", "spans"}:
            values[key] = given
    return values


def _spans(report: Report, text: str) -> list[dict[str, int]]:
    """Read `12-40, 55-70`."""
    spans = []
    for part in text.split(","):
        start, dash, end = part.strip().partition("-")
        if not (dash and start.isdigit() and end.isdigit() and int(start) < int(end) <= len(report.text)):
            expected = f"expected START-END, several with commas, within 0-{len(report.text)}"
            raise _RefusedError(f"spans: found {shorten(text)}; {expected}")
        spans.append({"start": int(start), "end": int(end)})
    return spans


def _found(report: Report, words: str, statement: Statement) -> list[dict[str, int]]:
    """Return where words stand in a report, nearest to where the statement stood."""
    spans: list[dict[str, int]] = []
    place = statement.spans[0][0]
    for piece in words.split(ELLIPSIS.strip()):
        sought = piece.strip()
        starts = [start for start in _occurrences(report.text, sought) if not spans or start >= place] if sought else []
        if not starts:
            raise _RefusedError(f"words: {shorten(sought)} does not stand in report '{report.id}' in these letters")
        start = min(starts, key=lambda found: abs(found - place))
        spans.append({"start": start, "end": start + len(sought)})
        place = start + len(sought)
    return spans


def _occurrences(text: str, sought: str) -> Iterator[int]:
    start = text.find(sought)
    while start >= 0:
        yield start
        start = text.find(sought, start + 1)


def _check_parties(case: CaseFile, values: Mapping[str, Any]) -> None:
    named = [
        name
        for role in ("speaker", "holder")
        for voice in [values.get(role) or {}]
        for name in [voice.get("party"), *(voice.get("candidates") or ())]
        if name is not None
    ]
    if strange := [name for name in named if name not in case.parties]:
        raise _RefusedError(*(unknown("party", name, case.parties) for name in strange))


def _shaped(form: type[StatementForm] | type[LinkForm], data: dict[str, Any]) -> Any:
    try:
        return form.model_validate(data)
    except ValidationError as error:
        raise _RefusedError(*(_worded(found) for found in error.errors(include_url=False))) from None


def _worded(found: Any) -> str:
    where = ".".join(str(part) for part in found["loc"])
    if found["type"] == "literal_error":
        return f"{where}: found {shorten(found['input'])}; allowed are {found['ctx']['expected']}"
    return f"{where}: found {shorten(found['input'])}; {found['msg']}"


def plain(statement: Statement) -> dict[str, Any]:
    """Return a statement as the file holds it."""
    data = {entry.name: getattr(statement, entry.name) for entry in fields(statement)}
    data |= {role: _plain_voice(data[role]) or None for role in ("speaker", "holder")}
    days = {key: value.isoformat() for key, value in data.items() if isinstance(value, dt.date)}
    return data | days | {"spans": [{"start": start, "end": end} for start, end in statement.spans]}


def _plain_voice(voice: Voice | None) -> dict[str, Any]:
    if voice is None:
        return {}
    return {part: list(value) if part == "candidates" else value for part in VOICE if (value := getattr(voice, part))}


def context(report: Report, statement: Statement, around: int = 160) -> list[tuple[str, bool]]:
    """Return a statement's words in context, as stretches of the report and whether each is of the statement."""
    first, last = statement.spans[0][0], statement.spans[-1][1]
    region = next((r for r in report.regions if r.start <= first < r.end), None)
    place = max(region.start if region else 0, first - around)
    end = min(max(region.end if region else len(report.text), last), last + around)
    stretches: list[tuple[str, bool]] = []
    for start, stop in sorted(statement.spans):
        stretches += [(report.text[place:start], False), (report.text[start:stop], True)]
        place = stop
    return [stretch for stretch in [*stretches, (report.text[place:end], False)] if stretch[0]]
