"""Plain data → YAML text."""

from __future__ import annotations

import json
import re
from typing import Any

from goodoffices.case._located_yaml import NULLS

_WIDTH = 110
_PLAIN = re.compile(r"""[\w(](?:[\w ()!=<>'"’./;+*%–-]*[\w)'"’.%])?""")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(text: str) -> str:
    """Write text bare where it reads back as it is, else in double quotes."""
    if _PLAIN.fullmatch(text) and text not in NULLS:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def inline(data: Any) -> str:
    """Write data on one line."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{scalar(key)}: {inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(inline, data)) + "]"
    return scalar(data)


def item(value: Any, indent: int) -> str:
    """Write data to stand at a column: on one line where that is short and flat, else a line for each part."""
    return inline(value) if _fits(value, indent) else block(value, indent)


def block(value: Any, indent: int) -> str:
    """Write a list or mapping at a column, a line for each part."""
    pad = "\n" + " " * indent
    if isinstance(value, list):
        return pad.join(f"- {item(part, indent + 2)}" for part in value)
    return pad.join(f"{scalar(key)}:{after_key(part, indent, len(scalar(key)))}" for key, part in value.items())


def after_key(value: Any, indent: int, key: int) -> str:
    """Write what follows the colon of a key of `key` letters at the given column."""
    if _fits(value, indent + key + 2):
        return f" {inline(value)}"
    return "\n" + " " * (indent + 2) + block(value, indent + 2)


def document(data: dict[str, Any]) -> str:
    """Write a whole case, sections apart."""
    parts = []
    for key, value in data.items():
        if key in ("parties", "issues"):
            entries = "".join(
                f"  {scalar(name)}:{after_key(entry, 2, len(scalar(name)))}\n" for name, entry in value.items()
            )
            parts.append(f"\n{key}:\n{entries}")
        else:
            apart = "\n" if isinstance(value, dict) or (isinstance(value, list) and _is_deep(value)) else ""
            parts.append(f"{apart}{key}:{after_key(value, 0, len(key))}\n")
    return "".join(parts)


def _fits(value: Any, column: int) -> bool:
    return not value or isinstance(value, str) or (column + len(inline(value)) <= _WIDTH and not _is_deep(value))


def _is_deep(data: Any) -> bool:
    """Whether there are mappings in a list, each of which deserves its line."""
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any((isinstance(data, list) and isinstance(part, dict)) or _is_deep(part) for part in parts)
