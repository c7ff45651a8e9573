"""What ranks allow: where some side's worth is not given, packages are compared by each side's order of them only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.case import CaseFile
from goodoffices.case.expressions import And
from goodoffices.encode.preferences import ranks
from goodoffices.encode.states import States, lay_out
from goodoffices.settle._open import conditions_of
from goodoffices.settle._undominated import undominated
from goodoffices.settle.worths import FloatArray, IntArray, sides

_LARGEST = 1 << 20
"""As many states are ranked for every side."""


@dataclass(frozen=True, eq=False)
class Ordinal:
    """The feasible states with every side's rank of them, and which of them are acceptable or on the frontier."""

    states: States
    ranks: FloatArray
    """Shape (states, sides)."""
    floor: tuple[float | None, ...]
    """Each side's rank of the status quo; None where its reservation is not `now`, which ranks cannot tell."""
    feasible: IntArray
    acceptable: IntArray
    frontier: IntArray
    fallback: int | None


def ordinal(case: CaseFile) -> Ordinal:
    """Return the frontier by ranks, and the package whose lowest place with any side is highest.

    That package is the one of fallback bargaining (Brams & Kilgour 2001): as all sides fall back from their first
    choice place by place, the first that all have come to, among several the one all but the last came to first.
    """
    feasible = lay_out(case, largest=_LARGEST)
    states, now = _with_today(case, feasible)
    parties = sides(case)
    order = ranks(case, states, parties=[party.id for party in parties]).T.astype(float)
    floor = np.array([order[now, p] if party.reservation == "now" else -np.inf for p, party in enumerate(parties)])
    open_here = states.where(And(tuple(conditions_of(case)))) if conditions_of(case) else np.ones(len(states), bool)
    is_feasible = np.ones(len(states), np.bool_)
    is_feasible[now] = feasible.index(case.status_quo) is not None
    acceptable = np.flatnonzero(open_here & is_feasible & (order >= floor).all(axis=1))
    place = np.arange(len(states))[:, None]
    best = np.sort(acceptable[undominated(order[acceptable], place[acceptable], np.full(len(parties), 0.5))])
    return Ordinal(
        states=states,
        ranks=order,
        floor=tuple(None if value == -np.inf else float(value) for value in floor),
        feasible=np.flatnonzero(is_feasible),
        acceptable=acceptable,
        frontier=best,
        fallback=_fallback(order, best) if len(best) else None,
    )


def _with_today(case: CaseFile, feasible: States) -> tuple[States, int]:
    """Return the states with that of today among them, feasible or not, and where it stands."""
    today = [issue.values.index(issue.now) for issue in case.issues.values()]
    low, high = 0, len(feasible)
    for place, code in enumerate(today):
        column = feasible.values[low:high, place]
        low, high = (low + int(np.searchsorted(column, code, side)) for side in ("left", "right"))
    if low < high:
        return feasible, low
    return States(feasible.issues, feasible.labels, np.insert(feasible.values, low, today, axis=0)), low


def _fallback(order: FloatArray, best: IntArray) -> int:
    places = np.sort(order.max(axis=0) - order[best], axis=1)[:, ::-1]
    return int(best[np.lexsort((*places.T[::-1],))[0]])
