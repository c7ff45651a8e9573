"""Vetoes as moves: what each side gains by striking somebody it does not mean to strike.

A further veto of somebody not seated leaves the best body as it is; so only those seated need be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goodoffices.case import Grounds
from goodoffices.case.transition import Transition
from goodoffices.transition._pool import satisfaction
from goodoffices.transition.answer import Overreach
from goodoffices.transition.body import Body, best_body


def ids(body: Transition, seats: Body) -> list[str]:
    """Return who is seated."""
    return [body.candidates[member].id for held in seats for member in held]


def overreach(body: Transition, seats: Body, grounds: Grounds) -> Iterator[Overreach]:
    """Yield for each side the strike of one seated that gains it most; no entry for a side that gains by none."""
    before = satisfaction(body, ids(body, seats))
    best: dict[str, tuple[float, str]] = {}
    for name in ids(body, seats):
        less = replace(body, candidates=tuple(other for other in body.candidates if other.id != name))
        after = best_body(less)
        if after is None:
            continue
        for side, reached in satisfaction(less, ids(less, after)).items():
            gain = float(reached - before[side])
            if gain > max(best.get(side, (0.0, ""))[0], 0):
                best[side] = gain, name
    for side, (gain, name) in best.items():
        yield Overreach(side, name, gain, grounds)
