"""What the brief says of settling: what the sides could agree on, fair points, one text, trades, pressure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, Position, State, in_force
from goodoffices.case.expressions import holds
from goodoffices.encode.clauses import honoured
from goodoffices.settle import Change, Outcome, SettleAnswer

_SHOWN = 8

_POINTS = {
    "nash": "Nash (largest product of gains)",
    "kalai_smorodinsky": "Kalai–Smorodinsky (the side furthest from its best is as near to it as can be)",
    "equal_ratio": "equal ratio (all as near as can be to the same share of their best)",
    "egalitarian": "egalitarian (the smallest gain is as large as can be)",
    "utilitarian": "utilitarian (largest sum of gains)",
    "fallback_bargaining": "fallback bargaining (nobody has to fall back far)",
}


def headline(case: CaseFile, answer: SettleAnswer) -> Line:
    """Return in one sentence whether the sides could agree, and what the Nash point would give each."""
    if not answer.frontier_size:
        return Line(f"None of {answer.packages:,} packages is acceptable to every side.", answer.grounds)
    count = "Many" if answer.acceptable is None else f"{answer.acceptable:,}"
    words = (
        f"{count} of {answer.packages:,} packages {'is' if answer.acceptable == 1 else 'are'} acceptable to every side"
    )
    if "nash" not in answer.points:
        return Line(f"{words}, by rank: no worth is given.", answer.grounds)
    gives = f"the Nash point is worth {_worth(case, answer.points['nash'].worth)}"
    none = wording.listed([wording.amount(worth) for worth in answer.no_agreement.values() if worth is not None])
    return Line(f"{words}; {gives}, no agreement {none}.", answer.grounds)


def sections(case: CaseFile, answer: SettleAnswer) -> tuple[Section, ...]:
    """Return the reasons of the answer, question by question."""
    every = (
        Section("What the sides could agree on", tuple(_agreements(case, answer))),
        Section("One text, by steps that nobody loses by", tuple(_text(case, answer))),
        Section("What is worth trading", tuple(_trades(case, answer))),
        Section("What asking for more costs", tuple(_pressure(case, answer))),
    )
    return tuple(section for section in every if section.lines)


def _agreements(case: CaseFile, answer: SettleAnswer) -> Iterator[Line]:
    if answer.note:
        yield Line(wording.upper(f"{answer.note}."), answer.grounds)
    if not answer.frontier_size:
        yield Line(f"None of {answer.packages:,} packages is acceptable to all sides.", answer.grounds)
        return
    known = {side: worth for side, worth in answer.no_agreement.items() if worth is not None}
    least = f" and give at least what no agreement does, {_worth(case, known)}" if known else ""
    count = "" if answer.acceptable is None else f", and {answer.acceptable:,} of them acceptable"
    words = f"{answer.packages:,} packages are open{count}: they go against no position of a side{least}."
    yield Line(words, answer.grounds)
    size = f"{answer.frontier_size:,} different ones are" if answer.frontier_size > 1 else "One is"
    yield Line(f"{size} such that no side can get more unless another gets less.", answer.grounds)
    told: dict[tuple[str, ...], list[str]] = {}
    for name, point in answer.points.items():
        told.setdefault(tuple(point.package.values()), []).append(name)
    for names in told.values():
        point = answer.points[names[0]]
        alone = answer.frontier_size == 1
        title = "It is" if alone else f"{wording.upper(wording.listed([_POINTS[name] for name in names]))}"
        yield Line(f"{title}: {_outcome(case, answer, point)}.{_needs(case, point.package)}", point.grounds)
    others = [entry for entry in answer.frontier if tuple(entry.package.values()) not in told]
    for entry in others[:_SHOWN]:
        yield Line(f"Also: {_outcome(case, answer, entry)}.", entry.grounds)


def _outcome(case: CaseFile, answer: SettleAnswer, found: Outcome) -> str:
    measure = "worth" if answer.scale == "points" else "rank"
    return f"{wording.state(case, found.package)} – {measure} {_worth(case, found.worth)}"


def _worth(case: CaseFile, worth: Mapping[str, float]) -> str:
    return wording.listed([f"{wording.amount(value)} for {wording.party(case, side)}" for side, value in worth.items()])


def _needs(case: CaseFile, state: State) -> str:
    """Return whom a package needs besides the sides, and which positions of others it goes against."""
    moved = [issue for issue in case.issues.values() if state[issue.id] != issue.now]
    others = dict.fromkeys(party for issue in moved for party in issue.by if case.parties[party].role != "side")
    needs = f" It needs {wording.parties(case, list(others))} too." if others else ""
    positions = [held for held in in_force(case, "refuses", "requires") if case.parties[held.party].role != "side"]
    against = [_named(case, held) for held in positions if not holds(honoured(held), state)]
    return needs + (f" It goes against {wording.listed(against)}." if against else "")


def _named(case: CaseFile, held: Position) -> str:
    return f"“{held.id}” of {wording.party(case, held.party)}"


def _text(case: CaseFile, answer: SettleAnswer) -> Iterator[Line]:
    text = answer.text
    if text is None:
        return
    if text.moved:
        words = f"The start is not acceptable; the nearest package that is: {_changes(case, text.moved)}"
        yield Line(f"{words} – worth {_worth(case, text.start.worth)}.", text.start.grounds)
    if not text.steps:
        yield Line("From there no side can get more unless another gets less.", text.grounds)
    for number, step in enumerate(text.steps, start=1):
        gains = {side: gain for side, gain in step.gains.items() if abs(gain) > 1e-9}
        brings = wording.listed(
            [f"{wording.amount(gain)} to {wording.party(case, side)}" for side, gain in gains.items()]
        )
        yield Line(f"{number}. {wording.upper(_changes(case, step.changes))}: brings {brings}.", step.grounds)
    if not text.acceptable:
        yield Line("Where this ends some side still gets less than by no agreement.", text.grounds)


def _changes(case: CaseFile, made: tuple[Change, ...]) -> str:
    return wording.listed([wording.value(case.issues[change.issue], change.to, change.start) for change in made])


def _trades(case: CaseFile, answer: SettleAnswer) -> Iterator[Line]:
    for trade in answer.trades[:_SHOWN]:
        giver, taker = wording.party(case, trade.giver), wording.party(case, trade.taker)
        title = case.issues[trade.issue].title
        what = f"On “{title}” {giver} can give {taker} “{trade.to}” instead of “{trade.start}”"
        bill = f"it costs {wording.amount(trade.costs)} and brings {wording.amount(trade.brings)}"
        mine, theirs = (f"{100 * share:.0f}" for share in trade.stakes.values())
        yield Line(f"{what}: {bill}. Of 100 at stake this is {mine} for one and {theirs} for the other.", trade.grounds)


def _pressure(case: CaseFile, answer: SettleAnswer) -> Iterator[Line]:
    for found in answer.pressure:
        asks = f"if {wording.party(case, found.side)} will not agree for less than {wording.amount(found.more)} more"
        if found.nash is None:
            yield Line(f"{wording.upper(asks)}, nothing acceptable is left.", found.grounds)
            continue
        falls = {side: loss for side, loss in found.best.items() if loss > 1e-9}
        lost = {side: -change for side, change in found.nash.items() if side != found.side and change < -1e-9}
        parts = [
            f"the best {wording.party(case, side)} can get falls by {wording.amount(loss)}"
            for side, loss in falls.items()
        ]
        parts += [
            f"the Nash point gives {wording.party(case, side)} {wording.amount(loss)} less"
            for side, loss in lost.items()
        ]
        yield Line(f"{wording.upper(asks)}, {wording.listed(parts) or 'the others lose nothing'}.", found.grounds)
