"""Sequential veto, each side striking sincerely: turn by turn its worst of those left, until one is left.

Mueller's voting by veto [Mueller1978]_ as those play it who do not look ahead.
"""

from __future__ import annotations

from collections.abc import Sequence


def sequential_veto(profile: Sequence[Sequence[str]]) -> set[str]:
    """Return the candidate left when the sides, in turn, have each struck their worst."""
    return {left(profile, [turn % len(profile) for turn in range(len(profile[0]) - 1)])}


def left(profile: Sequence[Sequence[str]], turns: Sequence[int]) -> str:
    """Return who is left when the sides strike their worst in these turns."""
    struck: set[str] = set()
    worst = [iter(reversed(order)) for order in profile]
    for side in turns:
        struck.add(next(name for name in worst[side] if name not in struck))
    return next(name for name in profile[0] if name not in struck)
