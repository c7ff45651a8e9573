"""The fewest statements without which the parties would convene, by implicit hitting sets.

That they do not convene stays so when less falls, so any set of statements that overturns it must fell some entry of
every minimal conflict between positions, rules and the goal. The fewest statements that do so for the conflicts known
are found by maximum satisfiability; if a conflict is left standing, it is added, else the set is a smallest one
[IgnatievEtAl2015]_.
"""

from __future__ import annotations

from collections.abc import Collection

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from goodoffices.case import CaseFile
from goodoffices.case.entry import Entry
from goodoffices.convene.deadlocks import minimal_conflicts
from goodoffices.encode.clauses import SOLVER, Clause, Formula, encode


def fewest_to_convene(case: CaseFile, based: Collection[Entry]) -> frozenset[str] | None:
    """Return a smallest set of statements without which the case convenes, or None if there is none.

    `based` are the entries that rest on statements; the case states a goal and does not convene.
    """
    encoding = encode(case)
    hard: list[Clause] = [*encoding.clauses, [encoding.goal or 0]]
    selectors = {**encoding.rules, **encoding.positions}
    reasons = {entry.id: frozenset(entry.because) for entry in based if entry.id in selectors}
    formula = Formula()
    falls = {name: formula.variable() for name in sorted(frozenset().union(*reasons.values()))}
    fells = {entry: formula.all_of([falls[name] for name in sorted(reason)]) for entry, reason in reasons.items()}
    weighted = WCNF()
    weighted.extend(formula.clauses)
    for literal in falls.values():
        weighted.append([-literal], weight=1)
    with RC2(weighted, solver=SOLVER) as solver:
        while (model := solver.compute()) is not None:
            true = set(model)
            fallen = frozenset(name for name, literal in falls.items() if literal in true)
            standing = {name: one for name, one in selectors.items() if not reasons.get(name, {""}) <= fallen}
            conflict = next(minimal_conflicts(hard, standing), None)
            if conflict is None:
                return fallen
            if not any(name in fells for name in conflict):
                return None
            solver.add_clause([fells[name] for name in conflict if name in fells])
    return None
