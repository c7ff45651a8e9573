"""What `settle` answers, as frozen data; every part carries its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from goodoffices.case import Answer, Grounds, State


@dataclass(frozen=True, slots=True)
class Outcome(Answer):
    """A package, and what it is worth to each side; by ranks: its rank, 0 the lowest."""

    package: State
    worth: Mapping[str, float]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Change(Answer):
    """An issue takes another value."""

    issue: str
    start: str = field(metadata={"key": "from"})
    to: str


@dataclass(frozen=True, slots=True)
class Step(Answer):
    """A change of the text that nobody loses by, and what each side gains."""

    changes: tuple[Change, ...]
    gains: Mapping[str, float]
    package: State
    worth: Mapping[str, float]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Text(Answer):
    """A single negotiating text: from a package by steps that nobody loses by to the frontier.

    Where the package asked from is not open – a rule or a position excludes it – the text starts at the open one with
    the fewest changes, and `moved` tells them.
    """

    moved: tuple[Change, ...]
    start: Outcome
    steps: tuple[Step, ...]
    acceptable: bool
    """Whether the package it ends with gives every side at least what no agreement does."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Trade(Answer):
    """An issue on which one side can give another much for little.

    `costs` and `brings` are in each side's own points, from what is best for the giver to what is best for the taker;
    `stakes` are the shares of all that each has at stake, which may be compared.
    """

    giver: str
    taker: str
    issue: str
    start: str = field(metadata={"key": "from"})
    to: str
    costs: float
    brings: float
    stakes: Mapping[str, float]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Pressure(Answer):
    """What it costs the others when one side asks more before it agrees."""

    side: str
    more: float
    """How much more, in points; a hundredth for worth by weights, which is at most 1."""
    frontier: int
    """How many entries of the frontier are left."""
    best: Mapping[str, float]
    """By how much the best that each of the others can still get falls."""
    nash: Mapping[str, float] | None
    """By how much the worth of the Nash point rises for each side; None when nothing acceptable is left."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class SettleAnswer(Answer):
    """What the sides could agree on, and the fair points of it."""

    sides: tuple[str, ...]
    scale: Literal["points", "ranks"]
    """`ranks`: some side's worth is not given, so packages are compared only by each side's order of them."""
    note: str | None
    packages: int
    acceptable: int | None
    """None beyond 10^7 packages."""
    frontier: tuple[Outcome, ...]
    """From the best for the first side downwards."""
    frontier_size: int
    points: Mapping[str, Outcome]
    no_agreement: Mapping[str, float | None]
    text: Text | None
    trades: tuple[Trade, ...]
    pressure: tuple[Pressure, ...]
    grounds: Grounds
