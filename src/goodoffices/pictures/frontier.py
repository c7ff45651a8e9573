"""The frontier with its fair points and what no agreement is worth: one panel for each pair of two or three sides.

For more sides every package is a line across parallel scales.
"""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.pictures._template import draw

Worth = Sequence[float]

_SIZE, _LEFT, _BOTTOM, _TOP, _RIGHT, _LINE = 230, 64, 48, 22, 40, 14
_SHOWN = 2000


def frontier(
    sides: Sequence[str], entries: Sequence[Worth], points: Mapping[str, Worth], no_agreement: Sequence[float | None]
) -> str:
    """Return a picture of a frontier.

    Parameters
    ----------
    sides : sequence of str
        Their names.
    entries : sequence
        What each package of the frontier is worth to each side; of more than 2,000 some are left out, evenly.
    points : mapping
        What each named point is worth to each side.
    no_agreement : sequence
        What each side has without agreement, where that is known.

    Returns
    -------
    str
        An SVG element, or nothing where there is no package.
    """
    if not entries:
        return ""
    entries = entries[:: math.ceil(len(entries) / _SHOWN)]
    named: dict[tuple[float, ...], list[str]] = {}
    for name, worth in points.items():
        named.setdefault(tuple(worth), []).append(name)
    every = [*entries, *named, [entries[0][p] if r is None else r for p, r in enumerate(no_agreement)]]
    scales = [_Scale([worth[p] for worth in every]) for p in range(len(sides))]
    labels = [(worth, ", ".join(names)) for worth, names in named.items()]
    scene = _Scene(sides, scales, entries, labels, no_agreement)
    if len(sides) > 3:
        return _parallel(scene)
    panels = [_panel(scene, across, up) for across, up in itertools.combinations(range(len(sides)), 2)]
    width, height = _LEFT + _SIZE + _RIGHT, _TOP + _SIZE + _BOTTOM
    legend = [
        (number if place == 0 else "", line)
        for number, (_, name) in enumerate(labels, start=1)
        for place, line in enumerate(textwrap.wrap(name, 50 * len(panels)))
    ]
    return draw(
        "frontier.svg.j2", panels=panels, legend=legend, width=width, height=height, size=_SIZE, left=_LEFT, top=_TOP
    )


class _Scale:
    """Round ticks around values, and where on it, from 0 to 1, a value stands."""

    def __init__(self, values: Sequence[float]) -> None:
        low, high = min(values), max(values)
        span = (high - low) or abs(high) or 1.0
        unit = 10 ** math.floor(math.log10(span / 4))
        step = next(unit * factor for factor in (1, 2, 5, 10) if span / 4 <= unit * factor * (1 + 1e-9))
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        first, last = (first - 1, last + 1) if first == last else (first, last)
        self.ticks = [(f"{place * step:g}", (place - first) / (last - first)) for place in range(first, last + 1)]
        self.low, self.span = float(first * step), float((last - first) * step)

    def at(self, value: float) -> float:
        return (value - self.low) / self.span


@dataclass(frozen=True, slots=True)
class _Scene:
    """What is drawn: names, scale and no agreement of each side, packages, and those with a label."""

    sides: Sequence[str]
    scales: Sequence[_Scale]
    entries: Sequence[Worth]
    labels: Sequence[tuple[Worth, str]]
    no_agreement: Sequence[float | None]


def _panel(scene: _Scene, across: int, up: int) -> dict[str, Any]:
    scales = scene.scales

    def spot(worth: Worth) -> tuple[float, float]:
        return round(_SIZE * scales[across].at(worth[across]), 1), round(_SIZE * (1 - scales[up].at(worth[up])), 1)

    lines = [None if r is None else round(_SIZE * scales[p].at(r), 1) for p, r in enumerate(scene.no_agreement)]
    return {
        "across": scene.sides[across],
        "up": scene.sides[up],
        "x_ticks": [(text, round(_SIZE * at, 1)) for text, at in scales[across].ticks],
        "y_ticks": [(text, round(_SIZE * (1 - at), 1)) for text, at in scales[up].ticks],
        "dots": [spot(worth) for worth in scene.entries],
        "rings": [spot(worth) for worth, _ in scene.labels],
        "x_line": lines[across],
        "y_line": None if (line := lines[up]) is None else _SIZE - line,
    }


def _parallel(scene: _Scene) -> str:
    scales = scene.scales
    gap = 140

    def line(worth: Worth) -> str:
        return " ".join(f"{p * gap},{_SIZE * (1 - scales[p].at(value)):.1f}" for p, value in enumerate(worth))

    return draw(
        "parallel.svg.j2",
        axes=[
            {
                "x": p * gap,
                "name": textwrap.wrap(side, 20)[:2],
                "ticks": [(text, round(_SIZE * (1 - at), 1)) for text, at in scales[p].ticks],
                "line": None if (r := scene.no_agreement[p]) is None else round(_SIZE * (1 - scales[p].at(r)), 1),
            }
            for p, side in enumerate(scene.sides)
        ],
        lines=[line(worth) for worth in scene.entries],
        marked=_spread([(line(worth), _SIZE * (1 - scales[-1].at(worth[-1])), name) for worth, name in scene.labels]),
        width=_LEFT + gap * (len(scene.sides) - 1) + 220,
        height=_TOP + _SIZE + _BOTTOM,
        size=_SIZE,
        left=_LEFT,
        top=_TOP,
        end=gap * (len(scene.sides) - 1),
    )


def _spread(labels: list[tuple[str, float, str]]) -> list[tuple[str, float, str]]:
    """Return the labels from top to bottom, moved down where they would overlap."""
    placed: list[tuple[str, float, str]] = []
    for line, y, name in sorted(labels, key=lambda label: label[1]):
        placed.append((line, max(y, placed[-1][1] + _LINE) if placed else y, name))
    return placed
