"""The brief of cases unlike the example: without sides, reports, interests or a way; in all three renderings."""

import io
import json

import pytest
from rich.console import Console

from goodoffices import Case
from goodoffices.brief.page import page
from goodoffices.brief.terminal import show

CASES = {
    "simultaneous": """
        goal: a and b
        parties:
          x: {requires: [{step: a, only_if: b}], refuses: [{that: c}]}
          y: {requires: [{step: b, only_if: a and c, cost: 2.5}]}
        issues: {a: {by: x}, b: {by: y}, c: {by: y}}
        """,
    "shut out": """
        goal: a and b
        parties: {x: {}, y: {}}
        issues: {a: {by: x}, b: {by: y}, c: {by: [x, y], values: [p, q, r]}}
        impossible: [a and b, c = q]
        """,
    "convenes": """
        goal: c = r or a
        parties: {x: {wants: [a]}, y: {wants: [not a, c = r]}}
        issues: {a: {by: x, cost: {yes: 2}}, b: {by: y}, c: {by: [x, y], values: [p, q, r], cost: {r: 1.5}}}
        impossible: [c = p]
        """,
    "holds already": """
        goal: not a
        parties: {x: {}}
        issues: {a: {by: x}}
        """,
    "no side": """
        goal: a and not b
        parties:
          x: {role: sponsor, refuses: [{that: a, why: It never has.}, {that: not b, cost: 0}]}
          y: {role: backer}
        issues: {a: {by: x}, b: {by: x, now: yes}}
        leverage: [{by: y, on: x.refuses.1, if: b, cost: {low: 0, high: 3}}]
        """,
}


@pytest.fixture(params=CASES)
def case(request, tmp_path) -> Case:
    (tmp_path / "case.yaml").write_text(
        f"goodoffices: 1\ntitle: <{request.param}> & more\n" + CASES[request.param].replace("\n        ", "\n")
    )
    return Case.load(tmp_path)


def read(tmp_path, name) -> Case:
    (tmp_path / "case.yaml").write_text("goodoffices: 1\ntitle: T\n" + CASES[name].replace("\n        ", "\n"))
    return Case.load(tmp_path)


def test_every_rendering_fits_and_reads_back(case):
    brief = case.brief()
    console = Console(width=80, record=True, file=io.StringIO())
    show(case.file, brief, console)
    assert max(map(len, console.export_text().splitlines())) <= 80
    html = page(brief)
    assert "&lt;" in html
    assert f"<{case.file.title[1:5]}" not in html
    assert json.loads(json.dumps(brief.to_dict()))["ready"] == brief.ready
    assert brief._repr_html_() == html


def test_steps_that_wait_for_each_other_are_told_to_be_taken_at_once(tmp_path):
    brief = read(tmp_path, "simultaneous").brief()
    assert brief.convene.packages[0].order == "simultaneous"
    assert "at once" in brief.next_step.text


def test_a_goal_shut_out_by_rules_names_the_smallest_set_of_them(tmp_path):
    brief = read(tmp_path, "shut out").brief()
    assert brief.convene.shut_out_by == ("impossible.1",)
    assert "no concession helps" in brief.verdict.text
    assert brief.way_out is None


def test_a_conference_that_can_meet_is_ready_and_names_the_cheapest_change(tmp_path):
    brief = read(tmp_path, "convenes").brief()
    assert brief.ready
    assert [change.to for change in brief.convene.changes] == ["r"]
    assert "No concession is needed" in brief.way_out.text


def test_a_goal_that_holds_needs_no_step(tmp_path):
    brief = read(tmp_path, "holds already").brief()
    assert brief.ready
    assert brief.next_step is None


def test_nothing_is_said_of_holding_where_nobodys_interests_are_stated(tmp_path):
    brief = read(tmp_path, "simultaneous").brief()
    assert "Nobody's interests are stated" in brief.holds.text
    assert not any("hold" in section.title for section in brief.sections)


def test_the_reason_of_an_assumption_is_told(tmp_path):
    brief = read(tmp_path, "no side").brief()
    assert any("It never has." in line.text for line in brief.assumed)
