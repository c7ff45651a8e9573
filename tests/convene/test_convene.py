"""Small cases in which `convene` has gone or could go wrong, each with the answer a person would give."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from bench.convene import conference

from goodoffices.case import CaseFile, load
from goodoffices.convene import convene


@pytest.fixture
def written(tmp_path: Path):
    def case(text: str) -> CaseFile:
        file = tmp_path / "case.yaml"
        file.write_text("goodoffices: 1\ntitle: A test\n" + text, "utf-8")
        return load(file)

    return case


def positions(answer):
    return [[concession.position for concession in package.concessions] for package in answer.packages]


def test_much_dearer_packages_are_listed_too(written):
    answer = convene(
        written("""
goal: a
issues: {a: {by: p}}
parties:
  p: {refuses: [{id: cheap, that: a, cost: 1}]}
  q: {requires: [{id: hard, step: a, only_if: not a, cost: 1000}]}
leverage: [{id: dear, by: q, on: cheap, cost: 100000}]
""")
    )
    assert [package.cost for package in answer.packages] == [1001, 101000]


def test_a_position_on_an_issue_nothing_else_speaks_of_is_not_confused_with_giving_it_up(written):
    answer = convene(
        written("""
goal: a
issues: {a: {by: p}, b: {by: p, cost: {yes: 5}}}
parties:
  p: {refuses: [{id: no-a, that: a, cost: 3}]}
leverage: [{id: way, by: p, on: no-a, cost: 4}]
""")
    )
    assert [(package.cost, package.state["b"]) for package in answer.packages] == [(3, "no"), (4, "no")]


def test_where_nothing_costs_anything_there_is_an_answer(written):
    answer = convene(
        written("""
goal: a
issues: {a: {by: p}}
parties: {p: {refuses: [{id: no-a, that: a, cost: 0}]}}
""")
    )
    assert [package.cost for package in answer.packages] == [0]
    assert [(pivot.deadlocks, pivot.saves) for pivot in answer.pivots] == [(1, 0), (1, 0)]


def test_shared_prices_add_up_without_rounding(written):
    answer = convene(
        written("""
goal: a and b and c
issues:
  a: {by: [p, q, r], cost: {yes: 1}}
  b: {by: [p, q, r], cost: {yes: 1}}
  c: {by: [p, q, r], cost: {yes: 1}}
parties:
  p: {refuses: [{id: no-a, that: a, cost: 1}]}
  q: {}
  r: {}
""")
    )
    assert dict(answer.packages[0].pays) == {"p": 2, "q": 1, "r": 1}


def test_packages_of_one_price_come_by_their_ids_however_many_there_are(written):
    ways = "\n".join(f"  - {{id: w{number:04}, by: p, on: no-a}}" for number in reversed(range(1200)))
    case = written(f"""
goal: a
issues: {{a: {{by: p}}}}
parties: {{p: {{refuses: [{{id: no-a, that: a, cost: 1}}]}}}}
leverage:
{ways}
""")
    answer = convene(case, most_packages=3)
    assert [package.concessions[0].leverage for package in answer.packages] == [None, "w0000", "w0001"]
    assert not answer.packages_complete


def test_the_goal_may_contradict_itself_and_no_rule_is_to_blame(written):
    answer = convene(
        written("""
goal: a and not a
issues: {a: {by: p}}
parties: {p: {}}
impossible: [a]
""")
    )
    assert not answer.convenes
    assert answer.shut_out_by == ()


def test_the_smallest_set_of_rules_is_named(written):
    answer = convene(
        written("""
goal: a
issues: {a: {by: p}, b: {by: p}, c: {by: p}}
parties: {p: {refuses: [{that: b}]}}
impossible:
  - {id: long-1, that: a and b}
  - {id: long-2, that: a and not b and c}
  - {id: long-3, that: a and not b and not c}
  - {id: short-1, that: a and c}
  - {id: short-2, that: a and not c}
""")
    )
    assert answer.shut_out_by == ("short-1", "short-2")


def test_two_who_each_wait_for_the_other_must_move_at_once(written):
    answer = convene(
        written("""
goal: a and b
issues: {a: {by: p}, b: {by: q}, c: {by: p}}
parties:
  p: {requires: [{id: after-b, step: a, only_if: b}], refuses: [{id: no-c, that: c}]}
  q: {requires: [{id: after-a, step: b, only_if: a}, {id: only-c, step: b, only_if: c}]}
""")
    )
    assert positions(answer) == [["no-c"], ["only-c"]]
    assert answer.packages[0].order == "simultaneous"


def test_of_many_positions_those_in_the_most_deadlocks_are_tried_as_pivots():
    case = conference(np.random.default_rng(7), 30, 8)
    answer = convene(case)
    assert len(answer.positions) == 240
    assert not answer.pivots_complete
    stuck = Counter(name for deadlock in answer.deadlocks for name in deadlock.positions)
    tried = [pivot.deadlocks for pivot in answer.pivots if pivot.position]
    assert tried == sorted(stuck.values(), reverse=True)[:20]
