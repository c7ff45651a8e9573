"""The answer has the promised shape, and is given whatever the case."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.case import CaseFile, load, pinned
from goodoffices.errors import CaseError, NoFeasibleStateError, TooLargeError, UnknownNameError
from goodoffices.stability import CONCEPTS, stability, standing, ways

TWO = """\
goodoffices: 1
title: t
parties:
  a: {wants: [{that: x, why: guess}, not y]}
  b: {wants: [x <-> y]}
issues: {x: {by: a}, y: {by: b}}
"""


def case_of(tmp_path: Path, text: str) -> CaseFile:
    (tmp_path / "case.yaml").write_text(text)
    return load(tmp_path)


def many(tmp_path: Path, count: int) -> CaseFile:
    issues = ", ".join(f"i{number}: {{by: {'ab'[number % 2]}}}" for number in range(count))
    return case_of(
        tmp_path, f"goodoffices: 1\ntitle: t\nparties: {{a: {{wants: [i0]}}, b: {{}}}}\nissues: {{{issues}}}\n"
    )


def test_the_answer_is_plain_data_with_the_promised_keys(tmp_path: Path) -> None:
    answer = stability(case_of(tmp_path, TWO)).to_dict()
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    both, only_x = {"x": "yes", "y": "yes"}, {"x": "yes", "y": "no"}
    assert {key: answer[key] for key in ("parties", "issues", "feasible", "status_quo", "method", "coalitions")} == {
        "parties": ["a", "b"],
        "issues": ["x", "y"],
        "feasible": 4,
        "status_quo": {"x": "no", "y": "no"},
        "method": "plain",
        "coalitions": None,
    }
    assert list(answer["equilibria"]) == list(CONCEPTS)
    assert answer["equilibria"]["nash"]["count"] == 1
    assert answer["equilibria"]["nash"]["states"] == [both]
    assert answer["states"][3] == {"state": both, "stable": {concept: ["a", "b"] for concept in CONCEPTS}}
    assert answer["states"][2]["stable"]["nash"] == ["a"]
    (way,) = (way for way in answer["ways"] if way["to"] == both)
    assert way["steps"] == [{"by": ["a"], "to": only_x}, {"by": ["b"], "to": both}]
    assert way["by_improvements"] is True
    assert answer["grounds"]["assumed"] == ["a.wants.1", "a.wants.2", "b.wants.1"]
    assert answer["grounds"]["why"] == ["guess"]


def test_a_limit_shortens_lists_but_counts_stay_whole(tmp_path: Path) -> None:
    case = case_of(tmp_path, TWO.replace("x <-> y", "x or not x"))
    answer, whole = stability(case, limit=1), stability(case)
    assert [found.count for found in answer.equilibria.values()] == [found.count for found in whole.equilibria.values()]
    assert all(len(found.states) == 1 for found in answer.equilibria.values())
    assert len(answer.ways) == 1
    assert len(answer.states or ()) == 1


def test_more_than_4096_states_are_listed_only_when_asked(tmp_path: Path) -> None:
    assert len(stability(many(tmp_path, 12)).states or ()) == 4096
    case = many(tmp_path, 13)
    answer = stability(case)
    assert answer.equilibria["nash"].count == 4096
    assert "states" not in answer.to_dict()
    assert len(stability(case, every_state=True).states or ()) == 8192


def test_a_notebook_shows_the_beginning_of_long_lists_and_counts_the_rest(tmp_path: Path) -> None:
    shown = stability(many(tmp_path, 12))._repr_html_()
    assert shown.count("and 4,076 more") == 1
    assert len(shown) < 100_000


def test_what_does_not_fit_is_refused_with_its_size_and_what_can_be_asked_instead(tmp_path: Path) -> None:
    issues = ", ".join(f"i{number}: {{by: a}}" for number in range(16))
    text = f"goodoffices: 1\ntitle: t\nparties: {{a: {{}}}}\nissues: {{{issues}}}\n"
    assert stability(case_of(tmp_path, text)).method == "normal form"
    case = case_of(tmp_path, text + "alike: [i0 and i1]\n")
    told = r"65,536 feasible states with 4,294,901,760 moves.* GiB.*--set.*take 'alike' out"
    with pytest.raises(TooLargeError, match=told):
        stability(case)
    assert stability(pinned(case, {f"i{number}": "yes" for number in range(2, 8)})).feasible == 1024 - 255


@pytest.mark.parametrize(
    ("rest", "method"),
    [("", "normal form"), ("impossible: [i0 and i1]\n", "labels"), ("one_way: [i0]\n", "labels")],
)
def test_the_method_fits_the_shape_of_a_large_case(tmp_path: Path, rest: str, method: str) -> None:
    many(tmp_path, 13)
    case = case_of(tmp_path, (tmp_path / "case.yaml").read_text() + rest)
    assert stability(case).method == method


def test_without_numba_a_large_case_is_answered_and_told_what_would_be_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = many(tmp_path, 13)
    fast = stability(case)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    slow = stability(case)
    assert slow.method.startswith("sweeps; numba is not installed")
    assert "goodoffices[fast]" in slow.method
    assert (slow.nodes == fast.nodes).all()


def test_a_small_case_waits_for_no_compiler(tmp_path: Path) -> None:
    many(tmp_path, 12)
    code = (
        "import sys; from goodoffices import Case; Case.load(sys.argv[1]).stability(); sys.exit('numba' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)


def test_a_status_quo_that_is_not_feasible_has_no_ways_and_all_else(tmp_path: Path) -> None:
    case = case_of(tmp_path, TWO + "impossible: [not x and not y]\n")
    answer = stability(case)
    assert answer.feasible == 3
    assert not answer.status_quo_feasible
    assert answer.ways == ()
    assert standing(answer, case.status_quo).equilibrium == ()
    assert not standing(answer, case.status_quo).feasible


def test_rules_that_leave_nothing_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(NoFeasibleStateError, match=r"'impossible\.1', 'impossible\.2'"):
        stability(case_of(tmp_path, TWO + "impossible: [x, not x]\n"))


def test_a_ranking_that_parts_what_is_alike_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="alike but ranked apart"):
        stability(case_of(tmp_path, TWO.replace("wants: [x <-> y]", "ranking: [NN, NY, YN, YY]") + "alike: [x]\n"))


def test_it_is_said_of_a_state_for_whom_it_holds_and_for_whom_not(tmp_path: Path) -> None:
    answer = stability(case_of(tmp_path, TWO))
    held = standing(answer, {"x": "yes", "y": "yes"})
    assert held.equilibrium == CONCEPTS
    left = standing(answer, {"x": "yes", "y": "no"})
    assert (left.stable["nash"], left.unstable["nash"]) == (("a",), ("b",))
    assert "nash" not in left.equilibrium
    assert left.grounds == answer.grounds
    assert left.to_dict()["equilibrium"] == list(left.equilibrium)
    with pytest.raises(UnknownNameError, match="issue 'y': unknown value 'maybe'"):
        standing(answer, {"x": "yes", "y": "maybe"})


def test_what_is_decided_by_consent_moves_only_in_ways(tmp_path: Path) -> None:
    case = case_of(tmp_path, TWO.replace("y: {by: b}", "y: {by: [a, b]}").replace("[x <-> y]", "[y]"))
    answer = stability(case)
    assert {state.stable["nash"] for state in answer.states or () if state.state["x"] == "yes"} == {("a", "b")}
    (way,) = (way for way in answer.ways if way.to == {"x": "yes", "y": "yes"})
    assert [step.by for step in way.steps] == [("a", "b")]
    assert way.by_improvements


def test_ways_lead_from_any_state_to_any_other(tmp_path: Path) -> None:
    answer = stability(case_of(tmp_path, TWO + "one_way: [x]\n"))
    settled, today = {"x": "yes", "y": "yes"}, {"x": "no", "y": "no"}
    assert ways(answer, settled, [today]) == ()
    (way,) = ways(answer, settled, [{"x": "yes", "y": "no"}])
    assert [step.by for step in way.steps] == [("b",)]
    assert not way.by_improvements
    assert way.grounds.assumed == ()
    (stay,) = ways(answer, settled, [settled])
    assert stay.steps == ()


def test_the_answer_on_a_real_case_rests_on_its_statements() -> None:
    answer = stability(load(Path(__file__).parents[2] / "examples/syria-2013"))
    assert {"d22", "c27"} <= set(answer.grounds.statements)
    assert set(answer.grounds.disputed) <= set(answer.grounds.statements)
    assert answer.equilibria["gmr"].grounds == answer.grounds
    assert json.dumps(answer.to_dict())
