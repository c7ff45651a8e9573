"""DESIGN 4.4 word by word, going through every package: slow, plain, and independent of what it is compared with."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from goodoffices.case import CaseFile, in_force
from goodoffices.case.expressions import holds

TIE = 1e-9

State = dict[str, str]


class Reference:
    """What the sides of a case could agree on."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.sides = [party for party in case.parties.values() if party.role == "side"]
        every = itertools.product(*(issue.values for issue in case.issues.values()))
        states = [dict(zip(case.issues, values, strict=True)) for values in every]
        self.feasible = [s for s in states if not any(holds(rule.that.node, s) for rule in case.impossible)]
        self.reservation = [self.no_agreement(p) for p in range(len(self.sides))]
        self.acceptable = [s for s in self.feasible if self.is_acceptable(s)]
        worths = [self.worth(s) for s in self.acceptable]
        best = [i for i, u in enumerate(worths) if not any(self.dominates(v, u) for v in worths)]
        first = [i for i in best if not any(j < i and self.same(worths[j], worths[i]) for j in best)]
        self.frontier = [(self.acceptable[i], worths[i]) for i in first]
        self.gains = [[max(x - r, 0) for x, r in zip(u, self.reservation, strict=True)] for _, u in self.frontier]

    def worth(self, s: State) -> list[float]:
        return [math.fsum(self.part(p, issue, s[issue]) for issue in s) for p in range(len(self.sides))]

    def part(self, p: int, issue: str, value: str) -> float:
        party = self.sides[p]
        if issue not in party.worth:
            return 0
        points = {v: (amount.low + amount.high) / 2 for v, amount in party.worth[issue].items()}
        if not party.weights:
            return points[value]
        return party.weights[issue] / sum(party.weights.values()) * points[value] / max(points.values())

    def no_agreement(self, p: int) -> float:
        reservation = self.sides[p].reservation
        if reservation == "now":
            return self.worth(dict(self.case.status_quo))[p]
        if isinstance(reservation, tuple):
            return math.fsum(q * self.worth({**self.case.status_quo, **state})[p] for state, q in reservation)
        return reservation

    def is_acceptable(self, s: State) -> bool:
        for position in in_force(self.case, "refuses", "requires"):
            if self.case.parties[position.party].role == "side":
                taken = position.step is None or holds(position.step.node, s)
                if taken and holds(position.that.node, s) == (position.kind == "refuses"):
                    return False
        return all(u >= r - TIE for u, r in zip(self.worth(s), self.reservation, strict=True))

    def dominates(self, v: Sequence[float], u: Sequence[float]) -> bool:
        pairs = list(zip(v, u, strict=True))
        return all(a >= b - TIE for a, b in pairs) and any(a > b + TIE for a, b in pairs)

    def same(self, v: Sequence[float], u: Sequence[float]) -> bool:
        return all(abs(a - b) <= TIE for a, b in zip(v, u, strict=True))

    def point(self, name: str) -> State:
        keys = [getattr(self, name)(g) for g in self.gains]
        left = list(range(len(keys)))
        for place in range(len(keys[0])):
            best = max(keys[i][place] for i in left)
            room = TIE * (best if (name, place) == ("nash", 1) else 1)
            left = [i for i in left if keys[i][place] >= best - room]
        return self.frontier[left[0]][0]

    def ratios(self, g: Sequence[float]) -> list[float]:
        best = [max(column) for column in zip(*self.gains, strict=True)]
        return [x / b for x, b in zip(g, best, strict=True) if b > TIE] or [0.0]

    def nash(self, g: Sequence[float]) -> tuple[float, ...]:
        return sum(x > TIE for x in g), math.prod(x for x in g if x > TIE)

    def kalai_smorodinsky(self, g: Sequence[float]) -> tuple[float, ...]:
        return tuple(sorted(self.ratios(g)))

    def equal_ratio(self, g: Sequence[float]) -> tuple[float, ...]:
        return (min(self.ratios(g)) - max(self.ratios(g)),)

    def egalitarian(self, g: Sequence[float]) -> tuple[float, ...]:
        return tuple(sorted(g))

    def utilitarian(self, g: Sequence[float]) -> tuple[float, ...]:
        return (sum(g),)
