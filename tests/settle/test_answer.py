"""What stands in the answer beside frontier and points: counts, ranks, texts, trades, pressure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.stability.random_cases import random_case as random_case_of_wants

from goodoffices import Case
from goodoffices.case import CaseFile, in_force, load
from goodoffices.case.expressions import holds
from goodoffices.encode.clauses import honoured
from goodoffices.encode.preferences import ranks
from goodoffices.encode.states import lay_out
from goodoffices.errors import CaseError, NoFeasibleStateError, UnknownNameError
from goodoffices.settle import SettleAnswer, settle

TWO = """\
goodoffices: 1
title: A ford
goal: meet
parties:
  a:
    worth: {toll: {none: 50, low: 40, high: 0}, guard: {no: 0, yes: 30}, boats: {few: 10, many: 0}}
    reservation: 20
    REFUSES_A
  b:
    worth: {toll: {none: 0, low: 10, high: 15}, guard: {no: 30, yes: 0}, boats: {few: 0, many: 40}}
    reservation: 20
  c: {role: sponsor, refuses: [{that: toll = high}]}
issues:
  toll: {by: a, values: [none, low, high]}
  guard: {by: b}
  boats: {by: [a, b], values: [few, many]}
  meet: {by: c}
"""


def case_of(folder: Path, text: str, **parts: str) -> CaseFile:
    for name, part in parts.items():
        text = text.replace(name, part)
    (folder / "case.yaml").write_text(text.replace("    REFUSES_A\n", ""))
    return load(folder)


@pytest.fixture
def answer(tmp_path: Path) -> SettleAnswer:
    return settle(case_of(tmp_path, TWO))


def test_the_answer_has_every_key_of_the_contract(answer: SettleAnswer) -> None:
    data = answer.to_dict()
    assert {"packages", "acceptable", "frontier", "points", "no_agreement"} <= data.keys()
    assert set(data["frontier"][0]) == {"package", "worth", "grounds"}
    assert set(data["points"]) == {"nash", "kalai_smorodinsky", "equal_ratio", "egalitarian", "utilitarian"}
    assert data["no_agreement"] == {"a": 20, "b": 20}
    assert data["packages"] == 24


def test_every_item_says_that_worth_is_assumed(answer: SettleAnswer) -> None:
    items: list[Any] = [*answer.frontier, *answer.points.values(), *answer.trades, *answer.pressure]
    items += [answer.text, *answer.text.steps] if answer.text else []
    for item in items:
        assert set(item.grounds.assumed) == {"a.worth", "b.worth"}


def test_the_limit_caps_lists_but_not_counts(tmp_path: Path) -> None:
    case = case_of(tmp_path, TWO)
    whole, capped = settle(case), settle(case, limit=1)
    assert len(capped.frontier) == len(capped.trades) == 1
    assert capped.frontier_size == whole.frontier_size == len(whole.frontier)
    assert capped.acceptable == whole.acceptable


def test_beyond_ten_million_packages_the_acceptable_are_not_counted(tmp_path: Path) -> None:
    issues = "".join(f"  i{n}: {{by: a}}\n" for n in range(24))
    text = (
        "goodoffices: 1\ntitle: T\nparties:\n  a: {worth: {i0: {no: 0, yes: 1}}}\n  b: {worth: {i1: {no: 1, yes: 0}}}\n"
    )
    found = settle(case_of(tmp_path, f"{text}issues:\n{issues}"))
    assert found.packages == 2**24
    assert found.acceptable is None
    assert [entry.worth for entry in found.frontier] == [{"a": 1, "b": 1}]


def test_sixty_five_issues_still_have_their_first_package(tmp_path: Path) -> None:
    issues = "".join(f"  i{n}: {{by: a}}\n" for n in range(65))
    worth = "{i0: {no: 0, yes: 1}, i64: {no: 1, yes: 1}}"
    rule = "impossible: [i0 and not i64]\n"
    text = (
        f"goodoffices: 1\ntitle: T\nparties:\n  a: {{worth: {worth}}}\n  b: {{worth: {worth}}}\n{rule}issues:\n{issues}"
    )
    found = settle(case_of(tmp_path, text))
    assert found.packages == 3 * 2**63
    assert [name for name, value in found.points["nash"].package.items() if value == "yes"] == ["i0", "i64"]


def test_a_red_line_of_a_sponsor_does_not_bind_but_that_of_a_side_does(tmp_path: Path) -> None:
    assert any(entry.package["toll"] == "high" for entry in settle(case_of(tmp_path, TWO)).frontier) is False
    free = settle(case_of(tmp_path, TWO, **{"reservation: 20": "reservation: 0"}))
    assert any(entry.package["toll"] == "high" for entry in free.frontier)
    bound = settle(
        case_of(tmp_path, TWO, **{"reservation: 20": "reservation: 0", "REFUSES_A": "refuses: [{that: toll = high}]"})
    )
    assert not any(entry.package["toll"] == "high" for entry in bound.frontier)


def test_trades_are_what_costs_little_and_brings_much(answer: SettleAnswer) -> None:
    told = {(trade.giver, trade.issue): (trade.to, trade.costs, trade.brings) for trade in answer.trades}
    assert told == {("a", "boats"): ("many", 10, 40), ("a", "guard"): ("no", 30, 30), ("b", "toll"): ("none", 15, 50)}
    assert [trade.issue for trade in answer.trades] == ["toll", "boats", "guard"]
    assert answer.trades[1].stakes == pytest.approx({"a": 10 / 90, "b": 40 / 85})


def test_asking_more_costs_the_others_what_the_frontier_says(answer: SettleAnswer) -> None:
    for found in answer.pressure:
        least = answer.no_agreement[found.side]
        assert least is not None
        left = [e for e in answer.frontier if e.worth[found.side] >= least + found.more]
        assert found.frontier == len(left)
        for other, falls in found.best.items():
            before = max(entry.worth[other] for entry in answer.frontier)
            assert falls == pytest.approx(before - max(entry.worth[other] for entry in left))


def test_a_text_goes_by_single_changes_where_it_can(answer: SettleAnswer) -> None:
    assert answer.text is not None
    assert answer.text.start.worth == {"a": 60, "b": 30}
    assert answer.text.steps
    assert answer.text.acceptable


def test_a_text_from_a_signed_deal_improves_it(tmp_path: Path) -> None:
    signed = settle(case_of(tmp_path, TWO), start={"toll": "high", "guard": "yes"})
    assert signed.text is not None
    assert signed.text.start.worth == {"a": 40, "b": 15}
    assert signed.text.steps[-1].worth in [entry.worth for entry in signed.frontier]


def test_a_start_outside_the_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'toll'"):
        settle(case_of(tmp_path, TWO), start={"tol": "low"})
    with pytest.raises(UnknownNameError, match="unknown value 'lo'"):
        settle(case_of(tmp_path, TWO), start={"toll": "lo"})


def test_it_takes_two_sides(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="it takes two to agree, and 1 of the parties has role: side"):
        settle(case_of(tmp_path, TWO, **{"  b:\n": "  b:\n    role: backer\n"}))


def test_what_follows_a_package_requires_the_goal_and_the_leverages_condition() -> None:
    case = Case.load("examples/syria-2013")
    met = case.settle(after_package=1)
    assert met.packages < case.settle().packages
    for entry in met.frontier:
        state = entry.package
        assert (state["government_attends"], state["opposition_attends"], state["arms"]) == ("yes", "yes", "withheld")
    assert case.after(1).settle() == met
    with pytest.raises(UnknownNameError, match="there is no package 99; convene finds"):
        case.after(99)


def test_a_case_that_convenes_has_none_but_the_first_package(tmp_path: Path) -> None:
    case = Case(case_of(tmp_path, TWO))
    assert {entry.package["meet"] for entry in case.settle(after_package=1).frontier} == {"yes"}
    with pytest.raises(UnknownNameError, match="no package 2"):
        case.settle(after_package=2)


@pytest.mark.parametrize("seed", range(60))
def test_without_worth_the_frontier_is_that_of_the_ranks(seed: int) -> None:
    case = random_case_of_wants(np.random.default_rng(seed), alike=False)
    answer = settle(case)
    assert (answer.scale, answer.points.keys() <= {"fallback_bargaining"}) == ("ranks", True)
    assert answer.note
    states = lay_out(case)
    order = ranks(case, states, parties=list(case.parties))
    now = states.index(case.status_quo)
    at_least = order[:, now] if now is not None else None
    every = [states.state(n) for n in range(len(states))]
    kept = [
        n
        for n, state in enumerate(every)
        if all(holds(honoured(held), state) for held in in_force(case, "refuses", "requires"))
        and (at_least is None or (order[:, n] >= at_least).all())
    ]
    best = [n for n in kept if not any(_beats(order[:, m], order[:, n]) for m in kept)]
    first = [n for place, n in enumerate(best) if not any((order[:, m] == order[:, n]).all() for m in best[:place])]
    if at_least is not None:
        assert answer.acceptable == len(kept)
        assert {tuple(e.package.values()) for e in answer.frontier} == {tuple(every[n].values()) for n in first}


def _beats(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one >= other).all() and (one > other).any())


def test_fallback_bargaining_takes_the_package_nobody_has_to_fall_back_far_to(tmp_path: Path) -> None:
    """Brams & Kilgour (2001): from opposite first choices, the one that both hold second."""
    wants = "  a: {wants: [x = left, x = middle]}\n  b: {wants: [x = right, x = middle]}\n"
    text = f"goodoffices: 1\ntitle: T\nparties:\n{wants}"
    found = settle(case_of(tmp_path, f"{text}issues:\n  x: {{by: [a, b], values: [none, left, middle, right]}}\n"))
    assert found.points["fallback_bargaining"].package == {"x": "middle"}
    assert found.no_agreement == {"a": 0, "b": 0}
    assert {entry.package["x"] for entry in found.frontier} == {"left", "middle", "right"}


def test_without_worth_and_without_a_state_it_says_so(tmp_path: Path) -> None:
    text = "goodoffices: 1\ntitle: T\nparties: {a: {}, b: {}}\nimpossible: [x, not x]\nissues: {x: {by: a}}\n"
    with pytest.raises(NoFeasibleStateError):
        settle(case_of(tmp_path, text))


@pytest.mark.parametrize(("wants", "count"), [("[x = today, x = one]", 0), ("[x != two]", 1), ("[x = one]", 2)])
def test_no_agreement_is_today_by_rank_too_though_today_is_not_feasible(tmp_path: Path, wants: str, count: int) -> None:
    text = f"goodoffices: 1\ntitle: T\nparties:\n  a: {{wants: {wants}}}\n  b: {{}}\nimpossible: [x = today]\n"
    found = settle(case_of(tmp_path, f"{text}issues:\n  x: {{by: [a, b], values: [today, one, two], now: today}}\n"))
    assert found.packages == 2
    assert found.acceptable == count
