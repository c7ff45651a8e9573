"""Each procedure chooses what its definition says."""

from __future__ import annotations

import functools
import itertools
import math
import os

import numpy as np
import pytest

from goodoffices.transition import PROCEDURES
from goodoffices.transition.choices import lie
from goodoffices.transition.procedures import Profile

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "2013"))


def core(profile: Profile) -> set[str]:
    n, m, groups = (
        len(profile),
        len(profile[0]),
        itertools.chain.from_iterable(itertools.combinations(profile, t) for t in range(1, len(profile) + 1)),
    )
    blocked = set()
    for group in groups:
        for c in profile[0]:
            preferred = set.intersection(*(set(order[: order.index(c)]) for order in group))
            if len(preferred) >= m - (math.ceil(m * len(group) / n) - 1):
                blocked.add(c)
    return set(profile[0]) - blocked


def sincere(profile: Profile) -> set[str]:
    left = list(profile[0])
    for turn in range(len(left) - 1):
        left.remove(max(left, key=profile[turn % len(profile)].index))
    return set(left)


def looking_ahead(profile: Profile) -> set[str]:
    """The game solved backward: each striker chooses the strike whose outcome it likes best."""

    @functools.cache
    def outcome(left: frozenset[str], turn: int) -> str:
        if len(left) == 1:
            return next(iter(left))
        order = profile[turn % len(profile)]
        return min((outcome(left - {struck}, turn + 1) for struck in left), key=order.index)

    return {outcome(frozenset(profile[0]), 0)}


def strikes_and_ranks(profile: Profile) -> set[str] | None:
    if len(profile) != 2:
        return None
    m = len(profile[0])
    struck = {name for order in profile for name in order[m - (m - 1) // 2 :]}
    sums = {name: sum(order.index(name) + 1 for order in profile) for name in profile[0] if name not in struck}
    return {name for name in sums if sums[name] == min(sums.values())}


def shortlist(profile: Profile) -> set[str] | None:
    if len(profile) != 2:
        return None
    first, second = profile
    size = len(first) - (len(first) - 1) // 2
    taken = {min(names, key=second.index) for names in itertools.combinations(first, size)}
    return {min(taken, key=first.index)}


def offers(profile: Profile) -> set[str] | None:
    """Every move of the tree: an offer, then taken or struck, each mover keeping what it likes best."""
    if len(profile) != 2:
        return None

    def play(left: tuple[str, ...], mover: int, offered: str | None) -> str:
        if len(left) == 1:
            return left[0]
        if offered is None:
            ends = [play(left, 1 - mover, name) for name in left]
        else:
            ends = [offered, play(tuple(name for name in left if name != offered), mover, None)]
        return min(ends, key=profile[mover].index)

    return {play(tuple(profile[0]), 0, None)}


def fallback(profile: Profile) -> set[str]:
    depth = {name: max(order.index(name) for order in profile) for name in profile[0]}
    return {name for name in depth if depth[name] == min(depth.values())}


DEFINITIONS = {
    "veto_core": core,
    "sequential_veto": sincere,
    "mueller_moulin": looking_ahead,
    "strike_and_rank": strikes_and_ranks,
    "shortlisting": shortlist,
    "alternating_offers_and_vetoes": offers,
    "fallback_bargaining": fallback,
}


def profile_of(number: int, *, largest: int = 7) -> Profile:
    rng = np.random.default_rng([SEED, number])
    names = [f"c{n}" for n in range(rng.integers(1, largest + 1))]
    return [tuple(map(str, rng.permutation(names))) for _ in range(rng.choice([1, 2, 2, 2, 3, 4]))]


def test_every_procedure_has_its_definition():
    assert DEFINITIONS.keys() == PROCEDURES.keys()


@pytest.mark.prove
@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_procedure_chooses_what_its_definition_says(name):
    for number in range(CASES):
        profile = profile_of(number)
        assert PROCEDURES[name](profile) == DEFINITIONS[name](profile), f"seed {SEED}, case {number}"


@pytest.mark.prove
def test_the_core_holds_what_sides_that_look_ahead_are_left_with_if_each_strikes_as_often():
    for number in range(CASES):
        profile = profile_of(number)
        if (len(profile[0]) - 1) % len(profile) == 0:
            assert looking_ahead(profile) <= core(profile)


def test_a_lie_that_is_told_pays_and_none_pays_a_side_that_decides_alone():
    found = lie([("a", "b", "c"), ("b", "a", "c")], PROCEDURES["fallback_bargaining"])
    for number in range(60):
        profile = profile_of(number, largest=4)
        for choose in PROCEDURES.values():
            found = lie(profile, choose)
            if found:
                side, order, outcome = found
                told = [order if n == side else other for n, other in enumerate(profile)]
                assert choose(told) == outcome
                truth = profile[side]
                assert max(map(truth.index, outcome)) < max(map(truth.index, choose(profile) or ()))
                assert len(profile) > 1
