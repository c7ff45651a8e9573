"""The question as weighted clauses: what must hold, what may be given up, and at what price."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Leverage, Position, State, in_force
from goodoffices.convene._cheapest import Cheapest
from goodoffices.encode.clauses import SOLVER, Clause, Encoding, encode


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
    last = encoding.last
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


def cheapest(asked: Problem, *, free: Collection[int] = ()) -> Cheapest:
    """Return the search for the cheapest package; `free` are literals of pairs that cost nothing here.

    One pair more counts less than the smallest price: costs are to be read by `thousandths`.
    """
    unit = len(asked.pairs) + 1
    prices = {pair.literal: unit * (0 if pair.literal in free else pair.thousandths) + 1 for pair in asked.pairs}
    return Cheapest(asked.hard, prices | {literal: unit * cost for literal, cost in asked.changes.items()})


def thousandths(asked: Problem, cost: int) -> int:
    """Return what the search for the cheapest package calls its cost in thousandths."""
    return cost // (len(asked.pairs) + 1)


def in_order(asked: Problem) -> Iterator[list[Pair]]:
    """Yield the pairs of every package by cost, then number, then ids; after each, none that holds all its pairs."""
    by_literal = {pair.literal: pair for pair in sorted(asked.pairs, key=lambda pair: pair.id)}
    with cheapest(asked) as search:
        while (model := search.first(list(by_literal))) is not None:
            yield [pair for literal, pair in by_literal.items() if literal in model]
            search.add_clause([-literal for literal in by_literal if literal in model])


def first_state(asked: Problem, clauses: Sequence[Clause], preference: Sequence[int]) -> State:
    """Return the cheapest state that meets the clauses: by cost of its changes, their number, then by preference.

    `preference` lists literals of values; of two states that cost the same, the first literal on which they differ
    decides for the one that has it.
    """
    unit = len(asked.changes) + 1
    prices = {literal: unit * cost + 1 for literal, cost in asked.changes.items()}
    with Cheapest([*asked.encoding.clauses, *clauses], prices) as search:
        model = search.first(preference)
    assert model is not None  # the caller has met the clauses before
    return asked.encoding.state(model)


def is_possible(clauses: Sequence[Clause]) -> bool:
    """Whether the clauses can be met."""
    with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
        return bool(solver.solve())
