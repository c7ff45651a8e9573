"""What `transition` answers, as frozen data; every part carries its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goodoffices.case import Answer, Grounds
from goodoffices.case.stance import Stance

Number = int | float


@dataclass(frozen=True, slots=True)
class Withdrawal(Answer):
    """Vetoes and rules without which a body exists, though none of them can stay."""

    cost: Number
    ids: tuple[str, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class RuleChange(Answer):
    """A rule without which a body exists."""

    rule: str
    count: int | None
    """The nearest number of seats it could allow instead, of a balance the smallest margin; None of what compares."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Secured(Answer):
    """A position that its holder's own veto secures; see `goodoffices.transition.secured`."""

    position: str
    by: str
    candidates: tuple[str, ...]
    """Those whose seating would break it, and whom the holder may keep out."""
    vetoes: tuple[str, ...]
    """The holder's vetoes on file that strike any of them."""
    still_to_strike: tuple[str, ...]
    """Those that none of its vetoes on file strikes yet."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Lie(Answer):
    """An order that serves a party better than its true one: what it says, and who is chosen then."""

    party: str
    order: tuple[str, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice(Answer):
    """Whom a procedure chooses for an office; all that tie, in the order of the file."""

    chosen: tuple[str, ...]
    standing: Mapping[str, Mapping[str, int]]
    """For each of them its place with each side, among the candidates that all rank."""
    lie: Lie | None
    lies_tried: Literal["every order", "one candidate moved or two exchanged"] | None
    """Which orders were tried instead of the true ones; None: none, so nothing is known of lying."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Overreach(Answer):
    """What a side gains by striking candidates whom it does not mean to strike."""

    party: str
    candidates: tuple[str, ...]
    gain: float
    """By how much its satisfaction rises in the best body that is left."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Strikes(Answer):
    """What further strikes gain; a side not named gains by none of those tried."""

    gains: tuple[Overreach, ...]
    tried_up_to: int | None
    """All sets of so many strikes were tried; None: all there are."""


@dataclass(frozen=True, slots=True)
class Shortage(Answer):
    """Offices that together have more seats than candidates eligible for any of them, vetoed or not."""

    offices: tuple[str, ...]
    seats: int
    candidates: int


@dataclass(frozen=True, slots=True)
class TransitionAnswer(Answer):
    """Who could govern meanwhile, or what keeps everybody from it."""

    exists: bool
    body: Mapping[str, tuple[str, ...]]
    satisfaction: Mapping[str, float]
    survives: Mapping[str, int]
    breaks: tuple[str, ...]
    """Those seated whose veto would leave no body at all."""
    blocked_by: tuple[tuple[str, ...], ...]
    blocked_by_complete: bool
    withdrawals: tuple[Withdrawal, ...]
    withdrawals_complete: bool
    rule_changes: tuple[RuleChange, ...]
    short_of: Shortage | None
    secured: tuple[Secured, ...]
    procedures: Mapping[str, Mapping[str, Choice | None]]
    overreach: Strikes | None
    """None: not searched, for the body is too large."""
    entries: Mapping[str, Stance]
    """The vetoes and rules named above."""
    grounds: Grounds
