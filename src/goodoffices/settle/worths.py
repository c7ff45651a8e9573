"""What every value is worth to every side, and what no agreement is worth, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.case import CaseFile, Party, State

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

TIE = 1e-9
"""Worths closer than this, in points, are the same."""


@dataclass(frozen=True, eq=False)
class Worths:
    """Worth by issue, value and side.

    Points are kept in thousandths, so that their sums are exact; worth by weights stays as it is. `unit` says for each
    side how many of these make one point.
    """

    sides: tuple[str, ...]
    values: tuple[FloatArray, ...]
    """For every issue an array of shape (values, sides)."""
    unit: FloatArray
    no_agreement: FloatArray

    @property
    def tie(self) -> FloatArray:
        """How close worths must be to be the same."""
        return TIE * self.unit

    def of(self, codes: IntArray) -> FloatArray:
        """Return the worth of packages; `codes` says row by row which of its values each issue has."""
        total = np.zeros((len(codes), len(self.sides)))
        for values, column in zip(self.values, codes.T, strict=True):
            total += values[column]
        return total

    def points(self, worth: FloatArray) -> dict[str, float]:
        """Return one worth for each side, by name and in points."""
        return dict(zip(self.sides, (worth / self.unit).tolist(), strict=True))


def sides(case: CaseFile) -> tuple[Party, ...]:
    """Return those who bargain, in the order of the case."""
    return tuple(party for party in case.parties.values() if party.role == "side")


def worths(case: CaseFile) -> Worths:
    """Return what the values of each issue are worth to each side, and what no agreement is."""
    parties = sides(case)
    columns = [_by_issue(case, party) for party in parties]
    return Worths(
        sides=tuple(party.id for party in parties),
        values=tuple(np.stack(column, axis=1) for column in zip(*columns, strict=True)),
        unit=np.array([1.0 if party.weights else 1000.0 for party in parties]),
        no_agreement=np.array(
            [_no_agreement(case, party, column) for party, column in zip(parties, columns, strict=True)]
        ),
    )


def _by_issue(case: CaseFile, party: Party) -> list[FloatArray]:
    table = []
    for issue in case.issues.values():
        amounts = party.worth.get(issue.id, {})
        worth = np.array([amounts[value].thousandths if amounts else 0 for value in issue.values], float)
        if party.weights:
            weight = party.weights.get(issue.id, 0.0) / sum(party.weights.values())
            worth = weight * (worth / worth.max()) if weight else 0 * worth
        table.append(worth)
    return table


def _no_agreement(case: CaseFile, party: Party, worth: list[FloatArray]) -> float:
    def of(changed: State) -> float:
        state = {**case.status_quo, **changed}
        parts = zip(worth, case.issues.values(), strict=True)
        return float(sum(values[issue.values.index(state[issue.id])] for values, issue in parts))

    if party.reservation == "now":
        return of({})
    if isinstance(party.reservation, tuple):
        return sum(chance * of(state) for state, chance in party.reservation)
    return party.reservation * (1.0 if party.weights else 1000.0)
