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
from goodoffices.transition._pool import Group, groups, seated, sides, wholes
from goodoffices.transition._program import BodyProgram, MergedProgram, Program, SeatProgram, Solution, Values

Body = tuple[tuple[int, ...], ...]
"""For each office the candidates seated, as places in the file."""

_CORE = 150
"""As many columns are tried first; those that the relaxation finds farthest from a seat wait."""


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
    pool = groups(body, ranked=False)
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
        self.found: list[int] = []
        """How many of each group sit."""
        self.values: Values = np.zeros(0)

    def best(self) -> Body | None:
        """Return the best body."""
        if not self._keep(self.program.best({})):
            return None
        if self.sides:
            self.satisfy()
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

    def _start(self) -> Values:
        values = np.zeros(self.program.highs.getNumCol())
        values[: len(self.values)] = self.values
        return values

    # Satisfaction

    def _level(self, number: int) -> Fraction:
        """Return the next smallest satisfaction after `number` others, in the body found."""
        points = [
            sum(group.scores[side] * count for group, count in zip(self.pool, self.found, strict=True))
            for side in range(len(self.sides))
        ]
        return sorted(Fraction(part, whole) for part, whole in zip(points, self.wholes, strict=True))[number]

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
        return self.program.attained(dict(aim), relaxed=True).value

    def _raise_smallest(self) -> Fraction:
        """Find the largest smallest satisfaction; columns that cannot be part of as good a body are taken out."""
        program, unit = self.program, max(self.wholes)
        first = program.highs.getNumRow()
        smallest = program.column(
            1 + unit * sum(office.seats for office in self.body.offices), whole=len(set(self.wholes)) == 1
        )
        for points, whole in zip(self.points, self.wholes, strict=True):
            program.row(points | {smallest: -whole / unit}, low=0)
        relaxation = program.attained({smallest: 1}, relaxed=True)
        away = np.abs(relaxation.reduced)
        highs = {column: program.highs.getCol(column)[3] for column in self.free}
        ranked = sorted(self.free, key=lambda column: float(away[column]))
        if len(ranked) > 2 * _CORE:
            program.limit(ranked[_CORE:], 0)
            self._keep(program.best({smallest: 1}))
            program.limit(ranked[_CORE:], [highs[column] for column in ranked[_CORE:]])
        gap = relaxation.value - float(self._level(0) * unit)
        out = [column for column in self.free if away[column] > gap + 1e-6 and self.values[column] < 0.5]
        program.limit(out, 0)
        if gap >= 1 - 1e-6 or len(set(self.wholes)) > 1:
            self._keep(program.best({smallest: 1}, start=self._start()))
            self._perfect(0, [0] * len(self.sides))
        program.drop_rows_from(first)
        return self._level(0)

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


def _asked(program: Program, parts: dict[int, float], low: int) -> Solution | None:
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
