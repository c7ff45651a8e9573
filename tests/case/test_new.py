"""A new folder holds a starter case that can be used at once; nothing else is touched."""

import re
from pathlib import Path

import pytest

from goodoffices import Case
from goodoffices.case import load
from goodoffices.case.new import new
from goodoffices.case.save import save
from goodoffices.case.schema import CaseForm
from goodoffices.errors import FolderError


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*"))


def test_a_new_folder_holds_a_case_its_statements_and_a_report(tmp_path):
    new(tmp_path / "deep" / "talks")
    assert files(tmp_path) == [
        "deep",
        "deep/talks",
        "deep/talks/case.yaml",
        "deep/talks/reports",
        "deep/talks/reports/first-report.txt",
        "deep/talks/statements.yaml",
    ]


def test_the_starter_case_has_no_mistakes_and_no_warnings(tmp_path):
    new(tmp_path / "talks")
    assert Case.load(tmp_path / "talks").warnings == ()


def test_the_starter_case_does_not_convene_and_shows_a_way_out(tmp_path):
    new(tmp_path / "talks")
    answer = Case.load(tmp_path / "talks").convene()
    assert not answer.convenes
    assert len(answer.deadlocks) == 1
    assert answer.packages[0].concessions[0].delivered_by == "marsh"


def test_the_starter_case_shows_every_section_in_a_comment_or_in_use(tmp_path):
    new(tmp_path / "talks")
    text = (tmp_path / "talks" / "case.yaml").read_text("utf-8")
    shown = set(re.findall(r"(?:^|[{ ,#])(\w+):", text, re.MULTILINE))
    assert shown >= {field.alias or name for name, field in CaseForm.model_fields.items()} - {"hoped_date"}
    assert sum("#" in line for line in text.splitlines()) > 20


def test_the_starter_case_can_be_changed_and_saved(tmp_path):
    new(tmp_path / "talks")
    before = (tmp_path / "talks" / "case.yaml").read_bytes()
    save(load(tmp_path / "talks"), tmp_path / "talks")
    assert (tmp_path / "talks" / "case.yaml").read_bytes() == before


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "talks").mkdir()
    new(tmp_path / "talks")
    assert load(tmp_path / "talks").title


@pytest.mark.parametrize("what", ["a file in it", "a file", "a link"])
def test_what_is_there_is_never_written_over(tmp_path, what):
    target = tmp_path / "talks"
    match what:
        case "a file in it":
            target.mkdir()
            (target / "notes.txt").write_text("mine")
        case "a file":
            target.write_text("mine")
        case "a link":
            target.symlink_to(tmp_path / "elsewhere")
    before = files(tmp_path)
    with pytest.raises(FolderError, match="is already there and not an empty folder; name another"):
        new(target)
    assert files(tmp_path) == before


def test_a_folder_that_cannot_be_made_leaves_nothing_behind(tmp_path):
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path / "file" / "talks", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(FolderError, match="check the path"):
            new(target)
    assert files(tmp_path) == ["file"]
