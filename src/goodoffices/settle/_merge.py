"""The frontier by merging issues one by one and dropping what is dominated.

Worth is a sum over issues, so a part of a package that another part betters can be completed by nothing that the other
cannot: it is dropped at once. Issues tied by conditions are merged first, each cluster by itself; there two parts are
compared only where they agree on every issue that a condition still to come speaks of (elimination as in nonserial
dynamic programming, Bertelè & Brioschi 1972, with a set of undominated parts for each state).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.case.expressions import Node, names
from goodoffices.encode.states import packed
from goodoffices.errors import TooLargeError
from goodoffices.settle._open import Cluster, Open
from goodoffices.settle._undominated import undominated
from goodoffices.settle.worths import FloatArray, IntArray

LARGEST = 1 << 22
"""As many rows are held at once."""

_BLOCK = 1 << 20
_LIMB = 1 << 62


@dataclass(frozen=True, eq=False)
class Rows:
    """Packages, or parts of them: what each is worth, and its place in the order of issues, then values.

    The place is one number, most significant issue first, in as many limbs as it needs; issues not yet merged count 0,
    so that both worth and place of a whole are the sums of those of its parts.
    """

    worth: npt.NDArray[Any]
    order: IntArray

    def __len__(self) -> int:
        return len(self.worth)

    def __getitem__(self, which: npt.NDArray[Any] | slice) -> Rows:
        return Rows(self.worth[which], self.order[which])

    def plus(self, other: Rows) -> Rows:
        """Return every sum of a row of these and one of the others."""
        return Rows(_sums(self.worth, other.worth), _sums(self.order, other.order))


def _sums(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[Any]:
    sums: npt.NDArray[Any] = (one[:, None, :] + other[None, :, :]).reshape(-1, one.shape[1])
    return sums


class Order:
    """The order of packages: which limb an issue stands in, and how much one value further counts there."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self.places: list[tuple[int, int]] = [(0, 1)] * len(sizes)
        limb, radix = 0, 1
        for issue in reversed(range(len(sizes))):
            if radix * sizes[issue] > _LIMB:
                limb, radix = limb + 1, 1
            self.places[issue] = limb, radix
            radix *= sizes[issue]
        self.limbs = limb + 1
        self.places = [(limb - at, radix) for at, radix in self.places]

    def of(self, issue: int, codes: IntArray) -> IntArray:
        """Return the places of values of one issue."""
        limb, radix = self.places[issue]
        places = np.zeros((len(codes), self.limbs), np.int64)
        places[:, limb] = codes * radix
        return places

    def codes(self, order: IntArray, issue: int) -> IntArray:
        """Return which of its values an issue has in every row."""
        limb, radix = self.places[issue]
        codes: IntArray = order[:, limb] // radix % self.sizes[issue]
        return codes

    def all_codes(self, order: IntArray) -> IntArray:
        """Return which of its values every issue has, row by row."""
        return np.stack([self.codes(order, issue) for issue in range(len(self.sizes))], axis=1)


Reduce = Callable[[Rows, IntArray | None], Rows]
"""Leaves fewer rows that still stand for all; rows may stand for others only of their own group."""


def frontier(found: Open, values: Sequence[FloatArray], floor: FloatArray, tie: FloatArray) -> Rows:
    """Return the packages that reach the floor and that no other dominates, one for each point.

    Parameters
    ----------
    found : Open
        The packages there are.
    values : sequence of array, shape (values, sides)
        For every issue what its values are worth.
    floor : array, shape (sides,)
        What each side must reach.
    tie : array, shape (sides,)
        How close worths must be to be the same.

    Raises
    ------
    TooLargeError
        If more rows than fit stand undominated at some point.
    """
    order = Order(list(map(len, found.labels)))
    each = [Rows(values[issue][left], order.of(issue, left)) for issue, left in enumerate(found.allowed)]
    rows = Rows(np.zeros((1, len(floor))), np.zeros((1, order.limbs), np.int64))
    rounding = 1e-3 * tie  # until the end only what rounding sets apart is one: what is merged often must not drift

    def reduce(rows: Rows, group: IntArray | None) -> Rows:
        return rows[undominated(rows.worth, rows.order, rounding, group)]

    parts = sorted((merged(found, cluster, each, rows, reduce) for cluster in found.clusters), key=len)
    if found.shut or not all(map(len, parts)):
        return rows[:0]
    rest = sum(part.worth.max(axis=0) for part in parts)
    while parts:  # the largest first, while few rows meet it
        part = parts.pop()
        rest = rest - part.worth.max(axis=0)
        rows = _summed(rows, part, floor - tie - rest - rounding, rounding)
    return rows[undominated(rows.worth, rows.order, tie)]


def _summed(rows: Rows, part: Rows, least: FloatArray, rounding: FloatArray) -> Rows:
    """Return the undominated sums that reach the least that a whole can still be made of."""
    at_once = max(1, _BLOCK // max(1, len(rows)))
    found = rows[:0]
    for start in range(0, len(part), at_once):
        sums = rows.plus(part[start : start + at_once])
        found = _joined(found, sums[np.flatnonzero((sums.worth >= least).all(axis=1))])
        found = found[undominated(found.worth, found.order, rounding)]
        _check_size(len(found), "stand undominated")
    return found


def merged(found: Open, cluster: Cluster, values: Sequence[Rows], start: Rows, reduce: Reduce) -> Rows:
    """Return the rows of a cluster that its conditions leave, reduced whenever an issue has been merged."""
    order = Order(list(map(len, found.labels)))
    waiting = {node: {i for i in map(found.number, names(node)) if i in cluster.issues} for node in cluster.conditions}
    done: set[int] = set()
    rows = start
    for issue in _sequence(cluster.issues, waiting, found):
        rows = rows.plus(values[issue])
        _check_size(len(rows), "of tied issues stand")
        done.add(issue)
        for node in [node for node, scope in waiting.items() if scope <= done]:
            columns = {i: order.codes(rows.order, i) for i in waiting.pop(node)}
            rows = rows[found.meets(node, columns, len(rows))]
        live = sorted(done & set().union(*waiting.values()))
        rows = reduce(rows, _grouped([order.codes(rows.order, i) for i in live], [order.sizes[i] for i in live]))
    return rows


def _joined(one: Rows, other: Rows) -> Rows:
    """Return the rows of both."""
    return Rows(np.concatenate((one.worth, other.worth)), np.concatenate((one.order, other.order)))


def _sequence(issues: Sequence[int], waiting: Mapping[Node, set[int]], found: Open) -> list[int]:
    """Order the issues so that conditions fall due early: next come those of the one with the fewest combinations."""
    sequence: dict[int, None] = {}
    left = list(waiting.values())
    while left:
        scope = min(left, key=lambda scope: math.prod(len(found.allowed[i]) for i in scope if i not in sequence))
        sequence.update(dict.fromkeys(sorted(scope)))
        left.remove(scope)
    return [*sequence, *(issue for issue in issues if issue not in sequence)]


def _grouped(columns: Sequence[IntArray], sizes: Sequence[int]) -> IntArray | None:
    group: IntArray | None = None
    for key in packed(columns, sizes):
        dense = np.unique(key, return_inverse=True)[1]
        group = dense if group is None else np.unique(group * len(key) + dense, return_inverse=True)[1]
    return group


def _check_size(count: int, what: str) -> None:
    if count > LARGEST:
        wording = f"{count:,} packages {what}, and at most {LARGEST:,} fit"
        raise TooLargeError(f"{wording}; hold issues at a value (--set issue=value), or give fewer of them a worth")
