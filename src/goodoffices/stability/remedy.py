"""The fewest changes of preference that make a wanted state an equilibrium.

A change drops one want of one party, moves one to another place, or (if asked) adds one: that an issue have the value
it has in the wanted state. By nash, gmr and smr a party's stability rests on its own preference alone, so the fewest
changes are found party by party: all orders one change away, then two, until one will do. By seq and sseq others'
preferences count too, and orders of all parties are gone through together. What is found first at a level gone
through is least; where a level is too large, the wants of a party are all dropped and as many as will go are put
back, which is told as found, not proven.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from goodoffices.case import CaseFile, Position, State, grounds
from goodoffices.case.expressions import equals
from goodoffices.encode.graph_model import GraphModel, graph_model, with_ranks
from goodoffices.encode.preferences import Ranks, ranks_of
from goodoffices.progress import Progress, silent
from goodoffices.stability import _asked
from goodoffices.stability._blocks import blocks_of
from goodoffices.stability._deciding import wants
from goodoffices.stability._engine import choose, stable_nodes
from goodoffices.stability._sweeps import Mover, worst_answers
from goodoffices.stability.answer import PreferenceChange, Remedy

Order = tuple[Position, ...]
Orders = tuple[Order, ...]
"""The wants of every decision maker, the most important first."""

MOST_TRIED = 20_000
"""Orders judged before a level is given up."""


def remedy(
    case: CaseFile, state: State, concept: str = "nash", *, adding: bool = False, progress: Progress = silent
) -> Remedy:
    """Return the fewest changes of preference that make a state an equilibrium.

    Parameters
    ----------
    case : CaseFile
        Small enough to enumerate.
    state : State
        The state wanted; a value for every issue.
    concept : str
        One of `CONCEPTS`.
    adding : bool
        Count as a change, too, a new want: that an issue have the value it has in the wanted state.
    progress : function
        Told how many orders of wants are tried, and how many will be at most.

    Raises
    ------
    InfeasibleStateError
        If the state breaks a rule; names it.
    TooLargeError
        If the case is too large to enumerate.
    UnknownNameError
        If a value is not in the case, or an issue has none, or there is no such concept.

    Notes
    -----
    Kinsara, Kilgour & Hipel (2015), inverse approach to the graph model; here over wants rather than ranks, which only
    the parties that state wants have.
    """
    _asked.check(case, state, concepts=[concept])
    model = graph_model(case)
    choose(model)
    node = model.node_of(state)
    assert node is not None
    asked = _Asked(model, node, concept, adding=adding, progress=progress)
    if concept in ("nash", "gmr", "smr"):
        orders, proven = _party_by_party(asked)
    else:
        orders, proven = _together(asked)
    if orders is None:
        return Remedy(model.state(node), concept, None, proven, grounds(case, []))
    changes, touched = [], []
    for party, before, after in zip(model.parties, asked.today, orders, strict=True):
        for change, want in _changes(party, before, after):
            changes.append(change)
            touched += [want] if want in before else []
    return Remedy(model.state(node), concept, tuple(changes), proven, grounds(case, touched))


def _party_by_party(asked: _Asked) -> tuple[Orders | None, bool]:
    found, proven = list(asked.today), True
    for i in range(len(asked.today)):

        def will_do(orders: Orders, i: int = i) -> bool:
            return asked.is_stable(orders, i)

        orders, is_least = _fewest(asked, asked.today, (i,), will_do)
        if orders is None:
            return None, True
        found[i], proven = orders[i], proven and is_least
    return tuple(found), proven


def _together(asked: _Asked) -> tuple[Orders | None, bool]:
    everybody = tuple(range(len(asked.today)))
    return _fewest(asked, asked.today, everybody, asked.is_equilibrium)


def _fewest(
    asked: _Asked, today: Orders, whose: Sequence[int], will_do: Callable[[Orders], bool]
) -> tuple[Orders | None, bool]:
    """Return the nearest orders that will do, and whether none nearer does; None: not even without any want."""
    if will_do(today):
        return today, True
    level, seen = [today], {today}
    while level:
        following = []
        for orders in level:
            for near in asked.near(orders, whose):
                if near in seen:
                    continue
                if len(seen) > MOST_TRIED:
                    return _put_back(today, whose, will_do), False
                seen.add(near)
                asked.progress(len(seen), MOST_TRIED)
                if will_do(near):
                    return near, True
                following.append(near)
        level = following
    return None, True


def _put_back(today: Orders, whose: Sequence[int], will_do: Callable[[Orders], bool]) -> Orders | None:
    orders = tuple(() if i in whose else order for i, order in enumerate(today))
    if not will_do(orders):
        return None
    for i in whose:
        for want in today[i]:
            kept = tuple(other for other in today[i] if other in orders[i] or other is want)
            more = (*orders[:i], kept, *orders[i + 1 :])
            orders = more if will_do(more) else orders
    return orders


class _Asked:
    """A wanted node and concept, and whether it is stable under other preferences."""

    def __init__(self, model: GraphModel, node: int, concept: str, *, adding: bool, progress: Progress) -> None:
        self.model, self.node, self.concept, self.progress = model, node, concept, progress
        case = model.case
        self.today: Orders = tuple(
            () if case.parties[party].ranking else tuple(wants(case, party)) for party in model.parties
        )
        self.additions = [_additions(model, node, party) if adding else () for party in model.parties]
        self.rank = functools.cache(self._rank)
        self.movers = functools.cache(self._movers)

    def near(self, orders: Orders, whose: Sequence[int]) -> Iterator[Orders]:
        """Yield what is one change away."""
        for i in whose:
            order = orders[i]
            if self.model.case.parties[self.model.parties[i]].ranking:
                continue
            for near in _one_away(order, self.additions[i]):
                yield (*orders[:i], near, *orders[i + 1 :])

    def is_equilibrium(self, orders: Orders) -> bool:
        """Whether the node is stable for every decision maker, with these wants."""
        return all(self.is_stable(orders, i) for i in range(len(orders)))

    def is_stable(self, orders: Orders, i: int) -> bool:
        """Whether the node is stable for a decision maker (by number), with these wants."""
        if self.model.classes is not None:
            ranks = np.stack([self.rank(j, order) for j, order in enumerate(orders)])
            party = self.model.parties[i]
            node = np.array([self.node])
            changed = with_ranks(self.model, ranks)
            return bool(stable_nodes(changed, concepts=[self.concept], parties=[party], nodes=node).all())
        own = self.rank(i, orders[i]).astype(np.int64)
        mover = self.movers(i, ())
        improving = self.concept in ("seq", "sseq")
        others = [self.movers(j, orders[j] if improving else ()) for j in range(len(orders)) if j != i]
        worst = worst_answers(self.concept, own, mover, [other for other in others if other.moves])
        return bool(mover.highest(worst)[self.node] <= own[self.node])

    def _rank(self, i: int, order: Order) -> Ranks:
        if self.model.case.parties[self.model.parties[i]].ranking:
            today: Ranks = self.model.ranks[i]
            return today
        rank: Ranks = ranks_of(order, self.model.states)
        if self.model.classes is not None:
            rank = rank[self.model.representatives]
        return rank

    def _movers(self, i: int, order: Order) -> Mover:
        return Mover(blocks_of(self.model, self.model.parties[i]), self.rank(i, order))


def _one_away(order: Order, additions: Sequence[Position]) -> Iterator[Order]:
    for place in range(len(order)):
        yield (*order[:place], *order[place + 1 :])
    if not any(want.weight is not None for want in order):
        for place, want in enumerate(order):
            rest = (*order[:place], *order[place + 1 :])
            for to in range(len(order)):
                if to != place:
                    yield (*rest[:to], want, *rest[to:])
        for want in additions:
            for to in range(len(order) + 1 if want not in order else 0):
                yield (*order[:to], want, *order[to:])


def _additions(model: GraphModel, node: int, party: str) -> tuple[Position, ...]:
    state = model.state(node)
    return tuple(
        Position(f"{party}.new.{issue}", party=party, kind="wants", that=equals(issue, value))
        for issue, value in state.items()
    )


def _changes(party: str, before: Order, after: Order) -> Iterator[tuple[PreferenceChange, Position]]:
    """Yield the changes from one order to another: what is dropped, what is added, and the fewest moves."""
    for want in before:
        if want not in after:
            yield PreferenceChange(party, "drop", want.id, str(want.that), None), want
    stays = _longest_run([before.index(want) for want in after if want in before])
    for place, want in enumerate(after, start=1):
        if want not in before:
            yield PreferenceChange(party, "add", want.id, str(want.that), place), want
        elif before.index(want) not in stays:
            yield PreferenceChange(party, "move", want.id, str(want.that), place), want


def _longest_run(places: Sequence[int]) -> set[int]:
    """Return a longest rising selection: what need not move."""
    best: list[list[int]] = []
    for place in places:
        ahead: list[int] = max((run for run in best if run[-1] < place), key=len, default=[])
        best.append([*ahead, place])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)
