"""The whole answer of `convene`."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from goodoffices.case import CaseFile, grounds, in_force
from goodoffices.case.entry import Entry
from goodoffices.case.stance import Stance
from goodoffices.convene._problem import Problem, is_possible, problem
from goodoffices.convene.answer import ConveneAnswer, Deadlock
from goodoffices.convene.changes import cheapest_changes
from goodoffices.convene.deadlocks import deadlocks, minimal_conflicts
from goodoffices.convene.packages import packages
from goodoffices.convene.pivots import pivots, price_ranges
from goodoffices.errors import MissingGoalError

PACKAGES, DEADLOCKS = 10, 100
_ALL_PIVOTS, _SOME_PIVOTS = 200, 20
"""Up to how many positions every one is tried, and how many beyond: those in the most deadlocks."""

T = TypeVar("T")


def convene(
    case: CaseFile,
    *,
    most_packages: int | None = PACKAGES,
    most_deadlocks: int | None = DEADLOCKS,
    margins: bool = True,
) -> ConveneAnswer:
    """Return whether the parties convene; if not, what stands in the way and what unlocks it at least cost.

    Parameters
    ----------
    case : CaseFile
        A case with a goal.
    most_packages, most_deadlocks : int or None
        How many to list, cheapest and smallest first; None lists all there are, which can be very many.
    margins : bool
        Say also whose move helps most and how far prices may move; without, an answer takes a fifth of the time.

    Returns
    -------
    ConveneAnswer
        Costs in the units of the case file.

    Raises
    ------
    MissingGoalError
        If the case states no goal.

    Notes
    -----
    Deadlocks are minimal unsatisfiable subsets of the positions, packages weighted minimal correction sets
    [LiffitonSakallah2008]_ priced by the cheapest way each position can be withdrawn. Exponential in the worst
    case; of a thousand conditions the cheapest package takes under a second, the whole answer some seconds.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> answer = convene(load("examples/syria-2013"))
    >>> answer.convenes, answer.packages[0].cost
    (False, 7)
    """
    if case.goal is None:
        raise MissingGoalError(f"{case.file}: the case states no goal; add one, e.g. goal: a_attends and b_attends")
    asked = problem(case)
    encoding = asked.encoding
    stances = _stances(case)
    rules, positions = ([[literal] for literal in group.values()] for group in (encoding.rules, encoding.positions))
    hard = [*encoding.clauses, [encoding.goal or 0]]
    if not is_possible([*hard, *rules]):
        shut = next(minimal_conflicts(hard, encoding.rules))
        why = grounds(case, [rule for rule in case.impossible if rule.id in shut])
        return ConveneAnswer(str(case.goal), False, None, shut, stances, grounds=why)
    whole = grounds(case, [*in_force(case, "refuses", "requires"), *case.impossible])
    if is_possible([*hard, *rules, *positions]):
        return ConveneAnswer(str(case.goal), True, cheapest_changes(asked), None, stances, grounds=whole)
    stuck, stuck_complete = _capped(_deadlocks(asked), most_deadlocks)
    offers, offers_complete = _capped(packages(asked), most_packages)
    every = margins and len(stances) <= _ALL_PIVOTS
    most_stuck = Counter(name for deadlock in stuck for name in deadlock.positions).most_common(_SOME_PIVOTS)
    among = set(stances) if every else {name for name, _ in most_stuck}
    return ConveneAnswer(
        goal=str(case.goal),
        convenes=False,
        changes=None,
        shut_out_by=None,
        positions=stances,
        deadlocks=tuple(sorted(stuck, key=lambda deadlock: (len(deadlock.positions), deadlock.positions))),
        deadlocks_complete=stuck_complete,
        packages=tuple(offers),
        packages_complete=offers_complete,
        pivots=tuple(pivots(asked, stuck, offers[0], among)) if margins else (),
        pivots_complete=every,
        prices=tuple(price_ranges(asked, offers[0], among)) if margins else (),
        grounds=whole,
    )


def _stances(case: CaseFile) -> dict[str, Stance]:
    return {
        position.id: Stance(position.id, position.party, position.kind, position.words, grounds(case, [position]))
        for position in in_force(case, "refuses", "requires")
    }


def _deadlocks(asked: Problem) -> Iterator[Deadlock]:
    case, encoding = asked.case, asked.encoding
    entries: dict[str, Entry] = {entry.id: entry for entry in (*case.positions, *case.impossible)}
    for names in deadlocks(asked):
        held = [[encoding.goal or 0], *([encoding.positions[name]] for name in names)]
        rules = next(minimal_conflicts([*encoding.clauses, *held], encoding.rules))
        yield Deadlock(names, rules, grounds(case, [entries[name] for name in (*names, *rules)]))


def _capped(found: Iterator[T], most: int | None) -> tuple[list[T], bool]:
    """Return the first `most` (at least one) and whether that is all."""
    listed = list(itertools.islice(found, None if most is None else max(1, most)))
    return listed, next(found, None) is None
