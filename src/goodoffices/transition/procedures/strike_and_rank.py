"""Strike and rank, as arbitrators are chosen [DeClippelEliazKnight2014]_.

Each of two sides strikes as many as leave one at least; of those that neither strikes, the smallest sum of places wins.
"""

from __future__ import annotations

from collections.abc import Sequence


def strike_and_rank(profile: Sequence[Sequence[str]]) -> set[str] | None:
    """Return the candidates with the smallest sum of places once each side has struck its worst ⌊(m − 1)/2⌋ of m."""
    if len(profile) != 2:
        return None
    kept = len(profile[0]) - (len(profile[0]) - 1) // 2
    one, other = ({name: place for place, name in enumerate(order[:kept])} for order in profile)
    sums = {name: one[name] + other[name] for name in one if name in other}
    return {name for name, total in sums.items() if total == min(sums.values())}
