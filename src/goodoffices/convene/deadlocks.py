"""Minimal sets of positions that shut the goal out, smallest first.

A set is such a deadlock exactly when it is a minimal hitting set of all correction sets (Reiter 1987). The smallest set
that hits the correction sets found so far either shuts the goal out, and then no smaller one does, or a state honours
it, and what that state leaves unmet is one more correction set (Ignatiev, Previti, Liffiton & Marques-Silva 2015).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pysat.examples.hitman import Hitman
from pysat.solvers import Solver

from goodoffices.convene._problem import Problem
from goodoffices.encode.clauses import SOLVER, Clause


def minimal_conflicts(clauses: Sequence[Clause], selectors: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Yield the minimal sets of names whose selectors cannot hold together, smallest first; () if none need hold."""
    with Solver(name=SOLVER, bootstrap_with=clauses) as solver, Hitman(solver=SOLVER, htype="sorted") as hitman:
        while (candidate := hitman.get()) is not None:
            if solver.solve(assumptions=[selectors[name] for name in candidate]):
                unmet = _correction(solver, selectors, set(candidate))
                if not unmet:
                    return
                hitman.hit(unmet)
            else:
                yield tuple(name for name in selectors if name in set(candidate))
                if not candidate:
                    return
                hitman.block(candidate)


def _correction(solver: Solver, selectors: Mapping[str, int], met: set[str]) -> list[str]:
    """Return what stays unmet once as much as possible is met beside `met`."""
    for name, selector in selectors.items():
        if name not in met and solver.solve(assumptions=[*(selectors[other] for other in met), selector]):
            true = set(solver.get_model() or ())
            met |= {other for other, literal in selectors.items() if literal in true}
    return [name for name in selectors if name not in met]


def deadlocks(asked: Problem) -> Iterator[tuple[str, ...]]:
    """Yield every deadlock as ids of positions, smallest first."""
    encoding = asked.encoding
    fixed = [*encoding.clauses, *([rule] for rule in encoding.rules.values()), [encoding.goal or 0]]
    yield from minimal_conflicts(fixed, encoding.positions)
