"""Web Annotations: what goes out comes back the same, and others' annotations find their words."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.strange import strange

from goodoffices.api import Case
from goodoffices.case import CaseFile, load
from goodoffices.cli import app
from goodoffices.errors import ExchangeError
from goodoffices.exchange.web_annotation import CONTEXT, read, written


def emptied(folder: Path) -> Path:
    """Take all statements and links out of a case's file."""
    from ruamel.yaml import YAML

    file = folder / "statements.yaml"
    data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({"reports": data["reports"]}, default=str), encoding="utf-8")
    case = folder / "case.yaml"
    text = re.sub(r"because: \[[^]]*\]", "because: []", case.read_text(encoding="utf-8"))
    case.write_text(text.replace("hoped_date: [d4, c3]\n", ""), encoding="utf-8")
    return folder


def annotation(target: Any, *bodies: Any, **more: Any) -> str:
    return json.dumps({"@context": CONTEXT, "type": "Annotation", "body": list(bodies), "target": target, **more})


def quoting(exact: str, source: str = "report.txt", **around: str) -> dict[str, Any]:
    return {"source": source, "selector": {"type": "TextQuoteSelector", "exact": exact, **around}}


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    return load(strange(tmp_path / "strange"))


@pytest.mark.parametrize("example", ["syria", "strange"])
def test_every_statement_comes_back_as_it_was_but_for_its_confirmation(tmp_path: Path, example: str) -> None:
    folder = tmp_path / "case"
    if example == "syria":
        shutil.copytree("examples/syria-2013", folder)
    else:
        strange(folder)
    before = load(folder).dossier
    file = tmp_path / "out.jsonld"
    Case.load(folder).export(file)
    Case.load(emptied(folder)).take_in(file)
    after = load(folder).dossier
    assert {s.status for s in after.statements.values()} == {"drafted"}
    for name, statement in before.statements.items():
        found = after.statements[name]
        for key in (
            "report",
            "kind",
            "spans",
            "words",
            "speaker",
            "holder",
            "type",
            "value",
            "low",
            "high",
            "date",
            "measure",
        ):
            assert getattr(found, key) == getattr(statement, key), (name, key)


def test_what_stands_in_the_case_already_is_not_added_twice(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    before = (folder / "statements.yaml").read_bytes()
    Case.load(folder).export(tmp_path / "out.jsonld")
    assert Case.load(folder).take_in(tmp_path / "out.jsonld") == (0, ())
    assert (folder / "statements.yaml").read_bytes() == before


def test_what_is_added_leaves_every_line_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    before = (folder / "statements.yaml").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "in.jsonld"
    file.write_text(annotation(quoting("Mr Lavrov welcomed", "reports/dispatch.txt")), encoding="utf-8")
    assert app(["import", str(folder), str(file)], standalone_mode=False) == 0
    after = iter((folder / "statements.yaml").read_text(encoding="utf-8").splitlines())
    assert all(line in after for line in before)
    [new] = set(load(folder).dossier.statements) - set(load("examples/syria-2013").dossier.statements)
    assert load(folder).dossier.statements[new].words == "Mr Lavrov welcomed"


def test_the_form_is_that_of_the_recommendation(case: CaseFile) -> None:
    data = json.loads(written(case))
    assert data["@context"][0] == CONTEXT
    assert data["type"] == "AnnotationCollection"
    assert data["offsetUnit"].startswith("Unicode code points")
    items = data["first"]["items"]
    assert data["total"] == len(items) == 5
    text = case.dossier.reports["r"].text
    for item in items:
        assert item["type"] == "Annotation"
        assert item["motivation"] in {"classifying", "linking"}
        for target in item["target"] if item["motivation"] == "classifying" else []:
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_positions_in_utf_16_units_find_the_same_words(case: CaseFile) -> None:
    text = case.dossier.reports["r"].text
    start = text.index("fled")
    units = [len(text[:place].encode("utf-16-le")) // 2 for place in (start, start + 4)]
    selectors = [
        {"type": "TextPositionSelector", "start": units[0], "end": units[1]},
        {"type": "TextQuoteSelector", "exact": "fled"},
    ]
    [found], _ = read(annotation({"source": "report.txt", "selector": selectors}), case)
    assert found.spans == ((start, start + 4),)


def test_what_stands_around_words_says_which_are_meant(case: CaseFile) -> None:
    text = case.dossier.reports["r"].text
    [found], _ = read(annotation(quoting("The ferry sank", prefix="sank. ")), case)
    assert found.spans[0][0] == text.rindex("The ferry sank")
    found_none, [remark] = read(annotation(quoting("The ferry sank")), case)
    assert found_none == ()
    assert "several places" in remark


def test_tags_of_other_programs_become_kind_and_type(case: CaseFile) -> None:
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "Refusal"}
    [found], _ = read(annotation(quoting("sign today"), tag), case)
    assert (found.kind, found.type, found.status) == ("position", "refusal", "drafted")
    [plain], _ = read(annotation(quoting("sign today"), "a remark"), case)
    assert plain.kind == "indirect"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda a: [a],
        lambda a: {"type": "AnnotationPage", "items": [a]},
        lambda a: {"first": {"items": [a]}},
        lambda a: a,
    ],
)
def test_a_collection_a_page_a_list_or_one_annotation_is_read(case: CaseFile, wrap: Any) -> None:
    one = json.loads(annotation(quoting("sign today", "https://example.org/files/report.txt")))
    assert len(read(json.dumps(wrap(one)), case)[0]) == 1


@pytest.mark.parametrize(
    ("target", "remark"),
    [
        ("report.txt", "whole document"),
        ({"source": "other.txt", "selector": []}, "no report of this case"),
        ({"selector": []}, "names no source"),
        (quoting("never written"), "do not stand in the report"),
        ({"source": "r", "selector": {"type": "TextPositionSelector", "start": 5, "end": 9999}}, "no selector"),
        ({"source": "r", "selector": {"type": "FragmentSelector", "value": "xywh=1"}}, "no selector"),
        ([], "marks nothing"),
    ],
)
def test_what_cannot_be_placed_is_told_and_left_out(case: CaseFile, target: Any, remark: str) -> None:
    found, [told] = read(annotation(target, id="urn:x"), case)
    assert found == ()
    assert remark in told


def test_a_confirmation_in_a_file_confirms_nothing_here(case: CaseFile) -> None:
    own = {"type": "TextualBody", "format": "application/json"}
    own["value"] = json.dumps(
        {"id": "x", "report": "r", "kind": "quote", "status": "confirmed", "speaker": {"party": "zz"}}
    )
    [found], _ = read(annotation(quoting("sign today"), own), case)
    assert found.status == "drafted"
    assert found.speaker is not None
    assert found.speaker.party is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "3", '"x"', "[" * 50_000])
def test_a_file_of_another_kind_is_refused(case: CaseFile, text: str) -> None:
    with pytest.raises(ExchangeError):
        read(text, case)
