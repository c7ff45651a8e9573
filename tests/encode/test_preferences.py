"""How decision makers rank the states, and what is wrong with a ranking."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from goodoffices.case import CaseFile, load
from goodoffices.encode.preferences import decision_makers, ranking_problems, ranks
from goodoffices.encode.states import lay_out

TWO = """\
goodoffices: 1
title: t
parties:
  a: {%s}
  b: {}
issues:
  x: {by: a}
  y: {by: [a, b]}
%s
"""


def case_of(tmp_path: Path, preference: str, rest: str = "") -> CaseFile:
    (tmp_path / "case.yaml").write_text(TWO % (preference, rest))
    return load(tmp_path)


def order(case: CaseFile) -> list[int]:
    """The ranks of party a in the states NN, NY, YN, YY."""
    return ranks(case, lay_out(case))[0].tolist()  # type: ignore[no-any-return]


def test_who_decides_something_alone_or_by_consent_is_a_decision_maker(tmp_path: Path) -> None:
    case = case_of(tmp_path, "", "")
    assert decision_makers(case) == ("a", "b")
    assert ranks(case, lay_out(case)).tolist() == [[0, 0, 0, 0], [0, 0, 0, 0]]


def test_wants_order_states_by_the_most_important_first(tmp_path: Path) -> None:
    assert order(case_of(tmp_path, "wants: [y, not x]")) == [1, 3, 0, 2]


def test_wants_not_in_force_do_not_count(tmp_path: Path) -> None:
    assert order(case_of(tmp_path, "wants: [{that: y, withdrawn: true}, x]")) == [0, 0, 1, 1]
    assert order(case_of(tmp_path, "wants: [{that: y, until: 2013-05-06}, x]", "as_of: 2013-05-07")) == [0, 0, 1, 1]


def test_weights_add_up_to_the_thousandth(tmp_path: Path) -> None:
    wants = "wants: [{that: x, weight: 0.3}, {that: y, weight: 0.2}, {that: y, weight: 0.1}]"
    assert order(case_of(tmp_path, wants)) == [0, 1, 1, 2]


def test_five_hundred_wants_still_order_by_the_last(tmp_path: Path) -> None:
    wants = ", ".join(["x or not x"] * 250 + ["y"] + ["x <-> x"] * 248 + ["x"])
    assert order(case_of(tmp_path, f"wants: [{wants}]")) == [0, 2, 1, 3]


def test_a_ranking_puts_what_it_leaves_out_last(tmp_path: Path) -> None:
    assert order(case_of(tmp_path, "ranking: [YY, {x: no, y: no}]")) == [1, 0, 0, 2]


def test_a_dash_in_a_ranking_stands_for_either_value_and_a_list_for_a_tie(tmp_path: Path) -> None:
    assert order(case_of(tmp_path, "ranking: [-Y, [NN, YN]]")) == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("ranking", "rest", "place", "message"),
    [
        ("[YY, NN]", "", "4:16", "warning: 2 of 4 feasible states are not ranked and tie below all others, among them"),
        ("[YY, -Y, -N]", "", "4:21", "{x: yes, y: yes} already stands in tier 1; rank each state once"),
        ("[YY, N-, YN]", "impossible: [x and y]", "4:17", "warning: {x: yes, y: yes} is not feasible, so its rank"),
        ("[YY, N-, YN]", "alike: [x]", "4:16", "are alike but ranked apart; put them in one tier"),
        ("[YY, N-]", "alike: [x]", "4:16", "{x: yes, y: no} and {x: yes, y: yes} are alike but ranked apart"),
    ],
)
def test_a_ranking_at_odds_with_the_states_is_a_problem_with_its_place(
    tmp_path: Path, ranking: str, rest: str, place: str, message: str
) -> None:
    found = [str(problem) for problem in ranking_problems(case_of(tmp_path, f"ranking: {ranking}", rest))]
    (worded,) = (problem for problem in found if message in problem)
    assert f"case.yaml:{place}: parties.a.ranking" in worded


def test_a_whole_ranking_has_no_problem(tmp_path: Path) -> None:
    every = ", ".join(map("".join, itertools.product("NY", repeat=2)))
    assert ranking_problems(case_of(tmp_path, f"ranking: [{every}]")) == ()
    assert ranking_problems(case_of(tmp_path, "ranking: [Y-, N-]", "alike: [x]")) == ()
    assert ranking_problems(case_of(tmp_path, "wants: [x]")) == ()
