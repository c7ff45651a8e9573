"""What all answers have in common: plain data for `--json`, and a table for notebooks."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from dataclasses import fields
from html import escape
from typing import Any, ClassVar

_SHOWN = 20
"""Entries of a list that a notebook shows."""

_PLAIN = frozenset({str, bool, int, float, type(None)})


class Answer:
    """A part of an answer: a frozen dataclass whose fields are its keys in `--json`.

    A field whose key is no Python name says so in its metadata (`{"key": "from"}`); `derived` names properties that
    stand in the data as well.
    """

    __slots__ = ()
    derived: ClassVar[tuple[str, ...]] = ()

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data, by key; its parts are not plain yet."""
        return {key: getattr(self, name) for key, name in _keys(type(self))}  # type: ignore[arg-type]  # a class is hashable

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data: what `--json` prints. What stands in several places is one object."""
        data: dict[str, Any] = plain(self)
        return data

    def _repr_html_(self) -> str:
        return table(self.to_dict())


@functools.cache
def _keys(kind: type[Answer]) -> tuple[tuple[str, str], ...]:
    """Return for each key which attribute stands under it."""
    named = ((field.metadata.get("key", field.name), field.name) for field in fields(kind))  # type: ignore[arg-type]
    return (*named, *((name, name) for name in kind.derived))


def plain(value: Any, made: dict[int, tuple[Any, Any]] | None = None) -> Any:
    """Return a value of an answer as what JSON knows; `made` are the answers and mappings met before."""
    if type(value) in _PLAIN:
        return value
    made = {} if made is None else made
    if isinstance(value, (tuple, list, set, frozenset)):
        return [part if type(part) in _PLAIN else plain(part, made) for part in value]
    if isinstance(value, (Answer, dict, Mapping)):
        if id(value) not in made:
            parts = value.keyed() if isinstance(value, Answer) else value
            values: Iterable[Any] = parts.values()
            if not _PLAIN.issuperset(map(type, values)):
                values = [part if type(part) in _PLAIN else plain(part, made) for part in values]
            made[id(value)] = (
                value,
                dict(zip(map(str, parts), values, strict=True)),
            )  # kept, so that its id stays its own
        return made[id(value)][1]
    return value.isoformat() if isinstance(value, dt.date) else value


def table(value: Any) -> str:
    """Return plain data as an HTML table: mappings as rows, lists of mappings as columns too; long lists cut short."""
    if isinstance(value, dict):
        rows = (f"<tr><th>{escape(str(key))}</th><td>{table(part)}</td></tr>" for key, part in value.items())
        return f"<table>{''.join(rows)}</table>"
    if isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
        keys = list(dict.fromkeys(key for part in value for key in part))
        head = "".join(f"<th>{escape(str(key))}</th>" for key in keys)
        listed = ["".join(f"<td>{table(part.get(key))}</td>" for key in keys) for part in value[:_SHOWN]]
        listed += [f"<td colspan={len(keys)}>{more}</td>" for more in _more(value)]
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in listed)}</table>"
    if isinstance(value, list):
        return ", ".join([*map(table, value[:_SHOWN]), *_more(value)])
    return "" if value is None else escape(str(value))


def _more(value: list[Any]) -> list[str]:
    return [f"and {len(value) - _SHOWN:,} more"] if len(value) > _SHOWN else []
