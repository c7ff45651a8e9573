"""Whether one state is stable, of a case too large to enumerate: satisfiability with counterexample refinement.

A state is unstable for i if some improvement has no sanction: exists, for all. One solver proposes improvements; for
each proposed, another looks for a sanction. What it finds is turned into a clause over i's values alone – these
answers, had i gone elsewhere, would be no sanction – so that the next proposal is new; no proposal left means stable
(Janota, Klieber, Marques-Silva & Clarke 2012, for two levels). The escapes of smr and sseq are a third level, refined
alike.

By `_blocks` what others reach by any moves is bounded by what they could change all at once; an answer found so is
taken apart into single steps, in which alone rules on the way may stand against it. Sequences of improvements are
unrolled step by step (bounded model checking, Biere et al. 1999) until none of that length exists. What stays open is
`unknown`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Literal

from goodoffices.case import CaseFile, Issue, State, grounds
from goodoffices.case.entry import Entry
from goodoffices.case.expressions import holds
from goodoffices.encode.preferences import decision_makers
from goodoffices.errors import TooLargeError
from goodoffices.stability._clausal import Atoms, Clauses, Path
from goodoffices.stability._deciding import deciding
from goodoffices.stability.answer import Answered, Reason, Step

LONGEST = 8
"""Steps of an answer that are looked at."""

MOST = 400
"""Improvements looked at before the search is given up."""

Unknown = Literal["unknown"]


def judge(case: CaseFile, state: State, party: str, concept: str) -> Reason:
    """Return whether a feasible state is stable for a decision maker by a concept, and why; `stable` None: unknown."""
    if case.alike:
        raise TooLargeError(
            "states held to be alike cannot be judged one at a time; hold issues at a value (--set issue=value), or "
            "take 'alike' out"
        )
    return _Judge(case, dict(state), party, concept).reason()


class _Judge:
    """One question: a state, a party and a concept."""

    def __init__(self, case: CaseFile, state: State, party: str, concept: str) -> None:
        self.case, self.state, self.party, self.concept = case, state, party, concept
        self.improving, self.lasting = concept in ("seq", "sseq"), concept in ("smr", "sseq")
        self.others = [name for name in decision_makers(case) if name != party and _own(case, name)]
        self.found: list[Answered] = []

    def reason(self) -> Reason:
        """Return the answer with its witnesses."""
        stable = self._stable()
        case = self.case
        entries = [
            entry
            for answered in self.found
            for entry in (
                *deciding(case, self.party, self.state, answered.improvement.to),
                *self._deciding_steps(answered),
            )
        ]
        rests_on = grounds(case, [*dict.fromkeys(entries), *case.impossible])
        return Reason(self.state, self.party, self.concept, stable, tuple(self.found), rests_on)

    def _deciding_steps(self, answered: Answered) -> Iterator[Entry]:
        states = [answered.improvement.to, *(step.to for step in answered.answer or ())]
        for (before, after), step in zip(itertools.pairwise(states), answered.answer or (), strict=True):
            yield from deciding(self.case, step.by[0], before, after)

    def _stable(self) -> bool | None:
        asked = Clauses(self.case)
        here = asked.given(self.state)
        x = asked.free(_own(self.case, self.party), here)
        asked.add(asked.feasible(x))
        asked.add(asked.legal(here, x))
        asked.add(asked.better(self.party, x, here))
        is_open = False
        try:
            for _ in range(MOST):
                if not asked.solve():
                    return None if is_open else True
                s1 = asked.read(x)
                answer = None if self.concept == "nash" else self._sanction(s1)
                if answer is None:
                    self.found = [self._answered(s1, None)]
                    return False
                if answer == "unknown":
                    is_open = True
                    asked.add(*(-x[issue.id, s1[issue.id]] for issue in _own(self.case, self.party)))
                else:
                    self.found.append(self._answered(s1, answer))
                    asked.add(-self._holds_from(asked, x, s1, answer))
            return None
        finally:
            asked.close()

    def _answered(self, s1: State, answer: Path | None) -> Answered:
        case = self.case
        return Answered(
            improvement=Step((self.party,), s1),
            better_by=tuple(entry.id for entry in deciding(case, self.party, self.state, s1)),
            answer=None if answer is None else tuple(Step((by,), to) for by, to in answer.steps),
            worse_by=() if answer is None else tuple(e.id for e in deciding(case, self.party, s1, answer.end)),
            evaded=(),
        )

    def _holds_from(self, asked: Clauses, x: Atoms, s1: State, answer: Path) -> int:
        """Return a literal by which the answer is a sanction of x too, which differs from s1 in what i decides."""
        mine = {issue.id for issue in _own(self.case, self.party)}
        parts = [asked.legal(asked.given(s1), x)] if self.lasting else []  # a higher level has no more ways out
        last: Atoms = x
        for by, to in answer.steps:
            following = {pair: x[pair] if pair[0] in mine else literal for pair, literal in asked.given(to).items()}
            parts.append(asked.feasible(following))
            if self.improving:
                parts.append(asked.better(by, following, last))
            last = following
        parts.append(-asked.better(self.party, last, asked.given(self.state)))
        return asked.formula.all_of(parts)

    def _sanction(self, s1: State) -> Path | Unknown | None:
        """Return a sanction of an improvement, or that there is none, or that none was found."""
        jump = self._jump(s1)
        if jump is None:
            return None
        if not self.improving:
            path = self._one_by_one(s1, jump)
            if path:
                return path
        return self._unrolled(s1)

    def _jump(self, s1: State) -> State | None:
        """Return where the others would have to lead, could they change everything at once; None: there is no such."""
        asked = Clauses(self.case)
        here = asked.given(s1)
        y = asked.free([issue for name in self.others for issue in _own(self.case, name)], here)
        asked.add(asked.feasible(y))
        asked.add(asked.legal(here, y))
        asked.add(-asked.better(self.party, y, asked.given(self.state)))
        try:
            return self._lasting(asked, y, asked.formula.true)
        finally:
            asked.close()

    def _lasting(self, asked: Clauses, y: Atoms, end: int) -> State | None:
        """Return a state where `end` may hold and, if the concept wants it, that i cannot leave for the better."""
        mine = {issue.id for issue in _own(self.case, self.party)}
        while asked.solve(end):
            s2 = asked.read(y)
            s3 = self._escape(s2) if self.lasting else None
            if s3 is None:
                return s2
            # Had the others ended elsewhere, i could have escaped to the same values; passing by they may.
            there = {pair: lit if pair[0] in mine else y[pair] for pair, lit in asked.given(s3).items()}
            asked.add(-end, -asked.feasible(there), -asked.better(self.party, there, asked.given(self.state)))
        return None

    def _escape(self, s2: State) -> State | None:
        asked = Clauses(self.case)
        here = asked.given(s2)
        z = asked.free(_own(self.case, self.party), here)
        asked.add(asked.feasible(z))
        asked.add(asked.legal(here, z))
        asked.add(asked.better(self.party, z, asked.given(self.state)))
        try:
            return asked.read(z) if asked.solve() else None
        finally:
            asked.close()

    def _one_by_one(self, s1: State, end: State) -> Path | None:
        """Return the others' changes one party after another, in an order in which every state is feasible."""
        moved = [name for name in self.others if any(s1[i.id] != end[i.id] for i in _own(self.case, name))]
        for order in itertools.islice(itertools.permutations(moved), 720):
            steps, last = [], dict(s1)
            for name in order:
                last = last | {issue.id: end[issue.id] for issue in _own(self.case, name)}
                if any(holds(rule.that.node, last) for rule in self.case.impossible):
                    break
                steps.append((name, last))
            else:
                return Path(tuple(steps))
        return None

    def _unrolled(self, s1: State) -> Path | Unknown | None:
        """Search the sequences of steps by growing length, until one is a sanction or none is left."""
        asked = Clauses(self.case)
        states: list[Atoms] = [asked.given(s1)]
        movers: list[dict[str, int]] = []
        try:
            for _ in range(LONGEST):
                movers.append(self._step(asked, states, movers))
                if not asked.solve():
                    return None
                end = asked.formula.variable()
                asked.add(-end, -asked.better(self.party, states[-1], asked.given(self.state)))
                if self._lasting(asked, states[-1], end) is not None:
                    names = [next(n for n, m in turn.items() if asked.read({("", n): m})) for turn in movers]
                    return Path(tuple((n, asked.read(at)) for n, at in zip(names, states[1:], strict=True)))
            return "unknown"
        finally:
            asked.close()

    def _step(self, asked: Clauses, states: list[Atoms], movers: Sequence[dict[str, int]]) -> dict[str, int]:
        """Add a state one legal step on, by another party than the last; return the literals of who steps."""
        last = states[-1]
        owners = {issue.id: name for name in self.others for issue in _own(self.case, name)}
        following = asked.free([self.case.issues[name] for name in owners], last)
        turn = {name: asked.formula.variable() for name in self.others}
        asked.add(*turn.values())
        for one, other in itertools.combinations(turn.values(), 2):
            asked.add(-one, -other)
        for name, literal in turn.items():
            if movers:
                asked.add(-literal, -movers[-1][name])
            if self.improving:
                asked.add(-literal, asked.better(name, following, last))
        for (issue, value), literal in following.items():
            if issue in owners:
                asked.add(turn[owners[issue]], -literal, last[issue, value])
        asked.add(asked.feasible(following))
        asked.add(asked.legal(last, following))
        states.append(following)
        return turn


def _own(case: CaseFile, party: str) -> list[Issue]:
    return [issue for issue in case.issues.values() if issue.by == (party,)]


def nash_equilibria(case: CaseFile) -> Iterator[State]:
    """Yield the states in which nobody can gain by a move of its own, one after another, by refinement.

    A state is proposed; where somebody could do better, the better choice is turned into a clause over all states:
    where it is feasible and legal, it must be no improvement.
    """
    asked = Clauses(case)
    parties = [name for name in decision_makers(case) if _own(case, name)]
    s = asked.free(case.issues.values(), {})
    asked.add(asked.feasible(s))
    try:
        while asked.solve():
            state = asked.read(s)
            judged = [judge(case, state, party, "nash") for party in parties]
            gains = [(found.party, found.improvements[0].improvement.to) for found in judged if not found.stable]
            for party, better in gains:
                mine = {issue.id for issue in _own(case, party)}
                there = {pair: lit if pair[0] in mine else s[pair] for pair, lit in asked.given(better).items()}
                asked.add(-asked.feasible(there), -asked.legal(s, there), -asked.better(party, there, s))
            if not gains:
                yield state
                asked.add(*(-s[pair] for pair in state.items()))
    finally:
        asked.close()
