"""What is uncertain in a case, and the draws from it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from goodoffices.case import CaseFile, Position, in_force
from goodoffices.case.entry import Amount
from goodoffices.sensitivity.otherwise import Otherwise, Where, intervals
from goodoffices.sensitivity.questions import QUESTIONS

MOST_ENUMERATED = 12
"""Up to how many uncertain positions every combination is asked, where no interval counts."""

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Doubt:
    """What is uncertain in a case, in the order of the file: positions by their confidence, amounts by their interval.

    A position of confidence 0 is in no draw, one of confidence 1 in all.
    """

    case: CaseFile
    positions: tuple[Position, ...]
    amounts: tuple[tuple[Where, Amount], ...]

    @cached_property
    def columns(self) -> Mapping[str, tuple[list[int], list[int]]]:
        """Which positions and which amounts each question depends on."""
        found = {}
        for name, question in QUESTIONS.items():
            reads = question.reads(self.case)
            needed = {where for where, _ in intervals(self.case, reads)}
            held = [place for place, position in enumerate(self.positions) if position.kind in reads]
            found[name] = held, [place for place, (where, _) in enumerate(self.amounts) if where in needed]
        return found

    @cached_property
    def confidence(self) -> Floats:
        """The confidence of each position."""
        return np.array([position.confidence for position in self.positions])

    def draw(self, seed: int, number: int) -> tuple[Mask, Floats]:
        """Return one draw: which positions are held, what each amount is; the same whoever draws it, and when.

        The generator is that of `SeedSequence(seed).spawn(n)[number]`.
        """
        rng = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
        uniform = rng.random(len(self.positions) + len(self.amounts))
        low = np.array([amount.low for _, amount in self.amounts])
        high = np.array([amount.high for _, amount in self.amounts])
        count = len(self.positions)
        return uniform[:count] < self.confidence, low + (high - low) * uniform[count:]

    def otherwise(self, question: str, held: Mask, amounts: Floats) -> Otherwise:
        """Return what a draw makes different, as far as a question depends on it."""
        positions, places = self.columns[question]
        return Otherwise(
            tuple(self.positions[place].id for place in positions if not held[place]),
            tuple((self.amounts[place][0], round(float(amounts[place]), 3)) for place in places),
        )

    def combinations(self, question: str) -> Iterator[tuple[Mask, float]]:
        """Yield every combination of the positions a question depends on, each with its weight."""
        positions, _ = self.columns[question]
        confidence = self.confidence[positions]
        choices = [[held for held in (True, False) if (sure if held else 1 - sure) > 0] for sure in confidence]
        for choice in itertools.product(*choices):
            held = np.ones(len(self.positions), np.bool_)
            held[positions] = choice
            yield held, float(np.prod(np.where(choice, confidence, 1 - confidence)))

    def is_enumerable(self, question: str, up_to: int = MOST_ENUMERATED) -> bool:
        """Whether every combination that a question depends on is to be asked."""
        positions, amounts = self.columns[question]
        open_ = [place for place in positions if 0 < self.confidence[place] < 1]
        return not amounts and len(open_) <= up_to


def doubt(case: CaseFile) -> Doubt:
    """Return what is uncertain in a case."""
    reads = frozenset().union(*(question.reads(case) for question in QUESTIONS.values()))
    held = in_force(case, "refuses", "requires", "wants")
    return Doubt(case, tuple(one for one in held if one.confidence < 1), tuple(intervals(case, reads)))
