"""What `convene` answers, as frozen data; every part carries its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.case import Grounds, State

Number = int | float


@dataclass(frozen=True, slots=True)
class Change:
    """An issue leaves its value of today."""

    issue: str
    start: str
    to: str
    by: tuple[str, ...]
    cost: Number

    def to_dict(self) -> dict[str, Any]:
        """Return the change as it stands in `--json`."""
        return {"issue": self.issue, "from": self.start, "to": self.to, "by": list(self.by), "cost": self.cost}


@dataclass(frozen=True, slots=True)
class Stance:
    """A position that binds, in words, with what it rests on."""

    id: str
    party: str
    kind: str
    words: str
    grounds: Grounds

    def to_dict(self) -> dict[str, Any]:
        """Return the position as it stands in `--json`."""
        because = list(self.grounds.statements)
        shown = {
            "party": self.party,
            "kind": self.kind,
            "words": self.words,
            "because": because,
            "assumed": not because,
        }
        return shown | {"grounds": self.grounds.to_dict()}


@dataclass(frozen=True, slots=True)
class Deadlock:
    """Positions that cannot all be met together, though any of them dropped leaves a way."""

    positions: tuple[str, ...]
    grounds: Grounds

    def to_dict(self) -> dict[str, Any]:
        """Return the deadlock as it stands in `--json`."""
        return {"positions": list(self.positions), "grounds": self.grounds.to_dict()}


@dataclass(frozen=True, slots=True)
class Concession:
    """A position given up: by its holder, or obtained by a party with leverage on it."""

    position: str
    party: str
    delivered_by: str | None
    leverage: str | None
    condition: str | None
    cost: Number
    grounds: Grounds

    @property
    def payer(self) -> str:
        """Who bears the cost."""
        return self.delivered_by or self.party

    def to_dict(self) -> dict[str, Any]:
        """Return the concession as it stands in `--json`."""
        shown = {"position": self.position, "party": self.party, "delivered_by": self.delivered_by}
        shown |= {"leverage": self.leverage, "if": self.condition}
        return shown | {"cost": self.cost, "grounds": self.grounds.to_dict()}


@dataclass(frozen=True, slots=True)
class Package:
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

    def to_dict(self) -> dict[str, Any]:
        """Return the package as it stands in `--json`."""
        return {
            "cost": self.cost,
            "concessions": [concession.to_dict() for concession in self.concessions],
            "state": dict(self.state),
            "changes": [change.to_dict() for change in self.changes],
            "pays": dict(self.pays),
            "undominated": self.undominated,
            "order": self.order if self.order == "simultaneous" else [list(move) for move in self.order],
            "grounds": self.grounds.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Pivot:
    """How much one position, or one party's positions together, stand in the way."""

    position: str | None
    party: str | None
    deadlocks: int
    saves: Number
    grounds: Grounds

    def to_dict(self) -> dict[str, Any]:
        """Return the pivot as it stands in `--json`."""
        whose = {"position": self.position} if self.position else {"party": self.party}
        return whose | {"deadlocks": self.deadlocks, "saves": self.saves, "grounds": self.grounds.to_dict()}


@dataclass(frozen=True, slots=True)
class PriceRange:
    """Within which range of one price the first package stays first; `high` None: however dear."""

    price: str
    """A position's or leverage's id, or `issue = value` for the cost of a change."""
    cost: Number
    low: Number
    high: Number | None
    grounds: Grounds

    def to_dict(self) -> dict[str, Any]:
        """Return the range as it stands in `--json`."""
        shown = {"price": self.price, "cost": self.cost, "low": self.low, "high": self.high}
        return shown | {"grounds": self.grounds.to_dict()}


@dataclass(frozen=True, slots=True)
class ConveneAnswer:
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
    grounds: Grounds = Grounds()

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as it stands in `--json`."""
        return {
            "goal": self.goal,
            "convenes": self.convenes,
            "changes": None if self.changes is None else [change.to_dict() for change in self.changes],
            "shut_out_by": None if self.shut_out_by is None else list(self.shut_out_by),
            "positions": {name: stance.to_dict() for name, stance in self.positions.items()},
            "deadlocks": [deadlock.to_dict() for deadlock in self.deadlocks],
            "deadlocks_complete": self.deadlocks_complete,
            "packages": [package.to_dict() for package in self.packages],
            "packages_complete": self.packages_complete,
            "pivots": [pivot.to_dict() for pivot in self.pivots],
            "pivots_complete": self.pivots_complete,
            "prices": [price.to_dict() for price in self.prices],
            "grounds": self.grounds.to_dict(),
        }
