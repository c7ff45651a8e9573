"""Vetoes as moves: what each side gains by striking candidates whom it does not mean to strike.

Who is seated after further strikes depends on who is struck, not on who strikes. A strike of somebody not seated then
leaves the best body as it is; so from each body reached only the strikes of those seated lead on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from goodoffices.case import Grounds
from goodoffices.case.transition import Transition
from goodoffices.transition._pool import satisfaction
from goodoffices.transition.answer import Overreach, Strikes
from goodoffices.transition.body import Body, best_body

_WORK = 280
"""How many bodies, times the candidates of each, are found for further strikes."""

Struck = tuple[int, ...]
"""Candidates struck, as places in the file."""


def seated(body: Transition, seats: Body) -> list[str]:
    """Return who is seated."""
    return [body.candidates[member].id for held in seats for member in held]


def overreach(body: Transition, seats: Body, grounds: Grounds, *, most: int | None = None) -> Strikes | None:
    """Return what each side gains most by further strikes, the fewest that gain as much; None if none can be tried.

    Sets of strikes are tried by their number, as long as all of one number come to at most so many bodies.
    """
    most = most or _WORK // max(len(body.candidates), 1)
    before = satisfaction(body, seated(body, seats))
    best: dict[str, tuple[Fraction, Struck]] = {}
    reached: Mapping[Struck, Body] = {(): seats}
    size, tried = 0, 0
    while reached:
        sets = sorted({tuple(sorted((*struck, m))) for struck, held in reached.items() for m in _members(held)})
        tried += len(sets)
        if tried > most:
            break
        size += 1
        reached = dict(_bodies(body, sets))
        for struck, after in reached.items():
            for side, share in satisfaction(body, seated(body, after)).items():
                if share - before[side] > best.get(side, (Fraction(0), ()))[0]:
                    best[side] = share - before[side], struck
    if not size:
        return None
    gains = tuple(
        Overreach(side, tuple(body.candidates[m].id for m in best[side][1]), float(best[side][0]), grounds)
        for side in before
        if side in best
    )
    return Strikes(gains, None if not reached else size)


def _members(seats: Body) -> Iterator[int]:
    return (member for held in seats for member in held)


def _bodies(body: Transition, sets: list[Struck]) -> Iterator[tuple[Struck, Body]]:
    """Yield the best body after each set of strikes, if one is left, with everybody at their places in the file."""
    for struck in sets:
        left = [number for number in range(len(body.candidates)) if number not in struck]
        found = best_body(replace(body, candidates=tuple(body.candidates[number] for number in left)))
        if found is not None:
            yield struck, tuple(tuple(left[member] for member in held) for held in found)
