"""What the questions conclude is what the rooms answer, and depends on nothing that they do not say they read."""

import os

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case

from goodoffices import Case
from goodoffices.errors import NoFeasibleStateError, TooLargeError, UnknownNameError
from goodoffices.sensitivity.otherwise import Otherwise, entries, intervals, otherwise
from goodoffices.sensitivity.questions import QUESTIONS, UNANSWERED, as_today_but, conclusions

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
EVERYTHING = {
    "refuses",
    "requires",
    "wants",
    "impossible",
    "leverage",
    "transition",
    "costs",
    "changes",
    "worths",
}


@pytest.mark.prove
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_depends_on_nothing_it_does_not_read(question):
    """A third of GOODOFFICES_CASES: whatever else falls or costs otherwise, what is concluded stays."""
    tried = 0
    for number in range(CASES // 3):
        rng = np.random.default_rng([16, number])
        case = doubtful_case(rng, uncertain=0, intervals=True)
        if not QUESTIONS[question].applies(case):
            continue
        reads = QUESTIONS[question].reads(case)
        read = {entry.id for entry in entries(case, reads)}
        settled = {where for where, _ in intervals(case, reads)}
        rest = Otherwise(
            tuple(e.id for e in entries(case, EVERYTHING) if e.id not in read and rng.random() < 0.5),
            tuple((where, amount.high) for where, amount in intervals(case, EVERYTHING) if where not in settled),
        )
        assert conclusions(question, otherwise(case, rest)) == conclusions(question, case)
        tried += bool(rest.gone)
    assert tried > CASES // 20


@pytest.mark.prove
def test_settling_concludes_what_settle_answers_after_the_first_package():
    """A third of GOODOFFICES_CASES: the points of `settle`, once package 1 is made."""
    agreed = 0
    for number in range(CASES // 3):
        case = doubtful_case(np.random.default_rng([17, number]), uncertain=0)
        found = set(conclusions("settle", case))
        try:
            answer = Case(case).settle(after_package=1 if case.goal else None)
        except UnknownNameError:
            assert found == {"no package brings the sides together"}
            continue
        except (NoFeasibleStateError, TooLargeError):
            assert found == {UNANSWERED}
            continue
        points = {
            f"{name.replace('_', ' ')} point: {as_today_but(case, point.package)}"
            for name, point in answer.points.items()
        }
        assert found == points | {f"{'some' if answer.frontier_size else 'no'} agreement is acceptable"}
        agreed += bool(points)
    assert agreed > CASES // 20


@pytest.mark.prove
def test_the_body_concluded_is_that_of_transition():
    """A third of GOODOFFICES_CASES: the best body, or what blocks it and the cheapest withdrawal."""
    bodies = set()
    for number in range(CASES // 3):
        case = doubtful_case(np.random.default_rng([18, number]), uncertain=0)
        if case.transition is None:
            continue
        answer, found = Case(case).transition(), set(conclusions("transition", case))
        bodies.add(answer.exists)
        if answer.exists:
            seated = "; ".join(f"{office}: {', '.join(held)}" for office, held in answer.body.items())
            assert found == {"a body exists", f"best body: {seated}"}
        else:
            blocked = {f"blocked by: {', '.join(sorted(ids)) or 'too few candidates'}" for ids in answer.blocked_by}
            ways = {f"cheapest withdrawal: {', '.join(sorted(way.ids))}" for way in answer.withdrawals[:1]}
            assert found == {"no body exists"} | blocked | ways
    assert bodies == {True, False} or CASES < 100
