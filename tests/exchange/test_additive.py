"""A case survives the way through the files of other tools, and what they cannot hold is refused."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from tests.settle.random_cases import random_case

from goodoffices.case import CaseFile, load
from goodoffices.errors import CaseError, FolderError
from goodoffices.exchange.additive import Scaling
from goodoffices.exchange.genius import read_genius, write_genius
from goodoffices.exchange.negmas import read_negmas, write_negmas
from goodoffices.settle import settle

PUBLISHED = Path("tests/published")
PEER = Path(".venv-peers/bin/python")


def plain_case(seed: int) -> CaseFile:
    """Return a random case with only what a scenario can hold."""
    case = random_case(np.random.default_rng(seed))
    parties = {p.id: dataclasses.replace(p, positions=()) for p in case.parties.values() if p.role == "side"}
    return dataclasses.replace(case, parties=parties, impossible=())


def written(folder: Path, files: dict[str, str]) -> list[Path]:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in files]


def conclusions(case: CaseFile) -> object:
    """Return what does not depend on a side's scale, nor on names."""
    answer = settle(case)
    points = {
        name: tuple(answer.points[name].package.values())
        for name in ("nash", "kalai_smorodinsky", "equal_ratio")
        if answer.points
    }
    return answer.packages, answer.acceptable, {tuple(e.package.values()) for e in answer.frontier}, points


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("scaling", ["by_maximum", "as_written"])
def test_genius_files_give_the_case_back_by_either_scaling(tmp_path: Path, seed: int, scaling: Scaling) -> None:
    case = plain_case(seed)
    domain, *profiles = written(tmp_path, write_genius(case))
    assert domain.name == "domain.xml"
    assert conclusions(read_genius(profiles, scaling=scaling)) == conclusions(case)


@pytest.mark.parametrize("seed", range(40))
def test_a_negmas_folder_gives_the_case_back(tmp_path: Path, seed: int) -> None:
    case = plain_case(seed)
    written(tmp_path, write_negmas(case))
    assert conclusions(read_negmas(tmp_path)) == conclusions(
        dataclasses.replace(case, parties=dict(sorted(case.parties.items())))
    )


def test_the_two_scalings_read_one_file_differently(tmp_path: Path) -> None:
    text = """<utility_space><objective name="any">
        <issue index="1" name="x" vtype="discrete">
            <item value="a" evaluation="10"/><item value="b" evaluation="5"/></issue>
        <issue index="2" name="y" vtype="discrete">
            <item value="a" evaluation="1"/><item value="b" evaluation="2"/></issue>
        <weight index="1" value="0.5"/><weight index="2" value="0.5"/></objective>
        <reservation value="0.5"/></utility_space>"""
    files = written(tmp_path, {"a.xml": text, "b.xml": text})
    by_maximum = read_genius(files, scaling="by_maximum").parties["a"]
    as_written = read_genius(files, scaling="as_written").parties["a"]
    assert by_maximum.weights == {"x": 0.5, "y": 0.5}
    assert by_maximum.reservation == 0.5
    assert as_written.weights == {"x": 2.5, "y": 0.5}
    assert as_written.reservation == pytest.approx((0.5 - 2.5 - 0.5) / 3)


GOOD = """<utility_space><objective><issue index="1" name="x" vtype="discrete"><item value="a" evaluation="1"/>
    <item value="b" evaluation="2"/></issue><weight index="1" value="1"/></objective></utility_space>"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><utility_space>&e;</utility_space>', "a document type"),
        ("<utility_space>", "p.xml:1:16: no XML: no element found"),
        ("<a>" * 60, "it nests deeper than 50"),
        ("<other/>", "found no Genius profile"),
        (GOOD.replace("discrete", "integer"), "issue 'x' is integer; only discrete issues are read"),
        (GOOD.replace('evaluation="2"', 'evaluation="high"'), "item evaluation: found 'high'; expected a number"),
        (GOOD.replace('evaluation="2"', 'evaluation="nan"'), "found 'nan'; expected a number"),
        (GOOD.replace('value="b"', 'value="a"'), "every item needs a value of its own"),
        (GOOD.replace('<weight index="1"', '<weight index="2"'), "issue 'x' has no weight; add it"),
        (GOOD.replace('name="x"', 'name="y"'), "its issues or values are not those of good.xml"),
        (GOOD.replace('<weight index="1" value="1"', '<weight index="1" value="-1"'), "weights from 0"),
    ],
)
def test_a_mistake_in_a_genius_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    files = written(tmp_path, {"good.xml": GOOD, "p.xml": text})
    with pytest.raises(CaseError) as caught:
        read_genius(files, scaling="by_maximum")
    assert told in str(caught.value)


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    with large.open("wb") as stream:
        stream.truncate(10_000_001)
    with pytest.raises(FolderError, match="larger than 10,000,000 bytes"):
        read_genius([large, large], scaling="by_maximum")


SPACE = "issues: [{name: x, type: CategoricalIssue, values: [a, b]}]"
SIDE = "{type: LinearAdditiveUtilityFunction, values: [{type: TableFun, mapping: {a: 1, b: 2}}], weights: [1]}"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "0 outcome spaces and 0 sides"),
        ({"d.yml": SPACE, "a.yml": SIDE}, "1 outcome spaces and 1 sides"),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": "{"}, "b.yml:1:1: no YAML"),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": "[1]"}, "expected a mapping"),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": "{type: HyperRectangleUtilityFunction}"}, "only LinearAdditive"),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": SIDE.replace("b: 2", "c: 2")}, "value 'b' has no evaluation"),
        (
            {"d.yml": SPACE, "a.yml": SIDE, "b.yml": SIDE.replace("[1]", "[1, 1]")},
            "1 values and 2 weights for 1 issues",
        ),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": SIDE.replace("b: 2", "b: x")}, "found 'x'; expected a number"),
        (
            {"d.yml": SPACE.replace("[a, b]", "[a]"), "a.yml": SIDE, "b.yml": SIDE},
            "expected two or more different values",
        ),
        ({"d.yml": SPACE, "a.yml": SIDE, "b.yml": SIDE.replace("b: 2", "b: 1")}, "all packages are worth the same"),
    ],
)
def test_a_mistake_in_a_negmas_folder_is_told(tmp_path: Path, files: dict[str, str], told: str) -> None:
    written(tmp_path, files)
    with pytest.raises(CaseError) as caught:
        read_negmas(tmp_path)
    assert told in str(caught.value)


def test_what_a_scenario_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="'geneva-basis' would be lost"):
        write_genius(load("examples/syria-2013"))
    case = plain_case(1)
    bare = {p.id: dataclasses.replace(p, worth={}) for p in case.parties.values()}
    with pytest.raises(CaseError, match="no worth is given for"):
        write_negmas(dataclasses.replace(case, parties=bare))


THEIRS = """
import itertools, json, sys, warnings
warnings.simplefilter("ignore")
from negmas.inout import Scenario
for kind, folder in zip(sys.argv[1::2], sys.argv[2::2]):
    s = Scenario.load(folder) if kind == "negmas" else Scenario.from_genius_folder(folder)
    every = list(itertools.product(*(issue.all for issue in s.outcome_space.issues)))
    table = [[[str(v) for v in o], [u(o) for u in s.ufuns]] for o in every]
    print(json.dumps([table, [u.reserved_value for u in s.ufuns]]))
