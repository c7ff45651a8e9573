"""Domains from the literature, and problems with a closed form, give the frontiers and points found elsewhere."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest

from goodoffices.case import CaseFile, Issue, Party, load
from goodoffices.case.entry import Amount
from goodoffices.settle import SettleAnswer, settle

HERE = Path(__file__).parent

Point = tuple[float, float]


def case_of(name: str, *, reservation: float | None = None) -> CaseFile:
    case = load(HERE / name)
    if reservation is None:
        return case
    parties = {party.id: dataclasses.replace(party, reservation=reservation) for party in case.parties.values()}
    return dataclasses.replace(case, parties=parties)


def worths(text: str) -> list[Point]:
    numbers = list(map(float, text.split()))
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def close_to(points: list[Point]) -> list[object]:
    return [pytest.approx(point, abs=1e-6) for point in points]


def found(answer: SettleAnswer) -> tuple[list[Point], dict[str, Point]]:
    entries = [tuple(entry.worth.values()) for entry in answer.frontier]
    points = {name: tuple(point.worth.values()) for name, point in answer.points.items()}
    return entries, points  # type: ignore[return-value]


LAPTOP = "1 .815063 .873979 .873979 .851603 .941084 .725583 1"
CAMERA = """1 .490336 .97875 .500736 .96 .571764 .952857 .669086 .931607 .679486 .912857 .750514 .891607 .760914
    .860651 .805086 .839401 .815486 .820651 .886514 .799401 .896914 .599742 .9208 .578492 .9312 .507214 .933714
    .491276 .965714 .286305 .968 .270367 1"""
ENGLAND_ZIMBABWE = """1 .450302 .980382 .515177 .979571 .518776 .959953 .583651 .955859 .59627 .935439 .652125
    .935431 .664744 .910916 .733218 .84355 .777014 .83508 .783554 .822286 .78657 .776185 .820809 .767714 .827349
    .754921 .830365 .74645 .836905 .721325 .859057 .700348 .871145 .687555 .874161 .679084 .880701 .653959 .902853
    .632695 .912409 .611718 .924496 .586593 .946648 .565329 .956204 .497963 1"""
FIFTY_FIFTY = "1 0 .9 .1 .8 .2 .7 .3 .6 .4 .5 .5 .4 .6 .3 .7 .2 .8 .1 .9 0 1"


@pytest.mark.parametrize(
    ("name", "packages", "frontier", "places"),
    [
        ("laptop", 27, LAPTOP, (0, 1, 1, 1, 0)),
        ("camera", 3600, CAMERA, (9, 9, 8, 9, 9)),
        ("england_zimbabwe", 576, ENGLAND_ZIMBABWE, (7, 10, 10, 10, 7)),
        ("fifty_fifty", 11, FIFTY_FIFTY, (5, 5, 5, 5, 0)),
    ],
)
def test_the_domains_of_the_agents_competition_have_their_frontiers_and_points(
    name: str, packages: int, frontier: str, places: tuple[int, ...]
) -> None:
    """Genius domains (Lin et al. 2014, Computational Intelligence 30), no agreement worth 0; by full enumeration."""
    answer = settle(case_of(name, reservation=0.0))
    entries, points = found(answer)
    assert answer.packages == answer.acceptable == packages
    assert entries == close_to(worths(frontier))
    names = ("nash", "kalai_smorodinsky", "equal_ratio", "egalitarian", "utilitarian")
    expected = close_to([worths(frontier)[place] for place in places])
    assert points == dict(zip(names, expected, strict=True))


def test_the_nash_packages_of_three_domains_are_those_found_elsewhere() -> None:
    """Genius domains (Lin et al. 2014, Computational Intelligence 30); by full enumeration."""
    assert list(settle(case_of("laptop")).points["nash"].package.values()) == ["HP", "60 Gb", "19'' LCD"]
    assert list(settle(case_of("camera")).points["nash"].package.values()) == [
        "Canon", "APS-C", "High end model", "Manfrotto", "Lowepro", "Battery Grip",
    ]  # fmt: skip
    assert list(settle(case_of("england_zimbabwe")).points["nash"].package.values()) == [
        "$10 billion",
        "Reduction equal to fund size",
        "Zimbabwe will increase tariffs on imports",
        "England will increase imports",
        "Creation of committee to discuss creation of fund",
    ]


def test_with_half_for_no_agreement_fifty_fifty_leaves_one_package() -> None:
    """FiftyFifty (ANAC 2012) as distributed: both reservations are 0.5."""
    answer = settle(case_of("fifty_fifty"))
    assert answer.acceptable == 1
    assert {tuple(point.package.values()) for point in answer.points.values()} == {("50_50",)}


def curve(first: list[float], second: list[float], reservation: Point) -> SettleAnswer:
    """Return the answer where one issue runs along a frontier."""
    values = tuple(f"v{place}" for place in range(len(first)))
    issue = Issue("place", "", ("a", "b"), values, values[0], {})
    parties = {
        name: Party(name, "", (), "side", (), None, {"place": _amounts(values, worth)}, {}, least)
        for name, worth, least in zip("ab", (first, second), reservation, strict=True)
    }
    return settle(CaseFile("curve", parties, {"place": issue}))


def _amounts(values: tuple[str, ...], worth: list[float]) -> dict[str, Amount]:
    return {value: Amount(round(x, 3), round(x, 3)) for value, x in zip(values, worth, strict=True)}


STEPS = 10_000


def test_a_split_pie_is_split_as_the_closed_forms_say() -> None:
    """Nash (1950), Kalai & Smorodinsky (1975), Kalai (1977): u1 + u2 = 1 from (0.2, 0.1), in thousandths."""
    share = [1000 * step / STEPS for step in range(STEPS + 1)]
    points = curve(share, [1000 - x for x in share], (200, 100)).points
    for name in ("nash", "kalai_smorodinsky", "egalitarian"):
        assert list(points[name].worth.values()) == pytest.approx([550, 450], abs=1)


def test_a_quarter_ellipse_is_split_as_the_closed_forms_say() -> None:
    """Nash (1950), Kalai & Smorodinsky (1975), Kalai (1977): u1² + (u2/2)² = 1 from the origin, in thousandths."""
    angles = [math.pi / 2 * step / STEPS for step in range(STEPS + 1)]
    points = curve([1000 * math.cos(t) for t in angles], [2000 * math.sin(t) for t in angles], (0, 0)).points
    assert list(points["nash"].worth.values()) == pytest.approx([500 * math.sqrt(2), 1000 * math.sqrt(2)], abs=1)
    assert list(points["kalai_smorodinsky"].worth.values()) == pytest.approx([707.107, 1414.214], abs=1)
    assert list(points["egalitarian"].worth.values()) == pytest.approx([894.427, 894.427], abs=1)
