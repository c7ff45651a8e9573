"""The case as it would be otherwise: some entries gone, some amounts settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from goodoffices.case import CaseFile, Issue, Leverage, Party, Position, in_force
from goodoffices.case.entry import Amount, Entry
from goodoffices.case.transition import BodyRule, Transition, Veto

Priced = Position | Leverage | Veto | BodyRule
"""Entries that can be given up, or used, at a cost."""

PricedT = TypeVar("PricedT", bound=Priced)

Where = tuple[str, ...]
"""Where an amount stands: what holds it, then its names (`("issue", "arms", "supplied")`)."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What differs from the case on file: entries that are gone, by id, and the amounts that intervals settle at."""

    gone: tuple[str, ...] = ()
    amounts: tuple[tuple[Where, float], ...] = ()


def entries(case: CaseFile, reads: Collection[str]) -> Iterator[Entry]:
    """Yield every entry that counts at the case's date and that a question reading such parts depends on."""
    held = in_force(case, *reads)
    yield from held
    if "impossible" in reads:
        yield from case.impossible
    if "leverage" in reads:
        names = {position.id for position in held}
        yield from (entry for entry in case.leverage if entry.on in names)
    if "transition" in reads and case.transition:
        yield from (*case.transition.vetoes, *case.transition.rules)


def intervals(case: CaseFile, reads: Collection[str]) -> Iterator[tuple[Where, Amount]]:
    """Yield every amount that is an interval and that such a question depends on."""
    for where, amount in _amounts(case, reads):
        if amount.low < amount.high:
            yield where, amount


def _amounts(case: CaseFile, reads: Collection[str]) -> Iterator[tuple[Where, Amount]]:
    if "costs" in reads:
        priced = (entry for entry in entries(case, reads) if isinstance(entry, Priced))
        yield from ((("entry", entry.id), entry.cost) for entry in priced)
    if "changes" in reads:
        for issue in case.issues.values():
            yield from ((("issue", issue.id, value), cost) for value, cost in issue.cost.items() if value != issue.now)
    if "worths" in reads:
        for party in case.parties.values():
            for name, worth in party.worth.items() if party.role == "side" else ():
                yield from ((("worth", party.id, name, value), points) for value, points in worth.items())


def otherwise(case: CaseFile, found: Otherwise) -> CaseFile:
    """Return the case with the entries gone and the amounts settled.

    Positions go as withdrawn ones, for leverage may point at them.
    """
    gone = frozenset(found.gone)
    settled = {where: Amount(amount, amount) for where, amount in found.amounts}
    return replace(
        case,
        parties={party.id: _party(party, gone, settled) for party in case.parties.values()},
        issues={issue.id: _issue(issue, settled) for issue in case.issues.values()} if settled else case.issues,
        impossible=tuple(rule for rule in case.impossible if rule.id not in gone),
        leverage=_left(case.leverage, gone, settled),
        transition=case.transition and _transition(case.transition, gone, settled),
    )


def _left(entries: Iterable[PricedT], gone: frozenset[str], settled: Mapping[Where, Amount]) -> tuple[PricedT, ...]:
    return tuple(_at_cost(entry, settled) for entry in entries if entry.id not in gone)


def _at_cost(entry: PricedT, settled: Mapping[Where, Amount]) -> PricedT:
    cost = settled.get(("entry", entry.id), entry.cost)
    return entry if cost is entry.cost else replace(entry, cost=cost)


def _party(party: Party, gone: frozenset[str], settled: Mapping[Where, Amount]) -> Party:
    worth = {
        issue: {value: settled.get(("worth", party.id, issue, value), points) for value, points in of.items()}
        for issue, of in party.worth.items()
    }
    held = (replace(one, withdrawn=True) if one.id in gone else _at_cost(one, settled) for one in party.positions)
    return replace(party, positions=tuple(held), worth=worth if settled else party.worth)


def _transition(body: Transition, gone: frozenset[str], settled: Mapping[Where, Amount]) -> Transition:
    return replace(body, vetoes=_left(body.vetoes, gone, settled), rules=_left(body.rules, gone, settled))


def _issue(issue: Issue, settled: Mapping[Where, Amount]) -> Issue:
    return replace(
        issue, cost={value: settled.get(("issue", issue.id, value), cost) for value, cost in issue.cost.items()}
    )
