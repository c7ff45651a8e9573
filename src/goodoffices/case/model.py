"""The case as frozen data: what every other room reads and none changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from goodoffices.case.entry import Amount, Entry
from goodoffices.case.expressions import Expression
from goodoffices.case.statements import Dossier
from goodoffices.case.transition import Transition
from goodoffices.errors import Problem

State = Mapping[str, str]
"""A value for every issue, in the order of the issues."""

Role = Literal["side", "sponsor", "backer", "observer"]
Kind = Literal["refuses", "requires", "wants"]


@dataclass(frozen=True, slots=True)
class Position(Entry):
    """Something a party refuses, requires or wants."""

    party: str = field(kw_only=True)
    kind: Kind = field(kw_only=True)
    that: Expression = field(kw_only=True)
    """What is refused or wanted; for `requires`, the condition (`only_if`)."""
    step: Expression | None = field(default=None, kw_only=True)
    """For `requires`: the step taken only under the condition."""
    cost: Amount = field(default=Amount(1, 1), kw_only=True)
    confidence: float = field(default=1.0, kw_only=True)
    since: dt.date | None = field(default=None, kw_only=True)
    until: dt.date | None = field(default=None, kw_only=True)
    withdrawn: bool = field(default=False, kw_only=True)
    private: bool = field(default=False, kw_only=True)
    weight: float | None = field(default=None, kw_only=True)

    @property
    def words(self) -> str:
        """The position in the words of the case file."""
        if self.step is None:
            return f"{self.kind}: {self.that}"
        return f"{self.kind}: {self.step} only if {self.that}"


@dataclass(frozen=True, slots=True)
class Rule(Entry):
    """A condition no state may fulfil."""

    that: Expression = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Leverage(Entry):
    """A party that can obtain the withdrawal of another's position, at its own price, under a condition."""

    by: str = field(kw_only=True)
    on: str = field(kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)
    condition: Expression | None = field(default=None, kw_only=True)
    private: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Issue:
    """A question with two or more answers, decided by one party or by several together."""

    id: str
    title: str
    by: tuple[str, ...]
    values: tuple[str, ...]
    now: str
    cost: Mapping[str, Amount]

    @property
    def is_yes_no(self) -> bool:
        """Whether the values are no and yes."""
        return set(self.values) == {"no", "yes"}


@dataclass(frozen=True, slots=True)
class Ranking:
    """States from best to worst; each tier holds patterns (issue → value, left out: any) that tie."""

    tiers: tuple[tuple[Mapping[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party with its positions."""

    id: str
    name: str
    aliases: tuple[str, ...]
    role: Role
    positions: tuple[Position, ...]
    ranking: Ranking | None
    worth: Mapping[str, Mapping[str, Amount]]
    weights: Mapping[str, float]
    reservation: float | Literal["now"] | tuple[tuple[Mapping[str, str], float], ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A whole case: parties, issues, rules, and the reports it rests on."""

    title: str
    parties: Mapping[str, Party]
    issues: Mapping[str, Issue]
    as_of: dt.date | None = None
    goal: Expression | None = None
    hoped_date: tuple[str, ...] = ()
    impossible: tuple[Rule, ...] = ()
    one_way: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Issue → its values in the only direction they may move; empty: it may leave `now`, never to return."""
    alike: tuple[Expression, ...] = ()
    leverage: tuple[Leverage, ...] = ()
    transition: Transition | None = None
    dossier: Dossier = field(default_factory=Dossier)
    file: str = field(default="case.yaml", compare=False)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)
    """Path in the file (down to its entries) → line and column, for problems that show only later."""
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def status_quo(self) -> State:
        """Every issue at its value of today."""
        return {issue.id: issue.now for issue in self.issues.values()}

    @property
    def positions(self) -> Iterator[Position]:
        """Every position on file, party by party."""
        return (position for party in self.parties.values() for position in party.positions)

    def problem(self, path: str, message: str, severity: Literal["error", "warning"] = "error") -> Problem:
        """Word a problem found after loading, with its place in the file."""
        within = path
        while within and within not in self.places:
            within = within[: max(within.rfind("."), within.rfind("["), 0)]
        line, column = self.places.get(within, (1, 1))
        return Problem(self.file, line, column, path, message, severity)
