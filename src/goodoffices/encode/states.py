"""A case as its feasible states: one row each, a small number for every value."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.case import CaseFile, Rule, State
from goodoffices.case.expressions import And, Iff, Is, Node, Not, Or, names
from goodoffices.errors import NoFeasibleStateError, TooLargeError, UnknownNameError, unknown

LARGEST = 1 << 24
"""As many states are laid out; each takes a byte an issue."""

Codes = npt.NDArray[np.unsignedinteger[Any]]
Mask = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class States:
    """The feasible states of a case, in the order of issues, then values; the first issue weighs most."""

    issues: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    """The values of every issue."""
    values: Codes
    """Shape (states, issues): which of its values each issue has."""

    def __len__(self) -> int:
        return len(self.values)

    def column(self, issue: str) -> Codes:
        """Return which of its values an issue has in every state."""
        column: Codes = self.values[:, self.issues.index(issue)]
        return column

    def state(self, index: int) -> dict[str, str]:
        """Return the state at an index as issue → value."""
        row = self.values[index].tolist()
        return dict(zip(self.issues, map(operator.getitem, self.labels, row), strict=True))

    def index(self, state: State) -> int | None:
        """Return where a state stands, or None if it is not feasible."""
        low, high = 0, len(self)
        for place, (issue, labels) in enumerate(zip(self.issues, self.labels, strict=True)):
            if state.get(issue) not in labels:
                raise UnknownNameError(f"issue '{issue}': " + unknown("value", str(state.get(issue)), labels))
            column, code = self.values[low:high, place], labels.index(state[issue])
            low, high = (low + int(np.searchsorted(column, code, side)) for side in ("left", "right"))
        return low if low < high else None

    def where(self, node: Node) -> Mask:
        """Return in which states a condition holds."""
        columns = {issue: self.values[:, place] for place, issue in enumerate(self.issues)}
        return _holds(node, columns, dict(zip(self.issues, self.labels, strict=True)))


def lay_out(case: CaseFile, *, largest: int = LARGEST) -> States:
    """Return the feasible states of a case.

    The states grow issue by issue, and each rule strikes as soon as all issues it names have their values: many issues
    with few feasible states stay small.

    Parameters
    ----------
    case : CaseFile
        Its `impossible` rules say what is not feasible.
    largest : int
        No table of more rows is begun.

    Raises
    ------
    NoFeasibleStateError
        If the rules leave no state; names them.
    TooLargeError
        If more than `largest` states would stand at some point.
    """
    labels = {issue.id: issue.values for issue in case.issues.values()}
    kind = np.min_scalar_type(max(map(len, labels.values())) - 1)
    order = _rules_first(labels, case.impossible)
    columns: dict[str, Codes] = {}
    waiting, applied, count = list(case.impossible), list[Rule](), 1
    for issue in order:
        size = len(labels[issue])
        if count * size > largest:
            raise _too_many(labels, len(columns) + 1, count * size, largest)
        columns = {name: np.repeat(column, size) for name, column in columns.items()}
        columns[issue] = np.tile(np.arange(size, dtype=kind), count)
        due = [rule for rule in waiting if names(rule.that.node) <= columns.keys()]
        waiting = [rule for rule in waiting if rule not in due]
        if due:
            kept = ~_holds(Or(tuple(rule.that.node for rule in due)), columns, labels)
            columns = {name: column[kept] for name, column in columns.items()}
            applied += due
        count = len(columns[issue])
        if not count:
            raise _none_left(applied)
    return States(tuple(labels), tuple(labels.values()), _sorted(columns, labels))


def _rules_first(labels: Mapping[str, Sequence[str]], rules: Iterable[Rule]) -> list[str]:
    """Order the issues so that rules strike early: those of the rule with the fewest open combinations come next."""
    order: dict[str, None] = {}
    left = list(dict.fromkeys(names(rule.that.node) for rule in rules))
    while left:
        following = min(left, key=lambda named: math.prod(len(labels[name]) for name in named if name not in order))
        order.update(dict.fromkeys(name for name in labels if name in following))
        left.remove(following)
    return [*order, *(name for name in labels if name not in order)]


def _sorted(columns: Mapping[str, Codes], labels: Mapping[str, Sequence[str]]) -> Codes:
    if list(columns) != list(labels):
        order = np.lexsort(packed([columns[name] for name in labels], list(map(len, labels.values())))[::-1])
        columns = {name: column[order] for name, column in columns.items()}
    return np.stack([columns[name] for name in labels]).T  # each issue's column in one stretch of memory


def packed(columns: Sequence[npt.NDArray[np.integer[Any]]], sizes: Sequence[int]) -> list[npt.NDArray[np.int64]]:
    """Return the columns as few whole numbers a row, most significant first, that order rows as the columns do."""
    keys: list[npt.NDArray[np.int64]] = []
    room = 0
    for column, size in zip(columns, sizes, strict=True):
        if room < size:
            keys.append(np.zeros(len(column), np.int64))
            room = 1 << 62
        keys[-1] = keys[-1] * size + column
        room //= size
    return keys


def numbered(key: npt.NDArray[Any]) -> Index:
    """Return the place of each number among those that occur, from 0 without gaps."""
    least, most = int(key.min()), int(key.max())
    if most - least > 4 * len(key):
        return np.unique(key, return_inverse=True)[1]
    occurs = np.zeros(most - least + 1, np.bool_)
    occurs[key - least] = True
    place: Index = (np.cumsum(occurs) - 1)[key - least]
    return place


def _holds(node: Node, columns: Mapping[str, Codes], labels: Mapping[str, Sequence[str]]) -> Mask:
    match node:
        case Is(name, values):
            listed: Mask = np.isin(labels[name], values)
            return listed[columns[name]]
        case Not(part):
            return ~_holds(part, columns, labels)
        case And(parts):
            return functools.reduce(operator.and_, (_holds(part, columns, labels) for part in parts))
        case Or(parts):
            return functools.reduce(operator.or_, (_holds(part, columns, labels) for part in parts))
        case Iff(left, right):
            return ~(_holds(left, columns, labels) ^ _holds(right, columns, labels))


def _too_many(labels: Mapping[str, Sequence[str]], done: int, count: int, largest: int) -> TooLargeError:
    whole = math.prod(map(len, labels.values()))
    return TooLargeError(
        f"{len(labels)} issues allow {whole:,} states, and {done} of them with the rules on them still {count:,}; "
        f"at most {largest:,} fit; hold issues at a value (--set issue=value), or exclude more under 'impossible'"
    )


def _none_left(applied: Sequence[Rule]) -> NoFeasibleStateError:
    shown = ", ".join(f"'{rule.id}'" for rule in applied[:12]) + (
        f" and {len(applied) - 12} more" if len(applied) > 12 else ""
    )
    return NoFeasibleStateError(f"no state is feasible: together, {shown} exclude every one; take one out or mend it")
