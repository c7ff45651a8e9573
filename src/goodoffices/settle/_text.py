"""A single negotiating text (Raiffa 1982): small changes that nobody loses by, until there are none.

Each step changes as few issues as it can, up to three; among those it takes the one whose smallest gain, as a share of
what each side could still gain from the start, is largest. Where no step so small is left, the last goes to the package
of the frontier with the fewest changes. Also for a deal already signed (post-settlement settlement, Raiffa 1985).
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from goodoffices.settle._merge import Order, frontier
from goodoffices.settle._open import Open
from goodoffices.settle.points import egalitarian
from goodoffices.settle.worths import FloatArray, IntArray, Worths

_SMALL = 3
_TRIED = 250_000


def steps(found: Open, worths: Worths, start: IntArray) -> list[IntArray]:
    """Return the packages of a text, as rows of values, from the start to the frontier."""
    order = Order(list(map(len, found.labels)))
    here = worths.of(start[None])[0]
    best = frontier(found, worths.values, here, worths.tie)
    goals = order.all_codes(best.order)
    room = np.maximum(worths.of(goals).max(axis=0) - here, worths.tie)
    path = [start]
    while True:
        goals = goals[_better(worths, goals, path[-1])]
        if not len(goals):
            return path
        path.append(_step(found, worths, path[-1], goals, room))


def nearest(found: Open, wanted: IntArray) -> IntArray | None:
    """Return the open package that differs in the fewest issues, the first of several; None if none is open."""
    order = Order(list(map(len, found.labels)))
    kept = [
        -(np.arange(len(labels)) != at).astype(float)[:, None] for labels, at in zip(found.labels, wanted, strict=True)
    ]
    best = frontier(found, kept, np.array([-np.inf]), np.array([0.5]))
    return order.all_codes(best.order)[0] if len(best) else None


def _better(worths: Worths, codes: IntArray, here: IntArray) -> IntArray:
    """Return which packages are better for some side and worse for none."""
    gains = worths.of(codes) - worths.of(here[None])
    return np.flatnonzero((gains >= -worths.tie).all(axis=1) & (gains > worths.tie).any(axis=1))


def _step(found: Open, worths: Worths, here: IntArray, goals: IntArray, room: FloatArray) -> IntArray:
    """Return where the next step leads; `goals` are the packages of the frontier that nobody loses by."""
    for count in range(1, _SMALL + 1):
        near = _near(found, here, count)
        near = near[_better(worths, near, here)]
        near = near[found.open(near)]
        if len(near):
            return _fairest(worths, near, here, room)
    changes = (goals != here).sum(axis=1)
    return _fairest(worths, goals[changes == changes.min()], here, room)


def _near(found: Open, here: IntArray, count: int) -> IntArray:
    """Return every package that differs in so many issues, unless they are too many to try."""
    others = [left[left != at] for left, at in zip(found.allowed, here, strict=True)]
    combinations = list(itertools.combinations([i for i, left in enumerate(others) if len(left)], count))
    if sum(math.prod(len(others[i]) for i in issues) for issues in combinations) > _TRIED or not combinations:
        return here[None][:0]
    return np.concatenate([_changed(here, issues, [others[i] for i in issues]) for issues in combinations])


def _changed(here: IntArray, issues: tuple[int, ...], values: list[IntArray]) -> IntArray:
    grid = np.stack([part.ravel() for part in np.meshgrid(*values, indexing="ij")], axis=1)
    changed = np.repeat(here[None], len(grid), axis=0)
    changed[:, issues] = grid
    return changed


def _fairest(worths: Worths, codes: IntArray, here: IntArray, room: FloatArray) -> IntArray:
    codes = codes[np.lexsort(codes.T[::-1])]
    fairest: IntArray = codes[egalitarian((worths.of(codes) - worths.of(here[None])) / room)]
    return fairest
