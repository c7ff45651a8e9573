"""A case as clauses over several states at once: legal steps, improvements, and comparisons of preference."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Issue, State
from goodoffices.case.expressions import Node
from goodoffices.encode.clauses import SOLVER, Formula
from goodoffices.stability._deciding import wants

Atoms = Mapping[tuple[str, str], int]
"""For each issue and value the literal that the issue has it; a constant where the state is given."""


class Clauses:
    """Clauses in the making and a solver that is given each of them once."""

    def __init__(self, case: CaseFile) -> None:
        self.case, self.formula = case, Formula()
        self.solver = Solver(name=SOLVER)
        self._given = 0

    def add(self, *literals: int) -> None:
        """Let at least one of the literals hold."""
        self.formula.clauses.append(list(literals))

    def solve(self, *assumptions: int) -> bool:
        """Whether all clauses can hold under the assumptions."""
        for clause in self.formula.clauses[self._given :]:
            self.solver.add_clause(clause)
        self._given = len(self.formula.clauses)
        return bool(self.solver.solve(assumptions=assumptions))

    def close(self) -> None:
        """Free the solver."""
        self.solver.delete()

    def read(self, atoms: Atoms) -> dict[str, str]:
        """Return the state that the atoms stand for in the solution last found."""
        true = set(self.solver.get_model() or ())
        # What no clause names is in no solution: false.
        return {pair[0]: pair[1] for pair, lit in atoms.items() if lit in true or (lit < 0 and -lit not in true)}

    def given(self, state: State) -> Atoms:
        """Return the atoms of a known state."""
        true = self.formula.true
        return {
            (issue.id, value): true if state[issue.id] == value else -true
            for issue in self.case.issues.values()
            for value in issue.values
        }

    def free(self, issues: Iterable[Issue], rest: Atoms) -> Atoms:
        """Return the atoms of a state unknown in some issues, and like another in the rest."""
        atoms = dict(rest)
        for issue in issues:
            if len(issue.values) == 2:
                choice = self.formula.variable()
                literals = [-choice, choice]
            else:
                literals = [self.formula.variable() for _ in issue.values]
                self.formula.clauses.append(literals)
                self.formula.clauses += [[-one, -other] for one, other in itertools.combinations(literals, 2)]
            atoms |= {(issue.id, value): literal for value, literal in zip(issue.values, literals, strict=True)}
        return atoms

    def truth(self, node: Node, atoms: Atoms) -> int:
        """Return a literal that is true exactly where the condition holds."""
        any_of = self.formula.any_of
        return self.formula.truth(node, lambda atom: any_of([atoms[atom.name, value] for value in atom.values]))

    def feasible(self, atoms: Atoms) -> int:
        """Return a literal that is true exactly where no rule is broken."""
        return self.formula.all_of([-self.truth(rule.that.node, atoms) for rule in self.case.impossible])

    def legal(self, start: Atoms, end: Atoms) -> int:
        """Return a literal that is true exactly where no one-way issue goes back."""
        barred = []
        for name, direction in self.case.one_way.items():
            issue = self.case.issues[name]
            level = {v: direction.index(v) if direction else int(v != issue.now) for v in issue.values}
            for before, after in itertools.permutations(issue.values, 2):
                if level[after] < level[before]:
                    barred.append(-self.formula.all_of([start[name, before], end[name, after]]))
        return self.formula.all_of(barred)

    def better(self, party: str, one: Atoms, other: Atoms) -> int:
        """Return a literal that is true exactly where a party strictly prefers one state to another."""
        ranking = self.case.parties[party].ranking
        if ranking:
            return self._above([tuple(tier) for tier in ranking.tiers], one, other)
        held = wants(self.case, party)
        pairs = [(self.truth(want.that.node, one), self.truth(want.that.node, other)) for want in held]
        if any(want.weight is not None for want in held):
            weights = [round(1000 * (want.weight or 0)) for want in held]
            return self._heavier([(*pair, weight) for pair, weight in zip(pairs, weights, strict=True)])
        all_of, any_of = self.formula.all_of, self.formula.any_of
        found = -self.formula.true
        for here, there in reversed(pairs):
            found = any_of([all_of([here, -there]), all_of([any_of([here, -there]), found])])
        return found

    def _above(self, tiers: Sequence[Sequence[State]], one: Atoms, other: Atoms) -> int:
        """Compare by place: one stands in some tier, the other in none down to there."""
        all_of, any_of = self.formula.all_of, self.formula.any_of
        passed, found = self.formula.true, []
        for tier in tiers:
            here, there = (
                any_of([all_of([atoms[pair] for pair in pattern.items()]) for pattern in tier])
                for atoms in (one, other)
            )
            passed = all_of([passed, -there])
            found.append(all_of([here, passed]))
        return any_of(found)

    def _heavier(self, terms: Sequence[tuple[int, int, int]]) -> int:
        """Compare sums of weights: one's and what the other lacks together outweigh all, by a ripple-carry adder."""
        signed = [(here, there, w) if w > 0 else (-here, -there, -w) for here, there, w in terms if w]
        columns: dict[int, list[int]] = {}
        for here, there, weight in signed:
            for bit in range(weight.bit_length()):
                if weight >> bit & 1:
                    columns.setdefault(bit, []).extend([here, -there])
        whole = sum(weight for _, _, weight in signed)
        digits, bit = [], 0
        while bit <= max(columns, default=-1):
            column = columns.get(bit, [])
            while len(column) > 1:
                parts = [column.pop() for _ in range(min(3, len(column)))]
                total, carry = self._add(parts)
                column.append(total)
                columns.setdefault(bit + 1, []).append(carry)
            digits += column or [-self.formula.true]
            bit += 1
        found = -self.formula.true
        for place, digit in enumerate(digits):
            asked = whole >> place & 1
            found = self.formula.all_of([digit, found]) if asked else self.formula.any_of([digit, found])
        return found if whole >> len(digits) == 0 else -self.formula.true

    def _add(self, parts: Sequence[int]) -> tuple[int, int]:
        """Return the sum and the carry of two or three binary digits."""
        all_of, any_of = self.formula.all_of, self.formula.any_of
        a, b, c = (*parts, -self.formula.true)[:3]
        carry = any_of([all_of([a, b]), all_of([a, c]), all_of([b, c])])
        return any_of([all_of([a, b, c]), all_of([any_of([a, b, c]), -carry])]), carry


@dataclass(frozen=True, slots=True)
class Path:
    """What others do one after another: who moves, and where to."""

    steps: tuple[tuple[str, State], ...]

    @property
    def end(self) -> State:
        """Where it leads."""
        return self.steps[-1][1]
