"""States as rows."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from tests.stability.random_cases import random_case

from goodoffices.case import CaseFile, load, pinned
from goodoffices.case.expressions import holds
from goodoffices.case.parse import parse
from goodoffices.encode.states import lay_out
from goodoffices.errors import NoFeasibleStateError, TooLargeError, UnknownNameError


def case_of(tmp_path: Path, issues: list[str], *rules: str) -> CaseFile:
    lines = ["goodoffices: 1", "title: t", "parties: {a: {}}", "issues:", *(f"  {issue}" for issue in issues)]
    (tmp_path / "case.yaml").write_text("\n".join([*lines, "impossible: [" + ", ".join(map(repr, rules)) + "]", ""]))
    return load(tmp_path)


def yes_no(count: int) -> list[str]:
    return [f"i{number}: {{by: a}}" for number in range(count)]


@pytest.mark.parametrize("seed", range(50))
def test_the_states_are_those_no_rule_excludes_in_the_order_of_issues_then_values(seed: int) -> None:
    case = random_case(np.random.default_rng(seed))
    every = [
        dict(zip(case.issues, v, strict=True)) for v in itertools.product(*(i.values for i in case.issues.values()))
    ]
    feasible = [state for state in every if not any(holds(rule.that.node, state) for rule in case.impossible)]
    states = lay_out(case)
    assert [states.state(index) for index in range(len(states))] == feasible
    assert [states.index(state) for state in every] == [feasible.index(s) if s in feasible else None for s in every]


@pytest.mark.parametrize(
    "text",
    [
        "i0",
        "not i0 or i1 = high",
        "i0 <-> i1 != low",
        "i1 in {low, mid} and i2 -> i0",
        "(i0 or i2) and not (i0 and i2)",
    ],
)
def test_a_condition_holds_in_the_states_in_which_it_holds(tmp_path: Path, text: str) -> None:
    states = lay_out(
        case_of(tmp_path, [*yes_no(1), "i1: {by: a, values: [low, mid, high]}", "i2: {by: a}"], "i0 and i2")
    )
    node = parse(text).node
    assert states.where(node).tolist() == [holds(node, states.state(index)) for index in range(len(states))]


def test_many_issues_with_few_feasible_states_are_laid_out(tmp_path: Path) -> None:
    rules = [f"i{number * 7 % 40} <-> i{(number + 1) * 7 % 40}" for number in range(38)]
    states = lay_out(case_of(tmp_path, yes_no(40), *rules))
    assert len(states) == 4  # along the chain neighbours differ; one issue is free
    assert states.index(states.state(len(states) - 1)) == len(states) - 1


def test_too_many_states_are_refused_with_their_number_and_the_way_out(tmp_path: Path) -> None:
    case = case_of(tmp_path, yes_no(30))
    with pytest.raises(TooLargeError, match=r"30 issues allow 1,073,741,824 states.*at most 16,777,216 fit.*--set"):
        lay_out(case)
    assert len(lay_out(pinned(case, {f"i{number}": "no" for number in range(20)}))) == 1024


def test_rules_that_leave_no_state_are_named(tmp_path: Path) -> None:
    case = case_of(tmp_path, yes_no(3), "i0", "not i0 and i1", "not i1 and not i0")
    with pytest.raises(NoFeasibleStateError, match=r"'impossible.1', 'impossible.2', 'impossible.3' exclude every one"):
        lay_out(case)


def test_a_state_with_an_unknown_value_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"issue 'i0': unknown value 'yess'.*did you mean 'yes'"):
        lay_out(case_of(tmp_path, yes_no(1))).index({"i0": "yess"})
