"""What bargaining tools share: issues with values, and profiles that add up evaluations; to and from a case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goodoffices.case import CaseFile, Issue, Party
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import IDENTIFIER
from goodoffices.errors import CaseError, FolderError, Problem
from goodoffices.settle._open import standing
from goodoffices.settle.worths import sides, worths

Scaling = Literal["by_maximum", "as_written"]
"""How evaluations count. `by_maximum`, as Genius does: Σ w/Σw · e/max e. `as_written`, as NegMAS does: Σ w · e."""

LARGEST = 10_000_000
"""As many bytes of a file are read."""

_FINE = 1e6


@dataclass(frozen=True, slots=True)
class Profile:
    """What one side makes of the values: a weight an issue, an evaluation a value, and what no agreement is worth."""

    name: str
    weights: tuple[float, ...]
    evaluations: tuple[Mapping[str, float], ...]
    reservation: float | None
    """None where the file leaves it open: then any package is better than none."""


@dataclass(frozen=True, slots=True)
class Additive:
    """A scenario: issues with their values, and a profile for each side."""

    name: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    profiles: tuple[Profile, ...]


def case_of(scenario: Additive, scaling: Scaling) -> CaseFile:
    """Return a scenario as a case whose sides have worth by weights.

    Parameters
    ----------
    scenario : Additive
        As read from its files.
    scaling : {"by_maximum", "as_written"}
        How its evaluations count. By `as_written` the worth in the case is that of the scenario on another scale, from
        at least 0 to 1, and the reservation with it: frontier and points are the same packages.

    Raises
    ------
    CaseError
        If a weight or evaluation has no meaning under the scaling.
    """
    issues = dict(zip(identifiers([name for name, _ in scenario.issues], "issue"), scenario.issues, strict=True))
    sides = dict(zip(identifiers([p.name for p in scenario.profiles], "side"), scenario.profiles, strict=True))
    return CaseFile(
        title=scenario.name,
        parties={side: _party(side, profile, list(issues), scaling) for side, profile in sides.items()},
        issues={
            name: Issue(name, title, tuple(sides), values, values[0], {}) for name, (title, values) in issues.items()
        },
    )


def _party(side: str, profile: Profile, issues: Sequence[str], scaling: Scaling) -> Party:
    weights, tables, reservation = _by_maximum(profile) if scaling == "by_maximum" else _as_written(profile)
    worth = {issue: _amounts(table) for issue, table in zip(issues, tables, strict=True)}
    shares = dict(zip(issues, weights, strict=True))
    return Party(side, profile.name, (), "side", (), None, worth, shares, reservation)


def _by_maximum(profile: Profile) -> tuple[Sequence[float], Sequence[Mapping[str, float]], float]:
    for weight, table in zip(profile.weights, profile.evaluations, strict=True):
        if weight < 0 or (weight and max(table.values()) <= 0):
            raise _mistake(profile.name, "evaluations by their maximum need weights from 0 and a maximum above 0")
    if not any(profile.weights):
        raise _mistake(profile.name, "all weights are 0, so nothing is worth anything; mend a weight")
    total = sum(profile.weights)
    lowest = sum(
        weight / total * min(table.values()) / max(table.values())
        for weight, table in zip(profile.weights, profile.evaluations, strict=True)
        if weight
    )
    return profile.weights, profile.evaluations, lowest if profile.reservation is None else profile.reservation


def _as_written(profile: Profile) -> tuple[Sequence[float], Sequence[Mapping[str, float]], float]:
    tables = [{v: w * e for v, e in t.items()} for w, t in zip(profile.weights, profile.evaluations, strict=True)]
    lowest = [min(table.values()) for table in tables]
    weights = [max(table.values()) - low for table, low in zip(tables, lowest, strict=True)]
    total = sum(weights)
    if not total:
        raise _mistake(profile.name, "all packages are worth the same; mend a weight or an evaluation")
    worth = [
        {value: (x - low) / best if best else 0.0 for value, x in table.items()}
        for table, low, best in zip(tables, lowest, weights, strict=True)
    ]
    reservation = 0.0 if profile.reservation is None else (profile.reservation - sum(lowest)) / total
    return weights, worth, reservation


def _amounts(table: Mapping[str, float]) -> dict[str, Amount]:
    """Return worth in thousandths at the finest; a table that has finer numbers is taken on a scale that keeps them."""
    fine = 1.0 if all(round(x, 3) == x for x in table.values()) else _FINE / max(map(abs, table.values()))
    return {value: Amount(round(fine * x, 3), round(fine * x, 3)) for value, x in table.items()}


def scenario_of(case: CaseFile) -> Additive:
    """Return a case as a scenario; its evaluations add up to the same by either scaling.

    The best evaluation of every issue is 1, so worth is that of the case on another scale, and the reservation with it.

    Raises
    ------
    CaseError
        If the case has what a scenario cannot hold: rules, positions of sides, sides without worth.
    """
    lost = [*case.impossible, *standing(case)]
    if lost:
        raise CaseError(
            [case.problem("", f"'{entry.id}' would be lost: a scenario holds no conditions") for entry in lost]
        )
    without = [party.id for party in sides(case) if not party.worth]
    if without or not sides(case):
        raise CaseError([case.problem("parties", f"no worth is given for {', '.join(without) or 'any side'}; add it")])
    value = worths(case)
    titles = [issue.title for issue in case.issues.values()]
    names = titles if all(titles) and len(set(titles)) == len(titles) else list(case.issues)
    return Additive(
        name=case.title,
        issues=tuple((name, issue.values) for name, issue in zip(names, case.issues.values(), strict=True)),
        profiles=tuple(
            _profile(case, name, [values[:, side].tolist() for values in value.values], value.no_agreement[side].item())
            for side, name in enumerate(value.sides)
        ),
    )


def _profile(case: CaseFile, side: str, worth: Sequence[Sequence[float]], reservation: float) -> Profile:
    lowest = [min(0.0, *values) for values in worth]
    spans = [max(values) - low for values, low in zip(worth, lowest, strict=True)]
    total = sum(spans)
    if not total:
        raise _mistake(case.file, f"all packages are worth the same to {side}, which a scenario cannot hold")
    tables = [
        {value: (x - low) / span if span else 1.0 for value, x in zip(issue.values, values, strict=True)}
        for issue, values, low, span in zip(case.issues.values(), worth, lowest, spans, strict=True)
    ]
    weights = tuple(span / total for span in spans)
    return Profile(case.parties[side].name, weights, tuple(tables), (reservation - sum(lowest)) / total)


def _mistake(name: str, message: str) -> CaseError:
    return CaseError([Problem(name, 1, 1, "", message)])


def identifiers(names: Sequence[str], otherwise: str) -> list[str]:
    """Return an identifier for every name, each once."""
    found: list[str] = []
    for name in names:
        plain = re.sub(r"\W+", "_", name).strip("_").lower()
        plain = plain if IDENTIFIER.fullmatch(plain) else f"{otherwise}_{plain}".rstrip("_")
        taken = sum(re.fullmatch(rf"{re.escape(plain)}(_\d+)?", other) is not None for other in found)
        found.append(f"{plain}_{taken + 1}" if taken else plain)
    return found


def read_bytes(file: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    FolderError
        If it cannot be read, or is too large.
    """
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        raise FolderError(f"{file}: cannot be read ({error.strerror})") from None
    if len(raw) > LARGEST:
        raise FolderError(f"{file}: larger than {LARGEST:,} bytes; a scenario of that size is not read")
    return raw
