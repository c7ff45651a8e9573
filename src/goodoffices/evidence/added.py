"""Statements put at the end of the statements file; every line that stands there stays."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goodoffices.case import CaseFile
from goodoffices.case.load import STATEMENTS
from goodoffices.case.statements import Statement
from goodoffices.case.whole import write_whole
from goodoffices.errors import FolderError
from goodoffices.evidence._insert import inserted
from goodoffices.evidence.review import plain

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def add(case: CaseFile, statements: Sequence[Statement]) -> None:
    """Save new statements in the file beside a case: all of them, or none.

    Raises
    ------
    FolderError
        If the file cannot be read or written.
    """
    if not statements:
        return
    file = Path(case.file).parent / STATEMENTS
    try:
        text = file.read_bytes().decode("utf-8") if file.exists() else ""
    except OSError as error:
        raise FolderError(f"{file}: cannot be read ({error.strerror}); check the path and its permissions") from None
    write_whole(file, inserted(text, {("statements",): [_entry(statement) for statement in statements]}))


def _entry(statement: Statement) -> list[str]:
    told = {key: value for key, value in plain(statement).items() if value is not None}
    if not all(letter.isprintable() or letter in "\n\t" for letter in statement.words):
        del told["words"]  # no YAML can hold them; the spans do
    lines = [f"{key}: {_inline(value)}" for key, value in told.items()]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _inline(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9_.]*", value) and value not in {"null", "true", "false"}:
        return value
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
