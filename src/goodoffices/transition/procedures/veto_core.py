"""The proportional veto core [Moulin1981]_: what no group of sides keeps out with the share of vetoes that is its due.

Of n sides, t together may veto ⌈mt/n⌉ − 1 of m candidates. They block a candidate if those whom all of them strictly
prefer to it are at least all but so many. The core is never empty. [IanovskiKondratev2021]_ find it by flows; with the
few sides of a conference, counting for every group of sides at once is as quick.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_MOST_SIDES = 16


def veto_core(profile: Sequence[Sequence[str]]) -> set[str] | None:
    """Return the candidates that no group of sides blocks; None for more than 16 sides."""
    n, m = len(profile), len(profile[0])
    if n > _MOST_SIDES:
        return None
    number = {name: place for place, name in enumerate(profile[0])}
    places = np.array([np.argsort([number[name] for name in order]) for order in profile])
    sizes = np.array([group.bit_count() for group in range(2**n)])
    needed = m - (-(-m * sizes // n) - 1)
    bits = 2 ** np.arange(n)
    core = set()
    for name, candidate in number.items():
        preferred = np.bincount(bits @ (places < places[:, [candidate]]), minlength=2**n)
        for bit in bits:  # of those preferred by a group exactly: those preferred by it at least
            halves = preferred.reshape(-1, 2, bit)
            halves[:, 0] += halves[:, 1]
        if not (preferred >= needed)[1:].any():
            core.add(name)
    return core
