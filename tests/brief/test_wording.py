"""Conditions and positions in plain words."""

import pytest

from goodoffices import Case
from goodoffices.brief import wording
from goodoffices.case.parse import parse

CASE = Case.load("examples/syria-2013").file


GOVERNMENT, OPPOSITION = "the government attends", "the opposition attends"
PLACE, ARMS = "the place of President Assad is", "the American supply of arms is"
STRIKES = "the United States intervenes"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("government_attends", GOVERNMENT),
        ("not government_attends", f"it is not so that {GOVERNMENT}"),
        ("government_attends = no", f"it is not so that {GOVERNMENT}"),
        ('assad = "leaves first"', f"{PLACE} “leaves first”"),
        ('assad != "leaves first"', f"{PLACE} not “leaves first”"),
        ("assad in {stays, 'leaves first'}", f"{PLACE} “stays” or “leaves first”"),
        ("arms = withheld and not intervention", f"{ARMS} “withheld” and it is not so that {STRIKES}"),
        ("opposition_attends -> arms = withheld", f"{ARMS} “withheld” if {OPPOSITION}"),
        (
            "(opposition_attends or government_attends) and intervention",
            f"({OPPOSITION} or {GOVERNMENT}) and {STRIKES}",
        ),
        ("opposition_attends <-> government_attends", f"{OPPOSITION} exactly if {GOVERNMENT}"),
        ("not (opposition_attends and government_attends)", f"it is not so that ({OPPOSITION} and {GOVERNMENT})"),
    ],
)
def test_a_condition_reads_as_a_clause(written, said):
    assert wording.condition(CASE, parse(written).node) == said


def test_every_position_of_the_example_reads_as_a_clause():
    said = {position.id: wording.position(CASE, position) for position in CASE.positions}
    assert (
        said["assad-removed"]
        == "insists that the opposition attends only if the place of President Assad is “leaves first”"
    )
    assert said["assad-steps-down"] == "accepts only an outcome in which the place of President Assad is “leaves first”"
    assert said["no-arms-to-rebels"] == "accepts no outcome in which the American supply of arms is “supplied”"


@pytest.mark.parametrize(("number", "said"), [(7, "7"), (2.5, "2.5"), (0, "0"), (1234.0, "1,234"), (0.125, "0.125")])
def test_amounts_carry_no_idle_decimals(number, said):
    assert wording.amount(number) == said
