"""Conferences too large to look at every state: another solver finds the same price, long orders are valid."""

from __future__ import annotations

import itertools

import highspy
import numpy as np
import pytest
from bench.convene import conference
from tests.convene import reference

from goodoffices.convene import convene
from goodoffices.convene._problem import Problem, problem
from goodoffices.convene.deadlocks import deadlocks

SIZES = [(10, 8), (15, 10), (20, 15)]


def price_by_integer_programming(asked: Problem) -> float:
    prices = {pair.literal: pair.thousandths for pair in asked.pairs} | dict(asked.changes)
    solver = highspy.Highs()
    solver.silent()
    for variable in range(max(abs(literal) for literal in itertools.chain(prices, *asked.hard)) + 1):
        solver.addVar(0, 1)
        solver.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
    offset = 0
    for literal, price in prices.items():
        solver.changeColCost(abs(literal), price if literal > 0 else -price)
        offset += price if literal < 0 else 0
    for clause in asked.hard:
        terms = sorted(set(clause))
        signs = np.sign(terms).astype(float)
        least = 1 - float(np.sum(signs < 0))
        solver.addRow(least, highspy.kHighsInf, len(terms), np.abs(terms).astype(np.int32), signs)
    solver.run()
    return (solver.getInfo().objective_function_value + offset) / 1000


@pytest.mark.parametrize(("parties", "conditions"), SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_the_cheapest_package_costs_what_integer_programming_finds(parties, conditions, seed):
    case = conference(np.random.default_rng([seed, parties, conditions]), parties, conditions, alike=seed == 3)
    answer = convene(case, most_packages=3, most_deadlocks=10)
    assert answer.packages[0].cost == pytest.approx(price_by_integer_programming(problem(case)))


@pytest.mark.parametrize(("parties", "conditions"), SIZES)
def test_long_orders_of_steps_are_valid_too(parties, conditions):
    case = conference(np.random.default_rng([parties, conditions]), parties, conditions)
    held = {position.id: position for position in case.positions}
    ways = {entry.id: entry for entry in case.leverage} | {None: None}
    for package in convene(case, most_packages=3, most_deadlocks=1).packages:
        pairs = tuple((held[c.position], ways[c.leverage]) for c in package.concessions)
        wanted = reference.Package(pairs, 0, dict(package.state))
        assert package.order != "simultaneous"
        assert reference.is_valid_order(case, wanted, list(itertools.chain(*package.order)))


@pytest.mark.parametrize("seed", range(3))
def test_each_of_many_deadlocks_is_one_and_is_minimal(seed):
    case = conference(np.random.default_rng([seed, 99]), 12, 6)
    everything = {position.id for position in case.positions}
    for deadlock in itertools.islice(deadlocks(problem(case)), 0, 200, 20):
        kept = reference.without(case, everything - set(deadlock))
        answer = convene(kept)
        assert [set(one.positions) for one in answer.deadlocks] == [set(deadlock)]
