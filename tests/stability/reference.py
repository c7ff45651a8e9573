"""DESIGN 4.3 word by word, on Python sets: slow, plain, and independent of the arrays it is compared with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from goodoffices.case import CaseFile, in_force
from goodoffices.case.expressions import holds

Values = tuple[str, ...]
"""A state: the value of every issue, in the order of the issues."""


class Reference:
    """The graph model of a case and who is stable where; nodes are represented by their first state."""

    def __init__(self, case: CaseFile) -> None:
        self.case = case
        self.parties = [party for party in case.parties if any(party in issue.by for issue in case.issues.values())]
        every = itertools.product(*(issue.values for issue in case.issues.values()))
        self.feasible = [s for s in every if not any(holds(r.that.node, self.named(s)) for r in case.impossible)]
        self.classes = self.merged()
        self.nodes = [members[0] for members in self.classes]
        self.p = {i: {node: self.preference(i, node) for node in self.nodes} for i in self.parties}
        self.R = {i: {m[0]: self.reachable(i, m) for m in self.classes} for i in self.parties}
        self.R_plus = {
            i: {s: {t for t in self.R[i][s] if self.p[i][t] > self.p[i][s]} for s in self.nodes} for i in self.parties
        }

    def named(self, s: Values) -> dict[str, str]:
        return dict(zip(self.case.issues, s, strict=True))

    def merged(self) -> list[list[Values]]:
        """The classes of states that are alike, each in the order of its states, by their first."""
        classes = [{s} for s in self.feasible]
        for condition in self.case.alike:
            hit = [c for c in classes if any(holds(condition.node, self.named(s)) for s in c)]
            classes = [c for c in classes if c not in hit] + ([set().union(*hit)] if hit else [])
        return sorted((sorted(c, key=self.feasible.index) for c in classes), key=lambda c: self.feasible.index(c[0]))

    def preference(self, i: str, s: Values) -> tuple[float, ...]:
        """What i's states are compared by: the greater, the better."""
        party, state = self.case.parties[i], self.named(s)
        if party.ranking is not None:
            for place, tier in enumerate(party.ranking.tiers):
                if any(all(state[issue] == value for issue, value in pattern.items()) for pattern in tier):
                    return (-place,)
            return (-len(party.ranking.tiers),)
        wants = [want for want in in_force(self.case, "wants") if want.party == i]
        held = [holds(want.that.node, state) for want in wants]
        if any(want.weight is not None for want in wants):
            return (
                sum(round(1000 * (want.weight or 0)) for want, held_here in zip(wants, held, strict=True) if held_here),
            )
        return tuple(held)

    def reachable(self, i: str, members: list[Values]) -> set[Values]:
        """R_i of a class: where i's moves lead from any of its members."""
        return {c[0] for s in members for c in self.classes if c is not members for t in c if self.is_move(i, s, t)} - {
            members[0]
        }

    def is_move(self, i: str, s: Values, t: Values) -> bool:
        changed = [(issue, a, b) for issue, a, b in zip(self.case.issues.values(), s, t, strict=True) if a != b]
        return bool(changed) and all(issue.by == (i,) and self.may_follow(issue.id, a, b) for issue, a, b in changed)

    def may_follow(self, issue: str, before: str, after: str) -> bool:
        if issue not in self.case.one_way:
            return True
        direction = self.case.one_way[issue]
        return direction.index(after) > direction.index(before) if direction else after != self.case.issues[issue].now

    def sequences(self, i: str, s: Values, *, improving: bool) -> set[Values]:
        """R_{N−i}(s) or R⁺_{N−i}(s): where legal sequences of the others lead, in which none moves twice in a row."""
        arcs = self.R_plus if improving else self.R
        seen: set[tuple[Values, str | None]] = set()
        waiting: list[tuple[Values, str | None]] = [(s, None)]
        while waiting:
            here, last = waiting.pop()
            for j in self.parties:
                if j not in (i, last):
                    for t in arcs[j][here]:
                        if (t, j) not in seen:
                            seen.add((t, j))
                            waiting.append((t, j))
        return {t for t, _ in seen}

    def is_stable(self, concept: str, i: str, s: Values) -> bool:
        if concept == "nash":
            return not self.R_plus[i][s]
        p = self.p[i]
        return all(
            any(
                p[s2] <= p[s] and (concept in ("gmr", "seq") or all(p[s3] <= p[s] for s3 in self.R[i][s2]))
                for s2 in self.sequences(i, s1, improving=concept in ("seq", "sseq"))
            )
            for s1 in self.R_plus[i][s]
        )

    def stable(self, concept: str) -> Iterator[list[str]]:
        """For every node, who is stable there."""
        for s in self.nodes:
            yield [i for i in self.parties if self.is_stable(concept, i, s)]


Coalition = tuple[str, ...]


class Coalitions(Reference):
    """DESIGN 4.3 on coalitions: steps by K ⊆ H, no K twice running; R_H(s), R_H⁺⁺(s), and who is stable where."""

    def __init__(self, case: CaseFile) -> None:
        super().__init__(case)
        self.A = {K: {m[0]: self.joint(K, m) for m in self.classes} for K in self.subsets(tuple(self.parties))}
        self.R_H = {K: {s: self.follow(self.A, K, s) for s in self.nodes} for K in self.A}
        self.R_pp = {
            K: {s: {t for t in self.R_H[K][s] if all(self.p[i][t] > self.p[i][s] for i in K)} for s in self.nodes}
            for K in self.A
        }

    def subsets(self, H: Coalition) -> list[Coalition]:
        return [K for size in range(1, len(H) + 1) for K in itertools.combinations(H, size)]

    def joint(self, K: Coalition, members: list[Values]) -> set[Values]:
        """Where a single step of K leads from any member of a class."""
        others = [c for c in self.classes if c is not members]
        return {c[0] for c in others for s in members for t in c if self.is_joint_move(K, s, t)}

    def is_joint_move(self, K: Coalition, s: Values, t: Values) -> bool:
        changed = [(issue, a, b) for issue, a, b in zip(self.case.issues.values(), s, t, strict=True) if a != b]
        return all(set(issue.by) <= set(K) and self.may_follow(issue.id, a, b) for issue, a, b in changed)

    def follow(self, arcs: dict[Coalition, dict[Values, set[Values]]], H: Coalition, s: Values) -> set[Values]:
        """Where sequences of arcs of subcoalitions of H lead, none of which moves twice running."""
        seen: set[tuple[Values, Coalition]] = set()
        waiting: list[tuple[Values, Coalition]] = [(s, ())]
        while waiting:
            here, last = waiting.pop()
            new = {(t, K) for K in self.subsets(H) if last != K for t in arcs[K][here]} - seen
            seen |= new
            waiting += new
        return {t for t, _ in seen}

    def is_stable_for(self, concept: str, H: Coalition, s: Values) -> bool:
        rest = tuple(i for i in self.parties if i not in H)

        def held_back(t: Values) -> bool:
            return any(self.p[i][t] <= self.p[i][s] for i in H)

        def answered(s1: Values) -> bool:
            if concept == "cnash":
                return False
            answers = self.follow(self.R_pp if concept == "cseq" else self.A, rest, s1)
            deep = concept == "csmr"
            return any(held_back(s2) and (not deep or all(map(held_back, self.R_H[H][s2]))) for s2 in answers)

        return all(answered(s1) for s1 in self.R_pp[H][s])
