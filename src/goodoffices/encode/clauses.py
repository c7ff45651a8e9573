"""A case as clauses: a literal for every value, a selector for every rule and position.

A selector is a literal that, when assumed, makes its rule or position bind; a set of selectors that cannot be assumed
together is thus a set of named sentences that exclude each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.case import CaseFile, State, in_force
from goodoffices.case.expressions import And, Iff, Is, Node, Not, Or
from goodoffices.case.model import Position

Clause = list[int]

SOLVER = "cadical195"
"""The one solver we run of those python-sat brings; see NOTICE."""


class Formula:
    """Clauses in the making: numbers variables, and names the truth of a condition by one literal (Tseitin 1968)."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.last = 0
        self.true = self.variable()
        self.clauses.append([self.true])

    def variable(self) -> int:
        """Return a new variable."""
        self.last += 1
        return self.last

    def all_of(self, literals: Sequence[int]) -> int:
        """Return a literal that is true exactly when all the literals are."""
        parts = sorted({literal for literal in literals if literal != self.true})
        if -self.true in parts:
            return -self.true
        if len(parts) < 2:
            return parts[0] if parts else self.true
        whole = self.variable()
        self.clauses += [[-whole, part] for part in parts]
        self.clauses.append([whole, *(-part for part in parts)])
        return whole

    def any_of(self, literals: Sequence[int]) -> int:
        """Return a literal that is true exactly when one of the literals is."""
        return -self.all_of([-literal for literal in literals])

    def truth(self, node: Node, atom: Callable[[Is], int]) -> int:
        """Return a literal that is true exactly when the condition holds, given the literals of its atoms."""
        match node:
            case Is():
                return atom(node)
            case Not(part):
                return -self.truth(part, atom)
            case And(parts):
                return self.all_of([self.truth(part, atom) for part in parts])
            case Or(parts):
                return self.any_of([self.truth(part, atom) for part in parts])
            case Iff(left, right):
                one, other = self.truth(left, atom), self.truth(right, atom)
                return self.all_of([self.any_of([-one, other]), self.any_of([one, -other])])


@dataclass(frozen=True, slots=True)
class Encoding:
    """A case as clauses over its issues.

    `clauses` say that every issue has exactly one value and define all literals; nothing else binds until it is assumed:
    `rules` and `positions` (id → selector), `conditions` (leverage id → its `if`), `goal`. Variables after `last` are free.
    """

    case: CaseFile
    clauses: list[Clause]
    values: Mapping[tuple[str, str], int]
    rules: Mapping[str, int]
    positions: Mapping[str, int]
    conditions: Mapping[str, int]
    goal: int | None
    last: int

    def state(self, model: Collection[int]) -> State:
        """Return the state a model stands for."""
        return {issue: value for (issue, value), literal in self.values.items() if literal in model}


def encode(case: CaseFile) -> Encoding:
    """Return the case as clauses, with a selector for each rule and each position that binds at its date."""
    formula = Formula()
    values: dict[tuple[str, str], int] = {}
    for issue in case.issues.values():
        if len(issue.values) == 2:
            choice = formula.variable()
            literals = [-choice, choice]
        else:
            literals = [formula.variable() for _ in issue.values]
            formula.clauses.append(literals)
            formula.clauses += [[-one, -other] for one, other in itertools.combinations(literals, 2)]
        values |= {(issue.id, value): literal for value, literal in zip(issue.values, literals, strict=True)}

    def truth(node: Node) -> int:
        return formula.truth(node, lambda atom: formula.any_of([values[atom.name, value] for value in atom.values]))

    return Encoding(
        case=case,
        values=values,
        rules={rule.id: -truth(rule.that.node) for rule in case.impossible},
        positions={position.id: truth(honoured(position)) for position in in_force(case, "refuses", "requires")},
        conditions={entry.id: truth(entry.condition.node) for entry in case.leverage if entry.condition},
        goal=truth(case.goal.node) if case.goal else None,
        clauses=formula.clauses,
        last=formula.last,
    )


def honoured(position: Position) -> Node:
    """Return the condition a state fulfils when it honours the position."""
    if position.kind == "refuses":
        return Not(position.that.node)
    if position.step is not None:
        return Or((Not(position.step.node), position.that.node))
    return position.that.node
