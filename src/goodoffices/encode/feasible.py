"""Whether a case has a feasible state at all, and what its rankings leave out."""

from __future__ import annotations

from goodoffices.case import CaseFile
from goodoffices.case.expressions import holds
from goodoffices.encode.clauses import SOLVER, encode
from goodoffices.errors import Problem


def problems_of_states(case: CaseFile) -> tuple[Problem, ...]:
    """Return what is wrong with a case that shows only when its states are looked at."""
    if not _has_feasible_state(case):
        wording = "these rules leave no feasible state at all; take one out or mend it"
        return (case.problem("impossible", wording),)
    if not any(party.ranking for party in case.parties.values()):
        return ()
    from goodoffices.encode.preferences import ranking_problems  # arrays, which a case without rankings does without

    return ranking_problems(case)


def _has_feasible_state(case: CaseFile) -> bool:
    if not any(holds(rule.that.node, case.status_quo) for rule in case.impossible):
        return True
    from pysat.solvers import Solver

    encoding = encode(case)
    with Solver(name=SOLVER, bootstrap_with=encoding.clauses) as solver:
        return bool(solver.solve(assumptions=list(encoding.rules.values())))
