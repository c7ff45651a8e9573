"""YAML text → plain data whose every value knows its line and column.

Scalars keep their written form: a case file's `no`, `1.10` or `2013-05-06` are text until a form says otherwise. The
document is built from parser events with an explicit stack, so that depth, size and aliases are bounded before
anything is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

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
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST, _MOST_VALUES, _MOST_ERRORS = 40, 500_000, 200
UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Place(NamedTuple):
    """Where a value stands: its line and column, and its path in the file."""

    line: int
    column: int
    path: Path = ()


@dataclass(slots=True)
class Located:
    """A document as plain data, where each value and key stands, and what is wrong with it."""

    file: str
    lines: list[str] = field(default_factory=list)
    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cut: set[Path] = field(default_factory=set)
    """What something was taken out of."""

    def report(self, path: Path, message: str, *, severity: Severity = "error", at: Place | None = None) -> None:
        """Note a problem at `path` (or, where that is not in the file, at what holds it)."""
        place = at or self.place(path)
        self.problems.append(Problem(self.file, place.line, place.column, spell(place.path), message, severity))
        if severity == "error" and sum(problem.severity == "error" for problem in self.problems) >= _MOST_ERRORS:
            more = f"there may be more problems than these {_MOST_ERRORS}; mend these first"
            self.problems.append(Problem(self.file, 1, 1, "", more))
            raise EnoughError

    def place(self, path: Path) -> Place:
        """Return where the value at `path` stands, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(1, 1))

    def inside(self, path: Path, text: str, column: int) -> Place | None:
        """Return where the `column`-th character of the text at `path` stands; None where it is written otherwise."""
        place = self.place(path)
        source = self.lines[place.line - 1 : place.line]
        for quote in (0, 1):
            start = place.column - 1 + quote
            if source and text and source[0][start : start + len(text)] == text:
                return Place(place.line, start + column, place.path)
        return None

    def without(self, broken: Collection[Path]) -> Located:
        """Return the document without the values at the given paths; what is left keeps its places."""
        rest = Located(self.file, self.lines, problems=self.problems)
        outer = {path[:-1] for path in broken} | self.cut

        def kept(value: Any, old: Path, new: Path) -> Any:
            for places, source in ((rest.values, self.values), (rest.keys, self.keys)):
                if old in source:
                    places[new] = source[old]
            if old in outer:
                rest.cut.add(new)
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

    def is_whole(self, path: Path) -> bool:
        """Whether nothing was taken out of the value at `path`, however deep."""
        return not any(outer[: len(path)] == path for outer in self.cut)


class EnoughError(Exception):
    """So much is wrong that looking for more helps nobody."""


