"""What a change of one rule would do, all else being as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goodoffices.case.transition import Balance, Pairing, Quota, Share, Transition
from goodoffices.transition._pool import bounds, groups, offices_of
from goodoffices.transition._program import BodyProgram
from goodoffices.transition.body import is_possible


def helpful_changes(body: Transition) -> Iterator[tuple[str, int | None]]:
    """Yield each rule whose withdrawal alone lets a body exist.

    With it comes the nearest number of seats that it could allow instead, if it counts any (of two as near, the lower);
    of a balance, the smallest margin.
    """
    for number, rule in enumerate(body.rules):
        without = replace(body, rules=(*body.rules[:number], *body.rules[number + 1 :]))
        if is_possible(without):
            match rule:
                case Pairing():
                    yield rule.id, None
                case Balance():
                    yield rule.id, _smallest_margin(without, rule)
                case _:
                    yield rule.id, _nearest(without, rule, *bounds(body, rule))


def _smallest_margin(body: Transition, rule: Balance) -> int:
    seats = sum(office.seats for office in body.offices)
    wide = replace(body, rules=(replace(rule, margin=seats), *body.rules))
    program = BodyProgram(wide, groups(wide, ranked=False))
    fewest, margin = program.column(seats, whole=False), program.column(seats, whole=False)
    held = program.held(0, rule)
    for value in rule.between:
        program.row(held.get(value, {}) | {fewest: -1.0}, low=0)
        program.row(held.get(value, {}) | {fewest: -1.0, margin: -1.0}, high=0)
    return round(-program.attained({margin: -1}).value)


def _nearest(body: Transition, rule: Quota | Share, low: int, high: int) -> int:
    counting = replace(body, rules=(Quota(rule.id, bound="at_least", number=0, of=rule.of), *body.rules))
    program = BodyProgram(counting, groups(counting, ranked=False))
    within = [number for number, office in enumerate(body.offices) if office in offices_of(body, rule)]
    parts = program.counted(0, within)
    found = []
    for sign, least, most in ((1, 0, low - 1), (-1, high + 1, sum(program.seats))):
        row = program.row(parts, least, most)
        solution = program.best(dict.fromkeys(parts, sign))
        program.drop_rows_from(row)
        if solution is not None:
            found.append(round(abs(solution.value)))
    return min(found, key=lambda count: (low - count if count < low else count - high, count))
