"""Minimal unsatisfiable subsets and minimal correction sets found elsewhere are our deadlocks and packages.

In these cases no change costs anything and no party has leverage, so that a package is a correction set; each clause
that may be given up is a position `c<n>`.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from goodoffices.case import load
from goodoffices.convene import ConveneAnswer, convene

HERE = Path(__file__).parent

Sets = set[frozenset[str]]


def answer(name: str) -> ConveneAnswer:
    return convene(load(HERE / name), most_packages=None, most_deadlocks=None)


def deadlocks(found: ConveneAnswer) -> Sets:
    return {frozenset(deadlock.positions) for deadlock in found.deadlocks}


def packages(found: ConveneAnswer) -> Sets:
    return {frozenset(concession.position for concession in package.concessions) for package in found.packages}


def sets(*listed: str) -> Sets:
    return {frozenset(one.split()) for one in listed}


def minimal_hitting_sets(to_hit: Sets) -> Sets:
    """Return them by Berge's algorithm: the sets are taken in one by one."""
    found: Sets = {frozenset()}
    for one in to_hit:
        longer = {some if some & one else some | {name} for some in found for name in one}
        found = {some for some in longer if not any(other < some for other in longer)}
    return found


def test_four_clauses_have_the_conflicts_and_corrections_of_liffiton_and_sakallah():
    """Liffiton & Sakallah, J. Automated Reasoning 40 (2008), running example."""
    found = answer("liffiton_sakallah")
    assert deadlocks(found) == sets("c0 c1", "c0 c2 c3")
    assert packages(found) == sets("c0", "c1 c2", "c1 c3")


def test_none_of_three_clauses_can_be_left_out_of_the_conflict():
    """github.com/pysathq/pysat/issues/162: the MUS must be all three."""
    found = answer("pysat_issue_162")
    assert deadlocks(found) == sets("c0 c1 c2")
    assert packages(found) == sets("c0", "c1", "c2")


def test_geneva_stands_between_assads_place_and_the_oppositions_demand():
    """Stylised from press accounts of January 2014; one conflict, two ways out."""
    found = answer("geneva_2")
    assert deadlocks(found) == sets("c0 c1")
    assert packages(found) == sets("c0", "c1")


def test_six_parties_have_98_deadlocks_and_ten_packages_the_cheapest_at_138():
    """MARCO-style enumeration; the optimum agrees among RC2, clingo and CP-SAT."""
    found = answer("six_parties")
    prices = {position.id: position.cost.low for position in load(HERE / "six_parties").positions}
    assert (len(found.deadlocks), found.deadlocks_complete) == (98, True)
    assert (len(found.packages), found.packages_complete) == (10, True)
    assert [package.cost for package in found.packages] == sorted(
        sum(prices[position] for position in package) for package in packages(found)
    )
    assert found.packages[0].cost == 138


@pytest.mark.parametrize("name", ["liffiton_sakallah", "pysat_issue_162", "geneva_2", "six_parties"])
def test_deadlocks_are_the_minimal_hitting_sets_of_the_packages_and_conversely(name):
    """Reiter (1987), theorem 4.4."""
    found = answer(name)
    assert minimal_hitting_sets(packages(found)) == deadlocks(found)
    assert minimal_hitting_sets(deadlocks(found)) == packages(found)


@pytest.mark.parametrize("name", ["liffiton_sakallah", "pysat_issue_162", "geneva_2", "six_parties"])
def test_a_cap_keeps_the_cheapest_and_smallest_and_says_that_there_are_more(name):
    whole = answer(name)
    for packages, deadlocks in itertools.product((1, 3, 10), repeat=2):
        capped = convene(load(HERE / name), most_packages=packages, most_deadlocks=deadlocks)
        assert capped.packages == whole.packages[:packages]
        assert capped.packages_complete == (len(whole.packages) <= packages)
        sizes = [len(deadlock.positions) for deadlock in whole.deadlocks[:deadlocks]]
        assert [len(deadlock.positions) for deadlock in capped.deadlocks] == sizes
        assert set(capped.deadlocks) <= set(whole.deadlocks)
        assert capped.deadlocks_complete == (len(whole.deadlocks) <= deadlocks)