def spell(path: Path) -> str:
    """Write a path as the user would: parties.us.refuses[0].that."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_plain(part)}" for part in path).lstrip(".")


def _plain(key: str) -> str:
    return key if len(key) <= 60 and key.isprintable() else shorten(key)


def read_yaml(file: str, raw: bytes, problems: list[Problem]) -> Located:
    """Read one YAML document; whatever is wrong joins `problems`, and then `data` may be None."""
    located = Located(file, problems=problems)
    text = decode(located, raw)
    if text is None:
        return located
    located.lines = text.split("\n")
    try:
        _Builder(located).build(text)
    except _RefusedError as refused:
        located.data = None
        located.report((), str(refused), at=refused.at)
    return located


def decode(located: Located, raw: bytes) -> str | None:
    """Return the text of a file, every line end a line feed, or None after noting why there is none."""
    if len(raw) > LARGEST:
        located.report((), f"the file has more than {LARGEST:,} bytes, the most that is read; is it the right file?")
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:2]:
        located.report((), "the file is encoded as UTF-16; save it as UTF-8")
    elif b"\0" in raw:
        before = raw[: raw.index(b"\0")]
        at = Place(before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        located.report((), "the file is binary, not text; give a text file in UTF-8", at=at)
    else:
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            before = raw[: error.start]
            at = Place(before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1)
            found = f"byte 0x{raw[error.start]:02x} is not UTF-8 (perhaps Latin-1 or Windows-1252)"
            located.report((), f"{found}; save the file as UTF-8", at=at)
    return None


class _RefusedError(Exception):
    """The document is not read any further."""

    def __init__(self, message: str, at: Place) -> None:
        super().__init__(message)
        self.at = at


def _events(text: str) -> Iterator[Any]:
    """Yield the parser's events; whatever it stumbles on is refused, in words with a place and a remedy."""
    last = Place(1, 1)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            last = Place(event.end_mark.line + 1, event.end_mark.column + 1)
            yield event
    except MarkedYAMLError as error:
        unclosed = re.search("end of stream|',' or", error.problem or "")
        mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
        at = Place(mark.line + 1, mark.column + 1) if mark else last
        raise _RefusedError(_words(error, (*text.split("\n"), "")[at.line - 1]), at) from None
    except YAMLError as error:  # the reader's complaint about a control character carries a position only
        position = getattr(error, "position", 0)
        at = Place(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
        found = f"a control character (U+{ord(text[position]):04X}) stands here" if text else "cannot be read"
        raise _RefusedError(f"{found}; remove it", at) from None
    except AssertionError:  # the parser's own, for %YAML 1.3
        raise _RefusedError("the line with % asks for another version of YAML; remove it", last) from None
    except (ArithmeticError, LookupError, ValueError):  # the parser's own, for "\UFFFFFFFF"
        raise _RefusedError("an escape near here names no character; check what follows the \\", last) from None


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

    def build(self, text: str) -> None:
        documents = 0
        for event in _events(text):
            if isinstance(event, NodeEvent):
                self._take(event)
            elif isinstance(event, (SequenceEndEvent, MappingEndEvent)):
                closed = self.stack.pop()
                if closed.anchor:
                    self.anchors[closed.anchor] = closed.value
                self._put(closed.value)
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    at = Place(event.start_mark.line + 1, event.start_mark.column + 1)
                    raise _RefusedError("a second document starts here; a file holds one, so remove the '---'", at)

    def _take(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        top = self.stack[-1] if self.stack else None
        if not top:
            path: Path = ()
        elif isinstance(top.value, list):
            path = (*top.path, len(top.value))
        elif top.key is None:
            self._take_key(top, event, Place(line, column, top.path))
            return
        else:
            path = (*top.path, top.key)
        if event.start_mark.index == event.end_mark.index and top and top.key is not None:
            line, column, _ = self.located.keys[path]  # nothing stands there: show what it is the value of
        at = self.located.values[path] = Place(line, column, path)
        self._add(path, at)
        if isinstance(event, AliasEvent):
            self._put(self._copy(event.anchor, path, at))
            return
        if (tag := str(event.tag or "!")) != "!":
            self.located.report(path, f"tag {shorten(tag)} is not used here; remove it")
        if isinstance(event, ScalarEvent):
            value = self._text(event, at) if event.style is not None or event.value not in NULLS else None
            if event.anchor:
                self.anchors[event.anchor] = value
            self._put(value)
        else:
            opened: Any = [] if isinstance(event, SequenceStartEvent) else {}
            self.stack.append(_Open(path, opened, event.anchor))

    def _take_key(self, top: _Open, event: Any, at: Place) -> None:
        if not isinstance(event, ScalarEvent):
            raise _RefusedError("a key must be text, not a list, a mapping or an alias; write it out, in quotes", at)
        key = self._text(event, at)
        top.key = key
        path = (*top.path, key)
        at = Place(at.line, at.column, path)
        if first := self.located.keys.get(path):
            wording = f"key {shorten(key)} stands twice, first at {first.line}:{first.column}; keep one"
            self.located.report(path, wording, at=at)
        else:
            self.located.keys[path] = at

    def _text(self, event: Any, at: Place) -> str:
        text: str = event.value
        # Only an escape in double quotes brings such a character past the reader.
        if event.style == '"' and (found := UNPRINTABLE.search(text)):
            wording = f"the text holds an unprintable character (U+{ord(found[0]):04X}); remove its escape"
            self.located.report(at.path, wording, at=at)
            return UNPRINTABLE.sub("\ufffd", text)
        return text

    def _put(self, value: Any) -> None:
        if not self.stack:
            self.located.data = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is not None:
            top.value[top.key] = value
            top.key = None

    def _copy(self, anchor: str, path: Path, at: Place) -> Any:
        """Return what an alias stands for, every value placed where the alias is."""
        if anchor not in self.anchors:
            wording = f"'*{anchor}' names no '&{anchor}' before it, or stands inside it; write the value out"
            raise _RefusedError(wording, at)
        out = [self.anchors[anchor]]
        pending: list[tuple[Any, Any, Path]] = [(out, 0, path)]
        while pending:
            holder, slot, here = pending.pop()
            found = holder[slot]
            self.located.values[here] = Place(at.line, at.column, here)
            self._add(here, at, "with its aliases written out, ")
            if isinstance(found, list):
                holder[slot] = copied = list(found)
                pending.extend((copied, index, (*here, index)) for index in range(len(copied)))
            elif isinstance(found, dict):
                holder[slot] = fresh = dict(found)
                pending.extend((fresh, key, (*here, key)) for key in fresh)
        return out[0]

    def _add(self, path: Path, at: Place, how: str = "") -> None:
        if len(path) > _DEEPEST:
            at = Place(at.line, at.column, path[:3])
            raise _RefusedError(f"nests deeper than {_DEEPEST} levels; a case file needs fewer, so check it", at)
        self.count += 1
        if self.count > _MOST_VALUES:
            raise _RefusedError(f"{how}the file holds more than {_MOST_VALUES:,} values; split it", at)


def _words(error: MarkedYAMLError, line: str) -> str:
    """Put the parser's complaint into words with a remedy."""
    said = " ".join((error.problem or error.context or "cannot be read").split())
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
    elif "escape" in said:
        remedy = "use single quotes for text that holds \\"
    elif "cannot start any token" in said:
        remedy = "put the text in quotes"
    else:
        remedy = "check quotes, brackets and indentation"
    return f"not readable as YAML ({said}); {remedy}"
