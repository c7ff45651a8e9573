"""Whose move helps most, and how far each price may move before another package comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from goodoffices.case import CaseFile, grounds
from goodoffices.case.model import Entry
from goodoffices.convene._problem import Problem, lowest_cost, problem
from goodoffices.convene.answer import Deadlock, Package, Pivot, PriceRange
from goodoffices.convene.changes import number
from goodoffices.encode.clauses import Clause


def pivots(asked: Problem, found: Sequence[Deadlock], first: Package, among: Collection[str]) -> list[Pivot]:
    """Return positions and parties, by the deadlocks they take part in, then by what dropping theirs saves."""
    case = asked.case
    held = {position.id: position for position in case.positions if position.id in asked.encoding.positions}

    def pivot(names: Collection[str], position: str | None, party: str | None) -> Pivot:
        stuck = sum(not set(names).isdisjoint(deadlock.positions) for deadlock in found)
        least = lowest_cost(problem(_without(case, names)))
        saves = number(round(first.cost * 1000) - (least or 0))
        return Pivot(position, party, stuck, saves, grounds(case, [held[name] for name in names]))

    parties = {held[name].party for name in among}
    ranked = [pivot([name], name, None) for name in held if name in among]
    ranked += [
        pivot([name for name in held if held[name].party == party], None, party)
        for party in case.parties
        if party in parties
    ]
    return sorted((one for one in ranked if one.deadlocks or one.saves), key=lambda one: (-one.deadlocks, -one.saves))


def _without(case: CaseFile, names: Collection[str]) -> CaseFile:
    parties = {
        party.id: replace(party, positions=tuple(p for p in party.positions if p.id not in names))
        for party in case.parties.values()
    }
    return replace(case, parties=parties)


def price_ranges(asked: Problem, first: Package, among: Collection[str]) -> Iterator[PriceRange]:
    """Yield, for each price, the range in which the first package costs no more than every other.

    As a function of one price x, the cheapest way costs min(a, b + x): a without what the price is for, b with it and
    that for nothing. Comparing this for the first package and for all others gives both ends.
    """
    case = asked.case
    used = {(concession.position, concession.leverage or "") for concession in first.concessions}
    chosen = [pair.literal if pair.id in used else -pair.literal for pair in asked.pairs]
    same: list[Clause] = [[literal] for literal in chosen]
    other: list[Clause] = [[-literal for literal in chosen]]
    for name, literal, cost, entries in _prices(asked, among):
        low, high = _range(
            *(
                lowest_cost(asked, hard=[*which, [-literal if without else literal]], free={literal})
                for which in (same, other)
                for without in (True, False)
            )
        )
        yield PriceRange(
            name, number(cost), number(low), None if high is None else number(high), grounds(case, entries)
        )


def _prices(asked: Problem, among: Collection[str]) -> Iterator[tuple[str, int, int, list[Entry]]]:
    """Yield name, literal, present amount in thousandths and entries of each price."""
    for pair in asked.pairs:
        if pair.position.id in among:
            entry = pair.leverage or pair.position
            yield entry.id, pair.literal, pair.thousandths, [entry]
    for (issue, value), literal in asked.encoding.values.items():
        if asked.changes.get(literal):
            yield f"{issue} = {value}", literal, asked.changes[literal], []


def _range(a1: int | None, b1: int | None, a2: int | None, b2: int | None) -> tuple[int, int | None]:
    """Return where min(a1, b1 + x) ≤ min(a2, b2 + x) for x ≥ 0; None stands for infinity."""
    infinite = float("inf")
    one, two, three, four = (infinite if value is None else value for value in (a1, b1, a2, b2))
    low = 0 if two <= four else max(0, one - four)
    return int(low), None if one <= three or three - two == infinite else int(three - two)
