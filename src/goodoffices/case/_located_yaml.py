"""YAML text → plain data whose every value knows its line and column.

Scalars keep their written form: a case file's `no`, `1.10` or `2013-05-06` are text until a form says otherwise. The
document is built from parser events with an explicit stack, so that depth, size and aliases are bounded before
anything is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from goodoffices.errors import Problem, shorten

Path = tuple[str | int, ...]
Severity = Literal["error", "warning"]

LARGEST = 5_000_000
_DEEPEST, _MOST_VALUES = 40, 500_000
_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its line and column, and its path as the user would write it."""

    line: int
    column: int
    path: str


@dataclass(slots=True)
class Located:
    """A YAML document as plain data, where each value and key stands, and what is wrong with it."""

    file: str
    text: str = ""
    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path, message: str, *, severity: Severity = "error", at: Place | None = None) -> None:
        """Note a problem at `path` (or, where that is not in the file, at what holds it)."""
        place = at or self.place(path)
        self.problems.append(Problem(self.file, place.line, place.column, place.path, message, severity))

    def place(self, path: Path) -> Place:
        """Return where the value at `path` stands, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(1, 1, ""))

    def inside(self, path: Path, text: str, column: int) -> Place:
        """Return where the `column`-th character of the text at `path` stands; its start, if it is written otherwise."""
        place = self.place(path)
        source = self.text.split("\n")[place.line - 1]
        found = source.find(text, place.column - 1)
        written_so = text and found in (place.column - 1, place.column)  # `place.column`: behind a quotation mark
        return Place(place.line, found + column, place.path) if written_so else place

    def without(self, broken: Collection[Path]) -> Located:
        """Return the document without the values at the given paths; what is left keeps its places."""
        rest = Located(self.file, self.text, problems=self.problems)

        def kept(value: Any, old: Path, new: Path) -> Any:
            for places, source in ((rest.values, self.values), (rest.keys, self.keys)):
                if old in source:
                    places[new] = source[old]
            if isinstance(value, dict):
                return {
                    key: kept(part, (*old, key), (*new, key))
                    for key, part in value.items()
                    if (*old, key) not in broken
                }
            if isinstance(value, list):
                left = [(index, part) for index, part in enumerate(value) if (*old, index) not in broken]
                return [kept(part, (*old, index), (*new, count)) for count, (index, part) in enumerate(left)]
            return value

        rest.data = kept(self.data, (), ())
        return rest


def spell(path: Path) -> str:
    """Write a path as the user would: parties.us.refuses[0].that."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def read_yaml(file: str, raw: bytes) -> Located:
    """Read one YAML document; whatever is wrong stands in `problems`, and what could be read in `data`."""
    located = Located(file)
    text = _decode(located, raw)
    if text is None:
        return located
    located.text = text
    try:
        located.data = _Builder(located).build()
    except _Refused as refused:
        located.report((), str(refused), at=refused.at)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Place(mark.line + 1, mark.column + 1, "") if mark else Place(1, 1, "")
        located.report((), _yaml_words(error, text.split("\n")[at.line - 1]), at=at)
    except YAMLError as error:  # the reader's complaint about a control character carries a position only
        position = getattr(error, "position", 0)
        at = Place(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position), "")
        located.report((), "a control character stands here; remove it", at=at)
    return located


def _decode(located: Located, raw: bytes) -> str | None:
    if len(raw) > LARGEST:
        located.report((), f"the file has {len(raw):,} bytes; at most {LARGEST:,} are read; is it the right file?")
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        located.report((), "the file is encoded as UTF-16; save it as UTF-8")
    elif b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        located.report((), "the file is binary, not text; give a YAML file in UTF-8", at=Place(line, 1, ""))
    else:
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - raw.rfind(b"\n", 0, error.start)
            located.report(
                (), f"byte 0x{raw[error.start]:02x} is not UTF-8; save the file as UTF-8", at=Place(line, column, "")
            )
    return None


class _Refused(Exception):
    """The document is not read any further."""

    def __init__(self, message: str, at: Place) -> None:
        super().__init__(message)
        self.at = at


@dataclass(slots=True)
class _Open:
    """A list or mapping not yet closed; `key` is the key whose value comes next."""

    path: Path
    value: Any
    anchor: str | None
    key: str | None = None


