"""The case as it would be otherwise: some entries gone, some amounts settled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from goodoffices.case import CaseFile, Issue, Party, Position, in_force
from goodoffices.case.entry import Amount, Entry

Where = tuple[str, ...]
"""Where an amount stands: what holds it, then its names (`("issue", "arms", "supplied")`)."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What differs from the case on file: entries that are gone, by id, and the amounts that intervals settle at."""

    gone: tuple[str, ...] = ()
    amounts: tuple[tuple[Where, float], ...] = ()


def entries(case: CaseFile, reads: Collection[str]) -> Iterator[Entry]:
    """Yield every entry that counts at the case's date and that a question reading such parts depends on."""
    yield from in_force(case, *reads)
    yield from case.impossible
    if "leverage" in reads:
        held = {position.id for position in in_force(case, *reads)}
        yield from (entry for entry in case.leverage if entry.on in held)


def intervals(case: CaseFile, reads: Collection[str]) -> Iterator[tuple[Where, Amount]]:
    """Yield every amount that is an interval and that such a question depends on."""
    for where, amount in _amounts(case, reads):
        if amount.low < amount.high:
            yield where, amount


def _amounts(case: CaseFile, reads: Collection[str]) -> Iterator[tuple[Where, Amount]]:
    if "costs" in reads:
        held = in_force(case, "refuses", "requires")
        yield from ((("entry", position.id), position.cost) for position in held)
        names = {position.id for position in held}
        yield from ((("entry", entry.id), entry.cost) for entry in case.leverage if entry.on in names)
        for issue in case.issues.values():
            yield from ((("issue", issue.id, value), cost) for value, cost in issue.cost.items() if value != issue.now)
    if "worths" in reads:
        for party in case.parties.values():
            for name, worth in party.worth.items():
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
        leverage=tuple(
            replace(entry, cost=settled.get(("entry", entry.id), entry.cost))
            for entry in case.leverage
            if entry.id not in gone
        ),
    )


def _party(party: Party, gone: frozenset[str], settled: Mapping[Where, Amount]) -> Party:
    worth = {
        issue: {value: settled.get(("worth", party.id, issue, value), points) for value, points in of.items()}
        for issue, of in party.worth.items()
    }
    return replace(party, positions=tuple(_position(held, gone, settled) for held in party.positions), worth=worth)


def _position(held: Position, gone: frozenset[str], settled: Mapping[Where, Amount]) -> Position:
    cost = settled.get(("entry", held.id), held.cost)
    if held.id not in gone and cost is held.cost:
        return held
    return replace(held, withdrawn=held.withdrawn or held.id in gone, cost=cost)


def _issue(issue: Issue, settled: Mapping[Where, Amount]) -> Issue:
    return replace(
        issue, cost={value: settled.get(("issue", issue.id, value), cost) for value, cost in issue.cost.items()}
    )
