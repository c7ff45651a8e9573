"""What `transition` answers of a case: the body, what it survives, what blocks it, and what a veto spares a side."""

from __future__ import annotations

import csv
import itertools
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.transition.random_bodies import random_case
from tests.transition.reference import Reference

from goodoffices import Case
from goodoffices.brief.governing import TITLE
from goodoffices.brief.page import page
from goodoffices.case.expressions import holds
from goodoffices.case.transition import Balance, Candidate, Office, Pairing, Quota, Transition, Veto, strike
from goodoffices.errors import CaseError, MissingTransitionError
from goodoffices.transition import transition
from goodoffices.transition._pool import satisfaction
from goodoffices.transition.body import best_body
from goodoffices.transition.changes import helpful_changes

EXAMPLE = "examples/syria-2013"


@pytest.fixture(scope="module")
def syria() -> Case:
    return Case.load(EXAMPLE)


def asked(case: Case, **changed: object) -> Case:
    assert case.file.transition
    return Case(replace(case.file, transition=replace(case.file.transition, **changed)))  # type: ignore[arg-type]


def section(case: Case) -> Transition:
    assert case.file.transition
    return case.file.transition


def test_the_oppositions_veto_secures_what_it_demands_of_the_president_in_office(syria):
    (held,) = syria.transition().secured
    assert (held.position, held.by, held.candidates) == ("assad-removed", "opposition", ("president",))
    assert held.vetoes == ("no-president",)
    assert held.grounds.statements == ("d22", "d31")
    words = page(syria.brief())
    assert "own veto keeps the president in office out of the body" in words


def test_a_veto_not_yet_cast_is_told_as_one_still_to_cast(syria):
    vetoes = tuple(veto for veto in syria.file.transition.vetoes if veto.id != "no-president")
    (held,) = asked(syria, vetoes=vetoes).transition().secured
    assert (held.vetoes, held.still_to_strike) == ((), ("president",))


def test_a_position_of_a_party_without_a_veto_is_not_secured(syria):
    assert not asked(syria, consent_of=("government",), vetoes=(), order={}).transition().secured


def test_nobody_in_the_body_is_vetoed_and_every_rule_holds(syria):
    answer = syria.transition()
    assert {office: len(held) for office, held in answer.body.items()} == {"head": 1, "ministers": 4}
    body = syria.file.transition
    seated = [name for held in answer.body.values() for name in held]
    people = {candidate.id: candidate for candidate in body.candidates}
    assert not any(holds(veto.that.node, people[name].columns) for veto in body.vetoes for name in seated)
    nominated = [people[name].nominated_by for name in seated]
    assert nominated.count("government") >= 2
    assert nominated.count("opposition") >= 2


def test_the_example_says_that_its_candidates_are_made_up(syria):
    assert "made up" in Path(EXAMPLE, "case.yaml").read_text()
    assert all("made up" in candidate.columns["source"] for candidate in syria.file.transition.candidates)
    html = page(syria.brief())
    assert "14 candidates: made up for this example" in html
    assert TITLE in html
    assert "<td>a deputy prime minister</td>" in html


def test_the_conference_is_unlocked_as_before(syria):
    package = syria.convene().packages[0]
    assert package.cost == 7
    bare = Case(replace(syria.file, transition=None))
    assert bare.convene() == syria.convene()


def test_without_a_body_the_answer_names_what_blocks_and_what_unblocks(syria):
    more = tuple(
        Veto(f"more.{n}", party="government", that=strike(name), candidate=name)
        for n, name in enumerate(["lawyer", "physician", "writer"])
    )
    body = syria.file.transition
    offices = (Office("head", 1), Office("ministers", 2))
    blocked = asked(syria, vetoes=(*body.vetoes, *more), offices=offices, rules=body.rules[1:])
    answer = blocked.transition(most_withdrawals=None)
    assert not answer.exists
    reference = Reference(section(blocked))
    assert list(answer.blocked_by) == reference.blocked_by()
    assert [(way.cost, way.ids) for way in answer.withdrawals] == reference.withdrawals()
    assert {change.rule: change.count for change in answer.rule_changes} == {"two-of-the-opposition": 0}
    assert all(part.grounds.statements or part.grounds.assumed for part in answer.withdrawals)
    assert "cannot all stand" in page(blocked.brief())


def test_a_rule_tells_the_nearest_number_it_could_allow():
    for number in range(300):
        body = section(Case(random_case(np.random.default_rng([5, number]))))
        reference = Reference(body)
        if reference.bodies():
            continue
        found = dict(helpful_changes(body))
        for rule in body.rules:
            rest = frozenset(reference.entries) - {rule.id}
            assert (rule.id in found) == reference.stands(rest)
            if rule.id in found and isinstance(rule, Balance):
                assert found[rule.id] == reference.least_margin(rule)
            elif rule.id in found and not isinstance(rule, Pairing):
                assert reference.stands_at(rule, found[rule.id] or 0)


def test_a_balance_between_the_sides_is_kept_or_the_margin_it_would_take_is_told(syria):
    even = Balance("even", between=("government", "opposition"), by="nominated_by")
    answer = asked(syria, rules=(even,), offices=(Office("ministers", 4),)).transition()
    people = {candidate.id: candidate for candidate in section(syria).candidates}
    by = [people[name].nominated_by for name in answer.body["ministers"]]
    assert by.count("government") == by.count("opposition")
    uneven = Quota("many", bound="at_least", number=4, of={"nominated_by": "government"})
    blocked = asked(syria, rules=(even, uneven))
    answer = blocked.transition()
    assert ("even", "many") in answer.blocked_by
    assert next(change.count for change in answer.rule_changes if change.rule == "even") == 3
    assert (
        answer.entries["even"].words == "balance by nominated_by in head, ministers: government, opposition, margin 0"
    )
    assert "“even” allows a margin of 3 instead" in page(blocked.brief())


