"""The questions asked again under doubt: one table, and a line for each room that answers one.

A conclusion is a sentence that holds of a case or not; asked of two cases, a question gives equal sentences for equal
conclusions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from goodoffices.case import CaseFile, Grounds, State
from goodoffices.convene import Package, convene
from goodoffices.errors import NoFeasibleStateError, TooLargeError
from goodoffices.stability import stability

Found = Mapping[str, Grounds]
"""Every conclusion that holds, the headline first, each with what it rests on."""

UNANSWERED = "cannot be answered"
"""What a question concludes of a case that is too large for it, or has no feasible state."""


@dataclass(frozen=True, slots=True)
class Question:
    """How a question is asked, and what of a case its answer depends on besides issues and rules.

    `reads` names kinds of positions, and `costs`, `worths`, `leverage`: nothing else need be drawn for it.
    """

    ask: Callable[[CaseFile], Found]
    reads: frozenset[str]
    applies: Callable[[CaseFile], bool] = lambda case: True  # noqa: ARG005


def conclusions(question: str, case: CaseFile) -> Found:
    """Return the conclusions of a question, or that it cannot be answered."""
    try:
        return QUESTIONS[question].ask(case)
    except (TooLargeError, NoFeasibleStateError):
        return {UNANSWERED: Grounds()}


def _convening(case: CaseFile) -> Found:
    return dict(_of_convening(case))


def _of_convening(case: CaseFile) -> Iterator[tuple[str, Grounds]]:
    answer = convene(case, most_packages=1, margins=False)
    yield "convenes" if answer.convenes else "does not convene", answer.grounds
    if answer.shut_out_by is not None:
        yield f"shut out by: {', '.join(sorted(answer.shut_out_by))}", answer.grounds
    for package in answer.packages[:1]:
        yield f"cheapest package: {in_words(package)}", package.grounds
    for deadlock in answer.deadlocks:
        yield f"deadlock: {', '.join(sorted(deadlock.positions))}", deadlock.grounds


def in_words(package: Package) -> str:
    """Return a package as its concessions, each with who delivers it."""
    made = [f"{one.position} by {one.delivered_by or one.party}" for one in package.concessions]
    return "; ".join(sorted(made)) or "no concession"


def _holding(case: CaseFile) -> Found:
    answer = stability(case)
    return {
        f"equilibrium by {concept}: {as_today_but(case, state)}": found.grounds
        for concept, found in answer.equilibria.items()
        for state in found.states
    }


def as_today_but(case: CaseFile, state: State) -> str:
    """Return a state as what it changes from the case's today."""
    today = case.status_quo
    moved = [f"{issue} = {value}" for issue, value in state.items() if today.get(issue) != value]
    return ", ".join(moved) or "as today"


QUESTIONS: Mapping[str, Question] = {
    "convene": Question(
        _convening, frozenset({"refuses", "requires", "leverage", "costs"}), lambda case: case.goal is not None
    ),
    "stability": Question(_holding, frozenset({"wants"})),
}
