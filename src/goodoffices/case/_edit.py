"""Change a YAML text as little as two versions of its data differ: what stays the same keeps every character.

A round trip through a YAML library keeps comments but sets the text anew (indentation, spacing, line breaks), and ties
a comment to the entry before it; so the differences are cut into the text itself, by the parser's offsets.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from goodoffices.case._yaml_text import after_key, inline, item, scalar


class Cut(NamedTuple):
    """Put `text` in place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Node:
    """A value in the text: from where to where, and what it is made of."""

    kind: Literal["text", "alias", "list", "map"]
    start: int
    end: int
    flow: bool = False
    children: list[Child] = field(default_factory=list)


@dataclass(slots=True)
class Child:
    """A part of a list or mapping; it starts with its dash or key, and `key_end` is where the key ends."""

    start: int
    value: Node
    key: str | None = None
    key_end: int = 0

    @property
    def end(self) -> int:
        """Where it ends, comments aside."""
        return max(self.value.end, self.key_end)


def edited(text: str, old: Any, new: Any) -> str:
    """Return the text with what differs between its data, `old`, and `new` changed in it.

    The two are canonical, so the text may say more (defaults) or say it shorter; where it is built otherwise, a stretch
    is written anew. Aliases may spoil the result: read it before use.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    shift = len(text) - len(text.lstrip("\ufeff"))
    body = text[shift:]
    root = _tree(body)
    result, last = [], 0
    for cut in sorted(_Editor(body).change(root, None, old, new), key=lambda cut: cut[:2]):
        if cut.start >= last:
            result += [body[last : cut.start], cut.text.replace("\n", line_end)]
            last = cut.end
    return text[:shift] + "".join(result) + body[last:]


Matching = tuple[list[Child], dict[int, list[Any]], list[tuple[Child, Any, Any]]]
"""Which children stay; what is added after which of them; which of them become what, and were what (None: unsaid)."""


class _Editor:
    """Finds the cuts that bring a text from one version of its data to another."""

    def __init__(self, text: str) -> None:
        self.text = text

    def change(self, node: Node, within: Child | None, old: Any, new: Any, *, flow: bool = False) -> Iterator[Cut]:
        """Yield the cuts for the value `node`, which stands in the child `within` (None: it is the whole)."""
        if _same(old, new):
            return
        flow = flow or node.flow
        if node.kind == "map" and isinstance(old, dict) and isinstance(new, dict) and _keeps_order(old, new):
            kept, added, parts = _paired(node.children, old, new)
        elif node.kind == "list" and isinstance(old, list) and isinstance(new, list) and len(node.children) == len(old):
            kept, added, parts = _matched(node.children, old, new)
        else:
            kept, added, parts = [], {}, []
        if not kept:
            yield self._replaced(node, within, new, flow=flow)
            return
        for child, before, after in parts:
            if before is None:
                yield self._replaced(child.value, child, after, flow=flow)
            else:
                yield from self.change(child.value, child, before, after, flow=flow)
        yield from self._inserted(node, kept, added, new)
        yield from self._removed(node, kept)

    def _replaced(self, node: Node, within: Child | None, new: Any, *, flow: bool) -> Cut:
        start = node.start
        if within is not None and within.key is not None:
            colon = re.compile(r"\s*:").match(self.text, within.key_end)
            if colon and not self.text[colon.end() : node.start].strip():
                after = (
                    f" {inline(new)}" if flow else after_key(new, self._column(within.start), len(scalar(within.key)))
                )
                return Cut(colon.end(), max(node.end, colon.end()), after)
        space = " " if self.text[start - 1 : start] in {":", "-"} else ""
        column = self._column(start) + len(space)
        return Cut(start, node.end, space + (inline(new) if flow else item(new, column)))

    def _inserted(self, node: Node, kept: Sequence[Child], added: dict[int, list[Any]], new: Any) -> Iterator[Cut]:
        """Yield the cuts that add parts, each list after the kept child of that number (−1: before the first)."""
        for place, parts in added.items():
            neighbour = kept[max(place, 0)]
            column = self._column(neighbour.start)
            written = [self._part(part, new, node, column) for part in parts]
            glue = ", " if node.flow else "\n" + " " * column
            if place < 0:
                yield Cut(neighbour.start, neighbour.start, "".join(part + glue for part in written))
            else:
                end = neighbour.end if node.flow else self._line_end(neighbour.end)
                yield Cut(end, end, "".join(glue + part for part in written))

    def _part(self, part: Any, new: Any, node: Node, column: int) -> str:
        if node.kind == "list":
            return inline(part) if node.flow else f"- {item(part, column + 2)}"
        value, key = new[part], scalar(part)
        return f"{key}: {inline(value)}" if node.flow else f"{key}:{after_key(value, column, len(key))}"

    def _removed(self, node: Node, kept: Sequence[Child]) -> Iterator[Cut]:
        """Yield the cuts that take out runs of children that are not kept; comments between entries stay."""
        staying = {id(child) for child in kept}
        before: Child | None = None
        run: list[Child] = []
        for child in [*node.children, None]:
            if child is not None and id(child) not in staying:
                run.append(child)
                continue
            if run:
                first = run[0].start
                blank = not self.text[self._line_start(first) : first].strip()
                if not node.flow and blank:
                    for gone in run:
                        yield Cut(self._line_start(gone.start), self._line_end(gone.end, past=True), "")
                elif child is not None:
                    yield Cut(first, child.start, "")
                elif before is not None:
                    yield Cut(before.end, run[-1].end, "")
                run = []
            before = child

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int, *, past: bool = False) -> int:
        end = re.compile(r"\r?\n|\Z").search(self.text, offset)
        return len(self.text) if end is None else end.end() if past else end.start()

    def _column(self, offset: int) -> int:
        return offset - self._line_start(offset)


def _same(old: Any, new: Any) -> bool:
    return json.dumps(old) == json.dumps(new)  # the order of keys counts


def _keeps_order(old: dict[str, Any], new: dict[str, Any]) -> bool:
    return [key for key in old if key in new] == [key for key in new if key in old]


def _paired(children: Sequence[Child], old: dict[str, Any], new: dict[str, Any]) -> Matching:
    """Match a mapping's children by key; a key in neither is a default that the text says all the same."""
    kept = [child for child in children if child.key in new or child.key not in old]
    parts = [(child, old.get(child.key), new[child.key]) for child in kept if child.key in new]
    places = {child.key: place for place, child in enumerate(kept)}
    added: dict[int, list[Any]] = {}
    after = -1
    for key in new:
        if key in places:
            after = places[key]
        else:
            added.setdefault(after, []).append(key)
    return kept, added, parts


