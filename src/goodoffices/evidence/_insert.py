"""Lines put into a YAML text at the end of a section, a party or a list: every line that stands there stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from goodoffices.evidence._round_trip import edited

Path = tuple[str, ...]
Entry = Sequence[str]
"""The lines of an entry, from column 0."""


def inserted(text: str, additions: Mapping[Path, Sequence[Entry]]) -> str:
    """Return a text with entries added at the end of the list or mapping at each path, which is made where missing.

    What is written in one line ({…}, […]) and must grow is set out in several first.
    """
    body = text.replace("\r\n", "\n")
    if opened := [path for path in additions for path in _flowing(body, path)]:
        body = edited(body, lambda data: _open(data, opened))
    if body and not body.endswith("\n"):
        body += "\n"
    lines = body.split("\n")
    root = YAML().load(body) or {}
    places: dict[int, list[tuple[int, bool, list[str]]]] = {}
    for path, entries in sorted(additions.items()):
        place, column, head = _place(lines, root, path)
        pad = " " * column
        added = [pad + line for line in head]
        inner = pad if not head else pad + " " * (_step(root) * len(head))
        added += [(inner + line) for entry in entries for line in entry]
        places.setdefault(place, []).append((-column, bool(head), added))
    for place in sorted(places, reverse=True):
        # Of what ends on one line the deepest comes first, and the end of a list before a key beside it.
        lines[place:place] = [line for *_, added in sorted(places[place], key=lambda part: part[:2]) for line in added]
    return "\n".join(lines).replace("\n", "\r\n" if body != text and "\r\n" in text else "\n")


def _flowing(text: str, path: Path) -> list[Path]:
    """Return the parts of a path that are written in one line."""
    data: Any = YAML().load(text)
    found: list[Path] = []
    if data and data.fa.flow_style():
        found.append(())
    for depth, key in enumerate(path):
        if not isinstance(data, CommentedMap) or key not in data:
            break
        data = data[key]
        if not data or data.fa.flow_style():
            found.append(path[: depth + 1])
    return found


def _open(data: Any, paths: Sequence[Path]) -> None:
    for path in paths:
        if not path:
            data.fa.set_block_style()
            continue
        holder = data
        for key in path[:-1]:
            holder = holder[key]
        value = holder[path[-1]]
        if not value:
            del holder[path[-1]]
        else:
            value.fa.set_block_style()


def _place(lines: list[str], root: Any, path: Path) -> tuple[int, int, list[str]]:
    """Return the line at which to insert, the column, and the keys that are missing on the way."""
    holder, key = root, ""
    line, column = -1, -1
    for depth, key in enumerate(path):
        if key not in holder:
            missing = [f"{name}:" for name in path[depth:]]
            head = ["" + " " * (_step(root) * level) + name for level, name in enumerate(missing)]
            return _end(lines, line, column), _column(holder, column, root), head
        line, column = holder.lc.key(key)
        holder = holder[key]
    return _end(lines, line, column), _column(holder, column, root), []


def _column(holder: Any, column: int, root: Any) -> int:
    """Return at which column the parts of a container stand."""
    if not holder:
        return column + _step(root) if column >= 0 else 0
    if isinstance(holder, CommentedMap):
        return int(holder.lc.key(next(iter(holder)))[1])
    return int(holder.lc.item(0)[1]) - 2


def _end(lines: list[str], line: int, column: int) -> int:
    """Return the line after the last of the entry whose key stands at `line` and `column`; −1 is the whole text."""
    last = line
    for place in range(line + 1, len(lines)):
        told = lines[place].lstrip(" ")
        indent = len(lines[place]) - len(told)
        if not told.strip() or (told.startswith("#") and indent <= column):
            continue
        if indent < column or (indent == column and not told.startswith("- ")):
            break
        last = place
    return last + 1


def _step(root: Any) -> int:
    """Return by how much the file indents."""
    for value in root.values():
        if isinstance(value, CommentedMap) and value and not value.fa.flow_style():
            return int(value.lc.key(next(iter(value)))[1]) or 2
    return 2
