"""What to ask next: what would, once confirmed or refuted, leave least in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np

from goodoffices.case import CaseFile, Position, grounds
from goodoffices.sensitivity.answer import Ask
from goodoffices.sensitivity.doubt import Doubt, Floats, Mask
from goodoffices.sensitivity.otherwise import Where
from goodoffices.sensitivity.shares import Sample

_LEAST = 1e-3
"""Bits below which nothing is asked."""


def to_ask(
    case: CaseFile, doubt: Doubt, samples: Mapping[str, Sample], today: Mapping[str, Collection[str]]
) -> tuple[Ask, ...]:
    """Return what to have confirmed, most telling first.

    To confirm or refute a statement settles whether the uncertain positions that rest on it are held; an uncertain
    position with no statement is asked about itself, and an interval by which half of it the amount lies in. How much
    that narrows is the expected fall, over the draws, of the entropy of today's conclusions: for each conclusion C and
    what is settled A, H(C) − Σ P(A = a) H(C | A = a) in bits, added up over the conclusions as if each stood alone,
    those of one question that hold in the same draws once [CoverThomas2006]_. From draws it comes out too high by
    (answers − 1) / (2 draws ln 2) on the average, which is taken off [Miller1955]_; less than a thousandth of a bit is
    not told.
    """
    found = [
        Ask(kind, name, round(bits, 3), tuple(position.id for position in positions), grounds(case, positions or []))
        for kind, name, positions, bits in _candidates(doubt, samples, today)
        if bits >= _LEAST
    ]
    return tuple(sorted(found, key=lambda one: -one.bits))


def _candidates(
    doubt: Doubt, samples: Mapping[str, Sample], today: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, Sequence[Position], float]]:
    resting: dict[tuple[str, str], list[int]] = {}
    for place, position in enumerate(doubt.positions):
        for name in position.because:
            resting.setdefault(("statement", name), []).append(place)
        if not position.because:
            resting[("entry", position.id)] = [place]
    for (kind, name), places in resting.items():
        bits = 0.0
        for question, sample in samples.items():
            mine = [place for place in places if place in doubt.columns[question][0]]
            bits += _narrowed(sample.held[:, mine], sample, today[question]) if mine else 0
        yield kind, name, [doubt.positions[place] for place in places], bits
    for place, (where, amount) in enumerate(doubt.amounts):
        middle = (amount.low + amount.high) / 2
        bits = sum(
            _narrowed(sample.amounts[:, [place]] > middle, sample, today[question])
            for question, sample in samples.items()
            if place in doubt.columns[question][1]
        )
        yield "amount", _title(where), [], bits


def _title(where: Where) -> str:
    match where:
        case "worth", party, issue, value:
            return f"worth of {issue} = {value} to {party}"
        case "issue", issue, value:
            return f"cost of {issue} = {value}"
    return f"cost of {where[1]}"


def _narrowed(settled: Mask, sample: Sample, named: Collection[str]) -> float:
    """Return by how many bits the conclusions are less in doubt once the columns of `settled` are known."""
    _, answer = np.unique(settled, axis=0, return_inverse=True)
    answer = answer.reshape(-1)
    weight = np.bincount(answer, weights=sample.weights)
    bias = 0.0 if sample.exact else (len(weight) - 1) / (2 * len(sample.found) * np.log(2))
    total = 0.0
    for rows in map(list, dict.fromkeys(tuple(sample.rows.get(conclusion, ())) for conclusion in named)):
        share = float(sample.weights[rows].sum())
        if 1e-12 < share < 1 - 1e-12:
            known = np.bincount(answer[rows], weights=sample.weights[rows], minlength=len(weight)) / weight
            total += max(0.0, float(_entropy(share) - weight @ _entropy(known)) - bias)
    return total


def _entropy(share: float | Floats) -> Floats:
    share = np.clip(share, 1e-15, 1 - 1e-15)
    entropy: Floats = -share * np.log2(share) - (1 - share) * np.log2(1 - share)
    return entropy
