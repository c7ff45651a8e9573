"""The conference of May 2013: who would come, what stood in the way, and what each change of circumstance does."""

from __future__ import annotations

import ast
import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from goodoffices.case import CaseFile, load, pinned
from goodoffices.convene import ConveneAnswer, Package, convene

EXAMPLE = "examples/syria-2013"
SOURCE = Path("src/goodoffices")

ANNOUNCED = {"assad-removed": "us", "assad-steps-down": None, "no-seat-for-terrorists": "russia"}
"""What the announcement of 7 May took: position → who delivers its holder; None: the holder itself."""


@pytest.fixture(scope="module")
def case() -> CaseFile:
    return load(EXAMPLE)


@pytest.fixture(scope="module")
def before(case) -> ConveneAnswer:
    return convene(case)


def deadlocks(answer: ConveneAnswer) -> set[frozenset[str]]:
    return {frozenset(deadlock.positions) for deadlock in answer.deadlocks}


def delivered(package: Package) -> dict[str, str | None]:
    return {concession.position: concession.delivered_by for concession in package.concessions}


def without_leverage_of(case: CaseFile, party: str) -> CaseFile:
    return replace(case, leverage=tuple(entry for entry in case.leverage if entry.by != party))


def test_on_the_eve_of_the_announcement_nobody_convenes(before):
    assert not before.convenes
    assert before.shut_out_by is None
    assert before.deadlocks_complete
    assert before.packages_complete


def test_each_side_shuts_the_other_out(before):
    assert deadlocks(before) == {
        frozenset({"no-seat-for-terrorists"}),
        frozenset({"assad-removed", "assad-leaves-first"}),
        frozenset({"assad-steps-down", "assad-leaves-first"}),
    }


def test_the_cheapest_package_is_the_one_announced(before):
    first = before.packages[0]
    assert delivered(first) == ANNOUNCED
    assert first.cost == 7
    assert first.undominated
    assert dict(first.pays) == {"us": 5, "russia": 2}


def test_russia_delivers_its_ally_only_if_arms_are_withheld(before):
    conditions = {concession.position: concession.condition for concession in before.packages[0].concessions}
    assert conditions == {"assad-removed": None, "assad-steps-down": None, "no-seat-for-terrorists": "arms = withheld"}
    assert before.packages[0].state["arms"] == "withheld"


def test_the_announced_package_leaves_assads_place_to_the_talks_and_both_sides_attend(before):
    assert dict(before.packages[0].state) == {
        "government_attends": "yes",
        "opposition_attends": "yes",
        "opposition_recognised": "yes",
        "assad": "left to the talks",
        "arms": "withheld",
        "intervention": "no",
    }


def test_washington_moves_first_and_then_moscow_brings_the_government(before):
    order = before.packages[0].order
    assert order != "simultaneous"
    assert order[0] == ("assad-steps-down", "assad-removed", "arms = withheld")
    assert order[1] == ("no-seat-for-terrorists",)
    assert set(order[-2:]) == {("government_attends = yes",), ("opposition_attends = yes",)}


def test_the_government_stands_in_the_way_most(before):
    ranked = [pivot.position or pivot.party for pivot in before.pivots]
    assert ranked[0] == "government"
    assert before.pivots[0].deadlocks == 3
    assert {"russia", "no-arms-to-rebels"}.isdisjoint(ranked)


def test_russia_may_ask_three_before_the_government_is_won_over_by_itself(before):
    ranges = {price.price: (price.cost, price.low, price.high) for price in before.prices}
    assert ranges["russia-brings-the-government"] == (2, 0, 3)
    assert ranges["no-seat-for-terrorists"] == (4, 3, None)


def test_without_russias_leverage_the_government_must_give_way_itself_and_arms_stay_open(case, before):
    answer = convene(without_leverage_of(case, "russia"))
    first = answer.packages[0]
    assert not answer.convenes
    assert deadlocks(answer) == deadlocks(before)
    assert delivered(first) == ANNOUNCED | {"no-seat-for-terrorists": None}
    assert (first.cost, first.state["arms"]) == (8, "pending")
    assert all("russia" not in package.pays for package in answer.packages)


