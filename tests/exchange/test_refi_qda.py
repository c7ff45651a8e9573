"""A REFI-QDA project: built as the public schema has it, and every selection slices back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.exchange.strange import strange

from goodoffices.case import CaseFile, load
from goodoffices.exchange.refi_qda import NAMESPACE, written

CHILDREN = {
    "Project": [
        "Users",
        "CodeBook",
        "Variables",
        "Cases",
        "Sources",
        "Notes",
        "Links",
        "Sets",
        "Graphs",
        "Description",
    ],
    "Users": ["User"],
    "User": [],
    "CodeBook": ["Codes"],
    "Codes": ["Code"],
    "Code": ["Description", "NoteRef", "Code"],
    "Sources": ["TextSource"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    "Note": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"],
    "Coding": ["CodeRef", "NoteRef"],
    "CodeRef": [],
    "NoteRef": [],
    "Notes": ["Note"],
    "Links": ["Link"],
    "Link": ["NoteRef"],
    "Description": [],
    "PlainTextContent": [],
}
"""What the schema of 18 March 2019 lets stand in what, in this order."""

NEEDED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "TextSource": {"guid"},
    "Note": {"guid"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    "CodeRef": {"targetGUID"},
    "NoteRef": {"targetGUID"},
    "Link": {"guid"},
}
ALLOWED = {
    "Project": {"origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"},
    "User": {"name", "id"},
    "Code": {"color"},
    "TextSource": {"name", "plainTextPath", "richTextPath", "creatingUser", "creationDateTime"},
    "Note": {"name", "plainTextPath", "richTextPath", "creatingUser", "creationDateTime"},
    "PlainTextSelection": {"name", "creatingUser", "creationDateTime"},
    "Coding": {"creatingUser", "creationDateTime"},
    "Link": {"name", "direction", "color", "originGUID", "targetGUID"},
}
GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


def opened(case: CaseFile) -> tuple[zipfile.ZipFile, ET.Element]:
    archive = zipfile.ZipFile(io.BytesIO(written(case)))
    return archive, ET.fromstring(archive.read("project.qde"))


@pytest.fixture(params=["syria", "strange"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> CaseFile:
    return load("examples/syria-2013" if request.param == "syria" else strange(tmp_path / "case"))


def test_elements_stand_where_the_schema_lets_them(case: CaseFile) -> None:
    _, root = opened(case)
    for element in root.iter():
        name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        children = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]
        order = [CHILDREN[name].index(child) for child in children]
        assert order == sorted(order), name
        attributes = set(element.attrib)
        assert NEEDED.get(name, set()) <= attributes
        assert attributes <= NEEDED.get(name, set()) | ALLOWED.get(name, set()), name
        for key, value in element.attrib.items():
            if key.lower().endswith("guid") or key == "creatingUser":
                assert GUID.fullmatch(value)


def test_whatever_is_referred_to_is_there_and_no_guid_stands_twice(case: CaseFile) -> None:
    _, root = opened(case)
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    for element in root.iter():
        for key in ("targetGUID", "originGUID", "creatingUser", "creatingUserGUID"):
            if element.get(key):
                assert element.get(key) in guids


def test_every_selection_slices_back_to_its_words(case: CaseFile) -> None:
    archive, root = opened(case)
    found: dict[str, list[str]] = {}
    for source in root.iter(f"{{{NAMESPACE}}}TextSource"):
        path = str(source.get("plainTextPath")).replace("internal://", "sources/")
        text = archive.read(path).decode("utf-8")
        for selection in source.iter(f"{{{NAMESPACE}}}PlainTextSelection"):
            start, end = int(selection.attrib["startPosition"]), int(selection.attrib["endPosition"])
            found.setdefault(selection.attrib["name"], []).append(text[start:end])
    assert {name: " … ".join(pieces) for name, pieces in found.items()} == {
        statement.id: plain(statement.words) for statement in case.dossier.statements.values()
    }


def plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def test_the_report_within_is_the_report_with_plain_line_ends_and_no_mark(case: CaseFile) -> None:
    archive, _ = opened(case)
    texts = {archive.read(name).decode("utf-8") for name in archive.namelist() if name.startswith("sources/")}
    assert texts == {plain(report.text) for report in case.dossier.reports.values()}


def test_the_same_case_gives_the_same_bytes(case: CaseFile) -> None:
    assert written(case) == written(case)
