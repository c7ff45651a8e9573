"""What must hold of settling whatever the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.settle.random_cases import random_case

from goodoffices.case import CaseFile, Issue, Party, Position
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or
from goodoffices.settle import SettleAnswer, settle

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=60, deadline=None)

Entry = tuple[frozenset[tuple[str, str]], frozenset[tuple[str, float]]]


def entries(answer: SettleAnswer) -> set[frozenset[tuple[str, float]]]:
    return {frozenset((side, round(worth, 6)) for side, worth in entry.worth.items()) for entry in answer.frontier}


def by_points(case: CaseFile) -> CaseFile:
    """Return the case with worth in whole points only, so that it can be scaled without rounding."""
    parties = {p.id: replace(p, weights={}, worth=whole(p), reservation=rounded(p)) for p in case.parties.values()}
    return replace(case, parties=parties)


def whole(party: Party, factor: int = 1, shift: int = 0) -> dict[str, dict[str, Amount]]:
    def scaled(amount: Amount, place: int) -> Amount:
        points = factor * round(amount.low) + (shift if place == 0 else 0)
        return Amount(points, points)

    return {
        issue: {value: scaled(amount, place) for value, amount in amounts.items()}
        for place, (issue, amounts) in enumerate(party.worth.items())
    }


def rounded(party: Party, factor: int = 1, shift: int = 0) -> Any:
    kept = party.reservation
    return float(factor * round(kept) + shift) if isinstance(kept, float) else kept


@given(seeds, st.integers(2, 1000), st.integers(-50, 50))
@some
def test_another_scale_of_one_side_moves_neither_nash_nor_kalai_smorodinsky(seed: int, factor: int, shift: int) -> None:
    case = by_points(random_case(np.random.default_rng(seed)))
    side = next(party for party in case.parties.values() if party.role == "side")
    other = replace(side, worth=whole(side, factor, shift), reservation=rounded(side, factor, shift))
    before, after = settle(case), settle(replace(case, parties={**case.parties, side.id: other}))
    assert [entry.package for entry in before.frontier] == [entry.package for entry in after.frontier]
    for name in before.points.keys() & {"nash", "kalai_smorodinsky", "equal_ratio"}:
        assert before.points[name].package == after.points[name].package


@given(seeds)
@some
def test_other_names_in_another_order_change_no_worth_of_the_frontier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    before, after = settle(case), settle(relabelled(case, rng))
    named = {frozenset((f"x{side}", worth) for side, worth in entry) for entry in entries(before)}
    assert named == entries(after)
    assert (before.packages, before.acceptable) == (after.packages, after.acceptable)


@given(seeds)
@some
def test_a_value_that_is_worse_for_everybody_changes_nothing_but_the_counts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    name = str(rng.choice(list(case.issues)))
    issue = case.issues[name]
    worse = {
        p.id: replace(p, worth={**p.worth, name: {**p.worth[name], "worse": Amount(-100, -100)}})
        for p in case.parties.values()
        if name in p.worth
    }
    sides = [party for party in case.parties.values() if party.role == "side"]
    if any(name not in party.worth for party in sides) or named_in_a_condition(case, name):
        return
    other = replace(
        case,
        issues={**case.issues, name: replace(issue, values=(*issue.values, "worse"))},
        parties={**case.parties, **worse},
    )
    before, after = settle(case), settle(other)
    assert before.frontier == after.frontier
    assert before.points == after.points


@given(seeds)
@some
def test_fewer_packages_make_no_better_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    issue = case.issues[str(rng.choice(list(case.issues)))]
    fewer = replace(case, parties={p.id: with_red_line(p, issue) for p in case.parties.values()})
    before, after = settle(case), settle(fewer)
    assert after.frontier_size == 0 or before.frontier_size > 0
    for entry in after.frontier:
        assert any(
            all(better.worth[side] >= worth - 1e-9 for side, worth in entry.worth.items()) for better in before.frontier
        )


@given(seeds)
@some
def test_each_step_of_a_text_serves_somebody_and_harms_nobody_until_the_frontier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    start = {issue.id: str(rng.choice(issue.values)) for issue in case.issues.values()}
    answer = settle(case, start=start)
    if answer.text is None:
        return
    here = answer.text.start
    assert here.package == {**start, **{change.issue: change.to for change in answer.text.moved}}
    worth = here.worth
    for step in answer.text.steps:
        assert min(step.gains.values()) >= -1e-9
        assert max(step.gains.values()) > 1e-9
        assert {side: gain + worth[side] for side, gain in step.gains.items()} == pytest.approx(dict(step.worth))
        worth = step.worth
    if answer.text.acceptable:
        assert any(dict(entry.worth) == pytest.approx(dict(worth)) for entry in answer.frontier)
    assert not settle(case, start=(answer.text.steps or [here])[-1].package).text.steps  # type: ignore[union-attr]


def with_red_line(party: Party, issue: Issue) -> Party:
    that = Expression("random", Is(issue.id, issue.values[:1]))
    return replace(party, positions=(*party.positions, Position("new", party=party.id, kind="refuses", that=that)))


def conditions(case: CaseFile) -> list[Node]:
    found = [rule.that.node for rule in case.impossible]
    for position in case.positions:
        found += [position.that.node, *([position.step.node] if position.step else [])]
    return found


def named_in_a_condition(case: CaseFile, name: str) -> bool:
    return any(name in str(node) for node in conditions(case))


def relabelled(case: CaseFile, rng: np.random.Generator) -> CaseFile:
    parties = {f"x{party.id}": renamed_party(party) for party in case.parties.values()}
    issues = {f"x{issue.id}": renamed_issue(issue, rng) for issue in case.issues.values()}
    return replace(
        case,
        parties={name: parties[name] for name in map(str, rng.permutation(list(parties)))},
        issues={name: issues[name] for name in map(str, rng.permutation(list(issues)))},
        impossible=tuple(replace(rule, that=renamed(rule.that.node)) for rule in case.impossible),
    )


def renamed_issue(issue: Issue, rng: np.random.Generator) -> Issue:
    values = tuple(map(str, rng.permutation(list(map(new, issue.values)))))
    return replace(issue, id=f"x{issue.id}", values=values, now=new(issue.now))


def new(value: str) -> str:
    return f"new {value}"


def renamed_party(party: Party) -> Party:
    reservation = party.reservation
    if isinstance(reservation, tuple):
        reservation = tuple(({f"x{i}": new(v) for i, v in state.items()}, q) for state, q in reservation)
    return replace(
        party,
        id=f"x{party.id}",
        positions=tuple(renamed_position(position) for position in party.positions),
        worth={f"x{i}": {new(v): amount for v, amount in amounts.items()} for i, amounts in party.worth.items()},
        weights={f"x{issue}": weight for issue, weight in party.weights.items()},
        reservation=reservation,
    )


def renamed_position(position: Position) -> Position:
    step = renamed(position.step.node) if position.step else None
    return replace(position, party=f"x{position.party}", that=renamed(position.that.node), step=step)


def renamed(node: Node) -> Expression:
    def walk(part: Node) -> Node:
        match part:
            case Is(name, values):
                return Is(f"x{name}", tuple(map(new, values)))
            case Not(inner):
                return Not(walk(inner))
            case And(parts):
                return And(tuple(map(walk, parts)))
            case Or(parts):
                return Or(tuple(map(walk, parts)))
            case Iff(left, right):
                return Iff(walk(left), walk(right))

    return Expression("renamed", walk(node))
