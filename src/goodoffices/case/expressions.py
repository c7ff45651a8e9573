"""The expression language: conditions over issues, read once into a small tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

IDENTIFIER = re.compile(r"(?!(?:and|or|not|in)\Z)[^\W\d]\w*")
"""What an issue or party may be called."""


@dataclass(frozen=True, slots=True)
class Is:
    """The named issue has one of the values; `columns` says where the name and each value stand."""

    name: str
    values: tuple[str, ...]
    columns: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Iff:
    """Both parts hold or neither."""

    left: Node
    right: Node


Node = Is | Not | And | Or | Iff


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition: its text as written, and the tree it stands for."""

    text: str
    node: Node = field(repr=False)

    def __str__(self) -> str:
        return self.text


def holds(node: Node, state: Mapping[str, str]) -> bool:
    """Return whether the condition holds where each name has the value `state` gives it."""
    match node:
        case Is(name, values):
            return state[name] in values
        case Not(part):
            return not holds(part, state)
        case And(parts):
            return all(holds(part, state) for part in parts)
        case Or(parts):
            return any(holds(part, state) for part in parts)
        case Iff(left, right):
            return holds(left, state) == holds(right, state)


def atoms(node: Node) -> Iterator[Is]:
    """Yield the conditions on single names, from left to right."""
    match node:
        case Is():
            yield node
        case Not(part):
            yield from atoms(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from atoms(part)
        case Iff(left, right):
            yield from atoms(left)
            yield from atoms(right)


def names(node: Node) -> frozenset[str]:
    """Return the names the condition speaks of."""
    return frozenset(atom.name for atom in atoms(node))


def equals(name: str, value: str) -> Expression:
    """Return the condition that `name` has `value`, written so that it reads back."""
    bare = re.fullmatch(r"\w+", value)
    quoted = value if bare else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Expression(f"{name} = {quoted}", Is(name, (value,)))
