"""The whole answer of `settle`."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.case import CaseFile, Grounds, State, grounds, in_force
from goodoffices.case.entry import Entry
from goodoffices.errors import CaseError, TooLargeError, UnknownNameError, unknown
from goodoffices.settle import _counts, _text, _trades
from goodoffices.settle._merge import Order, frontier
from goodoffices.settle._open import Open, conditions_of, open_packages, rules_of, standing
from goodoffices.settle._ordinal import ordinal
from goodoffices.settle.answer import Change, Outcome, Pressure, SettleAnswer, Step, Text, Trade
from goodoffices.settle.points import POINTS
from goodoffices.settle.worths import FloatArray, IntArray, Worths, sides, worths


def settle(case: CaseFile, *, limit: int | None = None, start: State | None = None) -> SettleAnswer:
    """Return what the sides could agree on: the frontier, the fair points on it, and ways to it.

    Parameters
    ----------
    case : CaseFile
        Bargainers are its sides. What they could agree on once a package has brought them to the table is asked of
        `goodoffices.case.after.after(case, …)`.
    limit : int, optional
        No list is longer; counts are whole.
    start : State, optional
        Where the single negotiating text starts, such as a deal already signed; issues not named are as today.

    Returns
    -------
    SettleAnswer
        Worth in the points of the case file. Worths within 1e-9 tie, and the first package in the order of issues and
        values stands for all that tie.

    Raises
    ------
    CaseError
        If fewer than two parties are sides.
    NoFeasibleStateError
        If some worth is not given and the rules leave no state.
    TooLargeError
        If more packages than fit stand undominated at some point.
    UnknownNameError
        If `start` names what is not in the case.

    Notes
    -----
    Exact, by merging issues one by one: time grows with the frontier, not with the number of packages. The points are
    those of Nash (1950), Kalai & Smorodinsky (1975) and Kalai (1977) over gains on no agreement.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> answer = settle(load("examples/syria-2013"))
    >>> answer.scale, answer.sides
    ('points', ('government', 'opposition'))
    """
    parties = sides(case)
    if len(parties) < 2:
        wording = (
            f"it takes two to agree, and {len(parties)} of the parties has role: side; give more of them that role"
        )
        raise CaseError([case.problem("parties", wording)])
    begin = _state(case, start or {})
    without = [party.id for party in parties if not party.worth]
    return _by_ranks(case, without, limit) if without else _by_points(case, begin, limit)


@dataclass(frozen=True, eq=False)
class _Bargain:
    """What there is to agree on, and its frontier in the order of issues and values."""

    case: CaseFile
    open: Open
    worths: Worths
    frontier: IntArray
    points: FloatArray
    """What the frontier is worth, in points."""
    grounds: Grounds

    @property
    def floor(self) -> FloatArray:
        """What no agreement is worth, in points."""
        return self.worths.no_agreement / self.worths.unit

    def state(self, codes: IntArray) -> State:
        parts = zip(self.open.issues, self.open.labels, codes, strict=True)
        return {issue: labels[code] for issue, labels, code in parts}

    def worth(self, codes: IntArray) -> dict[str, float]:
        return self.worths.points(self.worths.of(codes[None])[0])

    def outcome(self, codes: IntArray) -> Outcome:
        return Outcome(self.state(codes), self.worth(codes), self.grounds)

    def changes(self, start: IntArray, end: IntArray) -> tuple[Change, ...]:
        before, after = self.state(start), self.state(end)
        return tuple(Change(name, before[name], after[name]) for name in before if before[name] != after[name])


def _bargain(case: CaseFile) -> _Bargain:
    found, value = open_packages(case, conditions_of(case)), worths(case)
    rows = frontier(found, value.values, value.no_agreement, value.tie)
    codes = Order(list(map(len, found.labels))).all_codes(rows.order)
    codes = codes[np.lexsort(codes.T[::-1])]
    return _Bargain(case, found, value, codes, value.of(codes) / value.unit, grounds(case, _entries(case)))


def _by_points(case: CaseFile, begin: State, limit: int | None) -> SettleAnswer:
    bargain = _bargain(case)
    count = _counts.packages(open_packages(case, rules_of(case)))
    listed = np.lexsort(-bargain.points.T[::-1])[:limit]
    gains = np.maximum(bargain.points - bargain.floor, 0)
    chosen = {name: point(gains) for name, point in POINTS.items()} if len(gains) else {}
    return SettleAnswer(
        sides=bargain.worths.sides,
        scale="points",
        note=None,
        packages=count,
        acceptable=_acceptable(bargain) if count <= _counts.COUNTED else None,
        frontier=tuple(bargain.outcome(bargain.frontier[row]) for row in listed),
        frontier_size=len(gains),
        points={name: bargain.outcome(bargain.frontier[row]) for name, row in chosen.items()},
        no_agreement=bargain.worths.points(bargain.worths.no_agreement),
        text=_negotiating_text(bargain, begin),
        trades=tuple(_worth_trading(bargain))[:limit],
        pressure=tuple(_pressure(bargain)) if len(gains) else (),
        grounds=bargain.grounds,
    )


def _acceptable(bargain: _Bargain) -> int | None:
    with contextlib.suppress(TooLargeError):
        floor = bargain.worths.no_agreement - bargain.worths.tie
        return _counts.acceptable(bargain.open, bargain.worths.values, floor)
    return None


def _negotiating_text(bargain: _Bargain, begin: State) -> Text | None:
    values = zip(bargain.open.issues, bargain.open.labels, strict=True)
    wanted = np.array([labels.index(begin[issue]) for issue, labels in values])
    start = _text.nearest(bargain.open, wanted)
    if start is None:
        return None
    path = _text.steps(bargain.open, bargain.worths, start)
    end = bargain.worths.of(path[-1][None])[0]
    return Text(
        moved=bargain.changes(wanted, start),
        start=bargain.outcome(start),
        steps=tuple(_step(bargain, one, other) for one, other in itertools.pairwise(path)),
        acceptable=bool((end >= bargain.worths.no_agreement - bargain.worths.tie).all()),
        grounds=bargain.grounds,
    )


def _step(bargain: _Bargain, one: IntArray, other: IntArray) -> Step:
    gains = bargain.worths.of(other[None])[0] - bargain.worths.of(one[None])[0]
    state, worth = bargain.state(other), bargain.worth(other)
    return Step(bargain.changes(one, other), bargain.worths.points(gains), state, worth, bargain.grounds)


def _worth_trading(bargain: _Bargain) -> Iterator[Trade]:
    names = bargain.worths.sides
    for gift in _trades.gifts(bargain.open, bargain.worths):
        values = bargain.worths.values[gift.issue] / bargain.worths.unit
        moved = values[gift.to] - values[gift.start]
        labels, issue = bargain.open.labels[gift.issue], bargain.open.issues[gift.issue]
        pair = names[gift.giver], names[gift.taker]
        yield Trade(
            giver=pair[0],
            taker=pair[1],
            issue=issue,
            start=labels[gift.start],
            to=labels[gift.to],
            costs=float(-moved[gift.giver]),
            brings=float(moved[gift.taker]),
            stakes=dict(zip(pair, gift.stakes, strict=True)),
            grounds=grounds(bargain.case, [part for name in pair for part in _estimates(bargain.case, name)]),
        )


def _pressure(bargain: _Bargain) -> Iterator[Pressure]:
    points, floor, names = bargain.points, bargain.floor, bargain.worths.sides
    before = points[POINTS["nash"](np.maximum(points - floor, 0))]
    for side, name in enumerate(names):
        more = 0.01 if bargain.worths.unit[side] == 1 else 1.0
        left, after = _trades.asking_more(points, floor, side, more)
        best = points.max(axis=0) - points[left].max(axis=0, initial=-np.inf)
        yield Pressure(
            side=name,
            more=more,
            frontier=len(left),
            best={other: float(best[place]) for place, other in enumerate(names) if place != side} if len(left) else {},
            nash=None if after is None else dict(zip(names, (points[after] - before).tolist(), strict=True)),
            grounds=bargain.grounds,
        )


def _by_ranks(case: CaseFile, without: Sequence[str], limit: int | None) -> SettleAnswer:
    found = ordinal(case)
    rests_on = grounds(case, _entries(case))
    names = [party.id for party in sides(case)]

    def outcome(index: int) -> Outcome:
        return Outcome(found.states.state(index), dict(zip(names, found.ranks[index].tolist(), strict=True)), rests_on)

    listed = found.frontier[np.lexsort(-found.ranks[found.frontier].T[::-1])][:limit]
    return SettleAnswer(
        sides=tuple(names),
        scale="ranks",
        note=f"no worth is given for {', '.join(without)}: packages are compared by rank, and no gains are weighed",
        packages=len(found.feasible),
        acceptable=len(found.acceptable),
        frontier=tuple(outcome(int(index)) for index in listed),
        frontier_size=len(found.frontier),
        points={} if found.fallback is None else {"fallback_bargaining": outcome(found.fallback)},
        no_agreement=dict(zip(names, found.floor, strict=True)),
        text=None,
        trades=(),
        pressure=(),
        grounds=rests_on,
    )


def _state(case: CaseFile, values: State) -> State:
    for issue, value in values.items():
        if issue not in case.issues:
            raise UnknownNameError(unknown("issue", issue, case.issues))
        if value not in case.issues[issue].values:
            raise UnknownNameError(f"issue '{issue}': " + unknown("value", value, case.issues[issue].values))
    return {**case.status_quo, **values}


def _estimates(case: CaseFile, side: str) -> list[Entry]:
    """Return what says how a side values packages: its worth, for which no source can be named, or its preferences."""
    party = case.parties[side]
    if party.worth or party.ranking:
        return [Entry(f"{side}.worth" if party.worth else f"{side}.ranking")]
    return [want for want in in_force(case, "wants") if want.party == side]


def _entries(case: CaseFile) -> list[Entry]:
    """Return what an agreement rests on: the sides' positions, the rules, and how the sides value packages."""
    return [*standing(case), *case.impossible, *(e for party in sides(case) for e in _estimates(case, party.id))]
