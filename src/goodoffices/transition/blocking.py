"""What keeps a body from existing: minimal sets of vetoes and rules, smallest first, and the cheapest withdrawals.

Both come from one integer program that prices every veto and rule. What blocks is a minimal hitting set of all that
unblocks [Reiter1987]_: the smallest set that hits the withdrawals found so far either blocks, and then no smaller one
does, or some body keeps to it, and what that body gives up is one more withdrawal [IgnatievEtAl2015]_.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pysat.examples.hitman import Hitman

from goodoffices.case.transition import Transition
from goodoffices.encode.clauses import SOLVER
from goodoffices.transition._pool import groups, seated
from goodoffices.transition._program import BodyProgram, MergedProgram
from goodoffices.transition.body import is_possible

_TIES = 10
"""How many withdrawals of one rank are put in order by their ids before the first is told."""
_WORK, _LEAST = 20_000, 40
"""How many candidates all programs for blocking sets may have together, and how many programs there are at least."""

Ids = tuple[str, ...]


class Blocking:
    """A body that cannot be, as programs in which every veto and rule has its price."""

    def __init__(self, body: Transition) -> None:
        self.body = body
        self.entries = {entry.id: entry for entry in (*body.vetoes, *body.rules)}
        self.place = {name: number for number, name in enumerate(self.entries)}
        self.pool = groups(body, struck=True, ranked=False)
        self.merged = MergedProgram(body, self.pool, priced=True)
        self.excluded: list[Ids] = []

    @functools.cached_property
    def whole(self) -> BodyProgram:
        """The program with offices, for what those seated cannot share out."""
        return BodyProgram(self.body, self.pool, priced=True)

    def _given_up(self, prices: Mapping[str, int], kept: Collection[str] = ()) -> Ids | None:
        """Return the cheapest withdrawal that leaves some in force and holds none of those excluded, if any."""
        for program in (self.merged, self.whole):
            columns = program.withdrawn
            program.limit(list(columns.values()), 0, [0 if name in kept else 1 for name in columns])
            first = program.highs.getNumRow()
            for ids in self.excluded:
                program.row({columns[name]: 1 for name in ids}, high=len(ids) - 1)
            found = program.best({columns[name]: -price for name, price in prices.items()})
            program.drop_rows_from(first)
            if found is None:
                return None
            given_up = program.given_up(found.values)
            if program is self.whole or self._can_share_out(program.counts(found.values), given_up):
                return given_up
        raise AssertionError("the whole program shares out the offices")

    def _can_share_out(self, counts: Sequence[int], given_up: Ids) -> bool:
        left = replace(self.body, rules=tuple(rule for rule in self.body.rules if rule.id not in given_up))
        names = {self.body.candidates[m].id for group in seated(self.pool, counts) for m in group.members}
        left = replace(left, candidates=tuple(c for c in self.body.candidates if c.id in names), vetoes=())
        return is_possible(left)

    def sets(self, asked: int | None = None) -> Iterator[Ids | None]:
        """Yield the minimal blocking sets, smallest first; None at the end if `asked` programs do not tell them all.

        If they do not even tell one, some are found by division [Junker2004]_, which need not be the smallest. Unless
        given, as many programs are asked as take some seconds: forty where there are a thousand candidates.
        """
        asked = asked or max(_LEAST, _WORK // len(self.pool))
        ones = dict.fromkeys(self.entries, 1)
        self.excluded, told = [], False
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
                    told = True
                    hitman.block(chosen)
                else:
                    hitman.hit(unblocked)
        if not told:
            yield from self._some(max(1, _WORK // len(self.pool) // 10))
        yield None

    def _some(self, most: int) -> Iterator[Ids]:
        """Yield minimal blocking sets, at most so many, each found without some member of one found before."""
        rules = [rule.id for rule in self.body.rules]
        vetoes = [veto.id for veto in self.body.vetoes] if self._is_met(rules) else []
        found, waiting = set[Ids](), [frozenset[str]()]
        for without in waiting:
            names = [name for name in (*rules, *vetoes) if name not in without]
            if len(found) >= most:
                return
            if not self._is_met(names):
                ids = tuple(sorted(self._minimal([], names, tried=True), key=self.place.__getitem__))
                if ids not in found:
                    found.add(ids)
                    yield ids
                waiting += [without | {name} for name in ids]

    def _is_met(self, kept: Collection[str]) -> bool:
        """Whether a body exists when only these vetoes and rules bind."""
        rules = tuple(rule for rule in self.body.rules if rule.id in kept)
        vetoes = tuple(veto for veto in self.body.vetoes if veto.id in kept)
        return is_possible(replace(self.body, rules=rules, vetoes=vetoes))

    def _minimal(self, fixed: list[str], names: list[str], *, tried: bool) -> list[str]:
        """Return a minimal part of `names` that blocks beside those fixed; `tried`: they alone do not."""
        if not tried and not self._is_met(set(fixed)):
            return []
        if len(names) == 1:
            return names
        half = len(names) // 2
        later = self._minimal([*fixed, *names[:half]], names[half:], tried=False)
        return [*self._minimal([*fixed, *later], names[:half], tried=not later), *later]

    def withdrawals(self) -> Iterator[tuple[int, Ids]]:
        """Yield the minimal withdrawals by cost in thousandths, their number, and the order of the file."""
        for _, rank in itertools.groupby(self._withdrawals(), key=lambda found: (found[0], len(found[1]))):
            while tied := list(itertools.islice(rank, _TIES)):
                yield from sorted(tied, key=lambda found: [self.place[name] for name in found[1]])

    def _withdrawals(self) -> Iterator[tuple[int, Ids]]:
        costs = {name: entry.cost.thousandths for name, entry in self.entries.items()}
        prices = {name: cost * (len(costs) + 1) + 1 for name, cost in costs.items()}
        self.excluded = []
        while (found := self._given_up(prices)) is not None:
            yield sum(costs[name] for name in found), found
            if not found:
                break
            self.excluded.append(found)
