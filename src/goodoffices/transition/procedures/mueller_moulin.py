"""Sequential veto as those play it who look ahead.

Whoever strikes last will strike its worst of the two left to it, so nobody before need strike that one; carried back to
the first turn, the outcome is that of striking sincerely in the opposite order [Mueller1978]_, [Moulin1983]_.
"""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.transition.procedures.sequential_veto import left


def mueller_moulin(profile: Sequence[Sequence[str]]) -> set[str]:
    """Return the candidate that sequential veto leaves when every side looks ahead."""
    return {left(profile, [turn % len(profile) for turn in reversed(range(len(profile[0]) - 1))])}
