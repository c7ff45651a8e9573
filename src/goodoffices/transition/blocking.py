"""What keeps a body from existing: minimal sets of vetoes and rules, smallest first, and the cheapest withdrawals.

Both come from one integer program that prices every veto and rule. What blocks is a minimal hitting set of all that
unblocks [Reiter1987]_: the smallest set that hits the withdrawals found so far either blocks, and then no smaller one
does, or some body keeps to it, and what that body gives up is one more withdrawal [IgnatievEtAl2015]_.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from pysat.examples.hitman import Hitman

from goodoffices.case.transition import Transition
from goodoffices.encode.clauses import SOLVER
from goodoffices.transition._pool import groups
from goodoffices.transition._program import BodyProgram

_TIES = 100
"""How many withdrawals of one rank are put in order by their ids before the first is told."""

Ids = tuple[str, ...]


class Blocking:
    """A body that cannot be, as a program in which every veto and rule has its price."""

    def __init__(self, body: Transition) -> None:
        self.entries = {entry.id: entry for entry in (*body.vetoes, *body.rules)}
        self.place = {name: number for number, name in enumerate(self.entries)}
        self.program = BodyProgram(body, groups(body, struck=True, ranked=False), priced=True)
        self.columns = self.program.withdrawn

    def _given_up(self, prices: Mapping[str, int], kept: set[str] | None = None) -> Ids | None:
        """Return the cheapest withdrawal that leaves some in force, or None if there is none."""
        self.program.limit(list(self.columns.values()), [0 if name in (kept or ()) else 1 for name in self.columns])
        found = self.program.best({self.columns[name]: -price for name, price in prices.items()})
        return None if found is None else self.program.given_up(found.values)

    def sets(self, asked: int) -> Iterator[Ids | None]:
        """Yield the minimal blocking sets, smallest first; None at the end if more may follow after `asked` programs."""
        ones = dict.fromkeys(self.entries, 1)
        with Hitman(solver=SOLVER, htype="sorted") as hitman:
            for _ in range(asked):
                chosen = hitman.get()
                if chosen is None:
                    return
                unblocked = self._given_up(ones, set(chosen))
                if unblocked is None:
                    yield tuple(sorted(chosen, key=self.place.__getitem__))
                    if not chosen:
                        return
                    hitman.block(chosen)
                else:
                    hitman.hit(unblocked)
        yield None

    def withdrawals(self) -> Iterator[tuple[int, Ids]]:
        """Yield the minimal withdrawals by cost in thousandths, their number, and the order of the file."""
        for _, rank in itertools.groupby(self._withdrawals(), key=lambda found: (found[0], len(found[1]))):
            while tied := list(itertools.islice(rank, _TIES)):
                yield from sorted(tied, key=lambda found: [self.place[name] for name in found[1]])

    def _withdrawals(self) -> Iterator[tuple[int, Ids]]:
        costs = {name: entry.cost.thousandths for name, entry in self.entries.items()}
        prices = {name: cost * (len(costs) + 1) + 1 for name, cost in costs.items()}
        first = self.program.highs.getNumRow()
        while (found := self._given_up(prices)) is not None:
            yield sum(costs[name] for name in found), found
            if not found:
                break
            self.program.row({self.columns[name]: 1 for name in found}, high=len(found) - 1)
        self.program.drop_rows_from(first)
