"""What the answers to a case say, fact by fact, so that two cases can be laid side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import Answer, CaseFile, Grounds, grounds, in_force
from goodoffices.convene import convene
from goodoffices.errors import NoFeasibleStateError, TooLargeError
from goodoffices.sensitivity.questions import as_today_but, conclusions, in_words, once_met, sides
from goodoffices.settle import settle
from goodoffices.stability import stability


@dataclass(frozen=True, slots=True)
class Fact(Answer):
    """Something an answer says: its name, alike in every case, and what it says of this one."""

    question: str
    name: str
    value: str
    grounds: Grounds
    positions: tuple[str, ...] = ()
    """Those that a deadlock is between."""


def facts(question: str, case: CaseFile, today: CaseFile) -> tuple[Fact, ...]:
    """Return what a question says of a case; states are told as what they change from the today of another."""
    return tuple(FACTS[question](case, today))


def _positions(case: CaseFile, _: CaseFile) -> Iterator[Fact]:
    for held in in_force(case, "refuses", "requires", "wants"):
        amount = "" if held.kind == "wants" else f", at {held.cost.thousandths / 1000:g}"
        yield Fact("positions", held.id, f"{held.party} {held.words}{amount}", grounds(case, [held]))


def _convening(case: CaseFile, today: CaseFile) -> Iterator[Fact]:
    if case.goal is None:
        return
    answer = convene(case, most_packages=1, margins=False)
    yield Fact("convene", "convenes", "yes" if answer.convenes else "no", answer.grounds)
    if answer.changes is not None:
        made = ", ".join(f"{change.issue} = {change.to}" for change in answer.changes)
        yield Fact("convene", "what has to change", made or "nothing", answer.grounds)
    for package in answer.packages:
        told = {
            "cheapest package": in_words(package),
            "its cost": f"{package.cost:g}",
            "paid by": ", ".join(f"{party} {cost:g}" for party, cost in package.pays.items()),
            "where it leads": as_today_but(today, package.state),
        }
        yield from (Fact("convene", name, value, package.grounds) for name, value in told.items())
    for deadlock in answer.deadlocks:
        name = f"deadlock between {', '.join(sorted(deadlock.positions))}"
        yield Fact("convene", name, "stands", deadlock.grounds, deadlock.positions)


def _settling(case: CaseFile, today: CaseFile) -> Iterator[Fact]:
    there = once_met(case) if sides(case) > 1 else None
    if there is None:
        return
    try:
        answer = settle(there, limit=1)
    except (TooLargeError, NoFeasibleStateError):
        return
    many = "many" if answer.acceptable is None else f"{answer.acceptable:,}"
    count = f"{many} of {answer.packages:,}" if answer.frontier_size else f"none of {answer.packages:,}"
    yield Fact("settle", "acceptable agreements", count, answer.grounds)
    for name, point in answer.points.items():
        brings = ", ".join(f"{side} {worth:g}" for side, worth in point.worth.items())
        words = f"{as_today_but(today, point.package)} ({answer.scale}: {brings})"
        yield Fact("settle", f"{name.replace('_', ' ')} point", words, point.grounds)


def _governing(case: CaseFile, _: CaseFile) -> Iterator[Fact]:
    if case.transition is None:
        return
    for conclusion, rests in conclusions("transition", case).items():
        name, colon, what = conclusion.partition(": ")
        if name == "blocked by":
            yield Fact("transition", f"blocked by {what}", "stands", rests)
        elif colon:
            yield Fact("transition", name, what, rests)
        else:
            yield Fact("transition", "a body exists", "no" if conclusion.startswith("no") else "yes", rests)
    for veto in case.transition.vetoes:
        words = f"{veto.party} vetoes {veto.candidate or veto.that}"
        yield Fact("transition", veto.id, words, grounds(case, [veto]))


def _holding(case: CaseFile, today: CaseFile) -> Iterator[Fact]:
    try:
        answer = stability(case)
    except (TooLargeError, NoFeasibleStateError):
        return
    by_state: dict[str, list[str]] = {}
    for concept, found in answer.equilibria.items():
        yield Fact("stability", f"equilibria by {concept}", str(found.count), found.grounds)
        for state in found.states:
            by_state.setdefault(as_today_but(today, state), []).append(concept)
    for words, concepts in by_state.items():
        yield Fact("stability", f"equilibrium {words}", f"by {', '.join(concepts)}", answer.grounds)


FACTS: Mapping[str, Callable[[CaseFile, CaseFile], Iterator[Fact]]] = {
    "positions": _positions,
    "convene": _convening,
    "settle": _settling,
    "transition": _governing,
    "stability": _holding,
}
