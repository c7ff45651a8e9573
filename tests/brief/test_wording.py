"""Conditions and positions in plain words."""

import pytest

from goodoffices import Case
from goodoffices.brief import wording
from goodoffices.case.expressions import parse

CASE = Case.load("examples/syria-2013").file


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("government_attends", "the government attends"),
        ("not government_attends", "it is not so that the government attends"),
        ("government_attends = no", "it is not so that the government attends"),
        ('assad = "leaves first"', "the place of President Assad is “leaves first”"),
        ('assad != "leaves first"', "the place of President Assad is not “leaves first”"),
        ("assad in {stays, 'leaves first'}", "the place of President Assad is “stays” or “leaves first”"),
        ("arms = withheld and not intervention", "the American supply of arms is “withheld” and it is not so that the United States intervenes"),
        ("opposition_attends -> arms = withheld", "the American supply of arms is “withheld” if the opposition attends"),
        ("(opposition_attends or government_attends) and intervention", "(the opposition attends or the government attends) and the United States intervenes"),
        ("opposition_attends <-> government_attends", "the opposition attends exactly if the government attends"),
        ("not (opposition_attends and government_attends)", "it is not so that (the opposition attends and the government attends)"),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_clause(written, said):
    assert wording.condition(CASE, parse(written).node) == said


def test_every_position_of_the_example_reads_as_a_clause():
    said = {position.id: wording.position(CASE, position) for position in CASE.positions}
    assert said["assad-removed"] == "insists that the opposition attends only if the place of President Assad is “leaves first”"
    assert said["assad-steps-down"] == "accepts only an outcome in which the place of President Assad is “leaves first”"
    assert said["no-arms-to-rebels"] == "accepts no outcome in which the American supply of arms is “supplied”"


@pytest.mark.parametrize(("number", "said"), [(7, "7"), (2.5, "2.5"), (0, "0"), (1234.0, "1,234"), (0.125, "0.125")])
def test_amounts_carry_no_idle_decimals(number, said):
    assert wording.amount(number) == said
