"""A brief as one HTML page that needs no network: made to be read, printed or mailed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from markupsafe import Markup

from goodoffices.brief import governing, wording
from goodoffices.brief._template import filled
from goodoffices.brief.report import Brief, Origin
from goodoffices.pictures import frontier, holding, leans, way
from goodoffices.pictures.leans import Lean
from goodoffices.pictures.way import Stop


def page(brief: Brief) -> str:
    """Return the brief as an HTML page.

    Every line ends with links to the passages it rests on, marked in the whole text of their report; statements that
    another disputes and entries that no report bears out say so in words.
    """
    arrows = [Lean(tie.start, tie.end, tie.label, tie.kind == "leverage") for tie in brief.ties]
    stops = [Stop(stage.name, tuple(line.text for line in stage.lines)) for stage in brief.way]
    return filled(
        "page.html.j2",
        brief=brief,
        governing=governing.TITLE,
        leans=Markup(leans(brief.names, brief.roles, list(dict.fromkeys(arrows)))),  # noqa: S704 - our own template
        way=Markup(way(stops)) if len(stops) > 1 else "",  # noqa: S704
        frontier=Markup(_frontier(brief)),  # noqa: S704
        gains=list(_gains(brief)),
        holding=Markup(holding(brief.stability)) if brief.stability else "",  # noqa: S704
        texts={origin.id: list(_stretches(origin)) for origin in brief.origins},
    )


def _frontier(brief: Brief) -> str:
    found = brief.settle
    if found is None:
        return ""
    names = [brief.names[side] for side in found.sides]
    entries = [list(entry.worth.values()) for entry in found.frontier]
    points = {_plain(name): list(point.worth.values()) for name, point in found.points.items()}
    return frontier(names, entries, points, list(found.no_agreement.values()))


def _gains(brief: Brief) -> Iterator[tuple[str, list[str]]]:
    """Yield who gets what: a row for no agreement, and one for each fair point."""
    found = brief.settle
    if found is None or not found.points:
        return
    yield "no agreement", ["" if worth is None else wording.amount(worth) for worth in found.no_agreement.values()]
    for name, point in found.points.items():
        yield _plain(name), [wording.amount(worth) for worth in point.worth.values()]


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _stretches(origin: Origin) -> Iterator[tuple[list[str], list[str], str]]:
    """Yield the text in stretches, each with the statements that begin in it and those that cover it."""
    edges = sorted({0, len(origin.text), *(edge for start, end, _ in origin.marks for edge in (start, end))})
    for low, high in itertools.pairwise(edges):
        covering = [name for start, end, name in origin.marks if start <= low and high <= end]
        beginning = [name for start, _, name in origin.marks if start == low]
        yield beginning, covering, origin.text[low:high]
