"""What is reached from a state, in how many steps, is what following every step finds."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import pytest
from tests.stability.random_cases import random_case
from tests.stability.reference import Coalitions, Values

from goodoffices.case import State
from goodoffices.stability import _search as ways_of
from goodoffices.stability import stability, status_quo

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))

Label = tuple[Values, tuple[str, ...]]


def values(state: State) -> Values:
    return tuple(state.values())


class Followed(Coalitions):
    def fewest(self, start: Values, groups: Sequence[tuple[str, ...]], *, improving: bool) -> dict[Values, int]:
        found, depth = {start: 0}, 0
        layer: set[Label] = {(start, ())}
        seen: set[Label] = set()
        while layer:
            depth += 1
            following = {
                (t, K)
                for here, last in layer
                for K in groups
                if last != K
                for t in self.A[K][here]
                if not improving or all(self.p[i][t] > self.p[i][here] for i in K)
            }
            layer = following - seen
            seen |= layer
            for t, _ in layer:
                found.setdefault(t, depth)
        return found


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_what_is_reached_is_what_following_every_step_finds(seed: int) -> None:
    rng = np.random.default_rng([11, seed])
    case = random_case(rng, largest=24)
    answer, reference = stability(case), Followed(case)
    start = reference.nodes[rng.integers(len(reference.nodes))]
    alone = [(i,) for i in reference.parties]
    by_consent = [tuple(p for p in reference.parties if p in i.by) for i in case.issues.values() if i.by[1:]]
    found = status_quo(answer, reference.named(start), coalitions="all")
    expected = {
        "moves": reference.fewest(start, [*alone, *by_consent], improving=False),
        "improvements": reference.fewest(start, alone, improving=True),
        "coalitions": reference.fewest(start, reference.subsets(tuple(reference.parties)), improving=True),
    }
    for kind, steps in expected.items():
        reached = found.reached[kind]
        assert {values(state): n for state, n in reached.states or ()} == steps, kind
        assert (reached.count, reached.most_steps) == (len(steps), max(steps.values()))
    for leads in found.equilibria:
        assert leads.steps == {kind: steps.get(values(leads.to)) for kind, steps in expected.items()}


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(50 + CASES // 20))
def test_ways_in_large_cases_are_as_short_as_in_small_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    case = random_case(np.random.default_rng([12, seed]), alike=False)
    small = {values(way.to): (len(way.steps), way.by_improvements) for way in stability(case).ways}
    monkeypatch.setattr(ways_of, "_SEARCHED", 0)
    assert {values(way.to): (len(way.steps), way.by_improvements) for way in stability(case).ways} == small