class _Builder:
    """Parser events → data, with a stack of what is open."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.stack: list[_Open] = []
        self.anchors: dict[str, Any] = {}
        self.count = 0
        self.data: Any = None

    def build(self) -> Any:
        documents = 0
        for event in YAML(typ="safe", pure=True).parse(self.located.text):
            at = Place(event.start_mark.line + 1, event.start_mark.column + 1, "")
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused("a second document starts here; a file holds one", at)
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                closed = self.stack.pop()
                if closed.anchor:
                    self.anchors[closed.anchor] = closed.value
                self._put(closed.value)
            elif isinstance(event, NodeEvent):
                self._take(event, at)
        return self.data

    def _take(self, event: NodeEvent, at: Place) -> None:
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._take_key(top, event, at)
            return
        path: Path = () if not top else (*top.path, top.key if top.key is not None else len(top.value))
        at = Place(at.line, at.column, spell(path))
        if len(path) > _DEEPEST:
            raise _Refused(f"nests deeper than {_DEEPEST} levels; a case file needs fewer", at)
        self.located.values[path] = at
        if str(getattr(event, "tag", None) or "!") != "!":
            self.located.report(path, f"tag {shorten(event.tag)} is not used here; remove it")
        if isinstance(event, AliasEvent):
            self._put(self._copy(event.anchor, path, at))
        elif isinstance(event, ScalarEvent):
            value = None if event.style is None and event.value in _NULLS else event.value
            if event.anchor:
                self.anchors[event.anchor] = value
            self._put(value)
        else:
            opened: Any = [] if isinstance(event, SequenceStartEvent) else {}
            self.stack.append(_Open(path, opened, event.anchor))
        self._add(1, at)

    def _take_key(self, top: _Open, event: NodeEvent, at: Place) -> None:
        if not isinstance(event, ScalarEvent):
            raise _Refused("a key must be text, not a list, a mapping or an alias; put it in quotes", at)
        path = (*top.path, event.value)
        top.key = event.value
        if first := self.located.keys.get(path):
            wording = f"key '{event.value}' stands twice, first at {first.line}:{first.column}; keep one"
            self.located.report(path, wording, at=Place(at.line, at.column, spell(path)))
        else:
            self.located.keys[path] = Place(at.line, at.column, spell(path))

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.data = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value[top.key] = value
            top.key = None

    def _copy(self, anchor: str, path: Path, at: Place) -> Any:
        """Return what an alias stands for, every value placed where the alias is."""
        if anchor not in self.anchors:
            raise _Refused(f"'*{anchor}' names no '&{anchor}' before it, or stands inside it; write the value out", at)
        out = [self.anchors[anchor]]
        pending: list[tuple[Any, Any, Path]] = [(out, 0, path)]
        while pending:
            holder, slot, here = pending.pop()
            found = holder[slot]
            self.located.values[here] = Place(at.line, at.column, spell(here))
            self._add(1, at)
            if isinstance(found, list):
                holder[slot] = copied = list(found)
                pending.extend((copied, index, (*here, index)) for index in range(len(copied)))
            elif isinstance(found, dict):
                holder[slot] = fresh = dict(found)
                pending.extend((fresh, key, (*here, key)) for key in fresh)
        return out[0]

    def _add(self, count: int, at: Place) -> None:
        self.count += count
        if self.count > _MOST_VALUES:
            raise _Refused(f"the file holds more than {_MOST_VALUES:,} values; split it", at)


def _yaml_words(error: MarkedYAMLError, line: str) -> str:
    """Put the parser's complaint into words with a remedy."""
    said = (error.problem or error.context or "cannot be read").strip()
    if re.match(r" *\t", line):
        remedy = "indent with spaces, not tabs"
    elif "mapping values are not allowed" in said:
        remedy = "put text that holds ': ' in quotes, or check the indentation"
    elif "block end" in said or "could not find expected ':'" in said:
        remedy = "check that this line is indented like its neighbours and has its colon"
    elif "',' or" in said or "flow" in said:
        remedy = "close the bracket, and put text that holds , { } [ ] in quotes"
    elif "quoted scalar" in said or "end of stream" in said:
        remedy = "close the quotation mark"
    elif "cannot start any token" in said:
        remedy = "put the text in quotes"
    else:
        remedy = "check quotes, brackets and indentation"
    return f"not readable as YAML ({said}); {remedy}"
