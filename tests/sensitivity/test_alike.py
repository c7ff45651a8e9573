"""Cases that differ little, asked together: each is answered as if it were asked alone."""

import os
from dataclasses import replace

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case
from tests.stability.random_cases import random_case

from goodoffices.case import CaseFile
from goodoffices.sensitivity.alike import TOGETHER, conclusions_of_each
from goodoffices.sensitivity.otherwise import Otherwise, entries, intervals, otherwise
from goodoffices.sensitivity.questions import QUESTIONS, conclusions

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))


def cases_of(case: CaseFile, question: str, rng: np.random.Generator) -> list[Otherwise]:
    """Return a dozen cases without some entries, with amounts within their intervals."""
    reads = QUESTIONS[question].reads(case)
    names = [entry.id for entry in entries(case, reads)]
    spans = list(intervals(case, reads))
    return [
        Otherwise(
            tuple(sorted(name for name in names if rng.random() < share)),
            tuple((where, round(float(rng.uniform(amount.low, amount.high)), 3)) for where, amount in spans),
        )
        for share in rng.choice([0, 0.1, 0.3, 0.6], 12)
    ]


def check(case: CaseFile, question: str, rng: np.random.Generator) -> None:
    if QUESTIONS[question].applies(case):
        cases = list(dict.fromkeys(cases_of(case, question, rng)))
        alone = [frozenset(conclusions(question, otherwise(case, one))) for one in cases]
        assert conclusions_of_each(question, case, cases) == alone


@pytest.mark.prove
@pytest.mark.parametrize("question", TOGETHER)
def test_cases_asked_together_are_answered_as_if_alone(question):
    """A third of GOODOFFICES_CASES, a dozen cases asked of each; every other one has intervals."""
    for number in range(CASES // 3):
        rng = np.random.default_rng([14, number])
        check(doubtful_case(rng, uncertain=0, intervals=number % 2 == 0), question, rng)


@pytest.mark.prove
def test_states_held_to_be_alike_are_one_however_many_are_asked():
    """A third of GOODOFFICES_CASES with classes of states; those without rankings are asked together."""
    together = 0
    for number in range(CASES // 3):
        rng = np.random.default_rng([15, number])
        case = random_case(rng)
        parties = {name: replace(party, ranking=None) for name, party in case.parties.items()}
        check(replace(case, parties=parties), "stability", rng)
        together += bool(case.alike)
    assert together