def test_seats_that_cannot_be_filled_by_anybody_are_told_at_once(syria):
    answer = asked(syria, offices=(Office("head", 1), Office("ministers", 14))).transition()
    assert (answer.exists, answer.blocked_by, answer.withdrawals) == (False, ((),), ())
    assert answer.short_of
    assert (answer.short_of.offices, answer.short_of.seats, answer.short_of.candidates) == (("ministers",), 14, 13)


def test_an_office_nobody_may_hold_is_told():
    body = Transition(("a",), (Office("x", 1), Office("y", 1)), tuple(Candidate({"id": n}, ("y",)) for n in "pq"))
    case = replace(random_case(np.random.default_rng(1)), transition=body)
    answer = transition(case)
    assert answer.short_of
    assert (answer.short_of.offices, answer.short_of.candidates) == (("x",), 0)


def test_contradictory_rules_block_by_themselves(syria):
    of = {"affiliation": "independent"}
    rules = (Quota("many", bound="at_least", number=3, of=of), Quota("few", bound="at_most", number=2, of=of))
    answer = asked(syria, rules=rules).transition()
    assert answer.blocked_by[0] == ("many", "few")
    assert [way.ids for way in answer.withdrawals] == [("many",), ("few",)]
    assert {change.rule: change.count for change in answer.rule_changes} == {"many": 2, "few": 3}


def test_a_further_strike_gains_what_it_says(syria):
    body = syria.file.transition
    for gain in syria.transition().overreach.gains:
        more = (Veto(f"extra {name}", party=gain.party, that=strike(name)) for name in gain.candidates)
        less = replace(body, vetoes=(*body.vetoes, *more))
        before, after = (
            satisfaction(b, [b.candidates[m].id for held in best_body(b) or () for m in held]) for b in (body, less)
        )
        assert float(after[gain.party] - before[gain.party]) == pytest.approx(gain.gain)
        assert gain.gain > 0


def test_a_case_without_the_section_says_so(syria):
    with pytest.raises(MissingTransitionError, match="no 'transition' section"):
        Case(replace(syria.file, transition=None)).transition()


def test_without_orders_any_body_does_and_nothing_is_said_of_satisfaction(syria):
    answer = asked(syria, order={}).transition()
    assert answer.exists
    assert (answer.satisfaction, answer.procedures) == ({}, {})
    assert answer.survives


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("candidate: speaker,", "candidate: speker,", "did you mean 'speaker'?"),
        ("candidate: president,", "candidate: nobody,", "unknown candidate 'nobody'"),
        ("seats: 4", "seats: -4", "seats"),
        ("at_least: 2, of: {nominated_by: government}", "at_least: -2, of: {nominated_by: government}", "at_least"),
        ("opposition: [speaker, commander,", "opposition: [speaker, speaker,", "named twice"),
    ],
)
def test_a_mistake_in_the_section_is_told_with_its_place(tmp_path, old, new, told):
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "case"), "case.yaml")
    text = copied.read_text()
    assert old in text
    copied.write_text(text.replace(old, new))
    with pytest.raises(CaseError, match="transition") as error:
        Case.load(copied)
    assert any(told in str(problem) for problem in error.value.problems)


def test_a_candidate_listed_twice_is_told_with_its_line(tmp_path):
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "case"))
    with (copied / "candidates.csv").open("a") as file:
        file.write("judge,another judge,,,independent,,made up\n")
    with pytest.raises(CaseError, match=r"candidates\.csv:16.*'judge' is already taken"):
        Case.load(copied)


def test_a_list_of_many_thousands_gets_an_answer(tmp_path):
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "case"))
    with (copied / "candidates.csv").open("a", newline="") as file:
        writer = csv.writer(file)
        for number in range(20_000):
            writer.writerow([f"n{number}", f"name {number}", "", "", "independent", "", "made up"])
    answer = Case.load(copied).transition()
    assert answer.body == Case.load(EXAMPLE).transition().body


def test_the_command_exits_with_1_when_no_body_exists(tmp_path):
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "case"), "case.yaml")
    copied.write_text(copied.read_text().replace("seats: 4", "seats: 40"))
    command = [sys.executable, "-m", "goodoffices", "transition"]
    found = subprocess.run([*command, copied, "--json"], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert json.loads(found.stdout)["short_of"]["seats"] == 40
    assert subprocess.run([*command, EXAMPLE], capture_output=True, check=False).returncode == 0


def test_lists_are_capped_and_say_so(syria):
    vetoes = tuple(
        Veto(f"v{n}", party="government", that=strike(candidate.id), candidate=candidate.id)
        for n, candidate in enumerate(syria.file.transition.candidates)
    )
    few = asked(syria, vetoes=vetoes, rules=()).transition(most_sets=3, most_withdrawals=2)
    assert (len(few.blocked_by), few.blocked_by_complete) == (3, False)
    assert (len(few.withdrawals), few.withdrawals_complete) == (2, False)
    for ids in few.blocked_by:
        kept = [veto for veto in vetoes if veto.id in ids]
        assert best_body(replace(syria.file.transition, vetoes=tuple(kept), rules=())) is None
        for less in itertools.combinations(kept, len(kept) - 1):
            assert best_body(replace(syria.file.transition, vetoes=less, rules=())) is not None
