"""A body as an integer program for HiGHS: how many of each group sit where, under the rules.

Vetoes and rules can be priced: each then has a column that is 1 when it is withdrawn, and binds only while that is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from goodoffices.case.transition import BodyRule, Pairing, Quota, Share, Transition
from goodoffices.transition._pool import Group, bounds, offices_of, rules_of

INFINITE = highspy.kHighsInf
Values = npt.NDArray[np.float64]
Seating = dict[tuple[int, int], int]
"""(group, office) → how many of the group sit there; at least 1."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What a program attains."""

    value: float
    values: Values
    reduced: Values
    """Reduced costs; of a relaxation only."""


class Program:
    """A linear program in whole numbers that can be asked again after a change."""

    def __init__(self) -> None:
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        # Every aim here is a whole number in what can be attained, so that less than 1 is left to gain when it ends.
        self.highs.setOptionValue("mip_abs_gap", 0.999)
        self.highs.setOptionValue("threads", 1)
        self.column(0)  # without any column HiGHS calls a model empty, whatever its rows ask

    def column(self, high: float = 1, *, whole: bool = True) -> int:
        """Add a column from 0 to `high` and return its number."""
        number = int(self.highs.getNumCol())
        self.highs.addVar(0.0, float(high))
        if whole:
            self.highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        return number

    def row(self, parts: Mapping[int, float], low: float = -INFINITE, high: float = INFINITE) -> int:
        """Add a row and return its number."""
        kept = {column: value for column, value in parts.items() if value}
        indices, values = np.array(list(kept), np.int32), np.array(list(kept.values()), np.float64)
        self.highs.addRow(float(low), float(high), len(kept), indices, values)
        return int(self.highs.getNumRow()) - 1

    def drop_rows_from(self, first: int) -> None:
        """Take out every row from a number on."""
        numbers = np.arange(first, self.highs.getNumRow(), dtype=np.int32)
        self.highs.deleteRows(len(numbers), numbers)

    def limit(self, columns: Sequence[int], high: float | Sequence[float]) -> None:
        """Let columns range from 0 to `high`."""
        if columns:
            ends = np.broadcast_to(np.asarray(high, np.float64), len(columns)).copy()
            self.highs.changeColsBounds(len(columns), np.array(columns, np.int32), np.zeros(len(columns)), ends)

    def best(
        self, aim: Mapping[int, float], *, relaxed: bool = False, start: Values | None = None
    ) -> Solution | None:
        """Return where the aim is largest, or None if the rows cannot be met."""
        costs = np.zeros(self.highs.getNumCol())
        for column, value in aim.items():
            costs[column] = value
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.highs.setOptionValue("solve_relaxation", relaxed)
        if start is not None:
            self.highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the solver stopped with {self.highs.modelStatusToString(status)}")
        found = self.highs.getSolution()
        reduced = np.array(found.col_dual) if relaxed else np.zeros(0)
        return Solution(self.highs.getInfo().objective_function_value, np.array(found.col_value), reduced)


class MergedProgram(Program):
    """Who sits at all, whatever the office: what every body meets, without the many ways to share out the offices."""

    def __init__(self, body: Transition, pool: Sequence[Group]) -> None:
        super().__init__()
        seats = [office.seats for office in body.offices]
        whole = sum(seats)
        self.holding = [[self.column(min(len(group.members), sum(seats[o] for o in group.offices)))] for group in pool]
        self.row(self._of(range(len(pool))), whole, whole)
        for named in {group.offices for group in pool}:
            within = [number for number, group in enumerate(pool) if set(group.offices) <= set(named)]
            self.row(self._of(within), high=sum(seats[office] for office in named))
        for office, wanted in enumerate(seats):
            self.row(self._of([number for number, group in enumerate(pool) if office in group.offices]), low=wanted)
        for place, rule in enumerate(rules_of(body)[0]):
            low, high = bounds(body, rule)
            outside = whole - sum(office.seats for office in offices_of(body, rule))
            self.row(self._of([n for n, group in enumerate(pool) if group.counted[place]]), low, high + outside)

    def _of(self, numbers: Iterable[int]) -> dict[int, float]:
        return {column: 1.0 for number in numbers for column in self.holding[number]}


