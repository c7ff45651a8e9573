"""Invented wire reports, half of them never looked at: how many of their positions are found, and how many are none.

The floors are those of the issue; what was reached stands in the bench.
"""

from __future__ import annotations

from collections import Counter

import pytest
from tests.evidence.wires import FILES, HELD_BACK, TUNED_ON, gold_of, totals


@pytest.fixture(scope="module", params=[HELD_BACK, TUNED_ON], ids=["held back", "tuned on"])
def count(request: pytest.FixtureRequest) -> Counter[str]:
    return totals(request.param)


def share(count: Counter[str], part: str, whole: str) -> float:
    return count[part] / count[whole]


def test_there_are_two_dozen_reports_with_two_hundred_positions() -> None:
    assert len(FILES) == 24
    assert sum(len(gold_of(file)["positions"]) for file in FILES) >= 200


def test_three_positions_in_four_are_found_and_four_in_five_are_right(count: Counter[str]) -> None:
    assert share(count, "positions found", "positions") >= 0.75
    assert share(count, "drafted right", "drafted") >= 0.8


def test_type_and_holder_of_what_is_found_are_mostly_right(count: Counter[str]) -> None:
    assert share(count, "type right", "type") >= 0.85
    assert share(count, "holder right", "holder") >= 0.85


def test_conditions_are_found_whole(count: Counter[str]) -> None:
    assert share(count, "condition right", "condition") >= 0.85
