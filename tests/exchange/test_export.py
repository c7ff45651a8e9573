"""Statements for other programs: every form by its suffix, safe to open, and without what is private."""

from __future__ import annotations

import csv
import io
import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.exchange.strange import strange

from goodoffices.api import Case
from goodoffices.brief.digest import digest
from goodoffices.case import load
from goodoffices.cli import app
from goodoffices.errors import UnknownNameError
from goodoffices.exchange import quote_list, statement_list


@pytest.mark.parametrize("suffix", [".jsonld", ".qdpx", ".csv", ".json", ".html"])
def test_every_form_is_written_whole_by_its_suffix(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"out{suffix.upper()}"
    assert app(["export", "examples/syria-2013", "--to", str(file)], standalone_mode=False) == 0
    assert file.stat().st_size > 5000
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_an_unknown_form_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"unknown suffix '.xlsx'; suffixs? are '.jsonld'|suffixes"):
        Case.load("examples/syria-2013").export(tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_quote_list_has_a_row_a_statement_and_no_formula(tmp_path: Path) -> None:
    case = load(strange(tmp_path / "case"))
    rows = list(csv.DictReader(io.StringIO(quote_list.written(case), newline="")))
    assert [row["id"] for row in rows] == list(case.dossier.statements)
    for row, statement in zip(rows, case.dossier.statements.values(), strict=True):
        assert row["quote"].removeprefix("'") == statement.words
        assert row["offset_unit"] == "code points"
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    assert rows[2]["quote"] == "'=SUM(1)"
    assert (rows[0]["speaker_party"], rows[0]["disputed"], rows[0]["links"]) == ("a", "yes", "l&1")


def test_json_has_the_keys_of_the_statements_file(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    before = load(folder).dossier
    data = json.loads(statement_list.written(load(folder)))
    assert "code points" in data.pop("offset_unit")
    (folder / "statements.yaml").write_text(json.dumps(data), encoding="utf-8")
    assert load(folder).dossier == before


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag == "a":
            self.links.append(str(told["href"]))
        if tag in {"script", "b", "img", "link", "iframe"} or told.get("src"):
            self.other.append(tag)


@pytest.mark.parametrize("example", ["syria", "strange"])
def test_the_digest_shows_every_passage_and_lets_no_markup_through(tmp_path: Path, example: str) -> None:
    case = load("examples/syria-2013" if example == "syria" else strange(tmp_path / "case"))
    page = digest(case)
    tags = _Tags()
    tags.feed(page)
    assert set(case.dossier.statements) <= set(tags.ids)
    assert {link[1:] for link in tags.links if link.startswith("#")} <= {
        *tags.ids,
        *(f"link-{link.id}" for link in case.dossier.links),
    }
    assert tags.other == []
    assert "http" not in page


def test_a_shared_export_holds_nothing_that_only_private_entries_rest_on(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    text = text.replace("cost: 6\n", "cost: 6\n        private: true\n").replace("because: [d22]}", "why: x}")
    text = text.replace("because: [d22, d31]", "because: [d31]")
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    Case.load(folder).export(tmp_path / "all.json")
    Case.load(folder).export(tmp_path / "shared.json", share=True)
    whole, shared = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("all.json", "shared.json"))
    gone = {s["id"] for s in whole["statements"]} - {s["id"] for s in shared["statements"]}
    assert "d22" in gone
    assert "d2" not in gone
    assert not any(gone & set(link["members"]) for link in shared["links"])
