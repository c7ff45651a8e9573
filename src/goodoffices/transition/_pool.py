"""What matters of each candidate: where it may sit, who strikes it, what the rules and the sides see in it.

Candidates alike in all of that form a group: any of them may stand for another, and the first in the file comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.case.expressions import Is, holds, names
from goodoffices.case.transition import Balance, BodyRule, Candidate, Office, Pairing, Quota, Share, Transition, Veto


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that may stand for each other, as places in the file."""

    members: tuple[int, ...]
    offices: tuple[int, ...]
    struck_by: tuple[int, ...]
    counted: tuple[bool, ...]
    """For each rule that counts whether it counts them."""
    values: tuple[str, ...]
    """For each rule that compares what it sees in them."""
    scores: tuple[int, ...]
    """For each side that ranks: m − k for place k of the m it ranked, else 0; if m is 1, 1."""


def groups(body: Transition, *, struck: bool = False, ranked: bool = True) -> list[Group]:
    """Return the groups, by their first member; with those `struck` too; if not `ranked`, whatever the orders."""
    counting, comparing = rules_of(body)
    tables = list(scores(body).values()) if ranked else []
    places = {office.id: number for number, office in enumerate(body.offices)}
    everywhere = tuple(range(len(body.offices)))
    found: dict[tuple[object, ...], list[int]] = {}
    for number, (candidate, by) in enumerate(zip(body.candidates, strikes(body), strict=True)):
        if by and not struck:
            continue
        key = (
            tuple(sorted(places[name] for name in candidate.offices)) or everywhere,
            by,
            tuple(counts(rule, candidate) for rule in counting),
            tuple(_seen(rule, candidate) for rule in comparing),
            tuple(table.get(candidate.id, 0) for table in tables),
        )
        found.setdefault(key, []).append(number)
    return [Group(tuple(members), *key) for key, members in found.items()]  # type: ignore[arg-type]


def seated(pool: Sequence[Group], counts: Sequence[int]) -> list[Group]:
    """Return the groups of those who sit, and of each only so many, the first in the file."""
    return [replace(group, members=group.members[:count]) for group, count in zip(pool, counts, strict=True) if count]


def rules_of(body: Transition) -> tuple[list[Quota | Share], list[Pairing | Balance]]:
    """Return the rules that count and those that compare, in the order of the file."""
    return (
        [rule for rule in body.rules if isinstance(rule, (Quota, Share))],
        [rule for rule in body.rules if isinstance(rule, (Pairing, Balance))],
    )


def _seen(rule: Pairing | Balance, candidate: Candidate) -> str:
    """Return what a rule that compares sees in a candidate: values that no balance speaks of are one to it."""
    value = candidate.columns[rule.by]
    return value if isinstance(rule, Pairing) or value in rule.between else ""


def counts(rule: Quota | Share, candidate: Candidate) -> bool:
    """Whether a rule counts a candidate."""
    return all(candidate.columns[column] == value for column, value in rule.of.items())


def offices_of(body: Transition, rule: BodyRule) -> tuple[Office, ...]:
    """Return the offices a rule speaks of."""
    return tuple(office for office in body.offices if not rule.offices or office.id in rule.offices)


def bounds(body: Transition, rule: Quota | Share) -> tuple[int, int]:
    """Return the least and the largest number of seats a rule allows to those it counts."""
    seats = sum(office.seats for office in offices_of(body, rule))
    if isinstance(rule, Share):  # parts of a whole are written with rounding: a third of 3 is 1
        return math.ceil(rule.low * seats - 1e-9), math.floor(rule.high * seats + 1e-9)
    low = 0 if rule.bound == "at_most" else rule.number
    return low, seats if rule.bound == "at_least" else rule.number


def strikes(body: Transition) -> list[tuple[int, ...]]:
    """Return for each candidate the vetoes that strike it, as places in the file."""
    by_id: dict[str, list[int]] = {}
    conditions: list[tuple[int, Veto, list[str], dict[tuple[str, ...], bool]]] = []
    for number, veto in enumerate(body.vetoes):
        match veto.that.node:
            case Is("id", (only,)):
                by_id.setdefault(only, []).append(number)
            case node:
                conditions.append((number, veto, sorted(names(node)), {}))
    return [tuple(sorted(_strikes(candidate, by_id, conditions))) for candidate in body.candidates]


def _strikes(
    candidate: Candidate,
    by_id: Mapping[str, list[int]],
    conditions: Sequence[tuple[int, Veto, list[str], dict[tuple[str, ...], bool]]],
) -> Iterator[int]:
    yield from by_id.get(candidate.id, ())
    for number, veto, columns, known in conditions:
        seen = tuple(candidate.columns[column] for column in columns)
        if seen not in known:
            known[seen] = holds(veto.that.node, candidate.columns)
        if known[seen]:
            yield number


def sides(body: Transition) -> tuple[str, ...]:
    """Return the sides whose satisfaction is known: those that rank some candidate."""
    return tuple(side for side in body.consent_of if body.order.get(side))


def scores(body: Transition) -> dict[str, dict[str, int]]:
    """Return for each side what each candidate it ranks adds to its satisfaction, in parts of `whole`."""
    return {
        side: {name: max(len(body.order[side]) - place, int(len(body.order[side]) == 1)) for place, name in ranked}
        for side in sides(body)
        for ranked in [list(enumerate(body.order[side], start=1))]
    }


def wholes(body: Transition) -> tuple[int, ...]:
    """Return for each side what a candidate it likes best adds."""
    return tuple(max(len(body.order[side]) - 1, 1) for side in sides(body))


def satisfaction(body: Transition, seated: Sequence[str]) -> dict[str, Fraction]:
    """Return how far each side is satisfied by those seated, from 0 to 1."""
    tables = scores(body)
    return {
        side: Fraction(sum(tables[side].get(name, 0) for name in seated), whole * len(seated))
        for side, whole in zip(tables, wholes(body), strict=True)
    }
