"""The way from today to a settlement: one box for each move and each state it leads to."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.pictures._template import draw

_WIDTH, _LINE, _GAP, _LETTERS = 640, 17, 26, 92


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the way: a state or a party that moves, and what is new there."""

    name: str
    lines: tuple[str, ...]


def way(stops: Sequence[Stop]) -> str:
    """Return a picture of the way through the stops, from top to bottom, as an SVG element."""
    boxes, top = [], 4
    for stop in stops:
        lines = [part for line in stop.lines for part in textwrap.wrap(line, _LETTERS, subsequent_indent="  ")]
        height = 30 + _LINE * len(lines)
        boxes.append({"top": top, "height": height, "name": stop.name, "lines": lines})
        top += height + _GAP
    return draw("way.svg.j2", width=_WIDTH + 8, height=top - _GAP + 4, box=_WIDTH, boxes=boxes, line=_LINE, gap=_GAP)
