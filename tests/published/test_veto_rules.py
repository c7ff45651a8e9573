"""Published veto rules: what the papers print, and instances worked out by brute force from their definitions."""

import pytest

from goodoffices.transition import PROCEDURES
from goodoffices.transition.procedures.strike_and_rank import strike_and_rank


def test_the_core_of_the_introduction_of_ianovski_and_kondratev():
    """Ianovski & Kondratev, arXiv:2003.09153, Introduction: 60 of a>b>c, 40 of b>c>a; here as 3 and 2 sides."""
    assert PROCEDURES["veto_core"](["abc"] * 3 + ["bca"] * 2) == {"b"}


TWO_SIDES = ["dabce", "edbca"]
THREE_SIDES = ["aecbgfd", "edfcgba", "bfagced"]
FIVE_SIDES = ["kiahfjbcdge", "jecfigabdhk", "ghkjafbecdi", "dhkaiecfbgj", "ckidbjeghaf"]


@pytest.mark.parametrize(
    ("profile", "procedure", "chosen"),
    [
        (TWO_SIDES, "veto_core", "d"),
        (TWO_SIDES, "sequential_veto", "d"),
        (TWO_SIDES, "mueller_moulin", "d"),
        (TWO_SIDES, "alternating_offers_and_vetoes", "d"),
        (TWO_SIDES[::-1], "alternating_offers_and_vetoes", "d"),
        (TWO_SIDES, "fallback_bargaining", "d"),
        (TWO_SIDES, "strike_and_rank", "d"),
        (THREE_SIDES, "veto_core", "cg"),
        (THREE_SIDES, "sequential_veto", "g"),
        (THREE_SIDES, "mueller_moulin", "c"),
        (FIVE_SIDES, "veto_core", "bc"),
        (FIVE_SIDES, "sequential_veto", "c"),
        (FIVE_SIDES, "mueller_moulin", "b"),
    ],
)
def test_instances_computed_from_the_definitions(profile, procedure, chosen):
    """Moulin 1981 (core); Mueller 1978, Moulin 1983 (backward algorithm); Anbarci 2006; Brams & Kilgour 2001."""
    assert PROCEDURES[procedure](profile) == set(chosen)


def test_strike_and_rank_leaves_d_and_b_of_which_d_stands_higher():
    """De Clippel, Eliaz & Knight 2014: each strikes 2 of 5; the sums of places are 3 (d) and 6 (b)."""
    assert strike_and_rank(TWO_SIDES) == {"d"}
    kept = [set(order[:3]) for order in TWO_SIDES]
    sums = {name: sum(order.index(name) + 1 for order in TWO_SIDES) for name in kept[0] & kept[1]}
    assert sums == {"d": 3, "b": 6}
