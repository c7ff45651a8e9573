"""What if, and two cases side by side: only what changed, with what it rests on."""

import os
from dataclasses import replace

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case

from goodoffices import Case
from goodoffices.case import CaseFile
from goodoffices.errors import CaseError, UnknownNameError
from goodoffices.sensitivity.compare import differences
from goodoffices.sensitivity.facts import FACTS, facts

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
EXAMPLE = "examples/syria-2013"


@pytest.fixture(scope="module")
def case() -> Case:
    return Case.load(EXAMPLE)


def everything(case: CaseFile, today: CaseFile):
    return [fact for question in FACTS for fact in facts(question, case, today)]


def test_a_case_does_not_differ_from_itself(case):
    found = case.compare(case)
    assert not found.differences
    assert found.alike == len(everything(case.file, case.file))


def test_a_pin_shows_what_it_costs_and_what_it_blocks(case):
    found = {one.name: one for one in case.compare(case.pinned(arms="supplied")).differences}
    assert (found["its cost"].before, found["its cost"].after) == ("7", "13")
    assert found["deadlock between no-arms-to-rebels"].before is None
    assert "deadlock between no-seat-for-terrorists" not in found


def test_a_dropped_statement_takes_along_what_rests_on_it_alone(case):
    without = case.without("d22")
    assert {one.name for one in case.compare(without).differences if one.question == "positions"} == {
        "assad-removed",
        "opposition.wants.1",
        "opposition.wants.4",
    }
    assert all("d22" not in held.because for held in without.file.positions)


def test_a_dropped_veto_shows_what_becomes_of_the_body(case):
    found = {one.name: one for one in case.compare(case.without("no-president")).differences}
    assert {one.question for one in found.values()} == {"transition"}
    assert found["no-president"].before == "opposition vetoes president"
    assert "president" in found["best body"].after.split("; ")[0]


def test_a_pin_shows_what_can_be_agreed_on_no_more(case):
    found = {one.name: one for one in case.compare(case.pinned(arms="supplied")).differences}
    assert (found["acceptable agreements"].before, found["acceptable agreements"].after) == ("1 of 4", "none of 4")
    assert found["nash point"].after is None


@pytest.mark.parametrize(
    "name", ["assad-removed", "geneva-basis", "us-brings-the-opposition", "d24", "dispatch", "The Almery Review"]
)
def test_entries_statements_reports_and_outlets_can_be_dropped(case, name):
    assert case.compare(case.without(name)).differences


def test_an_unknown_name_to_drop_is_told_with_the_nearest(case):
    with pytest.raises(UnknownNameError, match="did you mean 'assad-removed'"):
        case.without("asad-removed")


def test_an_added_entry_counts_as_if_it_stood_in_the_file(case):
    after = Case.load(EXAMPLE, adding=["{party: russia, refuses: {id: new, that: arms = withheld, cost: 2}}"])
    found = {one.name: one for one in case.compare(after).differences}
    assert found["new"].after == "russia refuses: arms = withheld, at 2"
    assert found["its cost"].after == "8"
    rules = Case.load(
        EXAMPLE, adding=["impossible: government_attends", "leverage: {by: us, on: assad-removed, cost: 0}"]
    )
    assert rules.convene().shut_out_by == ("impossible.3",)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{party: nobody, wants: arms = withheld}", "unknown party 'nobody'"),
        ("{party: us, wants: arms = none}", "unknown value 'none'"),
        ("{party: us, demands: arms = none}", "write {party: …, refuses: …}"),
        ("{party: us, wants: [", "not readable as YAML"),
        ("{party: us, requires: {step: arms = supplied}}", "'only_if' is missing"),
    ],
)
def test_a_mistake_in_an_added_entry_is_told_in_words(entry, words):
    with pytest.raises(CaseError, match=words.replace("(", r"\(")):
        Case.load(EXAMPLE, adding=[entry])


def test_two_dates_of_one_case_differ_in_what_was_dropped_between(case):
    earlier, later = (Case(replace(case.file, as_of=date)) for date in (_day(6), _day(8)))
    names = {one.name for one in earlier.compare(later).differences}
    assert {"assad-steps-down", "its cost", "deadlock between assad-leaves-first, assad-steps-down"} <= names


def _day(day: int):
    import datetime as dt

    return dt.date(2013, 5, day)


def test_cases_with_other_issues_can_be_compared(case):
    other = Case.load("examples/syria-course")
    assert case.compare(other).differences
    assert other.compare(case).differences


def test_differences_carry_the_grounds_of_what_they_tell(case):
    for one in case.compare(case.without("column")).differences:
        assert one.grounds.statements or one.grounds.assumed
        if one.after is not None:
            assert not any(name.startswith("c") for name in one.grounds.statements)


@pytest.mark.prove
def test_differences_lead_from_one_case_to_the_other_and_back():
    """A tenth of GOODOFFICES_CASES: applied to the facts of one case, the differences give those of the other."""
    for number in range(CASES // 10):
        rng = np.random.default_rng([7, number])
        one, other = (doubtful_case(rng, uncertain=2) for _ in range(2))
        before, after = everything(one, one), everything(other, one)
        earlier, later = ({(fact.question, fact.name): fact.value for fact in found} for found in (before, after))
        for start, end, found in (
            (earlier, later, differences(before, after)),
            (later, earlier, differences(after, before)),
        ):
            made = dict(start)
            for step in found:
                assert made.pop((step.question, step.name), None) == step.before
                if step.after is not None:
                    made[step.question, step.name] = step.after
            assert made == end