def _matched(children: Sequence[Child], old: list[Any], new: list[Any]) -> Matching:
    """Match a list's children by what they say, and what changed in between by its place."""
    kept: list[Child] = []
    added: dict[int, list[Any]] = {}
    parts: list[tuple[Child, Any, Any]] = []
    one, other = ([json.dumps(part) for part in whole] for whole in (old, new))
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for i, j in zip(range(i1, i2), range(j1, j2), strict=False):
            kept.append(children[i])
            parts.append((children[i], old[i], new[j]))
        if j2 - j1 > i2 - i1:
            added.setdefault(len(kept) - 1, []).extend(new[j1 + i2 - i1 : j2])
    return kept, added, parts


def _tree(text: str) -> Node:
    events = (event for event in YAML(typ="safe", pure=True).parse(text) if isinstance(event, _TOLD))
    return _node(text, next(events), events)


_TOLD = (NodeEvent, SequenceEndEvent, MappingEndEvent)


def _node(text: str, event: Any, events: Iterator[Any]) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, AliasEvent):
        return Node("alias", start, end)
    if isinstance(event, ScalarEvent):
        return Node("text", start, start + len(text[start:end].rstrip()) if event.style in ("|", ">") else end)
    node = Node("map" if isinstance(event, MappingStartEvent) else "list", start, end, bool(event.flow_style))
    for part in events:
        if not isinstance(part, NodeEvent):
            node.end = part.end_mark.index if node.flow else node.children[-1].end
            break
        value = _node(text, next(events) if node.kind == "map" else part, events)
        child = Child(value.start, value)
        if node.kind == "map":
            child = Child(part.start_mark.index, value, getattr(part, "value", ""), part.end_mark.index)
        elif not node.flow:
            child.start = text.rfind("-", 0, max(value.start, 1))
        if value.start == value.end:  # nothing: the parser puts it before what follows
            sign = re.compile(r"\s*:").match(text, child.key_end) if node.kind == "map" else None
            value.start = value.end = sign.end() if sign else max(child.key_end, child.start + (not node.flow))
        node.children.append(child)
    return node
