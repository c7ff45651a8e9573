"""Who can move where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodoffices.case import load
from goodoffices.encode.graph_model import GraphModel, graph_model

CASE = """\
goodoffices: 1
title: t
parties: {a: {}, b: {}}
issues:
  x: {by: a, values: [one, two, three], now: two}
  y: {by: [a, b]}
  z: {by: b}
"""


def model_of(tmp_path: Path, rest: str = "") -> GraphModel:
    (tmp_path / "case.yaml").write_text(CASE + rest)
    return graph_model(load(tmp_path))


def moves(model: GraphModel, party: str, **state: str) -> set[tuple[str, ...]]:
    """Where a party can move from a state, as values."""
    steps = next(steps for steps in (*model.moves, *model.joint) if ",".join(steps.by) == party)
    node = model.node_of(state)
    assert node is not None
    return {tuple(model.state(int(end)).values()) for end in model.moves_from(steps, np.array([node]))[1]}


def test_a_party_moves_what_it_alone_decides(tmp_path: Path) -> None:
    model = model_of(tmp_path)
    assert moves(model, "a", x="two", y="no", z="no") == {("one", "no", "no"), ("three", "no", "no")}
    assert moves(model, "b", x="two", y="no", z="no") == {("two", "no", "yes")}


def test_those_who_decide_together_move_all_that_they_decide(tmp_path: Path) -> None:
    found = moves(model_of(tmp_path), "a,b", x="two", y="no", z="no")
    assert len(found) == 11
    assert ("one", "yes", "yes") in found


def test_nobody_moves_to_a_state_that_is_not_feasible_but_may_jump_over_it(tmp_path: Path) -> None:
    model = model_of(tmp_path, "impossible: [x = two and z]")
    assert moves(model, "a", x="one", y="no", z="yes") == {("three", "no", "yes")}
    assert model.node_of({"x": "two", "y": "no", "z": "yes"}) is None


@pytest.mark.parametrize(
    ("one_way", "start", "reached"),
    [
        ("[x]", "two", {"one", "three"}),
        ("[x]", "one", {"three"}),
        ("{x: [one, two, three]}", "two", {"three"}),
        ("{x: [three, one, two]}", "three", {"one", "two"}),
        ("{x: [three, one, two]}", "two", set()),
    ],
)
def test_a_one_way_issue_never_returns(tmp_path: Path, one_way: str, start: str, reached: set[str]) -> None:
    model = model_of(tmp_path, f"one_way: {one_way}")
    assert {values[0] for values in moves(model, "a", x=start, y="no", z="no")} == reached


def test_states_that_are_alike_move_as_one_and_classes_that_overlap_merge(tmp_path: Path) -> None:
    model = model_of(tmp_path, "alike: [x = one and y, y and z]")
    assert len(model) == 12 - 3
    assert model.node_of({"x": "three", "y": "yes", "z": "yes"}) == model.node_of({"x": "one", "y": "yes", "z": "no"})
    assert moves(model, "b", x="three", y="yes", z="yes") == {("two", "yes", "no"), ("three", "yes", "no")}
    assert moves(model, "a", x="two", y="yes", z="no") == {("one", "yes", "no"), ("three", "yes", "no")}
