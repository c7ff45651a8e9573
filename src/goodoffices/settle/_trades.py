"""What is worth trading: what is cheap for one side and dear for another; and what one side's asking more costs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.settle._open import Open
from goodoffices.settle.points import nash
from goodoffices.settle.worths import FloatArray, IntArray, Worths


@dataclass(frozen=True, slots=True)
class Gift:
    """An issue, by number, that moves from the giver's best value to the taker's."""

    giver: int
    taker: int
    issue: int
    start: int
    to: int
    stakes: tuple[float, float]


def gifts(found: Open, worths: Worths) -> Iterator[Gift]:
    """Yield for each pair of sides what each can give the other, first what is dearest to the taker for its cost.

    A stake is how far the open values of an issue lie apart in worth, as a share of that over all issues: it does not
    depend on the scale of a side's points.
    """
    if found.shut:
        return
    ranges = np.array([np.ptp(values[left], axis=0) for values, left in zip(worths.values, found.allowed, strict=True)])
    stakes = ranges / np.maximum(ranges.sum(axis=0), worths.tie)
    for one, other in itertools.combinations(range(len(worths.sides)), 2):
        pair = [*_given(found, worths, stakes, one, other), *_given(found, worths, stakes, other, one)]
        yield from sorted(pair, key=lambda gift: (gift.stakes[0] - gift.stakes[1], gift.issue))


def _given(found: Open, worths: Worths, stakes: FloatArray, giver: int, taker: int) -> Iterator[Gift]:
    for issue, left in enumerate(found.allowed):
        mine, theirs = float(stakes[issue, giver]), float(stakes[issue, taker])
        worth = worths.values[issue][left]
        start = int(left[np.argmax(worth[:, giver])])
        to = int(left[np.lexsort((-worth[:, giver], -worth[:, taker]))[0]])
        if mine < theirs and worths.values[issue][to, taker] > worths.values[issue][start, taker] + worths.tie[taker]:
            yield Gift(giver, taker, issue, start, to, (mine, theirs))


def asking_more(worth: FloatArray, floor: FloatArray, side: int, more: float) -> tuple[IntArray, int | None]:
    """Return which rows of a frontier are left when one side asks more, and which of all is then the Nash point.

    All in points, the rows in the order of issues and values.
    """
    raised = floor + more * (np.arange(len(floor)) == side)
    left = np.flatnonzero(worth[:, side] >= raised[side] - 1e-9)
    return left, int(left[nash(worth[left] - raised)]) if len(left) else None
