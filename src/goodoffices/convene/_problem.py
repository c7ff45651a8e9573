"""The question as weighted clauses: what must hold, what may be given up, and at what price."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pysat.examples.rc2 import RC2Stratified
from pysat.formula import WCNF
from pysat.solvers import Solver

from goodoffices.case import CaseFile, Leverage, Position, State, in_force
from goodoffices.encode.clauses import Clause, Encoding, encode

SOLVER = "cadical195"


@dataclass(frozen=True, slots=True)
class Pair:
    """A position given up in one way: by its holder, or by one leverage; `literal` is true when it is used."""

    position: Position
    leverage: Leverage | None
    literal: int

    @property
    def id(self) -> tuple[str, str]:
        """What pairs are ordered by."""
        return self.position.id, self.leverage.id if self.leverage else ""

    @property
    def thousandths(self) -> int:
        """Its price in thousandths."""
        return (self.leverage or self.position).cost.thousandths


@dataclass(frozen=True, slots=True)
class Problem:
    """The clauses every package must meet, the pairs a package is made of, and the price of every change."""

    encoding: Encoding
    hard: list[Clause]
    pairs: tuple[Pair, ...]
    changes: Mapping[int, int]
    """Literal of a value other than today's → its price in thousandths."""

    @property
    def case(self) -> CaseFile:
        """The case asked about."""
        return self.encoding.case


def problem(case: CaseFile) -> Problem:
    """Return the problem of a case that has a goal."""
    encoding = encode(case)
    assert encoding.goal is not None  # the caller has refused a case without one
    hard = [*encoding.clauses, [encoding.goal], *([rule] for rule in encoding.rules.values())]
    last = max((abs(literal) for clause in hard for literal in clause), default=0)
    pairs: list[Pair] = []
    for position in in_force(case, "refuses", "requires"):
        ways = [None, *(entry for entry in case.leverage if entry.on == position.id)]
        mine = [Pair(position, way, last + number) for number, way in enumerate(ways, start=1)]
        last += len(ways)
        hard.append([encoding.positions[position.id], *(pair.literal for pair in mine)])
        hard += [[-one.literal, -other.literal] for n, one in enumerate(mine) for other in mine[:n]]
        hard += [[-p.literal, encoding.conditions[p.leverage.id]] for p in mine if p.leverage and p.leverage.condition]
        pairs += mine
    changes = {
        literal: case.issues[issue].cost[value].thousandths if value in case.issues[issue].cost else 0
        for (issue, value), literal in encoding.values.items()
        if value != case.issues[issue].now
    }
    return Problem(encoding, hard, tuple(pairs), changes)


@dataclass(frozen=True, slots=True)
class Optimum:
    """The pairs of a cheapest package and its cost in thousandths."""

    pairs: frozenset[int]
    cost: int


def in_order(asked: Problem, *, hard: Sequence[Clause] = (), free: Collection[int] = ()) -> Iterator[Optimum]:
    """Yield packages by cost, then by number of pairs; after each, none that holds all its pairs.

    `free` are literals of pairs and changes that cost nothing here. Maximum satisfiability by RC2 (Ignatiev, Morgado &
    Marques-Silva 2019), with weights that let one pair more count less than the smallest cost.
    """
    unit = len(asked.pairs) + 1
    formula = WCNF()
    formula.extend([*asked.hard, *hard])
    for pair in asked.pairs:
        formula.append([-pair.literal], weight=unit * (0 if pair.literal in free else pair.thousandths) + 1)
    for literal, cost in asked.changes.items():
        if cost and literal not in free:
            formula.append([-literal], weight=unit * cost)
    literals = {pair.literal for pair in asked.pairs}
    with RC2Stratified(formula, solver=SOLVER) as solver:
        while (model := solver.compute()) is not None:
            used = frozenset(literals.intersection(model))
            yield Optimum(used, solver.cost // unit)
            if not used:
                return
            solver.add_clause([-literal for literal in used])


def lowest_cost(asked: Problem, *, hard: Sequence[Clause] = (), free: Collection[int] = ()) -> int | None:
    """Return the cost of the cheapest package in thousandths, or None if there is none."""
    return next((found.cost for found in in_order(asked, hard=hard, free=free)), None)


def first_state(asked: Problem, clauses: Sequence[Clause], preference: Sequence[int]) -> State:
    """Return the cheapest state that meets the clauses: by cost of its changes, their number, then by preference.

    `preference` lists literals of values; of two states that cost the same, the first literal on which they differ
    decides for the one that has it. All three orders are one: weights that let a later order never outweigh an earlier.
    """
    formula = WCNF()
    formula.extend([*asked.encoding.clauses, *clauses])
    order = 2 ** len(preference)
    for rank, literal in enumerate(preference, start=1):
        formula.append([literal], weight=order >> rank)
    for literal, cost in asked.changes.items():
        formula.append([-literal], weight=order * (cost * (len(asked.changes) + 1) + 1))
    with RC2Stratified(formula, solver=SOLVER) as solver:
        model = solver.compute()
    assert model is not None  # the caller has met the clauses before
    return asked.encoding.state(model)


def is_possible(clauses: Sequence[Clause]) -> bool:
    """Whether the clauses can be met."""
    with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
        return bool(solver.solve())
