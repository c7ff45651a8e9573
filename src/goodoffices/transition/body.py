"""The best body: the largest smallest satisfaction, then the next smallest, …, then the order of the file.

A body found is the best if no other is as good for the side served worst; where others are, each further level of that
order is one integer program. What a level attains is held by whole numbers of points, never by a rounded share, so that
the body found is the best and not nearly the best.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from goodoffices.case.transition import Transition
from goodoffices.transition._pool import Group, groups, seated, sides, wholes
from goodoffices.transition._program import BodyProgram, MergedProgram, SeatProgram, Solution, Values

Body = tuple[tuple[int, ...], ...]
"""For each office the candidates seated, as places in the file."""

_CORE = 60
"""As many columns are tried first; those that the relaxation finds farthest from a seat wait."""
_NODES = 200
"""After as many nodes the first search among those columns ends: what it has found by then is mostly the best."""
_FEW = 3
"""How many bodies that satisfy the side served worst alike are told apart one by one."""
_ROUNDING = 1e-3
"""How far what a relaxation attains may be off, in places."""


def best_body(body: Transition) -> Body | None:
    """Return the best body, or None if none exists; of bodies that tie, the first in the order of the file.

    That is the one that seats the first candidate, in the order of the file, on whom they differ; where the same are
    seated, the one that gives the first of them, again, the earlier office.
    """
    pool = groups(body)
    for program in (MergedProgram(body, pool), BodyProgram(body, pool)):
        search = _Search(body, pool, program)
        try:
            return search.best()
        except _NotSharedOutError:
            continue
    raise AssertionError("a body of the whole program has its offices")


def is_possible(body: Transition) -> bool:
    """Whether a body exists."""
    return is_possible_among(body, groups(body, ranked=False))


def is_possible_among(body: Transition, pool: Sequence[Group]) -> bool:
    """Whether a body of these groups exists."""
    merged = MergedProgram(body, pool)
    found = merged.best({})
    if found is None:
        return False
    few = BodyProgram(body, seated(pool, merged.counts(found.values)))
    return few.best({}) is not None or BodyProgram(body, pool).best({}) is not None


class _NotSharedOutError(Exception):
    """Those who would sit cannot share out the offices: the program without offices does not do here."""


class _Search:
    """A program narrowed step by step to the best bodies, and the best of them found so far."""

    def __init__(self, body: Transition, pool: Sequence[Group], program: SeatProgram) -> None:
        self.body, self.pool, self.program = body, pool, program
        self.sides, self.wholes = sides(body), wholes(body)
        self.free = [column for columns in program.holding for column in columns]
        self.points = [
            {
                column: group.scores[side]
                for group, columns in zip(pool, program.holding, strict=True)
                for column in columns
            }
            for side in range(len(self.sides))
        ]
        self.most = [program.highs.getCol(column)[3] for column in self.free]
        self.found: list[int] = []
        """How many of each group sit."""
        self.values: Values = np.zeros(0)

    def best(self) -> Body | None:
        """Return the best body."""
        if not self._keep(self.program.best({})):
            return None
        if not self.sides or not self.satisfy():
            self.take_file_order()
        return _shared_out(self.body, self._seated())

    def _keep(self, solution: Solution | None) -> bool:
        """Keep what is found, if anything, once it is sure that the offices can be shared out."""
        if solution is None:
            return False
        self.values = solution.values
        self.found = self.program.counts(solution.values)
        if isinstance(self.program, MergedProgram) and not BodyProgram(self.body, self._seated()).best({}):
            raise _NotSharedOutError
        return True

    def _seated(self) -> list[Group]:
        return seated(self.pool, self.found)

    # Satisfaction

    def _levels(self, counts: Sequence[int]) -> list[Fraction]:
        """Return the satisfactions with so many of each group, the smallest first."""
        points = [
            sum(group.scores[side] * count for group, count in zip(self.pool, counts, strict=True))
            for side in range(len(self.sides))
        ]
        return sorted(Fraction(part, whole) for part, whole in zip(points, self.wholes, strict=True))

    def _level(self, number: int) -> Fraction:
        """Return the next smallest satisfaction after `number` others, in the body found."""
        return self._levels(self.found)[number]

    def satisfy(self) -> bool:
        """Narrow the program to the bodies that satisfy best; say whether only the one found is left.

        A relaxation tells which columns cannot be part of a body as good as one that is known. Among the rest it is
        asked for another as good: mostly there is none, and that proves the one known the best of all.
        """
        program, unit = self.program, max(self.wholes)
        first = program.highs.getNumRow()
        smallest = program.column(1 + unit * sum(program.seats), whole=len(set(self.wholes)) == 1)
        for points, whole in zip(self.points, self.wholes, strict=True):
            program.row(points | {smallest: -whole / unit}, low=0)
        relaxation = program.attained({smallest: 1}, relaxed=True)
        away = np.abs(relaxation.reduced[self.free])
        self._fix(away > np.sort(away)[: _CORE + 1][-1], relaxation.values)
        self._keep(program.best({smallest: 1}, nodes=_NODES))
        aimed = program.highs.getNumRow()
        known = [self.found]
        while len(known) <= _FEW:
            floor = self._levels(known[0])[0]
            self._fix(away > relaxation.value - float(floor * unit) + _ROUNDING, relaxation.values)
            self._ask_for_least(floor)
            for counts in known:
                self._exclude(counts)
            if not self._keep(program.best({})):
                self.found = max(known, key=lambda counts: (self._levels(counts), self._earliness(counts)))
                return True
            known = [self.found, *(counts for counts in known if self._levels(counts)[0] == self._level(0))]
            program.drop_rows_from(aimed)
        self._keep(program.best({smallest: 1}))
        self._perfect(0, [0] * len(self.sides))
        program.drop_rows_from(first)
        self._raise_others(self._ask_for_least(self._level(0)))
        return False

    def _ask_for_least(self, floor: Fraction) -> list[int]:
        """Ask that every side reach a satisfaction; return how many points that takes."""
        least = [math.ceil(floor * whole) for whole in self.wholes]
        for points, low in zip(self.points, least, strict=True):
            self.program.row(dict(points), low=low)
        return least

    def _raise_others(self, least: Sequence[int]) -> None:
        """Raise the next smallest satisfactions, one after another."""
        # How far each side can rise now is little, and keeps the programs of the next levels tight.
        most = [math.floor(self._relaxed(points) + 1e-6) for points in self.points]
        for level in range(1, len(self.sides)):
            end = sorted(Fraction(points, whole) for points, whole in zip(most, self.wholes, strict=True))[level]
            if self._level(level) < end:
                self._raise(level, least, end)
            if self._level(level) > self._level(0):
                self._hold(level, least, self._level(level))

    def _relaxed(self, aim: dict[int, int]) -> float:
        return self.program.attained(dict(aim), relaxed=True).value

    def _earliness(self, counts: Sequence[int]) -> list[int]:
        """Return what is larger for those who come first in the order of the file."""
        return sorted((-member for group in seated(self.pool, counts) for member in group.members), reverse=True)

    def _exclude(self, counts: Sequence[int]) -> None:
        """Ask for fewer of some group than these; for as many sit in every body."""
        fewer: dict[int, float] = {}
        low = 1
        for number, count in enumerate(counts):
            most = min(len(self.pool[number].members), sum(self.program.seats))
            if count and most == 1:
                fewer |= dict.fromkeys(self.program.holding[number], -1.0)
                low -= 1
            elif count:
                less = self.program.column()
                self.program.row(self.program.of([number]) | {less: most - count + 1.0}, high=most)
                fewer[less] = 1.0
        self.program.row(fewer, low=low)

    def _fix(self, which: npt.NDArray[np.bool_], values: Values) -> None:
        """Leave some columns no other value than they have in a relaxation, and free the others."""
        free = np.array(self.free)
        self.program.limit(free, 0, self.most)
        self.program.limit(free[which], *[np.round(values[free[which]])] * 2)

    def _raise(self, level: int, least: Sequence[int], end: Fraction) -> None:
        """Find the largest satisfaction that all but `level` sides can have beyond what is held already."""
        program, unit = self.program, max(self.wholes)
        first = program.highs.getNumRow()
        height = program.column(math.ceil(end * unit), whole=len(set(self.wholes)) == 1)
        below = self._below(level)
        for side, (points, whole) in enumerate(zip(self.points, self.wholes, strict=True)):
            room = math.ceil(end * unit) * whole / unit - least[side]
            program.row(points | {height: -whole / unit, below[side]: max(room, 0)}, low=0)
        self._keep(program.best({height: 1}))
        self._perfect(level, least)
        program.drop_rows_from(first)

    def _below(self, level: int) -> list[int]:
        """Return columns that say which sides, at most `level`, may stay below a height."""
        below = [self.program.column() for _ in self.sides]
        self.program.row(dict.fromkeys(below, 1.0), high=level)
        return below

    def _hold(self, level: int, least: Sequence[int], height: Fraction, *, beyond: bool = False) -> None:
        """Ask that all but `level` sides reach a height, or pass it."""
        below = self._below(level)
        for side, (points, whole) in enumerate(zip(self.points, self.wholes, strict=True)):
            needed = math.floor(height * whole) + 1 if beyond else math.ceil(height * whole)
            self.program.row(points | {below[side]: max(needed - least[side], 0)}, low=needed)

    def _perfect(self, level: int, least: Sequence[int]) -> None:
        """Pass the level found as long as that can be: shares of different wholes lie closer than the solver sees."""
        while len(set(self.wholes)) > 1:
            first = self.program.highs.getNumRow()
            self._hold(level, least, self._level(level), beyond=True)
            passed = self._keep(self.program.best({}))
            self.program.drop_rows_from(first)
            if not passed:
                return

    # The order of the file

    def take_file_order(self) -> None:
        """Narrow the program, candidate by candidate, to those who come first in the order of the file."""
        order, taken = _in_file_order(self.pool), [0] * len(self.pool)
        closed, at = set[int](), 0
        while at < len(order):
            group = order[at]
            if group in closed:
                at += 1
            elif self.found[group] > taken[group]:
                taken[group] += 1
                self.program.row(self.program.of([group]), low=taken[group])
                at += 1
            else:
                run = list(itertools.takewhile(lambda n: n in closed or self.found[n] == taken[n], order[at:]))
                waiting = [number for number in dict.fromkeys(run) if number not in closed]
                seated = sum(taken[number] for number in waiting)
                if not self._keep(_asked(self.program, self.program.of(waiting), seated + 1)):
                    closed.update(waiting)
                    self.program.row(self.program.of(waiting), high=seated)
                    at += len(run)


def _in_file_order(pool: Sequence[Group]) -> list[int]:
    """Return the group of each candidate, in the order of the file."""
    return [number for _, number in sorted((member, n) for n, group in enumerate(pool) for member in group.members)]


def _asked(program: SeatProgram, parts: dict[int, float], low: int) -> Solution | None:
    """Return a solution that has at least so many of these, if there is one."""
    program.row(parts, low=low)
    found = program.best({})
    program.drop_rows_from(program.highs.getNumRow() - 1)
    return found


def _shared_out(body: Transition, pool: Sequence[Group]) -> Body:
    """Return the offices of those who sit: to one after another, in the order of the file, the first to be had."""
    program, taken = BodyProgram(body, pool), [0] * len(pool)
    solution = program.attained({})
    for number in _in_file_order(pool):
        taken[number] += 1
        for office in pool[number].offices:
            upto = {program.seated[number, other]: 1.0 for other in pool[number].offices if other <= office}
            held = sum(solution.values[column] for column in upto)
            better = solution if held > taken[number] - 0.5 else _asked(program, upto, taken[number])
            if better is not None:
                program.row(upto, low=taken[number])
                solution = better
                break
    seated: list[list[int]] = [[] for _ in body.offices]
    members = [iter(group.members) for group in pool]
    for (number, office), count in program.seating(solution.values).items():
        seated[office] += itertools.islice(members[number], count)
    return tuple(tuple(sorted(held)) for held in seated)
