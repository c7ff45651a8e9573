"""The fair points of a frontier: one function for each, over what every side gains on no agreement.

All take gains of shape (packages, sides), in the order of issues and values, and return the first best row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from goodoffices.settle.worths import TIE, FloatArray


def nash(gains: FloatArray) -> int:
    """Return the largest product; where all are 0, most positive gains, then their product (Nash 1950)."""
    positive = gains > TIE
    count = positive.sum(axis=1)
    product = np.where(positive, gains, 1.0).prod(axis=1)
    product[count < count.max()] = 0.0
    return int(np.argmax(product >= product.max() * (1 - TIE)))


def kalai_smorodinsky(gains: FloatArray) -> int:
    """Return the largest smallest share of each side's best gain, then the next smallest (Kalai & Smorodinsky 1975)."""
    return _leximin(_shares(gains))


def equal_ratio(gains: FloatArray) -> int:
    """Return the smallest spread of the shares of each side's best gain."""
    spread = np.ptp(_shares(gains), axis=1)
    return int(np.argmax(spread <= spread.min() + TIE))


def egalitarian(gains: FloatArray) -> int:
    """Return the largest smallest gain, then the next smallest (Kalai 1977; Imai 1983)."""
    return _leximin(gains)


def utilitarian(gains: FloatArray) -> int:
    """Return the largest sum of gains."""
    total = gains.sum(axis=1)
    return int(np.argmax(total >= total.max() - TIE))


POINTS: dict[str, Callable[[FloatArray], int]] = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "equal_ratio": equal_ratio,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}


def _shares(gains: FloatArray) -> FloatArray:
    """Return each gain as a share of the side's best; a side that cannot gain drops out."""
    best = gains.max(axis=0)
    shares: FloatArray = gains[:, best > TIE] / best[best > TIE]
    return shares if shares.shape[1] else np.zeros((len(gains), 1))


def _leximin(gains: FloatArray) -> int:
    rising = np.sort(gains, axis=1)
    left = np.arange(len(rising))
    for column in rising.T:
        left = left[column[left] >= column[left].max() - TIE]
    return int(left[0])
