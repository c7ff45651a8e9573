"""Which entries of a case say who prefers what: all of them, and those that decide between two states."""

from __future__ import annotations

from collections.abc import Collection

from goodoffices.case import CaseFile, Position, State, in_force
from goodoffices.case.entry import Entry
from goodoffices.case.expressions import holds


def deciding(case: CaseFile, party: str, one: State, other: State) -> tuple[Entry, ...]:
    """Return the first want that tells two states apart; of weighted wants every one that does; else the ranking."""
    if case.parties[party].ranking:
        return (Entry(f"{party}.ranking"),)
    apart = [want for want in wants(case, party) if holds(want.that.node, one) != holds(want.that.node, other)]
    return tuple(apart if any(want.weight is not None for want in apart) else apart[:1])


def wants(case: CaseFile, party: str) -> list[Position]:
    """Return a party's wants in force, the most important first."""
    return [want for want in in_force(case, "wants") if want.party == party]


def entries(case: CaseFile, parties: Collection[str]) -> list[Entry]:
    """Return what says what the parties prefer, and what is feasible."""
    held = [want for want in in_force(case, "wants") if want.party in parties]
    rankings = [Entry(f"{party}.ranking") for party in case.parties if party in parties and case.parties[party].ranking]
    return [*held, *rankings, *case.impossible]
