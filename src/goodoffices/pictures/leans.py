"""Who leans on whom: parties as boxes, leverage as solid arrows, ties the reports tell of as broken ones."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.pictures._template import draw

_WIDTH, _HEIGHT, _COLUMN, _ROW = 176, 44, 360, 64
_ORDER = ("sponsor", "side", "backer", "observer")


@dataclass(frozen=True, slots=True)
class Lean:
    """An arrow from one party to another; `solid` for leverage, with its price and condition as the label."""

    start: str
    end: str
    label: str
    solid: bool


def leans(names: Mapping[str, str], roles: Mapping[str, str], arrows: Sequence[Lean]) -> str:
    """Return a picture of who leans on whom.

    Parameters
    ----------
    names, roles : mapping
        Name and role of each party; parties without an arrow are left out.
    arrows : sequence of Lean
        From who leans to who is leaned on.

    Returns
    -------
    str
        An SVG element, sponsors left, sides in the middle, backers right.
    """
    import networkx as nx

    graph: Any = nx.MultiDiGraph()
    for party in names:
        if any(party in (arrow.start, arrow.end) for arrow in arrows):
            graph.add_node(party, layer=_ORDER.index(roles[party]))
    if not graph:
        return ""
    layout = nx.multipartite_layout(graph, subset_key="layer")
    columns: dict[float, list[str]] = {}
    for party in graph:
        columns.setdefault(round(float(layout[party][0]), 6), []).append(party)
    height = _ROW * max(map(len, columns.values()))
    boxes: dict[str, tuple[float, float]] = {}
    for number, x in sorted(
        enumerate(sorted(columns)), key=lambda column: "side" not in map(roles.get, columns[column[1]])
    ):
        members = sorted(columns[x], key=lambda party: _height_of_neighbours(party, arrows, boxes, height))
        for place, party in enumerate(members):
            boxes[party] = (number * _COLUMN + _WIDTH / 2 + 4, height / len(members) * (place + 0.5) + 4)
    return draw(
        "leans.svg.j2",
        width=(len(columns) - 1) * _COLUMN + _WIDTH + 8,
        height=height + 8,
        boxes=[
            {"x": x, "y": y, "role": roles[party], "lines": textwrap.wrap(names[party], 22)[:2]}
            for party, (x, y) in boxes.items()
        ],
        arrows=[_arrow(boxes, arrow) for arrow in arrows],
        size=(_WIDTH, _HEIGHT),
    )


def _height_of_neighbours(
    party: str, arrows: Sequence[Lean], boxes: Mapping[str, tuple[float, float]], height: float
) -> float:
    """Return how high on the average those stand that a party leans on, so that few arrows cross."""
    near = [boxes[arrow.end][1] for arrow in arrows if arrow.start == party and arrow.end in boxes]
    return sum(near) / len(near) if near else height / 2


def _arrow(boxes: Mapping[str, tuple[float, float]], arrow: Lean) -> dict[str, Any]:
    (x1, y1), (x2, y2) = boxes[arrow.start], boxes[arrow.end]
    side = 1 if x2 > x1 else -1 if x2 < x1 else 0
    start = (x1 + side * _WIDTH / 2, y1) if side else (x1, y1 + (_HEIGHT / 2 if y2 > y1 else -_HEIGHT / 2))
    end = (x2 - side * _WIDTH / 2, y2) if side else (x2, y2 + (-_HEIGHT / 2 if y2 > y1 else _HEIGHT / 2))
    middle = (start[0] + (end[0] - start[0]) / 2, start[1] + (end[1] - start[1]) / 2)
    return {"start": start, "end": end, "middle": middle, "label": arrow.label, "solid": arrow.solid}
