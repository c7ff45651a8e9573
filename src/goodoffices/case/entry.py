"""What every line of a case may have: grounds, and an amount."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A cost or worth: a number, or an interval where the analyst gave one."""

    low: float
    high: float

    @property
    def thousandths(self) -> int:
        """The amount (the middle of an interval) in whole thousandths, as every sum is formed."""
        return round((self.low + self.high) * 500)


@dataclass(frozen=True, slots=True)
class Entry:
    """What every line of a case that rests on reports has: its id, its statements, or why it is assumed."""

    id: str
    because: tuple[str, ...] = ()
    why: str | None = None

    @property
    def assumed(self) -> bool:
        """Whether no statement stands behind it."""
        return not self.because
