"""Worths that only rounding sets apart are equal, and the first package then stands for all of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodoffices.case import load
from goodoffices.settle import settle
from goodoffices.settle.points import POINTS


@pytest.mark.parametrize(
    ("name", "gains", "expected"),
    [
        ("egalitarian", [[0.1 + 0.2, 0.5], [0.3, 0.9]], 1),
        ("kalai_smorodinsky", [[0.1 + 0.2, 0.5, 0.3], [0.3, 0.5, 0.9], [1, 1, 0]], 1),
        ("utilitarian", [[0.3, 0.6], [0.1 + 0.2, 0.6]], 0),
        ("equal_ratio", [[1, 0.6], [0.7, 1], [0.1 + 0.2, 1]], 1),
        ("nash", [[1, 0.3], [1, 0.1 + 0.2]], 0),
        ("nash", [[1e6, 3e5], [1e6, 3e5 + 1e-6]], 0),
        ("nash", [[0, 5, 0], [0, 1, 1], [0, 2, 1]], 2),
        ("nash", [[0, 0], [0, 0]], 0),
        ("kalai_smorodinsky", [[0, 2], [0, 3]], 1),
        ("equal_ratio", [[0, 0], [0, 0]], 0),
    ],
)
def test_a_point_is_the_first_of_those_that_tie(name: str, gains: list[list[float]], expected: int) -> None:
    assert POINTS[name](np.array(gains, float)) == expected


@pytest.mark.parametrize(("a", "b", "c"), [(1, 4, 1), (5, 7, 1), (1, 5, 2), (2, 8, 2), (4, 7, 2)])
def test_equal_worth_reached_by_other_weights_is_one_entry_of_the_frontier(
    tmp_path: Path, a: int, b: int, c: int
) -> None:
    assert a / (2 * (a + b) + c) + b / (2 * (a + b) + c) > (a + b) / (2 * (a + b) + c), "rounding sets them apart"
    worth = "{" + ", ".join(f"{issue}: {{no: 0, yes: 1}}" for issue in "xyzw") + "}"
    side = f"{{worth: {worth}, weights: {{x: {a}, y: {b}, z: {a + b}, w: {c}}}, reservation: 0}}"
    issues = "issues: {x: {by: a}, y: {by: a}, z: {by: a}, w: {by: a}}"
    text = f"goodoffices: 1\ntitle: T\nparties:\n  a: {side}\n  b: {side}\nimpossible: [z and (x or y)]\n{issues}\n"
    (tmp_path / "case.yaml").write_text(text)
    (entry,) = settle(load(tmp_path)).frontier
    assert entry.package == {"x": "no", "y": "no", "z": "yes", "w": "yes"}
