"""A case in which every combination of values is feasible, as a game in normal form: players, strategies, payoffs.

States are in the order of players: first the combinations decided by consent, each a game of its own, then each
player's strategies, the last player's next to each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask

Numbers = npt.NDArray[Any]

NASH, GMR, SMR, SEQ, SSEQ = (1 << bit for bit in range(5))
BITS = {"nash": NASH, "gmr": GMR, "smr": SMR, "seq": SEQ, "sseq": SSEQ}
"""Concepts as bits of one number a state."""


def players(model: GraphModel) -> tuple[list[int], list[int], tuple[int, ...]]:
    """Return the issues' sizes, their order by player, and how many strategies each player has, consent first."""
    owners = [-1 if issue.by[1:] else model.parties.index(issue.by[0]) for issue in model.case.issues.values()]
    sizes = [len(issue.values) for issue in model.case.issues.values()]
    order = sorted(range(len(sizes)), key=lambda place: owners[place])
    strategies = tuple(
        math.prod(size for size, owner in zip(sizes, owners, strict=True) if owner == i)
        for i in range(-1, len(model.parties))
    )
    return sizes, order, strategies


def unpacked(flags: npt.NDArray[np.uint8], concepts: Sequence[str]) -> Mask:
    """Return the bits of each concept as a row of its own."""
    stable = np.empty((len(concepts), *flags.shape), np.bool_)
    for row, concept in enumerate(concepts):
        np.not_equal(flags & BITS[concept], 0, out=stable[row])
    return stable


def narrow(ranks: Ranks) -> Numbers:
    """Return the ranks in the smallest type that holds them: less memory to read."""
    return ranks.astype(np.uint16) if ranks.max() < 1 << 16 else ranks


def rearranged(rows: Numbers, sizes: Sequence[int], order: Sequence[int]) -> Numbers:
    """Return rows over states with the issues in another order."""
    if list(order) == sorted(order):
        return rows
    shape, axes = _merged(sizes, order)
    return np.ascontiguousarray(rows.reshape(len(rows), *shape).transpose(0, *(1 + axis for axis in axes))).reshape(
        rows.shape
    )


def _merged(sizes: Sequence[int], order: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return sizes and order with the issues that stay side by side made one: fewer axes are faster to turn."""
    runs: list[list[int]] = []
    for place in order:
        if runs and runs[-1][-1] + 1 == place:
            runs[-1].append(place)
        else:
            runs.append([place])
    by_place = sorted(runs)
    return [math.prod(sizes[place] for place in run) for run in by_place], [by_place.index(run) for run in runs]


def seen_by(row: Numbers, strategies: Sequence[int], i: int) -> Numbers:
    """Return a row over states as (what comes before player i, i's strategies, what comes after)."""
    return row.reshape(math.prod(strategies[: i + 1]), strategies[i + 1], -1)
