"""The cheapest way to meet clauses when some literals have a price: RC2, asked more than once.

RC2 (Ignatiev, Morgado & Marques-Silva 2019) turns the prices into assumptions until the clauses can be met under all of
them; what then meets them is a cheapest model, and every cheapest model does. Hence two questions more: which of the
cheapest models comes first, and what a literal costs that the cheapest do without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from pysat.card import ITotalizer
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from goodoffices.encode.clauses import SOLVER, Clause

_CHANGED_BY_CORES = ("cost", "sels", "sels_set", "sums", "wght", "swgt", "tobj", "bnds")


class Cheapest(RC2):  # type: ignore[misc] # python-sat is not typed
    """Clauses to meet, and the price of each literal that has one.

    Not stratified: hardening would lose the dearer models, and without it some cases of a thousand positions take minutes
    instead of a tenth of a second.
    """

    def __init__(self, clauses: Iterable[Clause], prices: Mapping[int, int], *, minimize: bool = False) -> None:
        formula = WCNF()
        formula.extend(clauses)
        for literal, price in prices.items():
            if price:
                formula.append([-literal], weight=price)
        self.given: list[int] = []
        super().__init__(formula, solver=SOLVER, minz=minimize)

    def first(self, preference: Sequence[int]) -> set[int] | None:
        """Return the first of the cheapest models, or None if the clauses cannot be met.

        Of two models, the first literal of `preference` on which they differ decides for the one that has it.
        """
        found = self.compute()
        if found is None:
            return None
        model, fixed, start, width = set(found), self.active_assumps(), 0, len(preference)
        while start < len(preference):
            block = preference[start : start + width]
            missing = [literal for literal in block if literal not in model]
            better = self._model_with_any(missing, fixed) if missing else None
            if better is None:
                fixed += [literal if literal in model else -literal for literal in block]
                start, width = start + width, width * 2
            elif len(block) == 1:
                model = better
            else:
                width = (len(block) + 1) // 2
        return model

    def _model_with_any(self, literals: Sequence[int], fixed: Sequence[int]) -> set[int] | None:
        asked = self.pool.id()
        self.oracle.add_clause([-asked, *literals])
        return set(self.oracle.get_model()) if self.oracle.solve(assumptions=[*fixed, asked]) else None

    def cost_with(self, *literals: int) -> int | None:
        """Return the lowest cost with the literals true, or None if they cannot be; `first` was asked before."""
        kept = {name: copy(getattr(self, name)) for name in _CHANGED_BY_CORES}
        self.given = [*literals, self.pool.id()]
        self.wght |= dict.fromkeys(self.given, 0)
        try:
            return int(self.cost) if self.compute_() else None
        finally:
            self.oracle.add_clause([-self.given[-1]])
            self.given = []
            for name, value in kept.items():
                setattr(self, name, value)

    # What is given is assumed like a price, but is no part of any core: what a core says, it says given that. The last
    # literal given stands for the question itself; once it is answered, the sums made for it are let go.

    def active_assumps(self) -> list[int]:
        """Return what the next call assumes."""
        return [*self.given, *self.sels, *self.sums]

    def get_core(self) -> None:
        """Find prices that cannot all be avoided."""
        self.core = self.oracle.get_core() or []
        self.minimize_core()
        self.core = [literal for literal in self.core if literal not in self.given]
        if self.core:
            self.minw = min(self.wght[literal] for literal in self.core)
            self.core_sels = [literal for literal in self.core if literal in self.sels_set]
            self.core_sums = [literal for literal in self.core if literal not in self.sels_set]

    def process_core(self) -> None:
        """Pay for a core; a price that must be paid only given something is not made a clause."""
        if self.given and len(self.core) == len(self.core_sels) == 1:
            self.cost += self.minw
            self.garbage = set(self.core)
            self.filter_assumps()
        else:
            super().process_core()

    def create_sum(self, bound: int = 1) -> ITotalizer:
        """Return the sum of what was found in a core."""
        total = ITotalizer(lits=self.rels, ubound=bound, top_id=self.pool.top)
        self.pool.top = total.top_id
        for clause in total.cnf.clauses:
            self.oracle.add_clause([*clause, *(-literal for literal in self.given[-1:])])
        return total
