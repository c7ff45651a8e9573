"""`convene` equals its definition in `reference.py` on random cases."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from tests.convene import reference
from tests.convene.random_cases import random_case
from tests.convene.reference import as_number

from goodoffices.case import CaseFile, grounds
from goodoffices.convene import Change, Concession, ConveneAnswer, Package, convene

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))
SEED = int(os.environ.get("GOODOFFICES_SEED", "20130506"))
BLOCKS = 20
LONGEST = 6
"""Up to how many steps all their orders are tried."""

pytestmark = pytest.mark.prove


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_field_of_the_answer_equals_its_definition(block):
    for number in range(block, CASES, BLOCKS):
        case = random_case(np.random.default_rng([SEED, number]))
        try:
            check(case, convene(case, most_packages=None, most_deadlocks=None))
        except AssertionError as error:
            raise AssertionError(f"case {number} of seed {SEED}: {error}") from error


def test_random_cases_are_of_every_kind():
    kinds = Counter(kind(random_case(np.random.default_rng([SEED, number]))) for number in range(200))
    assert min(kinds[name] for name in ("convenes", "deadlocked", "shut out")) >= 10, kinds
    assert kinds["deadlocked"] >= 60


def kind(case: CaseFile) -> str:
    answer = convene(case)
    return "convenes" if answer.convenes else "deadlocked" if answer.shut_out_by is None else "shut out"


def check(case: CaseFile, answer: ConveneAnswer) -> None:
    positions = reference.binding(case)
    assert answer.goal == str(case.goal)
    assert list(answer.positions) == [position.id for position in positions]
    for position in positions:
        stance = answer.positions[position.id]
        assert (stance.party, stance.kind, stance.words) == (position.party, position.kind, position.words)
        assert stance.grounds == grounds(case, [position])
    assert answer.deadlocks_complete
    assert answer.packages_complete
    assert answer.pivots_complete
    if smallest := reference.shut_out_by(case):
        assert set(answer.shut_out_by or ()) in smallest
        assert answer.shut_out_by is not None
        assert answer.grounds == grounds(case, [rule for rule in case.impossible if rule.id in answer.shut_out_by])
    else:
        assert answer.shut_out_by is None
        assert answer.grounds == grounds(case, [*positions, *case.impossible])
    change = reference.cheapest_change(case)
    assert answer.convenes == (change is not None)
    if change is None:
        assert answer.changes is None
    else:
        assert answer.changes == as_changes(case, change)
    if smallest or answer.convenes:
        assert (answer.deadlocks, answer.packages, answer.pivots, answer.prices) == ((), (), (), ())
    else:
        check_deadlocks(case, answer)
        check_packages(case, answer)
        check_pivots(case, answer)
        check_prices(case, answer)


def as_changes(case: CaseFile, changes: list[tuple[str, str]]) -> tuple[Change, ...]:
    def cost(name: str, value: str) -> int:
        return reference.thousandths(case.issues[name].cost[value]) if value in case.issues[name].cost else 0

    return tuple(
        Change(name, case.issues[name].now, value, case.issues[name].by, as_number(cost(name, value)))
        for name, value in changes
    )


def check_deadlocks(case: CaseFile, answer: ConveneAnswer) -> None:
    found = [set(deadlock.positions) for deadlock in answer.deadlocks]
    expected = reference.deadlocks(case)
    assert len(found) == len(expected)
    assert all(deadlock in found for deadlock in expected)
    assert [len(deadlock) for deadlock in found] == sorted(map(len, found))
    held = {position.id: position for position in case.positions}
    for deadlock in answer.deadlocks:
        rules = [rule for rule in case.impossible if rule.id in deadlock.rules]
        assert len(rules) == reference.fewest_rules(case, deadlock.positions)
        assert reference.excludes(case, deadlock.positions, rules)
        assert deadlock.grounds == grounds(case, [*(held[name] for name in deadlock.positions), *rules])


def check_packages(case: CaseFile, answer: ConveneAnswer) -> None:
    expected = reference.listed(reference.every_package(case))
    assert [pairs(package) for package in answer.packages] == [package.ids for package in expected]
    for package, wanted in zip(answer.packages, expected, strict=True):
        assert package.cost == as_number(wanted.cost)
        assert dict(package.state) == wanted.state
        assert package.changes == as_changes(case, reference.changes(case, wanted.state))
        bill = {party: as_number(share) for party, share in reference.pays(case, wanted).items()}
        assert dict(package.pays) == bill
        assert package.undominated == (not reference.dominated(case, wanted, expected))
        check_concessions(case, package, wanted)
        check_order(case, package, wanted)


def pairs(package: Package) -> list[tuple[str, str]]:
    return [(concession.position, concession.leverage or "") for concession in package.concessions]


def check_concessions(case: CaseFile, package: Package, wanted: reference.Package) -> None:
    by_id = sorted(wanted.pairs, key=lambda pair: pair[0].id)
    assert package.concessions == tuple(
        Concession(
            position=position.id,
            party=position.party,
            delivered_by=way.by if way else None,
            leverage=way.id if way else None,
            condition=str(way.condition) if way and way.condition else None,
            cost=as_number(reference.price((position, way))),
            grounds=grounds(case, [position, *([way] if way else [])]),
        )
        for position, way in by_id
    )
    entries = [*(position for position, _ in by_id), *(way for _, way in by_id if way), *case.impossible]
    assert package.grounds == grounds(case, entries)


def check_order(case: CaseFile, package: Package, wanted: reference.Package) -> None:
    if package.order != "simultaneous":
        steps = list(itertools.chain(*package.order))
        assert reference.is_valid_order(case, wanted, steps)
        actors = [{reference.payer(case, wanted, step) for step in move} for move in package.order]
        assert all(len(by) == 1 for by in actors)
        assert all(one != other for one, other in itertools.pairwise(actors))
    if len(reference.steps_of(case, wanted)) <= LONGEST:
        first = next(reference.orders(case, wanted), "simultaneous")
        found = "simultaneous" if package.order == "simultaneous" else tuple(itertools.chain(*package.order))
        assert found == first


def check_pivots(case: CaseFile, answer: ConveneAnswer) -> None:
    expected = {name: (stuck, as_number(saves)) for name, (stuck, saves) in reference.pivots(case).items()}
    assert {pivot.position or pivot.party: (pivot.deadlocks, pivot.saves) for pivot in answer.pivots} == expected
    ranks = [(-pivot.deadlocks, -pivot.saves) for pivot in answer.pivots]
    assert ranks == sorted(ranks)
    for pivot in answer.pivots:
        mine = [p for p in reference.binding(case) if pivot.party in (None, p.party) and pivot.position in (None, p.id)]
        assert pivot.grounds == grounds(case, mine)


def check_prices(case: CaseFile, answer: ConveneAnswer) -> None:
    expected = reference.prices(case)
    assert {price.price: price.cost for price in answer.prices} == {k: as_number(cost) for k, cost in expected.items()}
    first = pairs(answer.packages[0])
    everything = sum(expected.values())
    for price in answer.prices:
        low, high = (None if end is None else round(Fraction(end) * 1000) for end in (price.low, price.high))
        assert low is not None
        assert low <= expected[price.price]
        inside = {low, expected[price.price], everything * 2 + 1 if high is None else high}
        outside = {low - 1, -1 if high is None else high + 1} - {-1}
        stays = {
            cost: reference.stays_first(reference.at_price(case, price.price, cost), first) for cost in inside | outside
        }
        assert stays == dict.fromkeys(inside, True) | dict.fromkeys(outside, False), price
