"""What a body survives: how many could take each seat with everybody else staying, and whose loss leaves no body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.case.transition import Balance, BodyRule, Transition
from goodoffices.transition._pool import Group, bounds, counts, groups, offices_of, rules_of
from goodoffices.transition.body import Body, is_possible_among


def certificate(body: Transition, seats: Body) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return how many further vetoes each office survives, and the candidates whose veto would leave no body at all.

    A seat survives n further vetoes if n others, each free of veto, could take it with everybody else staying where
    they are: whichever n names are struck then, of those who hold it or could, one is left. An office survives what the
    weakest of its seats does.
    """
    pool = groups(body, ranked=False)
    group_of = {member: group for group in pool for member in group.members}
    taken = {member for held in seats for member in held}
    spare: dict[str, int] = {}
    breaking: list[str] = []
    for office, held in enumerate(seats):
        left = []
        for holder in held:
            left.append(
                sum(
                    len(group.members) - len(taken.intersection(group.members))
                    for group in pool
                    if office in group.offices and _fits(body, seats, office, (holder, group_of), group)
                )
            )
            if not left[-1] and not is_possible_among(body, list(_without(pool, holder))):
                breaking.append(body.candidates[holder].id)
        spare[body.offices[office].id] = min(left)
    return spare, tuple(sorted(breaking, key=[candidate.id for candidate in body.candidates].index))


def _without(pool: Sequence[Group], candidate: int) -> Iterator[Group]:
    """Yield the groups with one candidate less."""
    for group in pool:
        members = tuple(member for member in group.members if member != candidate)
        if members:
            yield replace(group, members=members)


def _fits(body: Transition, seats: Body, office: int, holder: tuple[int, dict[int, Group]], other: Group) -> bool:
    """Whether the rules still hold when one of a group takes the holder's seat."""
    leaving, group_of = holder
    counting, comparing = rules_of(body)
    for place, rule in enumerate(counting):
        within = _places(body, rule)
        if office in within and other.counted[place] != group_of[leaving].counted[place]:
            low, high = bounds(body, rule)
            held = sum(counts(rule, body.candidates[member]) for named in within for member in seats[named])
            if not low <= held + (1 if other.counted[place] else -1) <= high:
                return False
    for place, compared in enumerate(comparing):
        within = _places(body, compared)
        if office not in within:
            continue
        if isinstance(compared, Balance):
            staying = (group_of[m].values[place] for named in within for m in seats[named] if m != leaving)
            tally = Counter([*staying, other.values[place]])
            numbers = [tally[value] for value in compared.between]
            if max(numbers) - min(numbers) > compared.margin:
                return False
        else:
            seen = [group_of[m].values[place] for named in within if named != office for m in seats[named]]
            if any((value == other.values[place]) != (compared.kind == "together") for value in seen):
                return False
    return True


def _places(body: Transition, rule: BodyRule) -> list[int]:
    spoken = offices_of(body, rule)
    return [number for number, office in enumerate(body.offices) if office in spoken]
