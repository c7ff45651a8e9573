"""What a conclusion hangs on: single sources, and the fewest statements that overturn it."""

import itertools
import os
from dataclasses import replace

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case

from goodoffices.case import CaseFile, load
from goodoffices.sensitivity import QUESTIONS, SensitivityAnswer, sensitivity
from goodoffices.sensitivity.questions import conclusions

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))


def bared(case: CaseFile, fallen: set[str]) -> CaseFile:
    """Return the case without the statements, straight from DESIGN 4.6."""

    def stands(entry) -> bool:
        return not entry.because or not fallen.issuperset(entry.because)

    parties = {
        name: replace(party, positions=tuple(filter(stands, party.positions))) for name, party in case.parties.items()
    }
    body = case.transition and replace(
        case.transition,
        vetoes=tuple(filter(stands, case.transition.vetoes)),
        rules=tuple(filter(stands, case.transition.rules)),
    )
    return replace(
        case,
        parties=parties,
        impossible=tuple(filter(stands, case.impossible)),
        leverage=tuple(filter(stands, case.leverage)),
        transition=body,
    )


def posed(answer: SensitivityAnswer) -> list[str]:
    return [name for name in QUESTIONS if name not in answer.left_out]


def test_a_fallen_statement_fells_only_what_rests_on_nothing_else():
    case = load("examples/syria-2013")
    flips = {one.name: one for one in sensitivity(case, questions=["convene"]).load_bearing}
    assert flips["d22"].fallen == ("assad-removed", "opposition.wants.1", "opposition.wants.4")
    assert "c27" not in flips, "the red line rests on c9 too"


@pytest.mark.prove
def test_load_bearing_sources_are_those_whose_fall_flips_a_conclusion():
    """A sixth of GOODOFFICES_CASES: each asks a case without every statement, report and outlet."""
    for number in range(CASES // 6):
        case = doubtful_case(np.random.default_rng([4, number]), uncertain=0)
        answer = sensitivity(case, tries=0)
        today = {one for question in posed(answer) for one in conclusions(question, case)}
        told = {one.name: (set(one.flips), set(one.instead)) for one in answer.load_bearing}
        units = {name: {name} for name in case.dossier.statements}
        for name, statement in case.dossier.statements.items():
            units.setdefault(statement.report, set()).add(name)
            units.setdefault(str(case.dossier.reports[statement.report].outlet), set()).add(name)
        for name, fallen in units.items():
            there = {one for question in posed(answer) for one in conclusions(question, bared(case, fallen))}
            expected = (today - there, there - today)
            assert told.get(name, (set(), expected[1])) == expected


@pytest.mark.prove
def test_overturning_sets_are_the_smallest_there_are():
    """A sixth of GOODOFFICES_CASES, each with 5 statements and so 32 sets of them tried for every conclusion."""
    for number in range(CASES // 6):
        case = doubtful_case(np.random.default_rng([5, number]), uncertain=0)
        answer = sensitivity(case, tries=1000)
        names = sorted(case.dossier.statements)
        sets = [set(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]
        there = [
            {one for question in posed(answer) for one in conclusions(question, bared(case, some))} for some in sets
        ]
        for conclusion, found in answer.overturning.items():
            smallest = next(
                (some for some, holding in zip(sets, there, strict=True) if conclusion not in holding), None
            )
            assert found.proven
            assert (found.statements is None) == (smallest is None)
            if found.statements is not None and smallest is not None:
                assert len(found.statements) == len(smallest)
                assert conclusion not in there[sets.index(set(found.statements))]


def test_the_best_set_found_is_marked_when_the_tries_run_out():
    case = load("examples/syria-2013")
    few, many = (sensitivity(case, questions=["stability"], tries=tries).overturning for tries in (2, 200))
    guessed = [one for one, found in few.items() if found.statements is not None and not found.proven]
    assert guessed
    for one in guessed:
        best, smaller = set(few[one].statements or ()), many[one].statements
        assert one not in conclusions("stability", bared(case, best))
        assert all(one in conclusions("stability", bared(case, best - {name})) for name in best)
        assert smaller is not None
        assert len(smaller) <= len(best)


def test_the_verdicts_smallest_set_is_proven_without_trials():
    case = load("examples/syria-2013")
    verdict = sensitivity(case, questions=["convene"], tries=0).overturning["does not convene"]
    assert verdict.proven
    assert verdict.statements is not None
    assert len(verdict.statements) == 4


def test_a_verdict_that_rests_on_assumptions_alone_cannot_be_overturned():
    case = load("examples/syria-2013")
    parties = {
        name: replace(party, positions=tuple(replace(held, because=()) for held in party.positions))
        for name, party in case.parties.items()
    }
    bare = replace(case, parties=parties, impossible=tuple(replace(rule, because=()) for rule in case.impossible))
    found = sensitivity(bare, questions=["convene"]).overturning["does not convene"]
    assert (found.statements, found.proven) == (None, True)