class BodyProgram(Program):
    """Who sits where; with `priced`, also which vetoes and rules are withdrawn."""

    def __init__(self, body: Transition, pool: Sequence[Group], *, priced: bool = False) -> None:
        super().__init__()
        self.body, self.pool, self.priced = body, pool, priced
        self.seats = [office.seats for office in body.offices]
        self.seated = {
            (number, office): self.column(min(len(group.members), self.seats[office]))
            for number, group in enumerate(pool)
            for office in group.offices
        }
        self.holding = [[self.seated[number, office] for office in group.offices] for number, group in enumerate(pool)]
        """For each group the columns that add up to how many of it are seated."""
        entries = (*body.vetoes, *body.rules)
        self.withdrawn = {entry.id: self.column() for entry in entries} if priced else {}
        for office, seats in enumerate(self.seats):
            self.row(self._in([office]), seats, seats)
        for number, group in enumerate(pool):
            if len(group.offices) > 1 or sum(self.seats[office] for office in group.offices) > len(group.members):
                self.row(self._of(number), high=len(group.members))
            for veto in group.struck_by:
                away = {self.withdrawn[body.vetoes[veto].id]: -float(len(group.members))}
                self.row(self._of(number) | away, high=0)
        counting, pairing = rules_of(body)
        for place, rule in enumerate(counting):
            self._count(place, rule.id, self._offices(rule), *bounds(body, rule))
        for place, pair in enumerate(pairing):
            (self._apart if pair.kind == "apart" else self._together)(place, pair)

    def seating(self, values: Values) -> Seating:
        """Return who sits where, of a solution."""
        return {key: count for key, column in self.seated.items() if (count := round(values[column]))}

    def given_up(self, values: Values) -> tuple[str, ...]:
        """Return what is withdrawn, of a solution, in the order of the file."""
        return tuple(name for name, column in self.withdrawn.items() if values[column] > 0.5)

    def _offices(self, rule: BodyRule) -> list[int]:
        spoken = {office.id for office in offices_of(self.body, rule)}
        return [number for number, office in enumerate(self.body.offices) if office.id in spoken]

    def _in(self, offices: Iterable[int], members: Iterable[int] | None = None) -> dict[int, float]:
        among = range(len(self.pool)) if members is None else members
        within = list(offices)
        return {
            self.seated[number, office]: 1.0
            for number in among
            for office in within
            if (number, office) in self.seated
        }

    def _of(self, number: int) -> dict[int, float]:
        return self._in(self.pool[number].offices, [number])

    def _bound(self, rule: str, parts: dict[int, float], low: float, high: float, slack: float) -> None:
        """Bound a sum that its rule, when withdrawn, lets miss either end by `slack`."""
        if not self.priced:
            self.row(parts, low, high)
            return
        away = self.withdrawn[rule]
        if low > -INFINITE:
            self.row(parts | {away: slack}, low=low)
        if high < INFINITE:
            self.row(parts | {away: -slack}, high=high)

    def _count(self, place: int, rule: str, offices: list[int], low: int, high: int) -> None:
        seats = sum(self.seats[office] for office in offices)
        members = [number for number, group in enumerate(self.pool) if group.counted[place]]
        parts = self._in(offices, members)
        if low > 0:
            self._bound(rule, parts, low, INFINITE, low)
        if high < seats:
            self._bound(rule, parts, -INFINITE, high, seats - high)

    def _by_value(self, place: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.pool):
            found.setdefault(group.values[place], []).append(number)
        return found

    def _apart(self, place: int, rule: Pairing) -> None:
        offices = self._offices(rule)
        for members in self._by_value(place).values():
            parts: dict[int, float] = {}
            for office in offices:
                held = self._in([office], members)
                if self.seats[office] == 1:
                    parts |= held
                elif held:
                    taken = self.column()
                    self.row(held | {taken: -float(self.seats[office])}, high=0)
                    parts[taken] = 1.0
            self._bound(rule.id, parts, -INFINITE, 1, len(offices) - 1)

    def _together(self, place: int, rule: Pairing) -> None:
        offices = self._offices(rule)
        by_value = self._by_value(place)
        chosen = {value: self.column() for value in by_value}
        self.row(dict.fromkeys(chosen.values(), 1.0), 1, 1)
        for value, members in by_value.items():
            for office in offices:
                parts = self._in([office], members) | {chosen[value]: -float(self.seats[office])}
                self._bound(rule.id, parts, 0, 0, self.seats[office])
