"""Random bodies with everything that they depend on, small enough to try every way of seating."""

from __future__ import annotations

from typing import Literal

import numpy as np

from goodoffices.case import CaseFile, Issue, Party
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Is, Node, Not, Or
from goodoffices.case.transition import (
    Balance,
    BodyRule,
    Candidate,
    Office,
    Pairing,
    Quota,
    Share,
    Transition,
    Veto,
    strike,
)

Bound = Literal["at_least", "at_most", "exactly"]
BOUNDS: tuple[Bound, ...] = ("at_least", "at_most", "exactly")
COLUMNS = {"camp": ("east", "west", "none"), "field": ("law", "trade")}


def random_case(rng: np.random.Generator, *, most: int = 7) -> CaseFile:
    """Return a case with 1–4 sides, up to 3 offices and 4 seats, rules, vetoes by name and by condition."""
    names = [f"p{number}" for number in range(rng.integers(1, 5))]
    parties = {name: Party(name, name, (), "side", (), None, {}, {}, "now") for name in names}
    return CaseFile(
        "random",
        parties,
        {"x": Issue("x", "x", (names[0],), ("no", "yes"), "no", {})},
        transition=random_body(rng, names, most),
    )


def random_body(rng: np.random.Generator, names: list[str], most: int = 7) -> Transition:
    offices = tuple(Office(f"o{n}", int(rng.integers(1, 3))) for n in range(rng.integers(1, 4)))
    while sum(office.seats for office in offices) > 4:
        offices = offices[:-1]
    candidates = tuple(
        Candidate(
            {"id": f"c{n}", **{column: str(rng.choice(values)) for column, values in COLUMNS.items()}},
            tuple(office.id for office in offices if rng.random() < 0.5) if rng.random() < 0.6 else (),
        )
        for n in range(rng.integers(1, most + 1))
    )
    vetoes = tuple(
        Veto(f"{name}.veto.{n + 1}", party=name, that=_struck(rng, candidates), cost=_cost(rng))
        for name in names
        for n in range(rng.integers(0, 3))
    )
    rules = tuple(_rule(rng, n + 1, offices) for n in range(rng.integers(0, 4)))
    return Transition(tuple(names), offices, candidates, vetoes, rules, _orders(rng, names, candidates))


def _cost(rng: np.random.Generator) -> Amount:
    cost = float(rng.choice([1, 1, 1, 0, 2, 0.5]))
    return Amount(cost, cost)


def _struck(rng: np.random.Generator, candidates: tuple[Candidate, ...]) -> Expression:
    if rng.random() < 0.6:
        return strike(str(rng.choice([candidate.id for candidate in candidates])))
    parts = tuple(_atom(rng) for _ in range(rng.integers(1, 3)))
    return Expression("random", Or(parts) if rng.random() < 0.2 else And(parts))


def _atom(rng: np.random.Generator) -> Node:
    column = str(rng.choice(list(COLUMNS)))
    atom = Is(column, (str(rng.choice(COLUMNS[column])),))
    return Not(atom) if rng.random() < 0.2 else atom


def _rule(rng: np.random.Generator, number: int, offices: tuple[Office, ...]) -> BodyRule:
    name, cost = f"rule.{number}", _cost(rng)
    within = tuple(office.id for office in offices if rng.random() < 0.4)
    column = str(rng.choice(list(COLUMNS)))
    of = {column: str(rng.choice(COLUMNS[column]))}
    kind = rng.integers(6)
    if kind < 2 and len(offices) > 1:
        chosen = tuple(office.id for office in offices)[: rng.integers(2, len(offices) + 1)]
        return Pairing(name, cost=cost, kind="together" if kind else "apart", offices=chosen, by=column)
    if kind == 2:
        low = float(rng.choice([0, 0.25, 0.5, 1 / 3]))
        return Share(name, cost=cost, low=low, high=float(rng.choice([low, 0.5 + low / 2, 1])), of=of, offices=within)
    if kind == 3:
        between = COLUMNS[column][: rng.integers(2, len(COLUMNS[column]) + 1)]
        return Balance(name, cost=cost, between=between, by=column, margin=int(rng.integers(0, 2)), offices=within)
    bound: Bound = BOUNDS[rng.integers(3)]
    return Quota(name, cost=cost, bound=bound, number=int(rng.integers(0, 4)), of=of, offices=within)


def _orders(
    rng: np.random.Generator, names: list[str], candidates: tuple[Candidate, ...]
) -> dict[str, tuple[str, ...]]:
    ids = [candidate.id for candidate in candidates]
    whole = rng.random() < 0.5
    return {
        name: tuple(map(str, rng.permutation(ids)))[: len(ids) if whole else int(rng.integers(0, len(ids) + 1))]
        for name in names
        if whole or rng.random() < 0.8
    }