"""

MADE = """
import sys, random, pathlib, warnings
warnings.simplefilter("ignore")
from negmas.inout import Scenario
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction as U
from negmas.preferences.value_fun import AffineFun, TableFun
rng = random.Random(7)
issues = [make_issue(["no", "yes", "1.0"], "Seat at the table"), make_issue(5, "Months"), make_issue(["x", "y"], "not")]
space = make_os(issues, name="made")
def ufun(name):
    first = TableFun({v: rng.random() for v in issues[0].values})
    return U([first, AffineFun(rng.random(), 0.1), TableFun({"x": 3.25, "y": 1.0})], weights=[0.5, 0.3, 0.2],
             outcome_space=space, name=name, reserved_value=1.0)
made = Scenario(space, (ufun("a"), ufun("b")))
for form in ("yml", "json"):
    made.dumpas(pathlib.Path(sys.argv[2]).parent / form, form)
"""

peer = pytest.mark.skipif(not PEER.exists(), reason="`make peers` sets up .venv-peers, where NegMAS is")

Theirs = tuple[dict[tuple[str, ...], list[float]], list[float]]


def theirs(folders: list[str], home: Path, *, first: str = "") -> list[Theirs]:
    """Return what NegMAS, in its own process, makes of scenarios: the worth of every package, and reservations."""
    told = subprocess.run(
        [PEER, "-c", first + THEIRS, *folders],
        capture_output=True, text=True, check=False, timeout=300, env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    read = [json.loads(line) for line in told.stdout.splitlines() if line.startswith("[[")]
    return [({tuple(package): worth for package, worth in table}, reserved) for table, reserved in read]


@peer
def test_negmas_reads_our_files_as_we_mean_them(tmp_path: Path) -> None:
    cases, folders = [], []
    for name in ("laptop", "fifty_fifty", "england_zimbabwe"):
        for kind, write in {"negmas": write_negmas, "genius": write_genius}.items():
            cases.append(load(PUBLISHED / name))
            folder = tmp_path / f"{name}_{kind}"
            folder.mkdir()
            written(folder, write(cases[-1]))
            folders += [kind, str(folder)]
    found = theirs(folders, tmp_path)
    assert len(found) == len(cases)
    for case, (table, reserved) in zip(cases, found, strict=True):
        answer = settle(case)
        assert len(table) == answer.packages
        for entry in answer.frontier:
            assert table[tuple(entry.package.values())] == pytest.approx(list(entry.worth.values()), abs=1e-6)
        assert reserved == pytest.approx(list(answer.no_agreement.values()), abs=1e-6)


@peer
def test_we_read_what_negmas_writes(tmp_path: Path) -> None:
    folders = [str(tmp_path / form) for form in ("yml", "json")]
    ((table, reserved),) = theirs(["negmas", folders[0]], tmp_path, first=MADE)
    acceptable = {p: u for p, u in table.items() if all(x >= r - 1e-9 for x, r in zip(u, reserved, strict=True))}
    best = {p for p, u in acceptable.items() if not any(_beats(v, u) for v in acceptable.values())}
    for folder in folders:
        answer = settle(read_negmas(folder))
        assert answer.packages == len(table) == 30
        assert answer.acceptable == len(acceptable) > 1
        assert {tuple(entry.package.values()) for entry in answer.frontier} == best


def _beats(one: list[float], other: list[float]) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True)) and one != other
