"""The expression language: conditions over issues, read once into a small tree."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from goodoffices.errors import ExpressionError, shorten

IDENTIFIER = re.compile(r"(?!(?:and|or|not|in)\Z)[^\W\d]\w*")
"""What an issue or party may be called."""

_LONGEST, _DEEPEST = 20_000, 100


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


def parse(text: str) -> Expression:
    """Read a condition.

    Raises
    ------
    ExpressionError
        If the text is no condition; says at which column, and what could stand there.
    """
    # Lark is loaded on first use: `goodoffices --help` does without.
    from lark import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken
    from lark.exceptions import VisitError

    if len(text) > _LONGEST:
        raise ExpressionError(f"the expression has {len(text)} characters; at most {_LONGEST} are read; split it", 1)
    try:
        node, _ = _parser().parse(text)
    except VisitError as error:
        if isinstance(error.orig_exc, ExpressionError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        end = isinstance(error, UnexpectedEOF) or (isinstance(error, UnexpectedToken) and error.token.type == "$END")
        column = len(text) + 1 if end else (error.pos_in_stream or 0) + 1
        if end:
            found = "the expression ends too early" if text.strip() else "the expression is empty"
        elif isinstance(error, UnexpectedCharacters):
            found = f"cannot read {shorten(text[column - 1 :], 20)}"
        else:
            found = f"unexpected {shorten(getattr(error, 'token', ''))}"
        raise ExpressionError(f"{found}; {_expected(error)}", column) from None
    return Expression(text, node)


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


@functools.cache
def _parser() -> Any:
    from lark import Lark, Token, Transformer

    Built = tuple[Node, int]  # a tree and how deep it nests: reading must not overflow whoever walks it

    class Build(Transformer[Token, Built]):
        """Form the tree from the bottom up, without recursion."""

        def holds(self, found: list[Token]) -> Built:
            return Is(str(found[0]), ("yes",), ((found[0].start_pos or 0) + 1,)), 1

        def equals(self, found: list[Token]) -> Built:
            return _is(found), 1

        def differs(self, found: list[Token]) -> Built:
            return Not(_is(found)), 2

        def among(self, found: list[Token]) -> Built:
            return _is(found), 1

        def negation(self, built: list[Built]) -> Built:
            return Not(built[0][0]), _deeper(built)

        def conjunction(self, built: list[Built]) -> Built:
            return And(tuple(node for node, _ in built)), _deeper(built)

        def disjunction(self, built: list[Built]) -> Built:
            return Or(tuple(node for node, _ in built)), _deeper(built)

        def implies(self, built: list[Built]) -> Built:
            return Or((Not(built[0][0]), built[1][0])), _deeper(built) + 1

        def iff(self, built: list[Built]) -> Built:
            return Iff(built[0][0], built[1][0]), _deeper(built)

    def _is(found: list[Token]) -> Is:
        name, *values = found
        return Is(str(name), tuple(map(_value, values)), tuple((token.start_pos or 0) + 1 for token in found))

    def _value(token: Token) -> str:
        return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL) if token.type == "QUOTED" else str(token)

    def _deeper(built: list[Built]) -> int:
        depth = 1 + max(depth for _, depth in built)
        if depth > _DEEPEST:
            raise ExpressionError(f"the expression nests deeper than {_DEEPEST}; split it", 1)
        return depth

    grammar = resources.files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", transformer=Build())


def _expected(error: Any) -> str:
    """Say what could stand where reading stopped."""
    allowed = set(getattr(error, "accepts", None) or getattr(error, "expected", None) or getattr(error, "allowed", ()))
    if {"BARE", "QUOTED"} & allowed:
        return "a value is expected here, in quotes if it holds more than letters and digits"
    if "NAME" in allowed:
        return "an issue, 'not' or '(' is expected here"
    if "LBRACE" in allowed:
        return "'{' is expected here: issue in {a, b}"
    return "'and', 'or', '->', '<->' or the end is expected here; a value of several words needs quotes"
