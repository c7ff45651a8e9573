"""How long `convene` takes on synthetic conferences, beside what the bare solver takes for the same clauses.

Every party attends only under its conditions; the rest of the issues are what those conditions speak of. Floors,
measured in the same run: one satisfiability call on the hard clauses, RC2 on the bare weighted clauses, OptUx for one
smallest deadlock. Required: the cheapest package of 1,000 conditions in under two seconds.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from time import process_time

import numpy as np
from pysat.examples.optux import OptUx
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF
from pysat.solvers import Solver

from goodoffices.case import CaseFile, Issue, Leverage, Party, Position, Rule
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Is, Node, Not, Or, holds
from goodoffices.convene import convene
from goodoffices.convene._problem import Problem, problem
from goodoffices.convene.deadlocks import deadlocks
from goodoffices.convene.packages import packages
from goodoffices.encode.clauses import SOLVER

SEED = 2013
SIZES = ((6, 5), (10, 8), (15, 10), (20, 15), (40, 25))
REQUIRED = 2.0


def conference(rng: np.random.Generator, parties: int, conditions: int, *, alike: bool = False) -> CaseFile:
    """Return a conference at which each party has that many conditions; `alike`: all prices are 1."""
    names = [f"p{number}" for number in range(parties)]
    features = [f"x{number}" for number in range(2 * parties + 1)]

    def price(highest: int = 20) -> Amount:
        cost = 1 if alike else int(rng.integers(1, highest + 1))
        return Amount(cost, cost)

    def literal() -> Node:
        atom = Is(str(rng.choice(features)), ("yes",))
        return atom if rng.random() < 0.5 else Not(atom)

    def position(party: str, number: int) -> Position:
        met = literal() if rng.random() < 0.85 else Or((literal(), literal()))
        return Position(
            f"{party}.requires.{number + 1}",
            party=party,
            kind="requires",
            step=_written(Is(party, ("yes",))),
            that=_written(met),
            cost=price(),
        )

    issues = {name: Issue(name, name, (name,), ("no", "yes"), "no", {}) for name in names}
    for feature in features:
        cost = {"yes": price(5)} if rng.random() < 0.3 else {}
        issues[feature] = Issue(feature, feature, (str(rng.choice(names)),), ("no", "yes"), "no", cost)
    positions = {name: tuple(position(name, number) for number in range(conditions)) for name in names}
    leverage = [
        Leverage(
            f"l{number}",
            by=str(rng.choice(names)),
            on=held.id,
            cost=price(),
            condition=_written(literal()) if rng.random() < 0.5 else None,
        )
        for number, held in enumerate(itertools.chain.from_iterable(positions.values()))
        if rng.random() < 0.2
    ]
    planted = dict(zip(features, rng.choice(["no", "yes"], len(features)), strict=True))
    conditions_of_rules = (And((literal(), literal())) for _ in itertools.count())
    kept = (node for node in conditions_of_rules if not holds(node, planted))
    rules = [Rule(f"rule.{number}", that=_written(next(kept))) for number in range(len(features))]
    return CaseFile(
        title=f"{parties} parties with {conditions} conditions each",
        parties={name: Party(name, name, (), "side", positions[name], None, {}, {}, "now") for name in names},
        issues=issues,
        goal=_written(And(tuple(Is(name, ("yes",)) for name in names))),
        impossible=tuple(rules),
        leverage=tuple(leverage),
    )


def _written(node: Node) -> Expression:
    return Expression("synthetic", node)


def weighted_clauses(asked: Problem) -> WCNF:
    """Return the clauses of the cheapest package and nothing else."""
    formula = WCNF()
    formula.extend(asked.hard)
    for pair in asked.pairs:
        formula.append([-pair.literal], weight=pair.thousandths)
    for literal, cost in asked.changes.items():
        if cost:
            formula.append([-literal], weight=cost)
    return formula


def positions_only(asked: Problem) -> WCNF:
    """Return the clauses of the deadlocks."""
    encoding = asked.encoding
    formula = WCNF()
    formula.extend([*encoding.clauses, *([rule] for rule in encoding.rules.values()), [encoding.goal or 0]])
    formula.extend([[literal] for literal in encoding.positions.values()], weights=[1] * len(encoding.positions))
    return formula


def seconds(work: Callable[[], object]) -> float:
    """Return how much processor time the work takes: nothing here waits, and other programs count less."""
    start = process_time()
    work()
    return process_time() - start


def measure(case: CaseFile) -> float:
    """Print one line for a case and return the time to its cheapest package."""
    asked = problem(case)

    def satisfiable() -> None:
        with Solver(name=SOLVER, bootstrap_with=asked.hard) as solver:
            assert solver.solve()

    def rc2() -> None:
        with RC2(weighted_clauses(asked), solver=SOLVER) as solver:
            solver.compute()

    def optux() -> None:
        with OptUx(positions_only(asked), solver=SOLVER) as solver:
            solver.compute()

    floors = {"sat": seconds(satisfiable), "rc2": seconds(rc2), "optux": seconds(optux)}
    first = seconds(lambda: next(packages(problem(case))))
    ten = seconds(lambda: list(itertools.islice(packages(asked), 10)))
    small = seconds(lambda: list(itertools.islice(deadlocks(asked), 10)))
    whole = seconds(lambda: convene(case))
    print(
        f"{len(asked.encoding.positions):6} conditions | floors: SAT {floors['sat'] * 1000:.1f} ms, "
        f"RC2 {floors['rc2'] * 1000:.0f} ms, OptUx {floors['optux'] * 1000:.0f} ms | "
        f"cheapest package {first:.3f} s = {first / floors['rc2']:.1f} × RC2 | "
        f"ten packages {ten:.3f} s = {ten / floors['rc2']:.1f} × RC2 | "
        f"ten deadlocks {small:.3f} s = {small / floors['optux']:.1f} × OptUx | "
        f"convene {whole:.3f} s",
        flush=True,
    )
    return first


def main() -> int:
    """Measure every size; fail if the largest takes longer than required."""
    slowest = 0.0
    for alike in (False, True):
        print(f"prices {'all 1' if alike else 'from 1 to 20'}, seed {SEED}")
        for parties, conditions in SIZES:
            rng = np.random.default_rng([SEED, parties, conditions])
            slowest = max(slowest, measure(conference(rng, parties, conditions, alike=alike)))
    print(f"cheapest package, slowest of all: {slowest:.3f} s (required: under {REQUIRED} s)")
    return int(slowest >= REQUIRED)


if __name__ == "__main__":
    sys.exit(main())
