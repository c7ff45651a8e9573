"""The search for the cheapest model equals a look at all models."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

import numpy as np
import pytest

from goodoffices.convene._cheapest import Cheapest

VARIABLES = 7


def random_question(rng: np.random.Generator) -> tuple[list[list[int]], dict[int, int]]:
    def literal() -> int:
        return int(rng.integers(1, VARIABLES + 1) * rng.choice([-1, 1]))

    clauses = [[literal() for _ in range(rng.integers(1, 4))] for _ in range(rng.integers(2, 14))]
    prices = {literal(): int(rng.choice([0, 1, 1, 2, 5, 40, 700])) for _ in range(rng.integers(1, 9))}
    return [*clauses, *([number, -number] for number in range(1, VARIABLES + 1))], prices


def models(clauses: Sequence[Sequence[int]]) -> list[set[int]]:
    signs = itertools.product([1, -1], repeat=VARIABLES)
    every = ({sign * number for number, sign in enumerate(each, 1)} for each in signs)
    return [model for model in every if all(model.intersection(clause) for clause in clauses)]


def cost(model: Collection[int], prices: dict[int, int]) -> int:
    return sum(price for literal, price in prices.items() if literal in model)


@pytest.mark.parametrize("minimize", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_models_come_by_cost_and_then_by_preference_until_all_are_blocked(seed, minimize):
    rng = np.random.default_rng(seed)
    clauses, prices = random_question(rng)
    preference = [int(number * rng.choice([-1, 1])) for number in rng.permutation(VARIABLES) + 1]
    expected = sorted(
        models(clauses), key=lambda model: (cost(model, prices), [literal not in model for literal in preference])
    )
    with Cheapest(clauses, prices, minimize=minimize) as search:
        for model in expected:
            found = search.first(preference)
            assert found is not None
            assert found & {*preference, *(-literal for literal in preference)} == model
            assert search.cost == cost(model, prices)
            search.add_clause([-literal for literal in model])
        assert search.first(preference) is None


@pytest.mark.parametrize("minimize", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_what_a_literal_costs_leaves_no_trace_in_the_next_answer(seed, minimize):
    rng = np.random.default_rng(seed)
    clauses, prices = random_question(rng)
    every = models(clauses)
    with Cheapest(clauses, prices, minimize=minimize) as search:
        if search.first([]) is None:
            assert not every
            return
        for _ in range(40):
            given = {int(rng.integers(1, VARIABLES + 1) * rng.choice([-1, 1])) for _ in range(rng.integers(1, 4))}
            costs = [cost(model, prices) for model in every if given <= model]
            assert search.cost_with(*given) == min(costs, default=None)
        assert search.cost == min(cost(model, prices) for model in every)
