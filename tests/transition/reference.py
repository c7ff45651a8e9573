"""Bodies and what blocks them, by trying every way of seating: the definitions of DESIGN 4.5 as they stand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

from goodoffices.case.expressions import holds
from goodoffices.case.transition import Balance, BodyRule, Candidate, Pairing, Quota, Share, Transition
from goodoffices.transition._pool import bounds

Seats = tuple[tuple[int, int], ...]
"""(candidate, office), by candidate."""


class Reference:
    def __init__(self, body: Transition) -> None:
        self.body = body
        self.entries = {entry.id: entry for entry in (*body.vetoes, *body.rules)}
        self.seatings = sorted(self._seatings(), key=self._key)
        self.broken = [self._broken(seats) for seats in self.seatings]

    def _seatings(self) -> Iterator[Seats]:
        wanted = [number for number, office in enumerate(self.body.offices) for _ in range(office.seats)]
        for chosen in itertools.permutations(range(len(self.body.candidates)), len(wanted)):
            seats = tuple(sorted(zip(chosen, wanted, strict=True)))
            if all(self._eligible(*seat) for seat in seats):
                yield seats

    def _eligible(self, candidate: int, office: int) -> bool:
        named = self.body.candidates[candidate].offices
        return not named or self.body.offices[office].id in named

    def _key(self, seats: Seats) -> list[int]:
        held = dict(seats)
        return [number not in held for number in range(len(self.body.candidates))] + [office for _, office in seats]

    def _broken(self, seats: Seats) -> frozenset[str]:
        seated = [self.body.candidates[number] for number, _ in seats]
        vetoed = {v.id for v in self.body.vetoes if any(holds(v.that.node, c.columns) for c in seated)}
        return frozenset(vetoed | {rule.id for rule in self.body.rules if not self._holds(rule, seats)})

    def _holders(self, seats: Seats, offices: tuple[str, ...]) -> list[tuple[Candidate, str]]:
        named = [(self.body.candidates[number], self.body.offices[office].id) for number, office in seats]
        return [(candidate, office) for candidate, office in named if not offices or office in offices]

    def _count(self, rule: Quota | Share, seats: Seats) -> int:
        held = self._holders(seats, rule.offices)
        return sum(all(c.columns[name] == value for name, value in rule.of.items()) for c, _ in held)

    def spread(self, rule: Balance, seats: Seats) -> int:
        held = [candidate.columns[rule.by] for candidate, _ in self._holders(seats, rule.offices)]
        return max(held.count(value) for value in rule.between) - min(held.count(value) for value in rule.between)

    def _holds(self, rule: BodyRule, seats: Seats) -> bool:
        held = self._holders(seats, rule.offices)
        if isinstance(rule, Pairing):
            agree = rule.kind == "together"
            pairs = [pair for pair in itertools.combinations(held, 2) if pair[0][1] != pair[1][1]]
            return all((a.columns[rule.by] == b.columns[rule.by]) == agree for (a, _), (b, _) in pairs)
        if isinstance(rule, Balance):
            return self.spread(rule, seats) <= rule.margin
        count = self._count(rule, seats)
        if isinstance(rule, Quota):
            return {"at_least": count >= rule.number, "at_most": count <= rule.number, "exactly": count == rule.number}[
                rule.bound
            ]
        return rule.low * len(held) - 1e-9 <= count <= rule.high * len(held) + 1e-9

    def satisfaction(self, seats: Seats) -> dict[str, Fraction]:
        found = {}
        for side in self.body.consent_of:
            ranked = self.body.order.get(side)
            if ranked:
                m = len(ranked)
                places = [
                    ranked.index(name) + 1 for name in (self.body.candidates[c].id for c, _ in seats) if name in ranked
                ]
                found[side] = sum(
                    (Fraction(m - k, m - 1) if m > 1 else Fraction(1) for k in places), Fraction(0)
                ) / len(seats)
        return found

    def bodies(self) -> list[Seats]:
        return [seats for seats, broken in zip(self.seatings, self.broken, strict=True) if not broken]

    def best(self) -> Seats | None:
        return max(self.bodies(), key=lambda seats: sorted(self.satisfaction(seats).values()), default=None)

    def stands(self, kept: frozenset[str]) -> bool:
        """Whether a body exists when only these vetoes and rules bind."""
        return any(not broken & kept for broken in self.broken)

    def stands_at(self, rule: Quota | Share, number: int) -> bool:
        """Whether a body exists when a rule asks for exactly so many, and for none that is nearer to what it asks."""
        counts = set()
        for seats, broken in zip(self.seatings, self.broken, strict=True):
            if not broken - {rule.id}:
                counts.add(self._count(rule, seats))
        low, high = bounds(self.body, rule)
        distance = {count: max(low - count, count - high) for count in counts}
        return number == min(distance, key=lambda count: (distance[count], count))

    def least_margin(self, rule: Balance) -> int:
        """The smallest margin with which a body exists, all else being as it is."""
        broken = zip(self.seatings, self.broken, strict=True)
        return min(self.spread(rule, seats) for seats, found in broken if not found - {rule.id})

    def blocked_by(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for size in range(len(self.entries) + 1):
            for chosen in itertools.combinations(self.entries, size):
                if not self.stands(frozenset(chosen)) and not any(set(less) <= set(chosen) for less in found):
                    found.append(chosen)
        return found

    def withdrawals(self) -> list[tuple[float, tuple[str, ...]]]:
        found: list[tuple[str, ...]] = []
        for size in range(len(self.entries) + 1):
            for chosen in itertools.combinations(self.entries, size):
                if self.stands(frozenset(self.entries) - set(chosen)) and not any(
                    set(less) <= set(chosen) for less in found
                ):
                    found.append(chosen)
        order = list(self.entries)
        priced = [(sum(self.entries[name].cost.thousandths for name in chosen) / 1000, chosen) for chosen in found]
        return sorted(priced, key=lambda one: (one[0], len(one[1]), [order.index(name) for name in one[1]]))

    def gains(self) -> dict[str, tuple[Fraction, int]]:
        """What each side gains most when any others are struck as well, and by how many strikes at least."""
        before, found = self.satisfaction(self.best() or ()), dict[str, tuple[Fraction, int]]()
        for size in range(len(self.body.candidates) + 1):
            for struck in itertools.combinations(range(len(self.body.candidates)), size):
                left = [seats for seats in self.bodies() if not {number for number, _ in seats} & set(struck)]
                after = max(left, key=lambda seats: sorted(self.satisfaction(seats).values()), default=None)
                for side, share in (self.satisfaction(after) if after is not None else {}).items():
                    if share - before[side] > found.get(side, (Fraction(0), 0))[0]:
                        found[side] = share - before[side], size
        return found

    def survives(self, best: Seats) -> dict[str, int]:
        bodies = set(self.bodies())
        spare: dict[str, list[int]] = {}
        for seat in best:
            rest = [other for other in best if other != seat]
            others = set(range(len(self.body.candidates))) - {number for number, _ in best}
            count = sum(tuple(sorted([*rest, (number, seat[1])])) in bodies for number in others)
            spare.setdefault(self.body.offices[seat[1]].id, []).append(count)
        return {office: min(counts) for office, counts in spare.items()}

    def breaks(self, best: Seats) -> list[str]:
        free = self.bodies()
        return [self.body.candidates[n].id for n, _ in best if all(n in dict(seats) for seats in free)]
