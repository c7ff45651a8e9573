"""Voting by alternating offers and vetoes [Anbarci2006]_: one side offers a candidate, the other takes or strikes it.

Whoever strikes offers next, and the last candidate left is chosen. Both look ahead, so the game is solved from its end.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

_MOST_CANDIDATES = 12  # every set of candidates left is looked at


def alternating_offers_and_vetoes(profile: Sequence[Sequence[str]]) -> set[str] | None:
    """Return what two sides agree on when the first of them offers first; None for more than 12 candidates."""
    if len(profile) != 2 or len(profile[0]) > _MOST_CANDIDATES:
        return None

    @functools.cache
    def outcome(left: frozenset[str], offering: int) -> str:
        if len(left) == 1:
            return next(iter(left))
        mine, theirs = profile[offering], profile[1 - offering]
        answers = (min(offer, outcome(left - {offer}, 1 - offering), key=theirs.index) for offer in left)
        return min(answers, key=mine.index)

    return {outcome(frozenset(profile[0]), 0)}