def test_without_american_leverage_the_opposition_must_give_way_itself_at_a_higher_price(case):
    first = convene(without_leverage_of(case, "us")).packages[0]
    assert delivered(first) == ANNOUNCED | {"assad-removed": None}
    assert first.cost == 11


def test_arms_once_supplied_cost_russias_help_and_russias_own_refusal_stands_in_the_way_too(case, before):
    answer = convene(pinned(case, {"arms": "supplied"}))
    first = answer.packages[0]
    assert deadlocks(answer) == deadlocks(before) | {frozenset({"no-arms-to-rebels"})}
    assert delivered(first) == ANNOUNCED | {"no-seat-for-terrorists": None, "no-arms-to-rebels": None}
    assert first.cost == 13
    assert all(
        concession.leverage != "russia-brings-the-government" for p in answer.packages for concession in p.concessions
    )


def test_arms_already_withheld_make_the_announced_package_cheaper_by_what_that_cost(case, before):
    first = convene(pinned(case, {"arms": "withheld"})).packages[0]
    assert delivered(first) == ANNOUNCED
    assert first.cost == before.packages[0].cost - 1


def test_the_day_after_the_american_demand_is_gone_and_the_two_sides_preconditions_remain(case):
    answer = convene(replace(case, as_of=dt.date(2013, 5, 8)))
    first = answer.packages[0]
    assert not answer.convenes
    assert "assad-steps-down" not in answer.positions
    assert deadlocks(answer) == {
        frozenset({"no-seat-for-terrorists"}),
        frozenset({"assad-removed", "assad-leaves-first"}),
    }
    assert delivered(first) == {"assad-removed": "us", "no-seat-for-terrorists": "russia"}
    assert first.cost == 5


def test_once_the_package_is_given_the_parties_convene(case, before):
    given = {concession.position for concession in before.packages[0].concessions}
    parties = {
        party.id: replace(
            party, positions=tuple(replace(p, withdrawn=p.withdrawn or p.id in given) for p in party.positions)
        )
        for party in case.parties.values()
    }
    answer = convene(replace(case, parties=parties))
    assert answer.convenes
    assert answer.deadlocks == answer.packages == ()
    assert {(change.issue, change.to) for change in answer.changes or ()} == {
        ("government_attends", "yes"),
        ("opposition_attends", "yes"),
        ("opposition_recognised", "yes"),
        ("assad", "left to the talks"),
    }


def test_every_conclusion_leads_to_statements_of_the_reports_or_says_that_it_is_assumed(case, before):
    for part in (*before.deadlocks, *before.packages, *before.pivots):
        assert part.grounds.statements
        assert part.grounds.reports
    demand = next(c for c in before.packages[0].concessions if c.position == "assad-steps-down")
    assert demand.grounds.statements == ("d24",)
    assert before.positions["assad-removed"].because == ("d22",)


CONFLICT = re.compile(r"\b(?:syria|assad|russia|moscow|damascus|kremlin|washington|geneva)", re.IGNORECASE)
WORLD = SOURCE / "evidence" / "words"  # all states with their capitals and seats of power


@pytest.mark.parametrize("file", sorted(SOURCE.rglob("*.py")), ids=lambda file: str(file.relative_to(SOURCE)))
def test_no_code_knows_the_conflict(file):
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            node.body[0].value.value = ""
    assert not CONFLICT.findall(ast.unparse(tree))


def test_no_template_grammar_or_starter_knows_the_conflict():
    others = [file for file in SOURCE.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")]
    others = [file for file in others if not file.is_relative_to(WORLD)]
    assert others
    for file in others:
        assert not CONFLICT.findall(file.read_text("utf-8", errors="ignore")), file


def test_a_deadlock_rests_on_its_own_rules_only():
    answer = convene(load("examples/syria-2013"))
    assert [deadlock.rules for deadlock in answer.deadlocks] == [("seated-or-absent",), (), ()]
    assert set(answer.deadlocks[0].grounds.statements) == {"d29", "d30", "d28", "c28"}
