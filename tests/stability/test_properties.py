"""What must hold of stability whatever the case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stability.random_cases import random_case

from goodoffices.case import CaseFile, Issue, Party, Position
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or
from goodoffices.case.model import Ranking
from goodoffices.stability import CONCEPTS, StabilityAnswer, stability

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=60, deadline=None)


def stable(answer: StabilityAnswer, concept: str) -> set[tuple[frozenset[tuple[str, str]], str]]:
    assert answer.states is not None
    return {(frozenset(s.state.items()), party) for s in answer.states for party in s.stable[concept]}


@given(seeds)
@some
def test_each_concept_asks_no_less_than_those_it_strengthens(seed: int) -> None:
    answer = stability(random_case(np.random.default_rng(seed)))
    held = {concept: stable(answer, concept) for concept in CONCEPTS}
    assert held["nash"] <= held["sseq"] <= held["seq"] & held["smr"]
    assert held["seq"] | held["smr"] <= held["gmr"]


@given(seeds)
@some
def test_a_party_that_may_go_fewer_ways_is_stable_wherever_it_was(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    party = str(rng.choice([issue.by[0] for issue in case.issues.values()]))
    directions = {issue.id: issue.values for issue in case.issues.values() if issue.by == (party,)}
    fewer = replace(case, one_way={**directions, **case.one_way})
    before, after = stability(case), stability(fewer)
    for concept in CONCEPTS:
        assert {s for s, p in stable(before, concept) if p == party} <= {
            s for s, p in stable(after, concept) if p == party
        }


@given(seeds)
@some
def test_other_names_in_another_order_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng, alike=False)  # which state stands for those alike depends on the order
    other = relabelled(case, rng)
    before, after = stability(case), stability(other)
    for concept in CONCEPTS:
        renamed = {(frozenset((f"x{i}", f"v {v}") for i, v in s), f"x{p}") for s, p in stable(before, concept)}
        assert renamed == stable(after, concept)


def relabelled(case: CaseFile, rng: np.random.Generator) -> CaseFile:
    parties = {f"x{party.id}": renamed_party(party) for party in case.parties.values()}
    issues = {f"x{issue.id}": renamed_issue(issue, rng) for issue in case.issues.values()}
    return replace(
        case,
        parties={name: parties[name] for name in map(str, rng.permutation(list(parties)))},
        issues={name: issues[name] for name in map(str, rng.permutation(list(issues)))},
        impossible=tuple(replace(rule, that=renamed(rule.that.node)) for rule in case.impossible),
        one_way={f"x{issue}": tuple(f"v {v}" for v in values) for issue, values in case.one_way.items()},
    )


def renamed_issue(issue: Issue, rng: np.random.Generator) -> Issue:
    values = tuple(f"v {value}" for value in map(str, rng.permutation(issue.values)))
    return replace(issue, id=f"x{issue.id}", by=tuple(f"x{p}" for p in issue.by), values=values, now=f"v {issue.now}")


def renamed_party(party: Party) -> Party:
    ranking = party.ranking and Ranking(
        tuple(tuple({f"x{i}": f"v {v}" for i, v in s.items()} for s in tier) for tier in party.ranking.tiers)
    )
    positions = tuple(renamed_position(position) for position in party.positions)
    return replace(party, id=f"x{party.id}", positions=positions, ranking=ranking)


def renamed_position(position: Position) -> Position:
    return replace(position, party=f"x{position.party}", that=renamed(position.that.node))


def renamed(node: Node) -> Expression:
    def walk(part: Node) -> Any:
        match part:
            case Is(name, values):
                return Is(f"x{name}", tuple(f"v {value}" for value in values))
            case Not(inner):
                return Not(walk(inner))
            case And(parts):
                return And(tuple(map(walk, parts)))
            case Or(parts):
                return Or(tuple(map(walk, parts)))
            case Iff(left, right):
                return Iff(walk(left), walk(right))

    return Expression("renamed", walk(node))
