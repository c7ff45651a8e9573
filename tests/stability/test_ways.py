"""Ways are shortest, legal step by step, and by improvements wherever that goes."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Reference, Values

from goodoffices.case import CaseFile, State
from goodoffices.stability import stability, ways
from goodoffices.stability.answer import Way

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))

Label = tuple[Values, tuple[str, ...]]


class Steps(Reference):
    """Every step of a party alone or of the deciders of an issue by consent, from the definitions."""

    def __init__(self, case: CaseFile) -> None:
        super().__init__(case)
        together = {tuple(sorted(issue.by, key=self.parties.index)) for issue in case.issues.values() if issue.by[1:]}
        self.movers = [*((party,) for party in self.parties), *sorted(together)]
        self.to = {by: {c[0]: set(self.from_class(by, c)) for c in self.classes} for by in self.movers}

    def from_class(self, by: tuple[str, ...], members: list[Values]) -> Iterator[Values]:
        for other in self.classes:
            if other is not members and any(self.may_step(by, s, t) for s in members for t in other):
                yield other[0]

    def may_step(self, by: tuple[str, ...], s: Values, t: Values) -> bool:
        changed = [(issue, a, b) for issue, a, b in zip(self.case.issues.values(), s, t, strict=True) if a != b]
        return all(set(issue.by) <= set(by) and self.may_follow(issue.id, a, b) for issue, a, b in changed)

    def improves(self, by: tuple[str, ...], s: Values, t: Values) -> bool:
        return all(self.p[party][t] > self.p[party][s] for party in by)

    def shortest(self, start: Values, *, improving: bool) -> dict[Values, tuple[int, int]]:
        """For every node that can be reached, the fewest steps and, among these ways, the fewest values changed."""
        found = {start: (0, 0)}
        layer: dict[Label, int] = {(start, ()): 0}
        seen: set[Label] = set()
        for depth in range(1, len(self.nodes) * len(self.movers) + 1):
            following: dict[Label, int] = {}
            for (here, last), cost in layer.items():
                for by in self.movers:
                    for t in self.to[by][here] if by != last else ():
                        if (t, by) not in seen and (not improving or self.improves(by, here, t)):
                            changed = cost + sum(a != b for a, b in zip(here, t, strict=True))
                            following[t, by] = min(changed, following.get((t, by), changed))
            layer = following
            seen |= set(layer)
            for node in {node for node, _ in layer} - set(found):
                found[node] = (depth, min(cost for (t, _), cost in layer.items() if t == node))
        return found


def values(state: State) -> Values:
    return tuple(state.values())


def changed(way: Way, start: Values) -> int:
    path = [start, *(values(step.to) for step in way.steps)]
    return sum(a != b for s, t in itertools.pairwise(path) for a, b in zip(s, t, strict=True))


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_ways_are_shortest_and_change_least(seed: int) -> None:
    rng = np.random.default_rng(seed)
    case = random_case(rng)
    answer, reference = stability(case), Steps(case)
    start = reference.nodes[rng.integers(len(reference.nodes))]
    by_improvements = reference.shortest(start, improving=True)
    by_any = reference.shortest(start, improving=False)
    found = ways(answer, reference.named(start), map(reference.named, reference.nodes))
    assert {values(way.to) for way in found} == by_any.keys()
    for way in found:
        assert way.by_improvements == (values(way.to) in by_improvements)
        expected = (by_improvements if way.by_improvements else by_any)[values(way.to)]
        assert (len(way.steps), changed(way, start)) == expected


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_every_step_of_a_way_is_legal_and_nobody_steps_twice_in_a_row(seed: int) -> None:
    case = random_case(np.random.default_rng(seed))
    answer, reference = stability(case), Steps(case)
    node = answer.model.node_of(case.status_quo)
    for way in answer.ways:
        assert node is not None
        here = values(answer.model.state(node))
        last: tuple[str, ...] = ()
        for step in way.steps:
            assert step.by != last
            assert values(step.to) in reference.to[step.by][here]
            assert not way.by_improvements or reference.improves(step.by, here, values(step.to))
            here, last = values(step.to), step.by
        assert here == values(way.to)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_ways_lead_to_every_equilibrium_that_can_be_reached(seed: int) -> None:
    case = random_case(np.random.default_rng(seed))
    answer, reference = stability(case), Steps(case)
    node = answer.model.node_of(case.status_quo)
    settled = {values(state) for found in answer.equilibria.values() for state in found.states}
    within = set() if node is None else settled & reference.shortest(reference.nodes[node], improving=False).keys()
    assert {values(way.to) for way in answer.ways} == within
