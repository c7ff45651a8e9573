"""What must hold of every case, whatever its numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.convene.random_cases import random_case
from tests.convene.reference import binding, without

from goodoffices.case import CaseFile, Leverage
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or
from goodoffices.convene import ConveneAnswer, Package, convene
from goodoffices.errors import MissingGoalError

some = settings(max_examples=60, deadline=None)
cases = st.integers(0, 2**32).map(lambda seed: random_case(np.random.default_rng(seed)))


def whole(case: CaseFile) -> ConveneAnswer:
    return convene(case, most_packages=None, most_deadlocks=None)


def deadlocks(answer: ConveneAnswer) -> set[frozenset[str]]:
    return {frozenset(deadlock.positions) for deadlock in answer.deadlocks}


def given_up(package: Package) -> frozenset[str]:
    return frozenset(concession.position for concession in package.concessions)


def least(answer: ConveneAnswer) -> float:
    """The cheapest way to the goal, concessions and changes together."""
    changes = answer.packages[0].cost if answer.packages else sum(change.cost for change in answer.changes or ())
    return round(changes, 6)


def is_stuck(answer: ConveneAnswer) -> bool:
    return bool(answer.packages)


def repriced(case: CaseFile, price: Callable[[Amount], Amount]) -> CaseFile:
    parties = {
        party.id: replace(party, positions=tuple(replace(p, cost=price(p.cost)) for p in party.positions))
        for party in case.parties.values()
    }
    issues = {
        issue.id: replace(issue, cost={value: price(cost) for value, cost in issue.cost.items()})
        for issue in case.issues.values()
    }
    leverage = tuple(replace(entry, cost=price(entry.cost)) for entry in case.leverage)
    return replace(case, parties=parties, issues=issues, leverage=leverage)


def renamed(case: CaseFile, names: Mapping[str, str]) -> CaseFile:
    """Return the case with parties, positions, issues and all else called otherwise, in the same order."""

    def node(old: Node) -> Node:
        match old:
            case Is(name, values):
                return Is(names[name], tuple(names[value] for value in values))
            case Not(part):
                return Not(node(part))
            case And(parts):
                return And(tuple(map(node, parts)))
            case Or(parts):
                return Or(tuple(map(node, parts)))
            case Iff(left, right):
                return Iff(node(left), node(right))

    def written(old: Expression | None) -> Any:
        return old and Expression(old.text, node(old.node))

    def entries(old: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(
            replace(
                entry,
                id=names[entry.id],
                **{key: names[getattr(entry, key)] for key in ("party", "by", "on") if hasattr(entry, key)},
                **{key: written(getattr(entry, key)) for key in ("that", "step", "condition") if hasattr(entry, key)},
            )
            for entry in old
        )

    return replace(
        case,
        parties={
            names[party.id]: replace(party, id=names[party.id], positions=entries(party.positions))
            for party in case.parties.values()
        },
        issues={
            names[issue.id]: replace(
                issue,
                id=names[issue.id],
                by=tuple(names[party] for party in issue.by),
                values=tuple(names[value] for value in issue.values),
                now=names[issue.now],
                cost={names[value]: cost for value, cost in issue.cost.items()},
            )
            for issue in case.issues.values()
        },
        goal=written(case.goal),
        impossible=entries(case.impossible),
        leverage=entries(case.leverage),
    )


def all_names(case: CaseFile) -> list[str]:
    values = {value for issue in case.issues.values() for value in issue.values}
    entries = (*case.positions, *case.leverage, *case.impossible)
    return [*case.parties, *case.issues, *sorted(values), *(entry.id for entry in entries)]


@given(cases, st.randoms(use_true_random=False))
@some
def test_what_parties_positions_issues_and_values_are_called_changes_nothing(case, random):
    old = all_names(case)
    new = [f"n{number}" for number in range(len(old))]
    random.shuffle(new)
    names = dict(zip(old, new, strict=True))
    before, after = whole(case), whole(renamed(case, names))
    assert after.convenes == before.convenes
    assert len(after.shut_out_by or ()) == len(before.shut_out_by or ())
    assert least(after) == least(before)
    assert len(after.changes or ()) == len(before.changes or ())
    assert deadlocks(after) == {frozenset(names[name] for name in deadlock) for deadlock in deadlocks(before)}
    assert {told(package) for package in after.packages} == {told(package, names) for package in before.packages}
    assert {(p.position or p.party, p.deadlocks, p.saves) for p in after.pivots} == {
        (names[p.position or p.party or ""], p.deadlocks, p.saves) for p in before.pivots
    }


def told(package: Package, names: Mapping[str, str] | None = None) -> tuple[object, ...]:
    def name(old: str | None) -> str | None:
        return names[old] if names and old else old

    return (
        package.cost,
        package.undominated,
        package.order == "simultaneous",
        frozenset((name(c.position), name(c.party), name(c.delivered_by), c.cost) for c in package.concessions),
        frozenset((name(issue), name(value)) for issue, value in package.state.items()),
        frozenset((name(party), cost) for party, cost in package.pays.items()),
    )


@given(cases, st.data())
@some
def test_withdrawing_a_position_brings_no_new_deadlock_and_makes_nothing_dearer(case, data):
    before = whole(case)
    assume(before.shut_out_by is None)
    assume(before.positions)
    gone = data.draw(st.sampled_from(sorted(before.positions)))
    after = whole(without(case, {gone}))
    assert deadlocks(after) == {deadlock for deadlock in deadlocks(before) if gone not in deadlock}
    if is_stuck(after):  # where it convenes, no concession is asked for, though one might be cheaper than a change
        assert least(after) <= least(before)


@given(cases)
@some
def test_every_package_hits_every_deadlock(case):
    answer = whole(case)
    for package, deadlock in itertools.product(answer.packages, deadlocks(answer)):
        assert given_up(package) & deadlock


@given(cases)
@some
def test_where_only_concessions_cost_packages_are_the_minimal_sets_that_hit_every_deadlock(case):
    plain = replace(case, leverage=(), issues={issue.id: replace(issue, cost={}) for issue in case.issues.values()})
    answer = whole(plain)
    assume(is_stuck(answer))
    found: set[frozenset[str]] = {frozenset()}
    for deadlock in deadlocks(answer):
        longer = {some if some & deadlock else some | {name} for some in found for name in deadlock}
        found = {some for some in longer if not any(other < some for other in longer)}
    assert sorted(map(sorted, found)) == sorted(sorted(given_up(package)) for package in answer.packages)


@given(cases)
@some
def test_once_a_package_is_given_the_parties_convene_at_the_price_of_its_changes(case):
    for package in whole(case).packages[:3]:
        used = {concession.leverage for concession in package.concessions}
        conditions = [entry.condition.node for entry in case.leverage if entry.id in used and entry.condition]
        goal = Expression("goal and conditions", And((case.goal.node, *conditions)))
        after = whole(replace(without(case, given_up(package)), goal=goal))
        assert after.convenes
        assert least(after) == round(sum(change.cost for change in package.changes), 6)


@given(cases, st.data())
@some
def test_one_more_leverage_makes_nothing_dearer_and_touches_no_deadlock(case, data):
    before = whole(case)
    assume(is_stuck(before))
    on = data.draw(st.sampled_from(sorted(before.positions)))
    more = Leverage("more", by=data.draw(st.sampled_from(sorted(case.parties))), on=on, cost=Amount(0.5, 0.5))
    after = whole(replace(case, leverage=(*case.leverage, more)))
    assert deadlocks(after) == deadlocks(before)
    assert least(after) <= least(before)


@given(cases, st.integers(2, 9))
@some
def test_in_other_money_the_packages_are_the_same(case, factor):
    before, after = whole(case), whole(repriced(case, lambda cost: Amount(cost.low * factor, cost.high * factor)))
    assert [given_up(package) for package in after.packages] == [given_up(package) for package in before.packages]
    assert [round(package.cost, 6) for package in after.packages] == [
        round(package.cost * factor, 6) for package in before.packages
    ]
    assert [package.state for package in after.packages] == [package.state for package in before.packages]


@given(cases)
@some
def test_what_a_package_costs_is_what_the_parties_pay(case):
    for package in whole(case).packages:
        assert round(sum(package.pays.values()), 6) == round(package.cost, 6)


@given(cases, st.integers(1, 5), st.integers(1, 5))
@some
def test_a_cap_only_cuts_the_lists_short_and_says_so(case, packages, deadlocks):
    answer, capped = whole(case), convene(case, most_packages=packages, most_deadlocks=deadlocks)
    assert capped.packages == answer.packages[:packages]
    assert capped.packages_complete == (len(answer.packages) <= packages)
    assert set(capped.deadlocks) <= set(answer.deadlocks)
    assert len(capped.deadlocks) == min(deadlocks, len(answer.deadlocks))
    assert capped.deadlocks_complete == (len(answer.deadlocks) <= deadlocks)


@given(cases)
@some
def test_a_second_asking_gives_the_same_answer(case):
    assert convene(case) == convene(case)


@given(cases)
@some
def test_no_position_in_force_means_that_only_the_rules_can_be_in_the_way(case):
    answer = whole(without(case, {position.id for position in binding(case)}))
    assert answer.convenes == (answer.shut_out_by is None)
    assert not answer.packages


@given(cases)
@some
def test_a_case_without_a_goal_is_refused(case):
    with pytest.raises(MissingGoalError, match="states no goal"):
        convene(replace(case, goal=None))
