"""In which order the steps of a package can be taken, so that each one's conditions hold already when it is.

A step gives up a position or changes an issue. A change must break no rule and no position still standing that was
whole before it; it may take a `requires` step only if its condition holds already; a leverage is used only when its
`if` holds, which no later step may break. Whether an order exists is put as clauses over "a comes before b", for those
steps only on which some condition depends; that these do not go round in a circle is demanded where they do.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Leverage, Position
from goodoffices.case.expressions import Is, Node, Not, names
from goodoffices.convene._problem import Pair
from goodoffices.convene.answer import Change
from goodoffices.encode.clauses import SOLVER, Clause, Formula, honoured

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


@dataclass(frozen=True)
class Course:
    """The steps in any order, and what holds just before and just after each, as literals."""

    case: CaseFile
    steps: Sequence[Step]
    formula: Formula
    before: Before

    def holds(self, node: Node, number: int, *, after: bool) -> int:
        """Return the literal for a condition just before or just after a step."""

        def atom(found: Is) -> int:
            now = self.case.issues[found.name].now in found.values
            change, to = self.changes.get(found.name, (number, self.case.issues[found.name].now))
            made = self.before[change, number] if change != number else self._constant(after)
            return self._constant(now) if now == (to in found.values) else -made if now else made

        return self.formula.truth(node, atom)

    def _constant(self, value: bool) -> int:
        return self.formula.true if value else -self.formula.true

    @cached_property
    def changes(self) -> dict[str, tuple[int, str]]:
        """Issue → which step changes it, and to what."""
        return {step.issue: (number, step.to) for number, step in enumerate(self.steps) if isinstance(step, Change)}

    @cached_property
    def concessions(self) -> dict[str, int]:
        """Position → which step gives it up."""
        return {step.position.id: number for number, step in enumerate(self.steps) if isinstance(step, Pair)}

    @cached_property
    def conditions(self) -> list[tuple[int, Node]]:
        """Steps that use a leverage, each with its `if`."""
        pairs = ((number, step) for number, step in enumerate(self.steps) if isinstance(step, Pair))
        return [(n, pair.leverage.condition.node) for n, pair in pairs if pair.leverage and pair.leverage.condition]


def order_of(
    case: CaseFile, pairs: Sequence[Pair], changes: Sequence[Change], binding: Sequence[Position]
) -> list[Step] | Literal["simultaneous"]:
    """Return the first order there is, where at each place what unlocks more is preferred.

    That is: a party's own concession, one it is brought to, a change some leverage waits for, any other change, and
    last the steps of the goal itself.
    """
    formula = Formula()
    course = Course(case, _preferred(case, pairs, changes), formula, before := Before(formula))
    rules = [(rule.that.node, names(rule.that.node)) for rule in case.impossible]
    wholes = [(position, whole, names(whole)) for position in binding for whole in [honoured(position)]]
    for number, condition in course.conditions:
        formula.clauses.append([course.holds(condition, number, after=False)])
    for issue, (number, _) in course.changes.items():
        for rule in (rule for rule, about in rules if issue in about):
            formula.clauses.append(
                [course.holds(Not(rule), number, after=True), course.holds(rule, number, after=False)]
            )
        for position, whole in ((position, whole) for position, whole, about in wholes if issue in about):
            formula.clauses += _keeping(course, number, position, whole)
        for used, condition in ((used, node) for used, node in course.conditions if issue in names(node)):
            formula.clauses.append([-before[used, number], course.holds(condition, number, after=True)])
    return _first(course.steps, formula, before)


def _preferred(case: CaseFile, pairs: Sequence[Pair], changes: Sequence[Change]) -> list[Step]:
    conditions = [pair.leverage.condition for pair in pairs if pair.leverage and pair.leverage.condition]
    awaited = {name for condition in conditions for name in names(condition.node)}
    reached = names(case.goal.node) if case.goal else frozenset()
    return [
        *sorted(pairs, key=lambda pair: pair.leverage is not None),
        *sorted(changes, key=lambda change: (change.issue in reached, change.issue not in awaited)),
    ]


def _keeping(course: Course, number: int, position: Position, whole: Node) -> Iterator[Clause]:
    """Yield that a change leaves a position whole that was and still stands, and takes no step before its condition."""
    given_up = course.concessions.get(position.id)
    dropped = [] if given_up is None else [course.before[given_up, number]]
    yield [*dropped, course.holds(whole, number, after=True), -course.holds(whole, number, after=False)]
    if position.step:
        met = course.holds(position.that.node, number, after=False)
        step = position.step.node
        yield [*dropped, met, -course.holds(step, number, after=True), course.holds(step, number, after=False)]


def _first(steps: Sequence[Step], formula: Formula, before: Before) -> list[Step] | Literal["simultaneous"]:
    """Return the first order that meets the clauses: at each place the first step that leaves the rest possible."""
    left = list(range(len(steps)))
    chosen: list[Step] = []
    with Solver(name=SOLVER, bootstrap_with=formula.clauses) as solver:
        solver.set_phases([literal for (one, other), literal in before.items() if one < other])
        order = _an_order(solver, before, left, [])
        if order is None:
            return "simultaneous"
        while left:
            for candidate in left:
                precedes = [before[candidate, other] for other in left if (candidate, other) in before]
                if candidate != order[0]:
                    order = _an_order(solver, before, left, precedes) or order
                if candidate == order[0]:
                    break
            order = order[1:]
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
