"""The body by mutual consent: offices, candidates, who vetoes whom, and rules on who sits together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from goodoffices.case.entry import Amount, Entry
from goodoffices.case.expressions import Expression, equals


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the body and its number of seats."""

    id: str
    seats: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may be seated."""

    columns: Mapping[str, str]
    """All that is written of the candidate, `id`, `name` and `nominated_by` among it: what conditions range over."""
    offices: tuple[str, ...] = ()
    """The offices the candidate may hold; empty: any."""
    means: Expression | None = None
    """What seating the candidate makes true, as a condition over the case's issues."""

    @property
    def id(self) -> str:
        """What vetoes and orders call the candidate."""
        return self.columns["id"]

    @property
    def name(self) -> str:
        """What people call the candidate; the id where no name is given."""
        return self.columns.get("name") or self.id

    @property
    def nominated_by(self) -> str | None:
        """The party that puts the candidate forward, if one does."""
        return self.columns.get("nominated_by") or None


@dataclass(frozen=True, slots=True)
class Veto(Entry):
    """A party's strike of one candidate, or of all in whose columns `that` holds."""

    party: str = field(kw_only=True)
    that: Expression = field(kw_only=True)
    """For one candidate: `id = …`."""
    candidate: str | None = field(default=None, kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)


@dataclass(frozen=True, slots=True)
class Quota(Entry):
    """How many of those seated, in the offices named or in all, have the values of `of` in their columns."""

    bound: Literal["at_least", "at_most", "exactly"] = field(kw_only=True)
    number: int = field(kw_only=True)
    of: Mapping[str, str] = field(kw_only=True)
    offices: tuple[str, ...] = field(default=(), kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)


@dataclass(frozen=True, slots=True)
class Share(Entry):
    """Which part of those seated, in the offices named or in all, has the values of `of` in its columns."""

    low: float = field(kw_only=True)
    high: float = field(kw_only=True)
    of: Mapping[str, str] = field(kw_only=True)
    offices: tuple[str, ...] = field(default=(), kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)


@dataclass(frozen=True, slots=True)
class Pairing(Entry):
    """The holders of different offices named differ in the column `by` (apart), or agree in it (together)."""

    kind: Literal["apart", "together"] = field(kw_only=True)
    offices: tuple[str, ...] = field(kw_only=True)
    by: str = field(kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)


@dataclass(frozen=True, slots=True)
class Balance(Entry):
    """Of those seated, in the offices named or in all, as many have one value of `by` as another, but for a margin."""

    between: tuple[str, ...] = field(kw_only=True)
    by: str = field(kw_only=True)
    margin: int = field(default=0, kw_only=True)
    """By how many seats the most and the fewest may differ."""
    offices: tuple[str, ...] = field(default=(), kw_only=True)
    cost: Amount = field(default=Amount(1, 1), kw_only=True)


BodyRule = Quota | Share | Pairing | Balance


@dataclass(frozen=True, slots=True)
class Transition:
    """All that a body by mutual consent depends on, in the order of the file."""

    consent_of: tuple[str, ...]
    offices: tuple[Office, ...]
    candidates: tuple[Candidate, ...]
    vetoes: tuple[Veto, ...] = ()
    rules: tuple[BodyRule, ...] = ()
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Party → candidate ids, best first; a party that gives none is left out."""
    candidates_file: str | None = field(default=None, compare=False)
    """The CSV file beside the case that the candidates came from."""


def strike(candidate: str) -> Expression:
    """Return the condition that vetoes one candidate."""
    return equals("id", candidate)
