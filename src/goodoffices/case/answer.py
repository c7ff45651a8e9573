"""What all answers have in common: plain data for `--json`, and a table for notebooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from html import escape
from typing import Any, ClassVar


class Answer:
    """A part of an answer: a frozen dataclass whose fields are its keys in `--json`.

    A field whose key is no Python name says so in its metadata (`{"key": "from"}`); `derived` names properties that
    stand in the data as well.
    """

    __slots__ = ()
    derived: ClassVar[tuple[str, ...]] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data: what `--json` prints."""
        named = {field.metadata.get("key", field.name): getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]
        return {key: plain(value) for key, value in (named | {key: getattr(self, key) for key in self.derived}).items()}

    def _repr_html_(self) -> str:
        return table(self.to_dict())


def plain(value: Any) -> Any:
    """Return a value of an answer as what JSON knows."""
    if isinstance(value, Answer):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def table(value: Any) -> str:
    """Return plain data as an HTML table: mappings as rows, lists of mappings as columns too."""
    if isinstance(value, dict):
        rows = (f"<tr><th>{escape(str(key))}</th><td>{table(part)}</td></tr>" for key, part in value.items())
        return f"<table>{''.join(rows)}</table>"
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        keys = list(dict.fromkeys(key for part in value for key in part))
        head = "".join(f"<th>{escape(str(key))}</th>" for key in keys)
        rows = ("".join(f"<td>{table(part.get(key))}</td>" for key in keys) for part in value)
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    if isinstance(value, list):
        return ", ".join(map(table, value))
    return "" if value is None else escape(str(value))
