"""Which states hold: as a graph of states with everybody's improvements or, of many, as a table of equilibria."""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import Iterator
from typing import Any

import numpy as np

from goodoffices.case import CaseFile, Issue, State
from goodoffices.encode.states import Mask
from goodoffices.pictures._template import draw
from goodoffices.stability import CONCEPTS, StabilityAnswer

_KEY = "Square: today. A ring is the thicker, the more concepts the state holds by. Bold arrows: a way from today."

MOST_DRAWN = 20
"""States drawn as a graph; of more, the equilibria are listed."""

_ROWS = 24
_NODE, _LINE, _LETTERS, _WIDTH = 17, 16, 100, 720
_DASHES = ("none", "7 4", "2 4", "10 3 2 3", "4 4", "1 3", "12 4", "6 2 1 2")


def holding(answer: StabilityAnswer) -> str:
    """Return a picture of an answer as an SVG element.

    Parameters
    ----------
    answer : StabilityAnswer
        What `stability` gave. Up to 20 states are drawn as a graph: an arrow for each improvement, in the manner of its
        party; a ring for each equilibrium, the stronger the thicker; today's state as a square; the first way from
        today by improvements bold. Of more, the equilibria are listed, those stable by the most concepts first.
    """
    return _graph(answer) if len(answer.model) <= MOST_DRAWN else _table(answer)


def _graph(answer: StabilityAnswer) -> str:
    model = answer.model
    size = len(model)
    today = model.node_of(answer.status_quo)
    radius = max(80, 12 * size)
    middle = radius + 60
    angles = [math.pi - 2 * math.pi * ((node - (today or 0)) % size) / size for node in range(size)]
    places = [(_WIDTH / 2 + radius * math.cos(a), middle - radius * math.sin(a)) for a in angles]
    strength = answer.nodes.all(axis=1).sum(axis=0).tolist()
    legend = [_KEY, *_legend(answer)]
    return draw(
        "holding_graph.svg.j2",
        width=_WIDTH,
        height=2 * middle + _LINE * (len(legend) + len(model.parties) + 1),
        radius=_NODE,
        nodes=[
            {"x": x, "y": y, "name": node + 1, "strength": strength[node], "today": node == today}
            for node, (x, y) in enumerate(places)
        ],
        arrows=list(_arrows(answer, places)),
        parties=[
            {"name": model.case.parties[party].name, "dash": _DASHES[j % len(_DASHES)]}
            for j, party in enumerate(model.parties)
        ],
        legend=legend,
        top=2 * middle,
        line=_LINE,
    )


def _arrows(answer: StabilityAnswer, places: list[tuple[float, float]]) -> Iterator[dict[str, Any]]:
    model = answer.model
    bold = _first_way(answer)
    for j, steps in enumerate(model.moves):
        start, end = model.moves_from(steps, np.arange(len(model)))
        better = model.ranks[j][end] > model.ranks[j][start]
        for s, t in zip(start[better].tolist(), end[better].tolist(), strict=True):
            (x1, y1), (x2, y2) = places[s], places[t]
            length = math.hypot(x2 - x1, y2 - y1)
            dx, dy = (x2 - x1) / length * _NODE * 1.15, (y2 - y1) / length * _NODE * 1.15
            yield {
                "x1": x1 + dx,
                "y1": y1 + dy,
                "x2": x2 - dx,
                "y2": y2 - dy,
                "dash": _DASHES[j % len(_DASHES)],
                "bold": (s, t) in bold,
            }


def _first_way(answer: StabilityAnswer) -> set[tuple[int | None, int | None]]:
    way = next((way for way in answer.ways if way.by_improvements and way.steps), None)
    states = [answer.status_quo, *(step.to for step in way.steps)] if way else []
    nodes = [answer.model.node_of(state) for state in states]
    return set(itertools.pairwise(nodes))


def _legend(answer: StabilityAnswer) -> list[str]:
    model = answer.model
    settled: Mask = np.logical_and.reduce(answer.nodes, axis=1)
    lines = []
    for node in range(len(model)):
        held = [concept for concept, row in zip(CONCEPTS, settled, strict=True) if row[node]]
        words = f"{node + 1}: {_words(model.case, model.state(node))}" + (f" – {', '.join(held)}" if held else "")
        lines += textwrap.wrap(words, _LETTERS, subsequent_indent="     ")
    return lines


def _table(answer: StabilityAnswer) -> str:
    settled: Mask = np.logical_and.reduce(answer.nodes, axis=1)
    strength = settled.sum(axis=0)
    nodes = np.flatnonzero(strength)
    nodes = nodes[np.argsort(-strength[nodes], kind="stable")]
    rows, top = [], 44
    for node in nodes[:_ROWS].tolist():
        lines = textwrap.wrap(_words(answer.model.case, answer.model.state(node)), 66)
        rows.append({"top": top, "lines": lines, "held": settled[:, node].tolist()})
        top += _LINE * len(lines) + 8
    return draw(
        "holding_table.svg.j2",
        width=_WIDTH,
        height=top + _LINE,
        concepts=CONCEPTS,
        rows=rows,
        left=len(nodes) - len(rows),
        line=_LINE,
        bottom=top,
    )


def _words(case: CaseFile, state: State) -> str:
    changed = [issue for issue in case.issues.values() if state[issue.id] != issue.now]
    return "; ".join(_value(issue, state[issue.id]) for issue in changed) or "as today"


def _value(issue: Issue, value: str) -> str:
    return issue.title if issue.is_yes_no and value == "yes" else f"{issue.title}: {value}"
