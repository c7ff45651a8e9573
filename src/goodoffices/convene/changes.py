"""The changes of a state from the status quo: which, by whom, at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from goodoffices.case import CaseFile, State
from goodoffices.convene._problem import Problem, first_state
from goodoffices.convene.answer import Change, Number


def number(thousandths: int | Fraction) -> Number:
    """Return an amount in thousandths as a plain number, whole where it is."""
    return int(thousandths // 1000) if thousandths % 1000 == 0 else float(thousandths / 1000)


def changes_to(case: CaseFile, state: State) -> tuple[Change, ...]:
    """Return the changes that lead from the status quo to a state, in the order of the issues."""
    return tuple(
        Change(issue.id, issue.now, state[issue.id], issue.by, number(_cost(issue.cost.get(state[issue.id]))))
        for issue in case.issues.values()
        if state[issue.id] != issue.now
    )


def _cost(amount: object) -> int:
    return getattr(amount, "thousandths", 0)


def cheapest_changes(asked: Problem) -> tuple[Change, ...]:
    """Return the cheapest changes that meet the goal with every position in force (ties: number, then names)."""
    case, literals = asked.case, asked.encoding.values
    preference = [
        literals[issue, value]
        for issue in sorted(case.issues)
        for value in (*sorted(set(case.issues[issue].values) - {case.issues[issue].now}), case.issues[issue].now)
    ]
    standing = [[literal] for literal in asked.encoding.positions.values()]
    return changes_to(case, first_state(asked, [*_fixed(asked), *standing], preference))


def cheapest_state(asked: Problem, given_up: Iterable[str], conditions: Iterable[int]) -> State:
    """Return the cheapest state that meets all positions but those given up, and the conditions of the leverages used."""
    case, encoding, gone = asked.case, asked.encoding, set(given_up)
    standing = [[literal] for position, literal in encoding.positions.items() if position not in gone]
    preference = [encoding.values[issue.id, value] for issue in case.issues.values() for value in issue.values]
    return first_state(asked, [*_fixed(asked), *standing, *([literal] for literal in conditions)], preference)


def _fixed(asked: Problem) -> list[list[int]]:
    return [[asked.encoding.goal or 0], *([rule] for rule in asked.encoding.rules.values())]
