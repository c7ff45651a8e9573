"""In which share of the draws each conclusion holds, and how far that share can be relied on."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.doubt import Doubt, Floats, Mask

_Z = 1.959963984540054  # 95 % of a normal distribution lie within
_FIRST_LOOK = 100
"""After how many draws the intervals are first looked at; then at each doubling, whoever does the work."""

Cases = Sequence[tuple[Mask, Floats]]


@dataclass(frozen=True, eq=False)
class Sample:
    """What one question concluded in each draw, or in each combination with its weight."""

    held: Mask
    """Shape (draws, uncertain positions)."""
    amounts: Floats
    """Shape (draws, intervals)."""
    weights: Floats
    found: tuple[frozenset[str], ...]
    exact: bool

    @cached_property
    def rows(self) -> Mapping[str, list[int]]:
        """For every conclusion the draws in which it holds."""
        rows: dict[str, list[int]] = {}
        for row, found in enumerate(self.found):
            for conclusion in found:
                rows.setdefault(conclusion, []).append(row)
        return rows

    def share(self, conclusion: str) -> tuple[float, float, float]:
        """Return the share of draws in which a conclusion holds, with the ends of its interval."""
        rows = self.rows.get(conclusion, [])
        if not self.exact:
            share = len(rows) / len(self.found)
            return (share, *wilson(share, len(self.found)))
        share = 1.0 if len(rows) == len(self.found) else float(self.weights[rows].sum())
        return share, share, share


def wilson(share: float, draws: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share seen in so many draws [Wilson1927]_."""
    if not draws:
        return 0.0, 1.0
    middle = share + _Z * _Z / (2 * draws)
    spread = _Z * math.sqrt(share * (1 - share) / draws + _Z * _Z / (4 * draws * draws))
    below, above = (middle - spread, middle + spread)
    whole = 1 + _Z * _Z / draws
    return (max(0.0, below / whole) if share else 0.0), (min(1.0, above / whole) if share < 1 else 1.0)


def enumerated(doubt: Doubt, ask: Asker, question: str) -> Sample:
    """Return every combination of the uncertain positions a question depends on, with its weight."""
    held, weights = zip(*doubt.combinations(question), strict=True)
    none = np.zeros(len(doubt.amounts))
    found = ask(question, [doubt.otherwise(question, one, none) for one in held])
    return Sample(np.array(held), np.zeros((len(held), len(none))), np.array(weights), tuple(found), exact=True)


def sampled(
    doubt: Doubt, ask: Asker, headlines: Mapping[str, Collection[str]], *, draws: int, seed: int, within: float
) -> tuple[dict[str, Sample], bool]:
    """Return draws for several questions, and whether all intervals of their headlines came to lie within reach.

    Drawn until no interval reaches farther than `within` to either side, or `draws` are spent. That the intervals are
    looked at more than once makes them hold a little less often than stated; looks are few, so that it is little.
    """
    cases: list[tuple[Mask, Floats]] = []
    found: dict[str, list[frozenset[str]]] = {question: [] for question in headlines}
    while headlines:
        goal = min(draws, max(_FIRST_LOOK, 2 * len(cases)))
        new = [doubt.draw(seed, number) for number in range(len(cases), goal)]
        cases += new
        for question in headlines:
            found[question] += ask(question, [doubt.otherwise(question, held, amounts) for held, amounts in new])
        samples = {question: _sample(cases, answers) for question, answers in found.items()}
        narrow = _reach(samples, headlines) <= within
        if narrow or len(cases) >= draws:
            return samples, narrow
    return {}, True


def _sample(cases: Cases, found: Sequence[frozenset[str]]) -> Sample:
    held, amounts = zip(*cases, strict=True)
    return Sample(np.array(held), np.array(amounts), np.full(len(cases), 1 / len(cases)), tuple(found), exact=False)


def _reach(samples: Mapping[str, Sample], headlines: Mapping[str, Collection[str]]) -> float:
    shares = (samples[question].share(one) for question, named in headlines.items() for one in named)
    return max((max(share - low, high - share) for share, low, high in shares), default=0.0)
