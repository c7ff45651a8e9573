"""The parser behind `parse.parse`; it loads Lark, so it is loaded itself on first use only."""

from __future__ import annotations

import re
from importlib import resources

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from goodoffices.case.expressions import And, Iff, Is, Node, Not, Or
from goodoffices.errors import ExpressionError, shorten

LONGEST, DEEPEST = 20_000, 100

Built = tuple[Node, int]
"""A tree and how deep it nests: reading must not overflow whoever walks it."""


def tree(text: str) -> Node:
    """Return the tree of a condition, or say at which column it is none and what could stand there."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has {len(text)} characters; at most {LONGEST} are read; split it", 1)
    try:
        node: Node = _LARK.parse(text)[0]  # type: ignore[index]
    except VisitError as error:
        if isinstance(error.orig_exc, ExpressionError):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        column = int(getattr(error, "pos_in_stream", 0) or 0) + 1
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            column = len(text) + 1
            found = "the expression ends too early" if text.strip() else "the expression is empty"
        elif isinstance(error, UnexpectedToken):
            found = f"unexpected {shorten(error.token)}"
        else:
            found = f"cannot read {shorten(text[column - 1 :], 20)}"
        remedy = (
            "close the quotation mark"
            if text[column - 1 : column] in {"'", '"'}
            else _expected(error, is_open=text.count("(", 0, column) > text.count(")", 0, column))
        )
        raise ExpressionError(f"{found}; {remedy}", column) from None
    return node


class _Build(Transformer[Token, Built]):
    """Form the tree from the bottom up, without recursion."""

    def holds(self, found: list[Token]) -> Built:
        return Is(str(found[0]), ("yes",), ((found[0].start_pos or 0) + 1,)), 1

    def among(self, found: list[Token]) -> Built:
        name, *values = found
        columns = tuple((token.start_pos or 0) + 1 for token in found)
        return Is(str(name), tuple(map(_value, values)), columns), 1

    def differs(self, found: list[Token]) -> Built:
        return Not(self.among(found)[0]), 2

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


def _value(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", token[1:-1], flags=re.DOTALL) if token.type == "QUOTED" else str(token)


def _deeper(built: list[Built]) -> int:
    depth = 1 + max(depth for _, depth in built)
    if depth > DEEPEST:
        raise ExpressionError(f"the expression nests deeper than {DEEPEST}; split it", 1)
    return depth


def _expected(error: UnexpectedInput, *, is_open: bool) -> str:
    """Say what could stand where reading stopped."""
    allowed = set(error.accepts or error.expected) if isinstance(error, UnexpectedToken) else set[str]()
    if isinstance(error, UnexpectedCharacters):
        allowed = set(error.allowed)
    if {"BARE", "QUOTED"} & allowed:
        return "a value is expected here, in quotes if it holds more than letters and digits"
    if "NAME" in allowed:
        return "a name, 'not' or '(' is expected here"
    if "LBRACE" in allowed:
        return "'{' is expected here: issue in {a, b}"
    if "RBRACE" in allowed:
        return "',' or '}' is expected here; a value of several words needs quotes"
    end = "')'" if is_open else "the end"
    return f"'and', 'or', '->', '<->' or {end} is expected here; a value of several words needs quotes"


_LARK = Lark(
    resources.files(__package__).joinpath("grammar.lark").read_text("utf-8"),
    parser="lalr",
    lexer="contextual",
    transformer=_Build(),
)
