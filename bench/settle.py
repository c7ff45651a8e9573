"""How long the frontier and the fair points take, from 10^4 to 10^12 packages, beside going through every package.

Every side has a hundred points to spread over issues of ten values, as an analyst would, or worth of any size. Full
enumeration is measured in the same run where all packages fit: their worths as one array, then one pass per package of
the frontier. Required: 10^6 packages × 3 sides in 20 ms, 10^12 × 3 in one second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TypeVar

import numpy as np

from goodoffices.case import CaseFile, Issue, Party
from goodoffices.case.entry import Amount
from goodoffices.settle import settle
from goodoffices.settle._merge import frontier
from goodoffices.settle._open import open_packages
from goodoffices.settle.points import POINTS
from goodoffices.settle.worths import FloatArray, Worths, worths

SEED = 2013
ISSUES = (4, 6, 8, 10, 12)
VALUES = 10
LISTED = 10**6
REQUIRED = {(6, 3): 0.020, (12, 3): 1.0}

T = TypeVar("T")


def bargain(rng: np.random.Generator, issues: int, sides: int, *, whole: bool) -> CaseFile:
    """Return a case without rules; `whole`: a hundred whole points a side, else worth with three decimals."""
    values = tuple(f"v{place}" for place in range(VALUES))
    parties = {}
    for side in (f"p{number}" for number in range(sides)):
        share = rng.dirichlet(np.full(issues, 2.0)) * 100
        points = rng.random((issues, VALUES))
        points = (points - points.min(axis=1)[:, None]) / np.ptp(points, axis=1)[:, None] * share[:, None]
        points = points.round(0 if whole else 3)
        worth = {
            f"i{issue}": {value: Amount(x, x) for value, x in zip(values, row.tolist(), strict=True)}
            for issue, row in enumerate(points)
        }
        parties[side] = Party(side, side, (), "side", (), None, worth, {}, 20.0)
    table = {f"i{issue}": Issue(f"i{issue}", "", tuple(parties), values, values[0], {}) for issue in range(issues)}
    return CaseFile("synthetic", parties, table)


def fair(worth: FloatArray, floor: FloatArray) -> dict[str, int]:
    """Return the fair points."""
    return {name: point(np.maximum(worth - floor, 0)) for name, point in POINTS.items()} if len(worth) else {}


def merged(case: CaseFile) -> int:
    """Return the size of the frontier by merging, its points found too."""
    value = worths(case)
    found = frontier(open_packages(case, []), value.values, value.no_agreement, value.tie)
    fair(found.worth / value.unit, value.no_agreement / value.unit)
    return len(found)


def listed(value: Worths) -> int:
    """Return the size of the frontier by going through every package."""
    every = np.zeros((1, len(value.sides)))
    for values in value.values:
        every = (every[:, None] + values).reshape(-1, every.shape[1])
    every = np.unique(every[(every >= value.no_agreement - value.tie).all(axis=1)], axis=0)
    left = every[np.argsort(-every.sum(axis=1), kind="stable")]
    count = 0
    while len(left):
        count += 1
        left = left[(left > left[0]).any(axis=1)]
    return count


def seconds(work: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """Return the best time of the work, and its result."""
    best = float("inf")
    for _ in range(times):
        start = perf_counter()
        result = work()
        best = min(best, perf_counter() - start)
        if best > 1:
            break
    return best, result


def main() -> int:
    """Measure every size; fail if a required one takes longer."""
    late = []
    for whole in (True, False):
        print(f"{'whole points' if whole else 'worth with three decimals'}, seed {SEED}")
        for issues in ISSUES:
            for sides in (2, 3, 4):
                case = bargain(np.random.default_rng([SEED, issues, sides]), issues, sides, whole=whole)
                time, size = seconds(partial(merged, case))
                print(f"10^{issues:<2} packages × {sides} | frontier {size:7,} | merged {time * 1000:8.1f} ms", end="")
                if VALUES**issues <= LISTED:
                    full, same = seconds(partial(listed, worths(case)), times=1)
                    print(f" = 1/{full / time:.0f} of going through all ({full * 1000:.0f} ms)", end="")
                    if same != size:
                        late.append(f"10^{issues} × {sides}: {size} entries, {same} by going through all")
                whole_answer, _ = seconds(partial(settle, case, limit=10), times=1)
                print(f" | settle, ten listed {whole_answer * 1000:8.1f} ms", flush=True)
                if whole and time > REQUIRED.get((issues, sides), float("inf")):
                    late.append(f"10^{issues} × {sides}: {time:.3f} s, required {REQUIRED[issues, sides]} s")
    print(
        "\n".join(late)
        or "all as required: 10^6 × 3 within 20 ms, 10^12 × 3 within 1 s, and equal to going through all"
    )
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
