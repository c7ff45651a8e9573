"""In which order the steps of a package can be taken, so that each one's conditions hold already when it is.

A step gives up a position or changes an issue. A change must break no rule and no position still standing that was
whole before it; it may take a `requires` step only if its condition holds already; a leverage is used only when its
`if` holds, which no later step may break. Whether an order exists is put as clauses over "a comes before b".
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Literal

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Leverage, Position
from goodoffices.case.expressions import Is, Node, names
from goodoffices.convene._problem import SOLVER, Pair
from goodoffices.convene.answer import Change
from goodoffices.encode.clauses import Formula, honoured

Step = Pair | Change


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
    before = _total_order(formula, len(steps))
    moved = {change.issue: (number, change.to) for number, change in enumerate(changes, start=len(pairs))}
    given_up = {pair.position.id: number for number, pair in enumerate(pairs)}

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
        for rule in case.impossible:
            formula.clauses.append([-truth(rule.that.node, just_after), truth(rule.that.node, just_before)])
        for position in binding:
            dropped = [before[given_up[position.id], number]] if position.id in given_up else []
            whole = honoured(position)
            formula.clauses.append([*dropped, truth(whole, just_after), -truth(whole, just_before)])
            if position.step:
                taken = [-truth(position.step.node, just_after), truth(position.step.node, just_before)]
                formula.clauses.append([*dropped, *taken, truth(position.that.node, just_before)])
        for used, pair in enumerate(pairs):
            if pair.leverage and pair.leverage.condition:
                formula.clauses.append([-before[used, number], truth(pair.leverage.condition.node, just_after)])
    return _first(steps, formula, before)


def _total_order(formula: Formula, count: int) -> dict[tuple[int, int], int]:
    before: dict[tuple[int, int], int] = {}
    for one, other in itertools.combinations(range(count), 2):
        before[one, other] = formula.variable()
        before[other, one] = -before[one, other]
    for one, other, third in itertools.permutations(range(count), 3):
        formula.clauses.append([-before[one, other], -before[other, third], before[one, third]])
    return before


def _first(
    steps: list[Step], formula: Formula, before: dict[tuple[int, int], int]
) -> list[Step] | Literal["simultaneous"]:
    """Return the first order that meets the clauses: at each place the first step that leaves the rest possible."""
    left, chosen, assumed = list(range(len(steps))), [], []
    with Solver(name=SOLVER, bootstrap_with=formula.clauses) as solver:
        if not solver.solve():
            return "simultaneous"
        while left:
            for candidate in left:
                first = [before[candidate, other] for other in left if other != candidate]
                if solver.solve(assumptions=[*assumed, *first]):
                    break
            assumed += first
            left.remove(candidate)
            chosen.append(steps[candidate])
    return chosen


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
