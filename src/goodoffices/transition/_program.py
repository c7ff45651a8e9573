"""A body as an integer program for HiGHS: how many of each group sit where, under the rules.

Vetoes and rules can be priced: each then has a column that is 1 when it is withdrawn, and binds only while that is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from goodoffices.case.transition import Balance, BodyRule, Pairing, Quota, Share, Transition
from goodoffices.transition._pool import Group, bounds, offices_of, rules_of

INFINITE = highspy.kHighsInf
_ENDLESS = 2**31 - 1
Values = npt.NDArray[np.float64]
Ends = float | Sequence[float] | Values
Seating = dict[tuple[int, int], int]
"""(group, office) → how many of the group sit there; at least 1."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What a program attains."""

    value: float
    values: Values
    reduced: Values
    """Reduced costs; of a relaxation only."""


class SeatProgram:
    """Who is seated, as a linear program in whole numbers that can be asked again after a change.

    With `priced`, it also says which vetoes and rules are withdrawn.
    """

    holding: Sequence[Sequence[int]]
    """For each group the columns that add up to how many of it are seated."""

    def __init__(self, body: Transition, pool: Sequence[Group], *, priced: bool = False) -> None:
        self.body, self.pool = body, pool
        self.seats = [office.seats for office in body.offices]
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        # Every aim here is a whole number in what can be attained, so that less than 1 is left to gain when it ends.
        self.highs.setOptionValue("mip_abs_gap", 0.999)
        self.highs.setOptionValue("threads", 1)
        self.column(0)  # without any column HiGHS calls a model empty, whatever its rows ask
        self.withdrawn = {entry.id: self.column() for entry in (*body.vetoes, *body.rules)} if priced else {}

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

    def limit(self, columns: Sequence[int] | npt.NDArray[np.int_], low: Ends, high: Ends) -> None:
        """Let columns range from `low` to `high`, one for all or one each."""
        if len(columns):
            ends = (np.broadcast_to(np.asarray(end, np.float64), len(columns)).copy() for end in (low, high))
            self.highs.changeColsBounds(len(columns), np.array(columns, np.int32), *ends)

    def best(self, aim: Mapping[int, float], *, relaxed: bool = False, nodes: int = _ENDLESS) -> Solution | None:
        """Return where the aim is largest, or None if the rows cannot be met.

        Where it takes more than so many nodes, the best found by then, if anything, is returned.
        """
        costs = np.zeros(self.highs.getNumCol())
        for column, value in aim.items():
            costs[column] = value
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.highs.setOptionValue("solve_relaxation", relaxed)
        self.highs.setOptionValue("mip_max_nodes", nodes)
        self._run()
        status, found = self.highs.getModelStatus(), self.highs.getSolution()
        if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
            return None
        if status == highspy.HighsModelStatus.kSolutionLimit and nodes < _ENDLESS:
            if not found.value_valid:
                return None
        elif status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the solver stopped with {self.highs.modelStatusToString(status)}")
        reduced = np.array(found.col_dual) if relaxed else np.zeros(0)
        return Solution(self.highs.getInfo().objective_function_value, np.array(found.col_value), reduced)

    def _run(self) -> None:
        """Solve; where what the solver left out beforehand turns out to be broken by its answer, with all of it in."""
        self.highs.run()
        if self.highs.getModelStatus() == highspy.HighsModelStatus.kSolveError:  # seen with equalities that depend
            self.highs.clearSolver()
            self.highs.setOptionValue("presolve", "off")
            self.highs.run()
            self.highs.setOptionValue("presolve", "choose")

    def attained(self, aim: Mapping[int, float], *, relaxed: bool = False) -> Solution:
        """Return where the aim is largest, of rows known to be met."""
        found = self.best(aim, relaxed=relaxed)
        if found is None:
            raise RuntimeError("the solver finds no body where it has found one before")
        return found

    def given_up(self, values: Values) -> tuple[str, ...]:
        """Return what is withdrawn, of a solution, in the order of the file."""
        return tuple(name for name, column in self.withdrawn.items() if values[column] > 0.5)

    def counts(self, values: Values) -> list[int]:
        """Return how many of each group are seated, of a solution."""
        return [round(sum(values[column] for column in held)) for held in self.holding]

    def of(self, numbers: Iterable[int]) -> dict[int, float]:
        """Return what adds up to how many of some groups are seated."""
        return {column: 1.0 for number in numbers for column in self.holding[number]}

    def _free(self) -> None:
        """Keep out whom a veto strikes that is not withdrawn."""
        for number, group in enumerate(self.pool):
            for veto in group.struck_by:
                away = {self.withdrawn[self.body.vetoes[veto].id]: -float(min(len(group.members), sum(self.seats)))}
                self.row(self.of([number]) | away, high=0)

    def _bound(self, rule: str, parts: dict[int, float], low: float, high: float, slack: tuple[float, float]) -> None:
        """Bound a sum that its rule, when withdrawn, lets miss either end by that much."""
        if not self.withdrawn:
            self.row(parts, low, high)
            return
        for end, sign, least, most in ((low, 1, low, INFINITE), (high, -1, -INFINITE, high)):
            if abs(end) < INFINITE:
                self.row(parts | {self.withdrawn[rule]: sign * slack[sign < 0]}, least, most)

    def _count(self, rule: Quota | Share, parts: dict[int, float], low: int, high: int) -> None:
        seats = sum(self.seats)
        if low > 0 or high < seats:
            ends = (low if low > 0 else -INFINITE), (high if high < seats else INFINITE)
            self._bound(rule.id, parts, *ends, (low, max(seats - high, 0)))

    def _balance(self, rule: Balance, held: Mapping[str, dict[int, float]], margin: int) -> None:
        seats = sum(self.seats)
        fewest = self.column(seats, whole=False)
        for value in rule.between:
            self._bound(rule.id, held.get(value, {}) | {fewest: -1.0}, 0, margin, (seats, seats))

    def _by_value(self, place: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, group in enumerate(self.pool):
            found.setdefault(group.values[place], []).append(number)
        return found


class MergedProgram(SeatProgram):
    """Who sits at all, whatever the office: what every body meets, without the many ways to share out the offices."""

    def __init__(self, body: Transition, pool: Sequence[Group], *, priced: bool = False) -> None:
        super().__init__(body, pool, priced=priced)
        seats, whole = self.seats, sum(self.seats)
        self.holding = [[self.column(min(len(group.members), sum(seats[o] for o in group.offices)))] for group in pool]
        self._free()
        self.row(self.of(range(len(pool))), whole, whole)
        for named in sorted({group.offices for group in pool}):
            within = [number for number, group in enumerate(pool) if set(group.offices) <= set(named)]
            self.row(self.of(within), high=sum(seats[office] for office in named))
        for office, wanted in enumerate(seats):
            self.row(self.of([number for number, group in enumerate(pool) if office in group.offices]), low=wanted)
        counting, comparing = rules_of(body)
        for place, rule in enumerate(counting):
            low, high = bounds(body, rule)
            parts = self.of([number for number, group in enumerate(pool) if group.counted[place]])
            self._count(rule, parts, low, high + self._outside(rule))
        for place, compared in enumerate(comparing):
            if isinstance(compared, Balance):
                held = {value: self.of(members) for value, members in self._by_value(place).items()}
                self._balance(compared, held, compared.margin + self._outside(compared))

    def _outside(self, rule: BodyRule) -> int:
        return sum(self.seats) - sum(office.seats for office in offices_of(self.body, rule))


class BodyProgram(SeatProgram):
    """Who sits where."""

    def __init__(self, body: Transition, pool: Sequence[Group], *, priced: bool = False) -> None:
        super().__init__(body, pool, priced=priced)
        self.seated = {
            (number, office): self.column(min(len(group.members), self.seats[office]))
            for number, group in enumerate(pool)
            for office in group.offices
        }
        self.holding = [[self.seated[number, office] for office in group.offices] for number, group in enumerate(pool)]
        self._free()
        for office, seats in enumerate(self.seats):
            self.row(self._in([office]), seats, seats)
        for number, group in enumerate(pool):
            self.row(self.of([number]), high=len(group.members))
        counting, comparing = rules_of(body)
        for place, rule in enumerate(counting):
            self._count(rule, self.counted(place, self._offices(rule)), *bounds(body, rule))
        for place, compared in enumerate(comparing):
            if isinstance(compared, Balance):
                self._balance(compared, self.held(place, compared), compared.margin)
            else:
                (self._apart if compared.kind == "apart" else self._together)(place, compared)

    def seating(self, values: Values) -> Seating:
        """Return who sits where, of a solution."""
        return {key: count for key, column in self.seated.items() if (count := round(values[column]))}

    def counted(self, place: int, offices: Sequence[int]) -> dict[int, float]:
        """Return what adds up to how many of those that a rule counts sit in some offices."""
        return self._in(offices, [number for number, group in enumerate(self.pool) if group.counted[place]])

    def held(self, place: int, rule: Balance) -> dict[str, dict[int, float]]:
        """Return for each value that a balance sees what adds up to how many with it sit in its offices."""
        return {value: self._in(self._offices(rule), members) for value, members in self._by_value(place).items()}

    def _offices(self, rule: BodyRule) -> list[int]:
        spoken = {office.id for office in offices_of(self.body, rule)}
        return [number for number, office in enumerate(self.body.offices) if office.id in spoken]

    def _in(self, offices: Sequence[int], members: Iterable[int] | None = None) -> dict[int, float]:
        among = range(len(self.pool)) if members is None else members
        keys = ((number, office) for number in among for office in offices)
        return {self.seated[key]: 1.0 for key in keys if key in self.seated}

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
            self._bound(rule.id, parts, -INFINITE, 1, (0, len(offices) - 1))

    def _together(self, place: int, rule: Pairing) -> None:
        offices = self._offices(rule)
        by_value = self._by_value(place)
        chosen = {value: self.column() for value in by_value}
        self.row(dict.fromkeys(chosen.values(), 1.0), 1, 1)
        for value, members in by_value.items():
            for office in offices:
                seats = float(self.seats[office])
                self._bound(rule.id, self._in([office], members) | {chosen[value]: -seats}, 0, 0, (seats, seats))
