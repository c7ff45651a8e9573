"""Shortlisting, as arbitrators might be chosen [DeClippelEliazKnight2014]_.

The first of two sides names a shortlist, the second takes from it. Of an odd number m of candidates the list holds
(m + 1)/2, as in the paper; of an even one as many as are left when ⌊(m − 1)/2⌋ are struck.
"""

from __future__ import annotations

from collections.abc import Sequence


def shortlisting(profile: Sequence[Sequence[str]]) -> set[str] | None:
    """Return what the second side takes from the list that serves the first side best.

    The first side gets any candidate that has enough others below it, in the order of the second, to fill the list.
    """
    if len(profile) != 2:
        return None
    first, second = profile
    gettable = set(second[: (len(second) - 1) // 2 + 1])
    return {next(name for name in first if name in gettable)}
