"""What is said of two cases side by side, and of one case from date to date."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, Grounds
from goodoffices.sensitivity import Comparison, Difference, Moment, Timeline

_TITLES = {
    "positions": "What is held",
    "convene": "Convening",
    "settle": "Settling",
    "transition": "Transition",
    "stability": "Holding",
}
_SHOWN = 20
_IN_SHORT = ("convenes", "its cost", "paid by", "where it leads")
"""What `stand` says, or what follows from the rest."""


def sections(answer: Comparison) -> tuple[Section, ...]:
    """Return what differs, question by question."""
    if not answer.differences:
        return (Section("Nothing differs", (Line(f"All {answer.alike} facts are alike.", Grounds()),)),)
    return tuple(
        Section(_TITLES.get(question, question), tuple(_lines(answer, question)))
        for question in dict.fromkeys(one.question for one in answer.differences)
    )


def _lines(answer: Comparison, question: str) -> Iterator[Line]:
    mine = [one for one in answer.differences if one.question == question]
    for one in mine[:_SHOWN]:
        yield Line(difference(one), one.grounds)
    if len(mine) > _SHOWN:
        yield Line(f"{len(mine) - _SHOWN} more; --json lists them.", mine[-1].grounds)


def difference(one: Difference) -> str:
    """Return one difference: what came, what went, what became of what."""
    if one.before is None:
        return f"New: {one.name}: {one.after}"
    if one.after is None:
        return f"Gone: {one.name} (was: {one.before})" if one.before != "stands" else f"Gone: {one.name}"
    return f"{wording.upper(one.name)}: {one.before} → {one.after}"


def stand(moment: Moment) -> str:
    """Return in short how matters stood: what blocked, and the least that unlocked it."""
    if moment.convenes is None:
        return "no goal is stated"
    if moment.convenes:
        return "they convene"
    count = len(moment.deadlocks)
    stuck = f"{count} deadlock{'s' * (count != 1)}" if count else "shut out by the rules"
    return f"{stuck}; cheapest {wording.amount(moment.cost)}" if moment.cost is not None else stuck


def moved(timeline: Timeline, number: int) -> Iterator[Line]:
    """Yield what had moved since the date before: positions that came or went, deadlocks, the cheapest package."""
    moment = timeline.moments[number]
    for one in moment.moved:
        if number == 0 and one.name not in moment.interests and one.name not in _IN_SHORT:
            yield Line(f"From the start: {one.name}: {one.after}", one.grounds)
        elif number > 0 and one.name not in _IN_SHORT:
            yield Line(difference(one), one.grounds)


def picture(case: CaseFile, timeline: Timeline) -> str:
    """Return the course as an SVG element: preconditions and red lines ever held, deadlocks, the cheapest package."""
    from goodoffices.pictures.timeline import Column, Lane
    from goodoffices.pictures.timeline import timeline as draw

    ever = {name for moment in timeline.moments for name in moment.positions}
    lanes = [
        Lane(position.id, party.name)
        for party in case.parties.values()
        for position in party.positions
        if position.id in ever
    ]
    columns = [
        Column(
            f"{moment.date.day} {moment.date:%b %Y}",
            frozenset(moment.positions),
            tuple(stand(moment).split("; ")),
            bool(moment.convenes),
        )
        for moment in timeline.moments
    ]
    return draw(lanes, columns)
