"""Fallback bargaining [BramsKilgour2001]_: the sides fall back, place by place, until all agree on a candidate.

Whom they then have in common makes the place of the side worst served as good as it can be.
"""

from __future__ import annotations

from collections.abc import Sequence


def fallback_bargaining(profile: Sequence[Sequence[str]]) -> set[str]:
    """Return the candidates that all sides have among their first so many, for the smallest such number."""
    depths = range(1, len(profile[0]) + 1)
    common = (set.intersection(*(set(order[:depth]) for order in profile)) for depth in depths)
    return next(filter(None, common))
