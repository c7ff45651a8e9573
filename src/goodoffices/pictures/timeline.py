"""The course of a case: a lane for each position, a column for each date, and below how matters stood."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.pictures._template import draw

_NAMES, _COLUMN, _LANE, _TOP = 210, 104, 22, 44
_LETTERS = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A date: which positions were held then, which of them blocked, and a few lines on how matters stood."""

    date: str
    held: frozenset[str]
    stuck: frozenset[str]
    """Those of them that stood in a deadlock."""
    stood: tuple[str, ...]
    convenes: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A position with its holder; lanes of one holder stand together."""

    name: str
    holder: str


def timeline(lanes: Sequence[Lane], columns: Sequence[Column]) -> str:
    """Return a picture of the course, as an SVG element: bars where positions were held, filled where they blocked."""
    held, stuck = ([getattr(column, name) for column in columns] for name in ("held", "stuck"))
    rows: list[dict[str, object]] = []
    top = _TOP
    for holder, group in itertools.groupby(lanes, key=lambda lane: lane.holder):
        rows.append({"top": top, "holder": holder, "name": "", "bars": {}})
        top += _LANE
        for lane in group:
            bars = {kind: list(_bars(lane.name, sets)) for kind, sets in (("held", held), ("stuck", stuck))}
            rows.append({"top": top, "holder": "", "name": _short(lane.name), "bars": bars})
            top += _LANE
    lines = max((len(column.stood) for column in columns), default=0)
    return draw(
        "timeline.svg.j2",
        width=_NAMES + _COLUMN * max(1, len(columns)) + 8,
        height=top + 16 * lines + 44,
        names=_NAMES,
        column=_COLUMN,
        lane=_LANE,
        top=_TOP,
        bottom=top,
        rows=rows,
        columns=columns,
    )


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"


def _bars(name: str, sets: Sequence[frozenset[str]]) -> Iterator[dict[str, int]]:
    """Yield every stretch of columns whose sets hold a name."""
    for held, run in itertools.groupby(enumerate(sets), key=lambda column: name in column[1]):
        places = [place for place, _ in run]
        if held:
            yield {"start": _NAMES + _COLUMN * places[0] + 4, "width": _COLUMN * len(places) - 8}
