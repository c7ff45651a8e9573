"""The questions asked again under doubt: one table, and a line for each room that answers one.

A conclusion is a sentence that holds of a case or not; asked of two cases, a question gives equal sentences for equal
conclusions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import CaseFile, Grounds, State, grounds
from goodoffices.case.transition import Transition
from goodoffices.convene import Package, convene, met
from goodoffices.errors import NoFeasibleStateError, TooLargeError
from goodoffices.settle import settle
from goodoffices.stability import stability
from goodoffices.transition import transition
from goodoffices.transition.body import best_body

Found = Mapping[str, Grounds]
"""Every conclusion that holds, the headline first, each with what it rests on."""

UNANSWERED = "cannot be answered"
"""What a question concludes of a case that is too large for it, or has no feasible state."""

NEVER_MET, WITHDRAWAL = "no package brings the sides together", "cheapest withdrawal"


@dataclass(frozen=True, slots=True)
class Question:
    """How a question is asked, and which parts of a case its answer depends on besides issues: no other need be drawn.

    Parts are the kinds of positions, `impossible`, `leverage`, `transition` (its vetoes and rules), `costs` (of what of
    these it reads), `changes` (what it costs to change an issue) and `worths` (of the sides).
    """

    ask: Callable[[CaseFile], Iterator[tuple[str, Grounds]]]
    reads: Callable[[CaseFile], frozenset[str]]
    applies: Callable[[CaseFile], bool] = lambda case: True  # noqa: ARG005


def conclusions(question: str, case: CaseFile) -> Found:
    """Return the conclusions of a question, or that it cannot be answered."""
    return found(QUESTIONS[question].ask(case))


def found(concluded: Iterable[tuple[str, Grounds]]) -> Found:
    """Return what is concluded, or that the question cannot be answered."""
    try:
        return dict(concluded)
    except (TooLargeError, NoFeasibleStateError):
        return {UNANSWERED: Grounds()}


def _convening(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    answer = convene(case, most_packages=1, margins=False)
    yield "convenes" if answer.convenes else "does not convene", answer.grounds
    if answer.shut_out_by is not None:
        yield f"shut out by: {', '.join(sorted(answer.shut_out_by))}", answer.grounds
    for package in answer.packages:
        yield f"cheapest package: {in_words(package)}", package.grounds
    for deadlock in answer.deadlocks:
        yield deadlocked(deadlock.positions), deadlock.grounds


def in_words(package: Package) -> str:
    """Return a package as its concessions, each with who delivers it."""
    return conceded((one.position, one.payer) for one in package.concessions)


def conceded(concessions: Iterable[tuple[str, str]]) -> str:
    """Return concessions, each a position and who delivers it, as one phrase."""
    return "; ".join(sorted(f"{position} by {by}" for position, by in concessions)) or "no concession"


def deadlocked(positions: Iterable[str]) -> str:
    """Return that positions shut the goal out together."""
    return f"deadlock: {', '.join(sorted(positions))}"


def _settling(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    there = once_met(case)
    return agreed(there) if there else iter([(NEVER_MET, grounds(case, case.impossible))])


def once_met(case: CaseFile) -> CaseFile | None:
    """Return the case in which the sides settle: once its own cheapest package has brought them together, if one does.

    A case that states no goal is settled as it stands.
    """
    if case.goal is None:
        return case
    return met(case, convene(case, most_packages=1, most_deadlocks=1, margins=False))


def agreed(there: CaseFile) -> Iterator[tuple[str, Grounds]]:
    """Yield what settling concludes of a case as it stands."""
    answer = settle(there, limit=1)
    yield "some agreement is acceptable" if answer.frontier_size else "no agreement is acceptable", answer.grounds
    for name, point in answer.points.items():
        yield f"{name.replace('_', ' ')} point: {as_today_but(there, point.package)}", point.grounds


def sides(case: CaseFile) -> int:
    """Return how many parties would have to agree."""
    return sum(party.role == "side" for party in case.parties.values())


def _read_by_settling(case: CaseFile) -> frozenset[str]:
    by_points = all(party.worth for party in case.parties.values() if party.role == "side")
    binding = {"refuses", "requires", "impossible", "worths" if by_points else "wants"}
    return frozenset(binding | ({"leverage", "costs", "changes"} if case.goal else set()))


def _governing(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    body = _body(case)
    seated = best_body(body)
    if seated is None:
        yield from _without_body(case)
        return
    rests = grounds(case, [*body.vetoes, *body.rules])
    yield "a body exists", rests
    people = [person.id for person in body.candidates]
    offices = zip(body.offices, seated, strict=True)
    yield f"best body: {seats({office.id: tuple(people[one] for one in held) for office, held in offices})}", rests


def _without_body(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    answer = transition(case, most_withdrawals=1)
    by_id = {entry.id: entry for entry in (*_body(case).vetoes, *_body(case).rules)}
    yield "no body exists", answer.grounds
    for way in answer.withdrawals:
        yield withdrawn(way.ids), way.grounds
    for ids in answer.blocked_by:
        yield f"blocked by: {', '.join(sorted(ids)) or 'too few candidates'}", grounds(case, [by_id[n] for n in ids])


def withdrawn(ids: Iterable[str]) -> str:
    """Return that to withdraw some vetoes and rules is the cheapest way to a body."""
    return f"{WITHDRAWAL}: {', '.join(sorted(ids))}"


def seats(body: Mapping[str, tuple[str, ...]]) -> str:
    """Return a body as who holds which office."""
    return "; ".join(f"{office}: {', '.join(held)}" for office, held in body.items())


def _body(case: CaseFile) -> Transition:
    assert case.transition is not None  # the question does not apply to a case without one
    return case.transition


def _holding(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    for concept, equilibria in stability(case).equilibria.items():
        for state in equilibria.states:
            yield held(concept, as_today_but(case, state)), equilibria.grounds


def held(concept: str, state: str) -> str:
    """Return that a state is an equilibrium by a concept."""
    return f"equilibrium by {concept}: {state}"


def as_today_but(case: CaseFile, state: State) -> str:
    """Return a state as what it changes from the case's today."""
    today = case.status_quo
    moved = [f"{issue} = {value}" for issue, value in state.items() if today.get(issue) != value]
    return ", ".join(moved) or "as today"


def _always(*parts: str) -> Callable[[CaseFile], frozenset[str]]:
    return lambda case: frozenset(parts)  # noqa: ARG005


QUESTIONS: Mapping[str, Question] = {
    "convene": Question(
        _convening,
        _always("refuses", "requires", "impossible", "leverage", "costs", "changes"),
        lambda case: case.goal is not None,
    ),
    "settle": Question(_settling, _read_by_settling, lambda case: sides(case) > 1),
    "transition": Question(_governing, _always("transition", "costs"), lambda case: case.transition is not None),
    "stability": Question(_holding, _always("wants", "impossible")),
}
