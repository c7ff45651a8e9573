"""Worth and weights that cannot be meant are told when the case is read, each with its place and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.case import load
from goodoffices.errors import CaseError

CASE = """\
goodoffices: 1
title: T
parties:
  a:
    worth: {x: {no: 0, yes: 1}, y: {no: 1, yes: 0}}
    weights: {x: 1, y: 2}
    reservation: 0.5
  b: {}
issues: {x: {by: a}, y: {by: b}}
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("{no: 0, yes: 1}", "{no: 0}", "5:16: parties.a.worth.x: value 'yes' has no worth; give all values of 'x' one"),
        ("{no: 0, yes: 1}", "{no: 0, yes: 1, maybe: 2}", "unknown value 'maybe'"),
        ("{no: 0, yes: 1}", "{no: -1, yes: 0}", "5:16: parties.a.worth.x: with weights, worth is measured by the best"),
        ("{x: 1, y: 2}", "{x: 1}", "6:14: parties.a.weights: 'y' has a worth but no weight; give it one, 0 included"),
        ("{x: 1, y: 2}", "{x: 1, y: 2, z: 1}", "'z' has a weight but no worth"),
        ("{x: 1, y: 2}", "{x: 1, y: -2}", "6:24: parties.a.weights.y: a weight cannot be negative; found -2"),
        ("{x: 1, y: 2}", "{x: 0, y: 0}", "6:14: parties.a.weights: all weights are 0; give some issue a positive one"),
        ("0.5", "soon", "found 'soon'; expected a number, 'now', or a list of"),
        ("0.5", "[{state: {x: yes}, chance: 0.4}]", "the chances add up to 0.4; they must add up to 1"),
        ("0.5", "[{state: {z: yes}, chance: 1}]", "unknown issue 'z'"),
    ],
)
def test_a_mistake_in_worth_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE)
    load(tmp_path)
    file.write_text(CASE.replace(before, after))
    with pytest.raises(CaseError) as caught:
        load(tmp_path)
    assert len(caught.value.problems) == 1
    assert told in str(caught.value)
