"""Where an issue may come out, by the actors' positions, salience and capability: two baselines.

Published challenge models rarely do better than the mean of positions weighted by capability × salience (Achen 2006);
the weighted median is what a majority of the weight prefers to any other position (Black 1948).
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case import Answer
from goodoffices.errors import CaseError, Problem, shorten, unknown

COLUMNS = ("actor", "capability", "position", "salience")

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LARGEST = 1e9

Weighted = list[tuple[float, float]]
"""Positions with their weights."""


@dataclass(frozen=True, slots=True)
class Interval(Answer):
    """A value, and the least and the most it may be."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Actor(Answer):
    """Who takes part: how much it can do, what it wants, how much it cares."""

    actor: str
    capability: Interval
    position: Interval
    salience: Interval


@dataclass(frozen=True, slots=True)
class ForecastAnswer(Answer):
    """The weighted mean and the weighted median of the positions."""

    mean: Interval
    median: Interval
    actors: tuple[Actor, ...]


def forecast(actors: Sequence[Actor]) -> ForecastAnswer:
    """Return the mean and the median of the positions, weighted by capability × salience.

    Parameters
    ----------
    actors : sequence of Actor
        At least one; capability and salience are positive or 0, and some product of them is positive throughout.

    Returns
    -------
    ForecastAnswer
        `value` is for the middle of every interval; `low` and `high` are the exact ends over all that the intervals
        allow. Where half the weight lies on either side of a gap, `value` is the middle of it.

    Examples
    --------
    >>> one, three = Interval(1, 1, 1), Interval(3, 3, 3)
    >>> forecast([Actor("a", one, one, one), Actor("b", three, three, one)]).mean.value
    2.5
    """
    middle = [(actor.position.value, actor.capability.value * actor.salience.value) for actor in actors]
    low, high = _tilted(actors, -1), _tilted(actors, 1)
    return ForecastAnswer(
        mean=Interval(_mean(middle), min(map(_mean, low)), max(map(_mean, high))),
        median=Interval(sum(_medians(middle)) / 2, min(_medians(w)[0] for w in low), max(_medians(w)[1] for w in high)),
        actors=tuple(actors),
    )


def _tilted(actors: Sequence[Actor], sign: int) -> list[Weighted]:
    """Return the choices within the intervals among which the least (sign −1) or the most (1) is found.

    Positions lie at that end; those beyond some place weigh as much as they may, the others as little as they may:
    both mean and median grow with the weight of what lies beyond them.
    """
    rows = sorted(
        (
            sign * (a.position.low if sign < 0 else a.position.high),
            a.capability.low * a.salience.low,
            a.capability.high * a.salience.high,
        )
        for a in actors
    )
    return [
        [(sign * x, least if place < cut else most) for place, (x, least, most) in enumerate(rows)]
        for cut in range(len(rows) + 1)
    ]


def _mean(weighted: Weighted) -> float:
    return math.fsum(x * weight for x, weight in weighted) / math.fsum(weight for _, weight in weighted)


def _medians(weighted: Weighted) -> tuple[float, float]:
    """Return the least and the greatest position that half the weight does not lie below, nor above."""
    half = math.fsum(weight for _, weight in weighted) / 2
    rounding = 1e-12 * half
    return _reaching(sorted(weighted), half - rounding), _reaching(sorted(weighted, reverse=True), half - rounding)


def _reaching(weighted: Weighted, half: float) -> float:
    total = 0.0
    for x, weight in weighted:
        total += weight
        if total >= half:
            return x
    return weighted[-1][0]


def read_actors(text: str, file: str = "actors.csv") -> tuple[Actor, ...]:
    """Return the actors of a CSV table with the columns actor, capability, position, salience, in any order.

    A cell is a number, or an interval written `low..high`. Other columns are passed over.

    Raises
    ------
    CaseError
        With every mistake, each at its line and column.
    """
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    except csv.Error as error:
        raise CaseError([Problem(file, 1, 1, "", str(error))]) from None
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    problems = [
        Problem(file, 1, 1, column, f"there is no column '{column}'; {unknown('column', column, head)}")
        for column in COLUMNS
        if column not in head
    ]
    if problems:
        raise CaseError(problems)
    actors = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = {
                name: (place + 1, row[place].strip() if place < len(row) else "") for place, name in enumerate(head)
            }
            try:
                actors.append(_actor(cells))
            except _CellError as error:
                problems.append(Problem(file, number, *error.args))
    if not problems and not any(a.capability.low * a.salience.low > 0 for a in actors):
        problems.append(
            Problem(file, 1, 1, "", "no actor has both capability and salience, so there is nothing to weigh")
        )
    if problems:
        raise CaseError(problems)
    return tuple(actors)


class _CellError(Exception):
    pass


def _actor(cells: dict[str, tuple[int, str]]) -> Actor:
    column, name = cells["actor"]
    if not name:
        raise _CellError(column, "actor", "found nothing; expected a name")
    return Actor(name, _interval(cells, "capability", 0), _interval(cells, "position"), _interval(cells, "salience", 0))


def _interval(cells: dict[str, tuple[int, str]], name: str, least: float = -_LARGEST) -> Interval:
    column, cell = cells[name]
    found = re.fullmatch(rf"({_NUMBER})(?:\s*\.\.\s*({_NUMBER}))?", cell)
    low = float(found[1]) if found else 0.0
    high = float(found[2] or found[1]) if found else 0.0
    if not found or not least <= low <= high <= _LARGEST:
        wording = f"found {shorten(cell)}; expected a number, or low..high, from {least:g} to {_LARGEST:g}"
        raise _CellError(column, name, wording)
    return Interval((low + high) / 2, low, high)
