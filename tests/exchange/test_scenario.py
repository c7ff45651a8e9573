"""What other programs wrote makes a case by the command line, and the case gives what was found elsewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from goodoffices import Case
from goodoffices.cli import app
from goodoffices.errors import CaseError, ExchangeError, FolderError, UnknownNameError
from goodoffices.exchange.preflib import loads
from goodoffices.exchange.scenario import read_scenario

EXAMPLE = "examples/syria-2013"
DOMAINS = Path("../shared/ground_truth")
PAIRS = ("nash", "kalai_smorodinsky", "equal_ratio", "egalitarian")


def asked(*arguments: object) -> object:
    return app([str(argument) for argument in arguments], standalone_mode=False)


def as_genius_writes(party: dict[str, Any]) -> str:
    """Return a profile with the attributes that Genius gives it, costs and discount among them."""
    issues, weights = "", ""
    for index, issue in enumerate(party["issues"], start=1):
        items = "".join(
            f'<item index="{n}" description="" value={quoteattr(value)} cost="0.0" evaluation="{points}"></item>'
            for n, (value, points) in enumerate(issue["evaluation"].items(), start=1)
        )
        kind = 'etype="discrete" type="discrete" vtype="discrete"'
        issues += f'<issue index="{index}" {kind} name={quoteattr(issue["name"])}>{items}</issue>\n'
        weights += f'<weight index="{index}" value="{issue["weight"]}"></weight>\n'
    objective = '<objective index="0" etype="objective" type="objective" description="" name="any">'
    rest = f'<discount_factor value="1.0"/><reservation value="{party["reservation"]}"/>'
    head = f'<utility_space type="any" number_of_issues="{len(party["issues"])}">'
    return f"{head}\n{objective}\n{issues}{weights}</objective>{rest}</utility_space>"


@pytest.mark.skipif(not DOMAINS.exists(), reason="the published domains lie beside the project, in ../shared")
@pytest.mark.parametrize("name", ["laptop", "camera", "englandzimbabwe", "fiftyfifty"])
def test_a_folder_of_genius_becomes_a_case_with_the_points_found_elsewhere(name: str, tmp_path: Path) -> None:
    """FiftyFifty's profiles hold a reservation of 0.5 each, which what was found leaves out; its points meet both."""
    domain = json.loads((DOMAINS / f"settle_{name}.json").read_text())
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    (theirs / "domain.xml").write_text("<negotiation_template><utility_space/></negotiation_template>")
    for number, party in enumerate(domain["parties"], start=1):
        (theirs / f"profile{number}.xml").write_text(as_genius_writes(party))
    assert asked("import", ours, theirs) == 0
    answer = Case.load(ours).settle()
    expected = domain["must_give"]
    for point in PAIRS:
        assert list(answer.points[point].worth.values()) == pytest.approx(expected[point]["utilities"], abs=1e-6)
    assert list(answer.points["nash"].package.values()) == expected["nash"]["outcome"]
    assert answer.packages == expected["n_outcomes"]
    if not any(party["reservation"] for party in domain["parties"]):
        found = sorted(tuple(entry.worth.values()) for entry in answer.frontier)
        assert found == [pytest.approx(pair, abs=1e-6) for pair in sorted(map(tuple, expected["pareto_utilities"]))]


@pytest.mark.parametrize("form", ["genius", "negmas"])
def test_a_case_goes_to_a_folder_of_another_program_and_comes_back(form: str, tmp_path: Path) -> None:
    before = Case.load("tests/published/laptop")
    assert asked("export", "tests/published/laptop", "--to", tmp_path / form, "--as", form) == 0
    assert asked("import", tmp_path / "back", tmp_path / form) == 0
    after = Case.load(tmp_path / "back")
    assert [list(entry.package.values()) for entry in after.settle().frontier] == [
        list(entry.package.values()) for entry in before.settle().frontier
    ]


def test_orders_go_to_preflib_and_make_a_case_in_which_the_procedures_choose(tmp_path: Path) -> None:
    case = Case.load(EXAMPLE)
    assert asked("export", EXAMPLE, "--to", tmp_path / "orders.soi") == 0
    written = loads((tmp_path / "orders.soi").read_text())
    assert case.file.transition
    assert len(written.alternatives) == len(case.file.transition.candidates)
    with pytest.raises(ExchangeError, match=r"leaves candidates out.*write to a \.soi file"):
        case.export(tmp_path / "orders.soc")
    assert asked("import", tmp_path / "new", tmp_path / "orders.soi") == 0
    made = Case.load(tmp_path / "new").transition()
    assert made.exists
    assert made.procedures["office"]["fallback_bargaining"]


def test_evaluations_count_by_the_best_or_as_written(tmp_path: Path) -> None:
    issues = [{"name": "x", "weight": 1, "evaluation": {"a": 10, "b": 5}}]
    issues += [{"name": "y", "weight": 1, "evaluation": {"a": 1, "b": 2}}]
    files = [tmp_path / "p.xml", tmp_path / "q.xml"]
    for file in files:
        file.write_text(as_genius_writes({"issues": issues, "reservation": 0}))
    assert asked("import", tmp_path / "one", *files) == 0
    assert asked("import", tmp_path / "two", "--as-written", *files) == 0
    one, two = (Case.load(tmp_path / name).file.parties["p"].weights for name in ("one", "two"))
    assert one["x"] == one["y"]
    assert two["x"] > two["y"]


ORDERS = "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"


@pytest.mark.parametrize(
    ("files", "asked_for", "error", "told"),
    [
        ({}, ["none.xml", "nor.xml"], FolderError, "none.xml: cannot be read"),
        ({}, ["none"], FolderError, "there is no such file or folder"),
        ({"a.xml": "<utility_space/>"}, ["a.xml"], ExchangeError, "1 profiles make no bargain"),
        ({"a.xml": "<x>"}, ["a.xml", "a.xml"], CaseError, "no XML"),
        ({"a.txt": "x"}, ["a.txt"], ExchangeError, "expected a folder of Genius or NegMAS"),
        ({"a.soc": ORDERS + "1: 2,1,1"}, ["a.soc"], ExchangeError, "a.soc: line 4: alternative 1 is unknown, or"),
        ({"a.toc": ORDERS + "1: {1,2}"}, ["a.toc"], ExchangeError, "has no ties"),
        ({"a.soc": ORDERS + "101: 1,2"}, ["a.soc"], ExchangeError, "more than 100 voters"),
        ({"a.soc": ORDERS}, ["a.soc"], ExchangeError, "no voters"),
    ],
)
def test_what_makes_no_case_is_told(files, asked_for, error, told, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(error, match=told):
        read_scenario([tmp_path / name for name in asked_for])


def test_nothing_is_written_where_something_stands_or_what_is_asked_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "notes").write_text("mine")
    case = Case.load("tests/published/laptop")
    with pytest.raises(FolderError, match="not an empty folder"):
        case.export(tmp_path / "kept", form="genius")
    with pytest.raises(UnknownNameError, match=r"unknown form 'genus'.*did you mean 'genius'"):
        case.export(tmp_path / "new", form="genus")
    with pytest.raises(UnknownNameError, match="name a form: genius, negmas"):
        case.export(tmp_path / "new")
    with pytest.raises(CaseError, match="would be lost"):
        Case.load(EXAMPLE).export(tmp_path / "new", form="negmas")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
