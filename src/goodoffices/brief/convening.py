"""What the brief says of convening: deadlocks, packages, pivots, prices."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, Grounds, grounds
from goodoffices.convene import ConveneAnswer, Package

_NONE = Grounds()


def sections(case: CaseFile, answer: ConveneAnswer) -> tuple[Section, ...]:
    """Return the reasons of the answer, question by question."""
    if answer.convenes:
        lines = [
            Line(f"{wording.upper(wording.change(case, made))} ({wording.parties(case, made.by)}).", answer.grounds)
            for made in answer.changes or ()
        ]
        lines = lines or [Line("Everything the goal asks holds today already.", answer.grounds)]
        return (Section("What has to change", tuple(lines)),)
    if answer.shut_out_by is not None:
        rules = [rule for rule in case.impossible if rule.id in answer.shut_out_by]
        words = [
            Line(f"It cannot be that {wording.condition(case, rule.that.node)}.", grounds(case, [rule]))
            for rule in rules
        ]
        return (Section("Which rules shut the conference out", tuple(words)),)
    every = (
        Section(_capped("What stands in the way", answer.deadlocks_complete), tuple(_deadlocks(case, answer))),
        Section(_capped("What unlocks it, cheapest first", answer.packages_complete), tuple(_packages(case, answer))),
        Section("Whose move helps most", tuple(_pivots(case, answer))),
        Section("How far prices may move before another package comes first", tuple(_prices(answer))),
    )
    return tuple(section for section in every if section.lines)


def _capped(title: str, complete: bool) -> str:
    return title if complete else f"{title} (the first of more)"


def verdict(case: CaseFile, answer: ConveneAnswer) -> Line:
    """Return in one sentence whether the conference can meet, and if not, why not."""
    goal = wording.condition(case, case.goal.node) if case.goal else ""
    if answer.convenes:
        return Line(f"All positions can be met so that {goal}.", answer.grounds)
    if answer.shut_out_by is not None:
        return Line(f"Rules of the case itself exclude that {goal}; no concession helps.", answer.grounds)
    count = f"{len(answer.deadlocks)}" if answer.deadlocks_complete else f"more than {len(answer.deadlocks)}"
    stances = (answer.positions[name] for deadlock in answer.deadlocks for name in deadlock.positions)
    holders = dict.fromkeys(stance.party for stance in stances if stance.party)
    noun = "deadlock stands" if count == "1" else "deadlocks stand"
    words = f"{count} {noun} in the way, between positions of {wording.parties(case, list(holders))}."
    return Line(words, answer.grounds)


def way_out(case: CaseFile, answer: ConveneAnswer) -> Line | None:
    """Return the cheapest package in one sentence, or the cheapest changes where none is needed."""
    if answer.convenes:
        made = [
            f"{wording.change(case, change)} ({wording.parties(case, change.by)})" for change in answer.changes or ()
        ]
        return Line(f"No concession is needed: {'; '.join(made) or 'the goal holds already'}.", answer.grounds)
    if not answer.packages:
        return None
    package = answer.packages[0]
    return Line(f"For {wording.amount(package.cost)}: {_words(case, package)}.", package.grounds)


def next_step(case: CaseFile, answer: ConveneAnswer) -> Line | None:
    """Return the first move of the cheapest package and whose it is."""
    if answer.convenes and answer.changes:
        first = answer.changes[0]
        return Line(f"{wording.parties(case, first.by)}: {wording.change(case, first)}.", answer.grounds)
    if not answer.packages:
        return None
    package = answer.packages[0]
    if package.order == "simultaneous":
        vouching = list(dict.fromkeys(made.payer for made in package.concessions))
        words = f"No order works: take all steps at once, with {wording.parties(case, vouching)} vouching for them."
        return Line(words, package.grounds)
    who, what = next(moves(case, package))
    return Line(f"{wording.upper(wording.parties(case, who))} {what}.", package.grounds)


def _words(case: CaseFile, package: Package) -> str:
    made = [wording.concession(case, concession) for concession in package.concessions]
    paid = [
        f"{wording.change(case, change)} ({wording.parties(case, change.by)})"
        for change in package.changes
        if change.cost
    ]
    return "; ".join(made + paid)


def _deadlocks(case: CaseFile, answer: ConveneAnswer) -> Iterator[Line]:
    held = {position.id: position for position in case.positions}
    rules = {rule.id: rule for rule in case.impossible}
    for deadlock in answer.deadlocks:
        clauses = [
            f"{wording.party(case, held[name].party)} {wording.position(case, held[name])}"
            for name in deadlock.positions
        ]
        clauses += [wording.entry(case, rules[name]) for name in deadlock.rules]
        together = "these cannot be met together" if len(clauses) > 1 else "this alone shuts the conference out"
        yield Line(f"{wording.upper('; and '.join(clauses))}: {together}.", deadlock.grounds)


def _packages(case: CaseFile, answer: ConveneAnswer) -> Iterator[Line]:
    for number, package in enumerate(answer.packages, start=1):
        bill = wording.listed(
            [f"{wording.party(case, name)} {wording.amount(cost)}" for name, cost in package.pays.items()]
        )
        mark = "" if package.undominated else " Another package asks no more of anyone, and less of someone."
        words = f"{number}. For {wording.amount(package.cost)}: {_words(case, package)}."
        yield Line(f"{words} Paid by: {bill or 'nobody'}.{mark}", package.grounds)
        if number == 1:
            yield from _order(case, package)


def _order(case: CaseFile, package: Package) -> Iterator[Line]:
    if package.order == "simultaneous":
        yield Line("Its steps wait for each other, so they must be taken at once.", package.grounds)
        return
    steps = "; then ".join(f"{wording.parties(case, who)} {what}" for who, what in moves(case, package))
    yield Line(f"In this order each step's conditions hold when it is taken: {steps}.", package.grounds)


def moves(case: CaseFile, package: Package) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each move of the package's order: who makes it, and what they do."""
    conceded = {made.position: made for made in package.concessions}
    changed = {f"{made.issue} = {made.to}": made for made in package.changes}
    for move in package.order:
        actors: tuple[str, ...] = ()
        words = []
        for step in move:
            if step in changed:
                actors = changed[step].by
                sees = "see" if len(actors) > 1 else "sees"
                words.append(f"{sees} to it that {wording.change(case, changed[step])}")
            else:
                made = conceded[step]
                actors = (made.payer,)
                brings = f"brings {wording.party(case, made.party)} to set aside" if made.delivered_by else "sets aside"
                words.append(f"{brings} “{step}”")
        yield actors, wording.listed(words)


def _pivots(case: CaseFile, answer: ConveneAnswer) -> Iterator[Line]:
    held = {position.id: position for position in case.positions}
    for pivot in answer.pivots:
        stuck = (
            f"stands in {pivot.deadlocks} of {len(answer.deadlocks)} deadlocks"
            if pivot.deadlocks
            else "stands in no deadlock"
        )
        saves = f"given up for nothing, the cheapest package falls by {wording.amount(pivot.saves)}"
        if pivot.position:
            who = f"“{pivot.position}” of {wording.party(case, held[pivot.position].party)}"
        else:
            who = f"{wording.party(case, pivot.party or '')}, all its positions together,"
        yield Line(f"{wording.upper(who)} {stuck}; {saves}.", pivot.grounds)


def _prices(answer: ConveneAnswer) -> Iterator[Line]:
    for price in answer.prices:
        if price.low == 0 and price.high is None:
            continue
        ends = f"from {wording.amount(price.low)} up" if price.high is None else f"up to {wording.amount(price.high)}"
        if price.low and price.high is not None:
            ends = f"from {wording.amount(price.low)} to {wording.amount(price.high)}"
        yield Line(f"“{price.price}”, now {wording.amount(price.cost)}: {ends}.", price.grounds)
