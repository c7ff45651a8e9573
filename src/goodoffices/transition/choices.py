"""The procedures side by side, on the same orders: who is chosen, how low with each side, whether lying pays."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from goodoffices.case import Grounds
from goodoffices.case.transition import Office, Transition
from goodoffices.transition._pool import strikes
from goodoffices.transition.answer import Choice, Lie
from goodoffices.transition.procedures import PROCEDURES, Profile

_ALL_ORDERS, _MOVES = 5, 9
"""Up to how many candidates every order is tried as a lie; up to how many those that are near the truth."""


Tried = Literal["every order", "one candidate moved or two exchanged"]


def choices(body: Transition, grounds: Grounds) -> dict[str, dict[str, Choice | None]]:
    """Return for each office with one seat what each procedure chooses from those free of vetoes whom all rank."""
    if not all(side in body.order for side in body.consent_of):
        return {}
    pools = {office.id: _pool(body, office) for office in body.offices if office.seats == 1}
    return {
        office: {name: _choice(body, profile, choose, grounds) for name, choose in PROCEDURES.items()}
        for office, profile in pools.items()
    }


def _pool(body: Transition, office: Office) -> Profile:
    """Return each side's order of the candidates for an office that none vetoes and all rank."""
    ranked = set.intersection(*(set(body.order[side]) for side in body.consent_of))
    free = {
        candidate.id
        for candidate, by in zip(body.candidates, strikes(body), strict=True)
        if not by and (not candidate.offices or office.id in candidate.offices)
    }
    return [[name for name in body.order[side] if name in ranked & free] for side in body.consent_of]


def _choice(
    body: Transition, profile: Profile, choose: Callable[[Profile], set[str] | None], grounds: Grounds
) -> Choice | None:
    chosen = choose(profile) if profile[0] else None
    if chosen is None:
        return None
    listed = tuple(candidate.id for candidate in body.candidates if candidate.id in chosen)
    standing = {
        name: {side: order.index(name) + 1 for side, order in zip(body.consent_of, profile, strict=True)}
        for name in listed
    }
    count = len(profile[0])
    found = lie(profile, choose) if count <= _MOVES else None
    told = None
    if found:
        side, order, outcome = found
        then = tuple(candidate.id for candidate in body.candidates if candidate.id in outcome)
        told = Lie(body.consent_of[side], order, then)
    near: Tried | None = "one candidate moved or two exchanged" if count <= _MOVES else None
    return Choice(listed, standing, told, "every order" if count <= _ALL_ORDERS else near, grounds)


def lie(profile: Profile, choose: Callable[[Profile], set[str] | None]) -> tuple[int, tuple[str, ...], set[str]] | None:
    """Return a side, an order it could give instead of its own, and the outcome: one that it likes better for sure.

    Of outcomes that tie a side counts on the worst. The lie that gains the first such side most places is given. Beyond
    five candidates only orders are tried that move one candidate, or exchange two.
    """
    for side, truth in enumerate(profile):
        best: tuple[int, tuple[str, ...], set[str]] | None = None
        lowest = _worst(truth, choose(profile) or set())
        for order in _orders(truth) if lowest > 0 else ():  # its best for sure is not to be bettered
            outcome = choose([order if number == side else other for number, other in enumerate(profile)]) or set()
            if _worst(truth, outcome) < lowest:
                lowest, best = _worst(truth, outcome), (side, order, outcome)
        if best:
            return best
    return None


def _orders(truth: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the orders that are tried instead of a true one."""
    if len(truth) <= _ALL_ORDERS:
        yield from itertools.permutations(truth)
        return
    for one, other in itertools.permutations(range(len(truth)), 2):
        rest = [*truth[:one], *truth[one + 1 :]]
        yield (*rest[:other], truth[one], *rest[other:])
    for one, other in itertools.combinations(range(len(truth)), 2):
        exchanged = list(truth)
        exchanged[one], exchanged[other] = truth[other], truth[one]
        yield tuple(exchanged)


def _worst(order: Sequence[str], outcome: set[str]) -> int:
    return max((place for place, name in enumerate(order) if name in outcome), default=-1)
