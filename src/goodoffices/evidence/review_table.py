"""A review as a table: every statement and link as a CSV row, out to a spreadsheet and in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from goodoffices.case import CaseFile
from goodoffices.case.statements import Link, Statement
from goodoffices.errors import CaseError, Problem, unknown
from goodoffices.evidence.review import EDITABLE, ELLIPSIS, Decision, plain, problems

_FIXED = ("what", "id", "report", "line", "kind")
_SHOWN = ("status", "words", "spans")
COLUMNS = (*_FIXED, *_SHOWN, "ruling", *(name for name in EDITABLE if name not in _SHOWN), "reason", "difference")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(case: CaseFile) -> str:
    """Return all statements and links as CSV, in the order of the file.

    A cell that a spreadsheet might take for a formula begins with an apostrophe.
    """
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for row in _rows(case):
        table.writerow({name: _safe(text) for name, text in row.items()})
    return stream.getvalue()


def read(case: CaseFile, text: str, file: str) -> tuple[Decision, ...]:
    """Return what a table changes: a decision for every row that says something new.

    Columns may stand in any order, and all but `id` may be missing; a cell left as it was changes nothing.

    Raises
    ------
    CaseError
        With every bad row by its line; then nothing of the table is to be used.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    found: list[Decision] = []
    wrong: list[Problem] = []
    before = {(row["what"], row["id"]): row for row in _rows(case)}
    names: list[str] = []
    line = 1
    seen: dict[tuple[str, str], int] = {}
    try:
        for cells in rows:
            at, line = line, rows.line_num + 1
            if not names:
                names = [name.strip() for name in cells]
                wrong += [Problem(file, at, 1, "", message) for message in _header(names)]
                if wrong:
                    break
                continue
            if any(cells):
                row = dict(zip(names, cells, strict=False))
                messages = [] if len(cells) == len(names) else [_width(len(cells), len(names))]
                decision = None if messages else _decision(row, before, messages)
                if decision is not None:
                    if (first := seen.setdefault((decision.of, decision.id), at)) != at:
                        messages.append(f"'{decision.id}' stands on line {first} already; keep one of the two")
                    messages += problems(case, decision)
                    found.append(decision)
                wrong += [Problem(file, at, 1, row.get("id", ""), message) for message in messages]
    except csv.Error as error:
        wrong.append(Problem(file, rows.line_num, 1, "", f"not readable as CSV ({error}); save it as CSV again"))
    if wrong or not names:
        raise CaseError(wrong or [Problem(file, 1, 1, "", "the file is empty; write one with --csv-out")])
    return tuple(decision for decision in found if decision.changes)


def _header(names: list[str]) -> Iterator[str]:
    if "id" not in names:
        yield f"there is no column 'id'; the columns are {', '.join(COLUMNS[:8])} …; write a table with --csv-out"
        return
    for name in names:
        if name not in COLUMNS:
            yield unknown("column", name, COLUMNS)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"column '{name}' stands twice; keep one"


def _width(found: int, expected: int) -> str:
    return f"{found} cells, but {expected} columns; put text that holds the separator in quotation marks"


def _decision(
    row: Mapping[str, str], before: Mapping[tuple[str, str], Mapping[str, str]], messages: list[str]
) -> Decision | None:
    name = _given(row["id"].strip())
    what = row.get("what", "").strip() or ("statement" if ("statement", name) in before else "link")
    old = before.get((what, name))
    if old is None:
        ids = [known for kind, known in before if what in {kind, ""}] or [known for _, known in before]
        messages.append(unknown(what if what in {"statement", "link"} else "statement", name, ids))
        return None
    changed = {
        key: _given(text)
        for key, text in row.items()
        if _given(text).strip() != old.get(key, "").strip() and key != "what"
    }
    fixed = sorted(set(changed) & {*_FIXED, "reason", "difference"})
    messages += [
        f"{key}: found {changed.pop(key)!r}; it is {old.get(key, '')!r} and is not changed here" for key in fixed
    ]
    return Decision("link" if what == "link" else "statement", name, changed)


def _rows(case: CaseFile) -> Iterator[dict[str, str]]:
    for statement in case.dossier.statements.values():
        yield _row(case, statement)
    for link in case.dossier.links:
        yield _link_row(link)


def _row(case: CaseFile, statement: Statement) -> dict[str, str]:
    data = plain(statement)
    row = {name: _cell(data.get(name)) for name in COLUMNS if "." not in name}
    for role in ("speaker", "holder"):
        row |= {f"{role}.{part}": _cell(value) for part, value in (data[role] or {}).items()}
    report = case.dossier.reports[statement.report]
    row |= {
        "what": "statement",
        "line": str(report.line(statement.spans[0][0])),
        "spans": ", ".join(f"{start}-{end}" for start, end in statement.spans),
    }
    return {name: row.get(name, "") for name in COLUMNS}


def _link_row(link: Link) -> dict[str, str]:
    told = {"what": "link", "id": link.id, "kind": link.kind, "words": ELLIPSIS.join(link.members)}
    told |= {"reason": link.reason or "", "difference": link.difference or "", "ruling": link.ruling or ""}
    return {name: told.get(name, "") for name in COLUMNS}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _given(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
