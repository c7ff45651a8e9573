"""Whose move helps most, and how far each price may move before another package comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from goodoffices.case import grounds
from goodoffices.case.entry import Entry
from goodoffices.convene._cheapest import Cheapest
from goodoffices.convene._problem import Problem, cheapest, thousandths
from goodoffices.convene.answer import Deadlock, Package, Pivot, PriceRange
from goodoffices.convene.changes import number


def pivots(asked: Problem, found: Sequence[Deadlock], first: Package, among: Collection[str]) -> list[Pivot]:
    """Return positions and parties, by the deadlocks they take part in, then by what dropping theirs saves.

    Dropping a position for nothing is to have its holder give it up, and to be given back what that costs.
    """
    case = asked.case
    held = {pair.position.id: pair for pair in asked.pairs if pair.leverage is None}

    def pivot(search: Cheapest, names: Collection[str], position: str | None, party: str | None) -> Pivot:
        stuck = sum(not set(names).isdisjoint(deadlock.positions) for deadlock in found)
        least = thousandths(asked, search.cost_with(*(held[name].literal for name in names)) or 0)
        saves = number(round(first.cost * 1000) - least + sum(held[name].thousandths for name in names))
        return Pivot(position, party, stuck, saves, grounds(case, [held[name].position for name in names]))

    parties = {held[name].position.party for name in among}
    with cheapest(asked, minimize=True) as search:
        search.compute()
        ranked = [pivot(search, [name], name, None) for name in held if name in among]
        ranked += [
            pivot(search, [name for name, pair in held.items() if pair.position.party == party], None, party)
            for party in case.parties
            if party in parties
        ]
    return sorted((one for one in ranked if one.deadlocks or one.saves), key=lambda one: (-one.deadlocks, -one.saves))


def price_ranges(asked: Problem, first: Package, among: Collection[str]) -> Iterator[PriceRange]:
    """Yield, for each price, the range in which the first package costs no more than every other.

    What the first package pays may cost nothing, and at most so much that the cheapest way without it is as cheap; what
    it does not pay may cost anything, and at least so much that the cheapest way with it is no cheaper. Either end is
    open where that way is the first package again, with other changes.
    """
    case, cost = asked.case, round(first.cost * 1000)
    used = {(concession.position, concession.leverage or "") for concession in first.concessions}
    paid = {pair.literal for pair in asked.pairs if pair.id in used}
    paid |= {asked.encoding.values[change.issue, change.to] for change in first.changes}
    same = [pair.literal if pair.literal in paid else -pair.literal for pair in asked.pairs]
    with cheapest(asked, minimize=True) as search:
        search.compute()
        for name, literal, price, entries in _prices(asked, among):
            turned = -literal if literal in paid else literal
            other, again = (search.cost_with(turned, *also) for also in ([], same))
            low, high = 0, None
            if other is not None and (again is None or thousandths(asked, other) < thousandths(asked, again)):
                dearer = thousandths(asked, other) - cost
                low, high = (0, price + dearer) if literal in paid else (max(0, price - dearer), None)
            yield PriceRange(
                name, number(price), number(low), None if high is None else number(high), grounds(case, entries)
            )


def _prices(asked: Problem, among: Collection[str]) -> Iterator[tuple[str, int, int, list[Entry]]]:
    """Yield name, literal, present amount in thousandths and entries of each price."""
    for pair in asked.pairs:
        if pair.position.id in among:
            entry = pair.leverage or pair.position
            yield entry.id, pair.literal, pair.thousandths, [entry]
    for (issue, value), literal in asked.encoding.values.items():
        if asked.changes.get(literal) and len(among) == len(asked.encoding.positions):
            yield f"{issue} = {value}", literal, asked.changes[literal], []
