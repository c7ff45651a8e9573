"""The published table on car emissions gives the mean and the median that arithmetic on it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.api import forecast


def test_car_emissions_have_their_mean_and_median() -> None:
    """Bueno de Mesquita & Stokman (eds.), European Community Decision Making, Yale 1994, ch. 4; years of delay."""
    found = forecast(Path(__file__).parent / "car_emissions" / "actors.csv")
    assert found.mean.value == pytest.approx(7.389956, abs=1e-6)
    assert found.mean.low == found.mean.value == found.mean.high
    assert (found.median.low, found.median.value, found.median.high) == (7, 7, 7)
