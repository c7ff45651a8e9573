"""YAML text with a few values changed; comments, order and quoting stay.

Of a long list only the entries that change are set anew, so that a large statements file is saved at once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from ruamel.yaml import YAML

_ID = re.compile(r"""^[ -]*id:[ ]*["']?(.*?)["']?[ ]*(?:[ ]#.*)?$""")


class Block(NamedTuple):
    """An entry of a list: the lines it stands on and the column of its dash."""

    first: int
    last: int
    column: int


def edited(text: str, change: Callable[[Any], None]) -> str:
    """Return a YAML text after `change` has been made to its data in place."""
    body = text.replace("\r\n", "\n")
    yaml = _yaml(body)
    data = yaml.load(body)
    change(data)
    stream = io.StringIO(newline="")
    yaml.dump(data, stream)
    return stream.getvalue().replace("\n", "\r\n" if body != text else "\n")


def with_entries(text: str, section: str, changes: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a text in whose list `section` the entries with the given ids have their keys set.

    A mapping as a value is set key by key. Entries without an id go by `link.<n>`, counted from 1.

    Raises
    ------
    KeyError
        If there is no entry of that id.
    """
    lines = text.split("\n")
    blocks = list(_blocks(lines, section))
    named = {_name(lines, block) or f"link.{place}": block for place, block in enumerate(blocks, 1)}
    if any(name not in named for name in changes):
        return edited(text, lambda data: _set_all(data[section], changes))
    for name, block in sorted(((name, named[name]) for name in changes), key=lambda pair: -pair[1].first):
        stretch = "\n".join(lines[block.first : block.last]) + "\n"
        entry = edited(stretch, partial(_set_first, values=changes[name]))
        lines[block.first : block.last] = entry.removesuffix("\n").split("\n")
    return "\n".join(lines)


def _set_first(entries: Any, values: Mapping[str, Any]) -> None:
    _set(entries[0], values)


def _set_all(entries: Any, changes: Mapping[str, Mapping[str, Any]]) -> None:
    named = {str(entry.get("id", f"link.{place}")): entry for place, entry in enumerate(entries, 1)}
    for name, values in changes.items():
        _set(named[name], values)


def _set(entry: Any, values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, Mapping) and isinstance(entry.get(key), dict):
            _set(entry[key], value)
        else:
            entry[key] = _flow(value)


def _flow(value: Any) -> Any:
    """Return a value as it is written on one line: `{start: 1, end: 2}`."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        mapping = CommentedMap({key: _flow(part) for key, part in value.items()})
        mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, (list, tuple)):
        listed = CommentedSeq([_flow(part) for part in value])
        listed.fa.set_flow_style()
        return listed
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _blocks(lines: list[str], section: str) -> Iterator[Block]:
    """Yield the entries of a top-level list in block style; none where it is written otherwise."""
    head = re.compile(rf"""["']?{section}["']?:[ ]*(?:#.*)?$""")
    start = next((place for place, line in enumerate(lines) if head.match(line.rstrip("\r"))), None)
    if start is None:
        return
    column, first, last = -1, -1, start
    for place in range(start + 1, len(lines)):
        line = lines[place]
        told = line.lstrip(" ")
        if not told.strip() or (told.startswith("#") and len(line) - len(told) <= max(column, 0)):
            continue
        indent = len(line) - len(told)
        is_item = told.startswith("- ") and (column < 0 or indent == column)
        if not is_item and (column < 0 or indent <= column):
            break
        if is_item:
            if first >= 0:
                yield Block(first, last + 1, column)
            column, first = indent, place
        last = place
    if first >= 0:
        yield Block(first, last + 1, column)


def _name(lines: list[str], block: Block) -> str | None:
    for place in range(block.first, block.last):
        line = lines[place].rstrip("\r")
        beside = block.column + 2
        if (place == block.first or line.startswith(" " * beside + "id:")) and (found := _ID.match(line)):
            return found[1]
    return None


def _yaml(text: str) -> YAML:
    """Return a reader and writer that sets a text as it is set already."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    dash = re.search(r"^(?P<key> *)[^\s#-][^\n]*:[ ]*(?:#.*)?\r?\n(?:\s*#.*\n)*(?P<dash> *)- ", text, re.MULTILINE)
    top = re.match(r"(?:[ ]*#.*\n|\s*\n)*(?P<dash>[ ]*)- ", text)
    offset = len(top["dash"]) if top else len(dash["dash"]) - len(dash["key"]) if dash else 2
    deeper = re.search(r"^[^\s#-][^\n]*:[ ]*(?:#.*)?\r?\n(?P<indent> +)[^\s#-]", text, re.MULTILINE)
    yaml.indent(mapping=len(deeper["indent"]) if deeper else 2, sequence=max(offset, 0) + 2, offset=max(offset, 0))
    yaml.representer.add_representer(type(None), _null)
    return yaml


def _null(representer: Any, _: None) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:null", "null")
