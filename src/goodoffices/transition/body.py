"""The best body: the largest smallest satisfaction, then the next smallest, …, then the order of the file.

Each level of that order is one integer program. What it attains is then held by whole numbers of points, never by a
rounded share, so that the body found is the best and not nearly the best.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from goodoffices.case.transition import Transition
from goodoffices.transition._pool import Group, groups, sides, wholes
from goodoffices.transition._program import BodyProgram, Seating, Solution, Values

Body = tuple[tuple[int, ...], ...]
"""For each office the candidates seated, as places in the file."""

_CORE = 150
"""As many columns are tried first; those that the relaxation finds farthest from a seat wait."""


def best_body(body: Transition) -> Body | None:
    """Return the best body, or None if none exists; of bodies that tie, the first in the order of the file.

    That is the one which seats the first candidate, in the order of the file, on whom they differ, or gives that
    candidate the earlier office.
    """
    pool = groups(body, struck=False)
    search = _Search(body, pool)
    if not search.is_possible():
        return None
    if search.sides:
        search.satisfy()
    search.take_file_order()
    return search.seats()


def is_possible(body: Transition) -> bool:
    """Whether a body exists."""
    return _Search(body, groups(body, struck=False)).is_possible()


class _Search:
    """A program narrowed step by step to the best bodies, and the best of them found so far."""

    def __init__(self, body: Transition, pool: Sequence[Group]) -> None:
        self.body, self.pool = body, pool
        self.sides, self.wholes = sides(body), wholes(body)
        self.program = BodyProgram(body, pool)
        self.free = sorted(self.program.seated.values())
        self.points = [
            {column: group.scores[side] for (number, _), column in self.program.seated.items() for group in [pool[number]]}
            for side in range(len(self.sides))
        ]
        self.found: Seating = {}

    def is_possible(self) -> bool:
        """Whether there is a body, which is then kept."""
        return self._keep(self.program.best({}))

    def _keep(self, solution: Solution | None) -> bool:
        if solution is not None:
            self.found = self.program.seating(solution.values)
        return solution is not None

    def _start(self) -> Values:
        values = np.zeros(self.program.highs.getNumCol())
        for key, count in self.found.items():
            values[self.program.seated[key]] = count
        return values

    # Satisfaction

    def _attained(self) -> list[int]:
        """Return the points of each side in the body found."""
        return [
            sum(self.pool[number].scores[side] * count for (number, _), count in self.found.items())
            for side in range(len(self.sides))
        ]

    def _level(self, number: int) -> Fraction:
        """Return the next smallest satisfaction after `number` others, in the body found."""
        shares = (Fraction(points, whole) for points, whole in zip(self._attained(), self.wholes, strict=True))
        return sorted(shares)[number]

    def satisfy(self) -> None:
        """Narrow the program to the bodies that satisfy best."""
        floor = self._raise_smallest()
        least = [math.ceil(floor * whole) for whole in self.wholes]
        for side, points in enumerate(self.points):
            self.program.row(dict(points), low=least[side])
        # How far each side can rise now is little, and keeps the programs of the next levels tight.
        most = [math.floor(self._relaxed(points) + 1e-6) for points in self.points]
        for level in range(1, len(self.sides)):
            end = sorted(Fraction(points, whole) for points, whole in zip(most, self.wholes, strict=True))[level]
            if self._level(level) < end:
                self._raise(level, least, end)
            if self._level(level) > floor:
                self._hold(level, least, self._level(level))

    def _relaxed(self, aim: dict[int, int]) -> float:
        found = self.program.best(dict(aim), relaxed=True)
        assert found is not None  # the body found meets every row
        return found.value

    def _raise_smallest(self) -> Fraction:
        """Find the largest smallest satisfaction; columns that cannot be part of as good a body are taken out."""
        program, unit = self.program, max(self.wholes)
        first = program.highs.getNumRow()
        smallest = program.column(1 + max(self.wholes) * sum(program.seats), whole=len(set(self.wholes)) == 1)
        for points, whole in zip(self.points, self.wholes, strict=True):
            program.row(points | {smallest: -whole / unit}, low=0)
        relaxation = program.best({smallest: 1}, relaxed=True)
        assert relaxation is not None
        away = np.abs(relaxation.reduced)
        highs = {column: program.highs.getCol(column)[3] for column in self.free}
        ranked = sorted(self.free, key=lambda column: float(away[column]))
        if len(ranked) > _CORE:
            program.limit(ranked[_CORE:], 0)
            self._keep(program.best({smallest: 1}))
            program.limit(ranked[_CORE:], [highs[column] for column in ranked[_CORE:]])
        gap = relaxation.value - float(self._level(0) * unit)
        out = [column for column in self.free if away[column] > gap + 1e-6 and column not in self._seated_columns()]
        program.limit(out, 0)
        self.free = [column for column in self.free if column not in set(out)]
        if gap >= 1 - 1e-6 or len(set(self.wholes)) > 1:
            self._keep(program.best({smallest: 1}, start=self._start()))
            self._perfect(0, [0] * len(self.sides))
        program.drop_rows_from(first)
        return self._level(0)

    def _seated_columns(self) -> set[int]:
        return {self.program.seated[key] for key in self.found}

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
        """Pass the level found as long as it can be passed: shares of different wholes lie closer than the solver sees."""
        while len(set(self.wholes)) > 1:
            first = self.program.highs.getNumRow()
            self._hold(level, least, self._level(level), beyond=True)
            passed = self._keep(self.program.best({}))
            self.program.drop_rows_from(first)
            if not passed:
                return

    # The order of the file

    def take_file_order(self) -> None:
        """Narrow the program, candidate by candidate, to the first of its bodies in the order of the file."""
        order = [number for _, number in sorted((m, n) for n, group in enumerate(self.pool) for m in group.members)]
        taken, closed, at = [0] * len(self.pool), set[int](), 0
        while at < len(order):
            group = order[at]
            if group in closed:
                at += 1
            elif self._count(group) > taken[group]:
                taken[group] += 1
                self._take_first_office(group, taken[group])
                at += 1
            else:
                run = list(itertools.takewhile(lambda n: n in closed or self._count(n) == taken[n], order[at:]))
                waiting = [number for number in dict.fromkeys(run) if number not in closed]
                parts = {column: 1.0 for number in waiting for column in self._columns(number)}
                if not self._try(parts, 1 + sum(taken[number] for number in waiting)):
                    closed.update(waiting)
                    self.program.row(parts, high=sum(taken[number] for number in waiting))
                    at += len(run)

    def _take_first_office(self, group: int, rank: int) -> None:
        """Seat the candidate that is the `rank`-th of its group, in the first office it can have."""
        offices = self.pool[group].offices
        while True:
            counts = itertools.accumulate(self.found.get((group, office), 0) for office in offices)
            here = next(place for place, count in enumerate(counts) if count >= rank)
            if not here or not self._try(self._columns(group, offices[:here]), rank):
                self.program.row(self._columns(group, offices[: here + 1]), low=rank)
                return

    def _try(self, parts: dict[int, float], low: int) -> bool:
        """Whether a body has at least so many of these; if so it is kept."""
        self.program.row(parts, low=low)
        possible = self._keep(self.program.best({}))
        self.program.drop_rows_from(self.program.highs.getNumRow() - 1)
        return possible

    def _columns(self, group: int, offices: Sequence[int] | None = None) -> dict[int, float]:
        among = self.pool[group].offices if offices is None else offices
        return {self.program.seated[group, office]: 1.0 for office in among}

    def _count(self, group: int) -> int:
        return sum(self.found.get((group, office), 0) for office in self.pool[group].offices)

    def seats(self) -> Body:
        """Return the body found; of a group, the first in the file take the first offices."""
        seated: list[list[int]] = [[] for _ in self.program.seats]
        for number, group in enumerate(self.pool):
            members = iter(group.members)
            for office in group.offices:
                seated[office] += [next(members) for _ in range(self.found.get((number, office), 0))]
        return tuple(tuple(sorted(held)) for held in seated)

