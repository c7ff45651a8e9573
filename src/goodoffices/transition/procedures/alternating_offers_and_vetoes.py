"""Voting by alternating offers and vetoes [Anbarci2006]_: one side offers a candidate, the other takes or strikes it.

Whoever strikes offers next, and the last candidate left is chosen. Both look ahead, so the game is solved from its end.
"""

from __future__ import annotations

from collections.abc import Sequence

_MOST_CANDIDATES = 12  # every set of candidates left is looked at


def alternating_offers_and_vetoes(profile: Sequence[Sequence[str]]) -> set[str] | None:
    """Return what two sides agree on when the first of them offers first; None for more than 12 candidates."""
    if len(profile) != 2 or len(profile[0]) > _MOST_CANDIDATES:
        return None
    first, second = profile
    count = len(first)
    places = (range(count), [second.index(name) for name in first])
    outcome = [0] * 2**count
    for left in range(1, 2**count):  # a set as the sum of its bits, so that what is left after a strike comes before
        turn = (count - left.bit_count()) % 2
        mine, theirs = places[turn], places[1 - turn]
        best = count
        for offer in range(count):
            rest = left ^ (1 << offer)
            if rest < left:
                struck = outcome[rest] if rest else offer
                answer = min(offer, struck, key=theirs.__getitem__)
                best = answer if best == count else min(best, answer, key=mine.__getitem__)
        outcome[left] = best
    return {first[outcome[-1]]}
