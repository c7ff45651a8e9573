"""In which order the steps of a package can be taken, so that each one's conditions hold already when it is.

A step gives up a position or changes an issue. A change must break no rule and no position still standing that was
whole before it; it may take a `requires` step only if its condition holds already; a leverage is used only when its
`if` holds, which no later step may break. Whether an order exists is put as clauses over "a comes before b", for those
steps only on which some condition depends; that these do not go round in a circle is demanded where they do.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Leverage, Position
from goodoffices.case.expressions import Is, Node, names
from goodoffices.convene._problem import Pair
from goodoffices.convene.answer import Change
from goodoffices.encode.clauses import SOLVER, Formula, honoured

Step = Pair | Change


class Before(dict[tuple[int, int], int]):
    """For steps a and b the literal that a comes before b, made when it is first asked for."""

    def __init__(self, formula: Formula) -> None:
        super().__init__()
        self.formula = formula

    def __missing__(self, steps: tuple[int, int]) -> int:
        literal = self.formula.variable()
        self[steps], self[steps[::-1]] = literal, -literal
        return literal


def order_of(
    case: CaseFile, pairs: Sequence[Pair], changes: Sequence[Change], binding: Sequence[Position]
) -> list[Step] | Literal["simultaneous"]:
    """Return the first order there is, where at each place what unlocks more is preferred.

    That is: a party's own concession, one it is brought to, a change some leverage waits for, any other change, and last
    the steps of the goal itself.
    """
    awaited = {
        name
        for pair in pairs
        if pair.leverage and pair.leverage.condition
        for name in names(pair.leverage.condition.node)
    }
    reached = names(case.goal.node) if case.goal else frozenset()
    pairs = sorted(pairs, key=lambda pair: pair.leverage is not None)
    changes = sorted(changes, key=lambda change: (change.issue in reached, change.issue not in awaited))
    steps: list[Step] = [*pairs, *changes]
    formula = Formula()
    before = Before(formula)
    moved = {change.issue: (number, change.to) for number, change in enumerate(changes, start=len(pairs))}
    given_up = {pair.position.id: number for number, pair in enumerate(pairs)}
    wholes = [(position, honoured(position)) for position in binding]

    def truth(node: Node, moment: Callable[[int], int]) -> int:
        """Return the literal for a condition at a moment, which says of each change whether it is made by then."""

        def atom(found: Is) -> int:
            now = case.issues[found.name].now in found.values
            number, to = moved.get(found.name, (None, ""))
            then = now if number is None else to in found.values
            if now == then or number is None:
                return formula.true if now else -formula.true
            return moment(number) if then else -moment(number)

        return formula.truth(node, atom)

    for number, step in enumerate(steps):

        def just_before(other: int, number: int = number) -> int:
            return -formula.true if other == number else before[other, number]

        def just_after(other: int, number: int = number) -> int:
            return formula.true if other == number else before[other, number]

        if isinstance(step, Pair):
            if step.leverage and step.leverage.condition:
                formula.clauses.append([truth(step.leverage.condition.node, just_before)])
            continue
        for rule in (rule for rule in case.impossible if step.issue in names(rule.that.node)):
            formula.clauses.append([-truth(rule.that.node, just_after), truth(rule.that.node, just_before)])
        for position, whole in ((position, whole) for position, whole in wholes if step.issue in names(whole)):
            dropped = [before[given_up[position.id], number]] if position.id in given_up else []
            formula.clauses.append([*dropped, truth(whole, just_after), -truth(whole, just_before)])
            if position.step:
                taken = [-truth(position.step.node, just_after), truth(position.step.node, just_before)]
                formula.clauses.append([*dropped, *taken, truth(position.that.node, just_before)])
        for used, pair in enumerate(pairs):
            if pair.leverage and pair.leverage.condition and step.issue in names(pair.leverage.condition.node):
                formula.clauses.append([-before[used, number], truth(pair.leverage.condition.node, just_after)])
    return _first(steps, formula, before)


def _first(steps: list[Step], formula: Formula, before: Before) -> list[Step] | Literal["simultaneous"]:
    """Return the first order that meets the clauses: at each place the first step that leaves the rest possible."""
    left = list(range(len(steps)))
    chosen: list[Step] = []
    with Solver(name=SOLVER, bootstrap_with=formula.clauses) as solver:
        order = _an_order(solver, before, left, [])
        if order is None:
            return "simultaneous"
        while left:
            for candidate in left:
                precedes = [before[candidate, other] for other in left if (candidate, other) in before]
                found = order if candidate == order[0] else _an_order(solver, before, left, precedes)
                if found:
                    break
            order = found[1:]
            for literal in precedes:
                solver.add_clause([literal])
            left.remove(candidate)
            chosen.append(steps[candidate])
    return chosen


def _an_order(solver: Solver, before: Before, left: Sequence[int], given: Sequence[int]) -> list[int] | None:
    """Return an order of the steps left that meets the clauses and what is given, or None."""
    among = set(left)
    while solver.solve(assumptions=given):
        true = set(solver.get_model())
        earlier: dict[int, list[int]] = {step: [] for step in left}
        for (one, other), literal in before.items():
            if literal in true and one in among and other in among:
                earlier[other].append(one)
        try:
            return _smallest_first(TopologicalSorter(earlier))
        except CycleError as error:
            circle = error.args[1]
            solver.add_clause([-before[pair] for pair in itertools.pairwise(circle)])
    return None


def _smallest_first(graph: TopologicalSorter[int]) -> list[int]:
    graph.prepare()
    ready, order = list(graph.get_ready()), []
    heapq.heapify(ready)
    while ready:
        order.append(heapq.heappop(ready))
        graph.done(order[-1])
        for step in graph.get_ready():
            heapq.heappush(ready, step)
    return order


def actor(step: Step) -> tuple[str, ...]:
    """Return who takes a step."""
    if isinstance(step, Change):
        return step.by
    return (_payer(step.leverage, step.position),)


def _payer(leverage: Leverage | None, position: Position) -> str:
    return leverage.by if leverage else position.party


def moves(steps: Sequence[Step]) -> tuple[tuple[str, ...], ...]:
    """Return the names of the steps, those that one actor takes in a row together."""
    return tuple(tuple(map(title, run)) for _, run in itertools.groupby(steps, key=actor))


def title(step: Step) -> str:
    """Return what a step is called: the position given up, or `issue = value`."""
    return f"{step.issue} = {step.to}" if isinstance(step, Change) else step.position.id
