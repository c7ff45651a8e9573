"""What `convene` answers, as frozen data; every part carries its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from goodoffices.case import Answer, Grounds, State
from goodoffices.case.stance import Stance

Number = int | float


@dataclass(frozen=True, slots=True)
class Change(Answer):
    """An issue leaves its value of today."""

    issue: str
    start: str = field(metadata={"key": "from"})
    to: str
    by: tuple[str, ...]
    cost: Number


@dataclass(frozen=True, slots=True)
class Deadlock(Answer):
    """Positions that cannot all be met together, though any of them dropped leaves a way."""

    positions: tuple[str, ...]
    rules: tuple[str, ...]
    """A smallest set of rules of the case without which they could."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Concession(Answer):
    """A position given up: by its holder, or obtained by a party with leverage on it."""

    position: str
    party: str
    delivered_by: str | None
    leverage: str | None
    condition: str | None = field(metadata={"key": "if"})
    cost: Number
    grounds: Grounds

    @property
    def payer(self) -> str:
        """Who bears the cost."""
        return self.delivered_by or self.party


@dataclass(frozen=True, slots=True)
class Package(Answer):
    """Concessions that together open the way, the state they lead to, and who pays what."""

    cost: Number
    concessions: tuple[Concession, ...]
    state: State
    changes: tuple[Change, ...]
    pays: Mapping[str, Number]
    undominated: bool
    order: tuple[tuple[str, ...], ...] | Literal["simultaneous"]
    """Moves of one actor after another; each names positions given up and `issue = value` changes."""
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Pivot(Answer):
    """How much one position, or one party's positions together, stand in the way."""

    position: str | None
    party: str | None
    deadlocks: int
    saves: Number
    grounds: Grounds

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data: `position` or `party`, whichever it is."""
        return {key: value for key, value in Answer.keyed(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class PriceRange(Answer):
    """Within which range of one price the first package stays first; `high` None: however dear."""

    price: str
    """A position's or leverage's id, or `issue = value` for the cost of a change."""
    cost: Number
    low: Number
    high: Number | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class ConveneAnswer(Answer):
    """Who will come, what stands in the way, and the least that unlocks it."""

    goal: str
    convenes: bool
    changes: tuple[Change, ...] | None
    shut_out_by: tuple[str, ...] | None
    positions: Mapping[str, Stance]
    deadlocks: tuple[Deadlock, ...] = ()
    deadlocks_complete: bool = True
    packages: tuple[Package, ...] = ()
    packages_complete: bool = True
    pivots: tuple[Pivot, ...] = ()
    pivots_complete: bool = True
    prices: tuple[PriceRange, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
