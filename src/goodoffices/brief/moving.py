"""What is said of two cases side by side, and of one case from date to date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section, shortened
from goodoffices.case import CaseFile, Grounds, Position, grounds
from goodoffices.sensitivity import Comparison, Difference, Moment, Timeline
from goodoffices.sensitivity.timeline import Stuck, Unstuck

_TITLES = {
    "positions": "What is held",
    "convene": "Convening",
    "settle": "Settling",
    "transition": "Transition",
    "stability": "Holding",
}
_LONGEST = _NAMED = 3


def sections(answer: Comparison, *, most: int | None) -> tuple[Section, ...]:
    """Return what differs, question by question, in so many lines each."""
    if not answer.differences:
        return (Section("Nothing differs", (Line(f"All {answer.alike} facts are alike.", Grounds()),)),)
    return tuple(
        Section(_TITLES.get(question, question), shortened(_differences(mine), most))
        for question in dict.fromkeys(one.question for one in answer.differences)
        for mine in [[one for one in answer.differences if one.question == question]]
    )


def _differences(found: Iterable[Difference]) -> Iterator[Line]:
    """Yield differences in words; equilibria and fair points that became the same of the same are told together."""
    alike: dict[tuple[str, str | None, str | None, Grounds], list[str]] = {}
    for one in found:
        together = one.question if one.question in {"settle", "stability"} else one.name
        kind = "equilibria" if one.name.startswith("equilibrium ") else together
        alike.setdefault((kind, one.before, one.after, one.grounds), []).append(one.name)
    for (kind, before, after, rests), names in alike.items():
        name = _states(names) if kind == "equilibria" else wording.merged(names)
        yield Line(difference(name, before, after), rests)


def _states(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    states = [f"({name.removeprefix('equilibrium ')})" for name in names[:_NAMED]]
    more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return f"{len(names)} equilibria {wording.listed(states + more)}"


def difference(name: str, before: str | None, after: str | None) -> str:
    """Return one difference: what came, what went, what became of what."""
    if before is None:
        return f"New: {name}" if after == "stands" else f"New: {name}: {after}"
    if after is None:
        return f"Gone: {name}" if before == "stands" else f"Gone: {name} (was: {before})"
    return f"{wording.upper(name)}: {before} → {after}"


def stand(moment: Moment) -> str:
    """Return in short how matters stood: what blocked, and the least that unlocked it."""
    if moment.convenes is None:
        return "no goal is stated"
    if moment.convenes:
        return "they convene"
    count = len(moment.stuck)
    stuck = f"{count} deadlock{'s' * (count != 1)}" if count else "shut out by the rules"
    return f"{stuck}; cheapest {wording.amount(moment.cost)}" if moment.cost is not None else stuck


def course(case: CaseFile, timeline: Timeline) -> Iterator[Line]:
    """Yield the whole course in short: on how many dates they were stuck, at what price, and on what longest."""
    moments = [moment for moment in timeline.moments if moment.convenes is not None]
    stuck = [moment for moment in moments if not moment.convenes]
    if moments and not stuck:
        rests = _rest_on(case, [name for moment in moments for name in moment.positions])
        yield Line("They would convene on every date.", rests)
    if not stuck:
        return
    dates = Counter(name for moment in stuck for name in {name for one in moment.stuck for name in one.positions})
    rests = _rest_on(case, dates)
    ends = f"from {wording.day(stuck[0].date)} to {wording.day(stuck[-1].date)}"
    yield Line(f"Stuck on {len(stuck)} of {len(moments)} dates, {ends}.", rests)
    priced = [moment for moment in stuck if moment.cost is not None]
    if priced:
        low, high = (pick(priced, key=lambda moment: moment.cost or 0) for pick in (min, max))
        words = f"The least that unlocks it: {_price(priced[0])}, {_price(priced[-1])}"
        yield Line(f"{words}; lowest {_price(low)}, highest {_price(high)}.", rests)
    longest = sorted(dates, key=lambda name: (-dates[name], name))[:_LONGEST]
    if longest:
        told = wording.listed([f"“{name}” on {dates[name]}" for name in longest])
        yield Line(f"Most often in a deadlock: {told} of these dates.", _rest_on(case, longest))


def _rest_on(case: CaseFile, names: Collection[str]) -> Grounds:
    return grounds(case, [held for held in case.positions if held.id in names])


def _price(moment: Moment) -> str:
    return f"{wording.amount(moment.cost or 0)} on {wording.day(moment.date)}"


def moved(case: CaseFile, timeline: Timeline, number: int) -> Iterator[Line]:
    """Yield what had moved since the date before, why it came unstuck or stayed stuck, and what unlocks it."""
    moment, held = timeline.moments[number], {position.id: position for position in case.positions}
    for one in moment.moved:
        if one.question == "positions" and (number > 0 or one.name in moment.positions):
            yield Line(_taken_up(case, held[one.name], one, first=number == 0), one.grounds)
    for loose in moment.unstuck:
        if loose.positions not in {one.instead_of for one in moment.stuck}:
            yield Line(_unstuck(case, held, loose), loose.grounds)
    for stuck in moment.stuck:
        yield Line(_stuck(case, held, stuck, moment.date), stuck.grounds)
    for one in moment.moved:
        if one.name == "cheapest package" and one.after is not None:
            price = f"{wording.amount(moment.cost or 0)}: {one.after}"
            yield Line(f"The cheapest way out {'is' if one.before is None else 'is now'} {price}.", one.grounds)
    rest = [one for one in moment.moved if one.question not in {"positions", "convene"}]
    if number > 0:
        yield from _differences(rest)
    else:
        yield from (Line(f"{wording.upper(one.name)}: {one.after}.", one.grounds) for one in rest[:1])


def _taken_up(case: CaseFile, held: Position, one: Difference, *, first: bool) -> str:
    words = f"{wording.party(case, held.party)} {wording.position(case, held)} (“{held.id}”)"
    if one.after is None:
        return f"No longer: {words}."
    if one.before is None:
        return f"{'From the start' if first else 'New'}: {words}."
    return f"Otherwise: {words}: {one.before} → {one.after}."


def _stuck(case: CaseFile, held: Mapping[str, Position], one: Stuck, date: dt.date) -> str:
    if one.since != date:
        return f"Still stuck: {_between(one.positions)}, since {wording.day(one.since)}."
    if one.instead_of:
        return f"Still stuck, otherwise: {_between(one.positions)} instead of {_between(one.instead_of)}."
    new = wording.listed([f"{wording.party(case, held[name].party)} took up “{name}”" for name in one.by])
    return f"Stuck: {_between(one.positions)}{f', because {new}' if new and len(one.by) < len(one.positions) else ''}."


def _unstuck(case: CaseFile, held: Mapping[str, Position], one: Unstuck) -> str:
    dropped = wording.listed([f"{wording.party(case, held[name].party)} dropped “{name}”" for name in one.by])
    return f"Unstuck: {_between(one.positions)}, because {dropped}."


def _between(positions: Sequence[str]) -> str:
    named = [f"“{name}”" for name in positions]
    if len(named) == 1:
        return f"{named[0]} by itself"
    return " against ".join(named) if len(named) == 2 else wording.listed(named)


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
            frozenset(name for one in moment.stuck for name in one.positions),
            tuple(stand(moment).split("; ")),
            bool(moment.convenes),
        )
        for moment in timeline.moments
    ]
    return draw(lanes, columns)
