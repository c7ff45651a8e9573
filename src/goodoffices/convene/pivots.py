"""Whose move helps most, and how far each price may move before another package comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from goodoffices.case import grounds
from goodoffices.case.model import Entry
from goodoffices.convene._problem import Problem, cheapest, thousandths
from goodoffices.convene.answer import Deadlock, Package, Pivot, PriceRange
from goodoffices.convene.changes import number


def pivots(asked: Problem, found: Sequence[Deadlock], first: Package, among: Collection[str]) -> list[Pivot]:
    """Return positions and parties, by the deadlocks they take part in, then by what dropping theirs saves."""
    case = asked.case
    held = {pair.position.id: pair for pair in asked.pairs if pair.leverage is None}
    cost = round(first.cost * 1000)

    def pivot(names: Collection[str], least: int, position: str | None = None, party: str | None = None) -> Pivot:
        stuck = sum(not set(names).isdisjoint(deadlock.positions) for deadlock in found)
        return Pivot(
            position, party, stuck, number(cost - least), grounds(case, [held[name].position for name in names])
        )

    def ranked() -> Iterator[Pivot]:
        with cheapest(asked) as search:
            search.compute()
            for name, pair in held.items():
                if name in among:
                    least = thousandths(asked, search.cost_with(pair.literal) or 0) - pair.thousandths
                    yield pivot([name], least, position=name)
        parties = {held[name].position.party for name in among}
        for party in (party for party in case.parties if party in parties):
            theirs = {name: pair.literal for name, pair in held.items() if pair.position.party == party}
            with cheapest(asked, free=theirs.values()) as search:
                search.compute()
                yield pivot(theirs, thousandths(asked, search.cost), party=party)

    return sorted((one for one in ranked() if one.deadlocks or one.saves), key=lambda one: (-one.deadlocks, -one.saves))


def price_ranges(asked: Problem, first: Package, among: Collection[str]) -> Iterator[PriceRange]:
    """Yield, for each price, the range in which the first package costs no more than every other.

    What is paid in the cheapest way stays in it however cheap, until it costs so much that the cheapest way without it is
    cheaper; what is not paid stays out of it however dear, until the cheapest way with it is. Neither matters where that
    way leads to the first package again, with other changes.
    """
    case, cost = asked.case, round(first.cost * 1000)
    used = {(concession.position, concession.leverage or "") for concession in first.concessions}
    paid = {pair.literal for pair in asked.pairs if pair.id in used}
    paid |= {asked.encoding.values[change.issue, change.to] for change in first.changes}
    same = [pair.literal if pair.literal in paid else -pair.literal for pair in asked.pairs]
    with cheapest(asked) as search:
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
        if asked.changes.get(literal):
            yield f"{issue} = {value}", literal, asked.changes[literal], []
