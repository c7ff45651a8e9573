"""Going through what was drafted: each decision checked, saved at once, and nothing else touched."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from goodoffices.case import CaseFile, load
from goodoffices.cli import app
from goodoffices.errors import CaseError, FolderError
from goodoffices.evidence.review import Decision, context, drafted, problems, record, unruled
from goodoffices.evidence.review_table import COLUMNS, read, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Syria example with three statements still drafted."""
    made = tmp_path / "case"
    shutil.copytree("examples/syria-2013", made)
    file = made / "statements.yaml"
    text = file.read_text(encoding="utf-8")
    for name in ("d4", "d22", "c14"):
        head, tail = text.split(f"  - id: {name}\n")
        text = f"{head}  - id: {name}\n" + tail.replace("status: confirmed", "status: drafted  # by rule", 1)
    file.write_text(text, encoding="utf-8")
    return made


def statement(identity: str, **changes: str) -> Decision:
    return Decision("statement", identity, {key.replace("__", "."): value for key, value in changes.items()})


def changed_lines(before: str, after: str) -> list[str]:
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    return [line for was, line in zip(old, new, strict=True) if was != line]


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path, *typed: str, options: tuple[str, ...] = ()) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return int(app(["review", str(folder), *options], standalone_mode=False) or 0)


def test_a_decision_changes_its_own_lines_and_no_other(folder: Path) -> None:
    file = folder / "statements.yaml"
    before = file.read_text(encoding="utf-8")
    record(load(folder), [statement("d22", status="confirmed", firmness="hopes", holder__name="The coalition")])
    assert changed_lines(before, file.read_text(encoding="utf-8")) == [
        "    holder: {text: These, name: The coalition, party: opposition, how: pronoun}",
        "    firmness: hopes",
        "    status: confirmed # by rule",
    ]
    held = load(folder).dossier.statements["d22"]
    assert (held.status, held.firmness, held.holder and held.holder.name) == ("confirmed", "hopes", "The coalition")


def test_what_is_left_waits_for_the_next_session(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(monkeypatch, folder, "c", "q") == 0
    assert "Left at 2 of 3" in capsys.readouterr().out
    assert [s.id for s in drafted(load(folder))] == ["d22", "c14"]
    assert answer(monkeypatch, folder, "n", "r", "q") == 0
    assert [s.id for s in drafted(load(folder))] == ["d22"]
    assert load(folder).dossier.statements["c14"].status == "rejected"


def test_the_end_of_the_input_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, folder, "c") == 0
    assert [s.id for s in drafted(load(folder))] == ["d22", "c14"]


def test_an_edit_is_refused_in_words_until_it_is_right(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edit = ("e", "firmness=maybe", "holder.party=usa", "colour=red", "words=never written", "firmness=considers", "")
    assert answer(monkeypatch, folder, "n", *edit, "q") == 0
    told = capsys.readouterr().out
    for wrong in ("'maybe'", "did you mean 'us'?", "unknown field 'colour'", "does not stand in report 'dispatch'"):
        assert wrong in told
    held = load(folder).dossier.statements["d22"]
    assert (held.status, held.firmness) == ("confirmed", "considers")


def test_new_words_move_the_spans_to_where_they_stand(folder: Path) -> None:
    words = "they will not come to negotiate unless … is removed from office"
    record(load(folder), [statement("d22", words=words)])
    held = load(folder).dossier
    found = held.statements["d22"]
    assert found.words == words
    text = held.reports["dispatch"].text
    assert [text[start:end] for start, end in found.spans] == [part.strip() for part in words.split("…")]


def test_a_holder_is_named_or_taken_away(folder: Path) -> None:
    record(load(folder), [statement("c14", holder__party="un"), statement("d22", speaker="")])
    held = load(folder).dossier.statements
    assert held["c14"].holder is not None
    assert held["c14"].holder.party == "un"
    assert held["d22"].speaker is None


def test_of_several_decisions_one_bad_one_keeps_all_from_being_saved(folder: Path) -> None:
    before = (folder / "statements.yaml").read_bytes()
    with pytest.raises(CaseError, match=r"d44.*unknown statement"):
        record(load(folder), [statement("d22", status="confirmed"), statement("d44", status="confirmed")])
    assert (folder / "statements.yaml").read_bytes() == before


def test_a_ruling_is_kept_with_its_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = unruled(load(folder))
    assert answer(monkeypatch, folder, "the United Nations count", "", "q", options=("--links",)) == 0
    assert next(link for link in load(folder).dossier.links if link.id == first.id).ruling == "the United Nations count"
    assert unruled(load(folder)) == tuple(rest)
    assert problems(load(folder), Decision("link", first.id, {"low": "1"})) == (
        "unknown field 'low'; fields are 'ruling'",
    )


def test_a_file_changed_meanwhile_is_not_written_over(folder: Path) -> None:
    case = load(folder)
    file = folder / "statements.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("- id: d22\n", "- id: d2222\n"), encoding="utf-8")
    with pytest.raises(FolderError, match="d22 is no longer in the file"):
        record(case, [statement("d22", status="confirmed")])


@pytest.mark.parametrize("style", ["crlf", "json", "flush", "comments"])
def test_any_style_of_file_takes_a_decision(folder: Path, style: str) -> None:
    file = folder / "statements.yaml"
    text = file.read_text(encoding="utf-8")
    if style == "crlf":
        text = text.replace("\n", "\r\n")
    elif style == "json":
        text = json.dumps(YAML(typ="safe").load(text), default=str)
    elif style == "flush":
        text = "\n".join(line.removeprefix("  ") for line in text.split("\n"))
    else:
        text = text.replace("  - id: d22\n", "\n# a note\n\n  # and another\n  - id: d22 # here\n")
    file.write_bytes(text.encode("utf-8"))
    before = load(folder).dossier
    record(load(folder), [statement("d22", status="confirmed"), statement("c14", status="rejected")])
    after = load(folder).dossier
    assert {s.id for s in before.statements.values() if s != after.statements[s.id]} == {"d22", "c14"}
    assert after.links == before.links
    now = file.read_bytes().decode("utf-8")
    if style != "json":
        assert len(changed_lines(text, now)) == 2
    if style == "crlf":
        assert now.count("\r\n") == now.count("\n")


def test_a_table_read_back_unchanged_changes_nothing(folder: Path) -> None:
    case = load(folder)
    text = written(case)
    assert read(case, text, "t.csv") == ()
    assert read(case, "\ufeff" + text.replace("\r\n", "\n"), "t.csv") == ()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [*case.dossier.statements, *(link.id for link in case.dossier.links)]


def table(folder: Path, change: dict[tuple[str, str], str], *, separator: str = ",") -> str:
    rows = list(csv.DictReader(io.StringIO(written(load(folder)), newline="")))
    for row in rows:
        row.update({column: text for (name, column), text in change.items() if row["id"] == name})
    stream = io.StringIO(newline="")
    out = csv.DictWriter(stream, COLUMNS, delimiter=separator)
    out.writeheader()
    out.writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_takes_decisions_and_rulings(folder: Path, separator: str, tmp_path: Path) -> None:
    changes = {("d22", "status"): "confirmed", ("d4", "date"): "2013-05-30", ("dead", "ruling"): "the UN's count"}
    file = tmp_path / "t.csv"
    file.write_bytes(table(folder, changes, separator=separator).encode())
    assert app(["review", str(folder), "--csv-in", str(file)], standalone_mode=False) == 0
    held = load(folder).dossier
    assert held.statements["d22"].status == "confirmed"
    assert str(held.statements["d4"].date) == "2013-05-30"
    assert held.links[0].ruling == "the UN's count"


def test_every_bad_row_of_a_table_is_told_by_its_line_and_none_is_taken(folder: Path) -> None:
    case = load(folder)
    before = (folder / "statements.yaml").read_bytes()
    ids = list(case.dossier.statements)
    bad = {
        ("d22", "status"): "sure",
        ("d4", "date"): "soon",
        ("d1", "report"): "column",
        ("c14", "value"): "many",
        ("dead", "ruling"): "fine",
    }
    with pytest.raises(CaseError) as caught:
        read(case, table(folder, bad) + "statement,zz" + "," * (len(COLUMNS) - 2) + "\r\nstatement,d1\r\n", "t.csv")
    lines = {problem.line: problem.message for problem in caught.value.problems}
    assert sorted(lines) == sorted(
        [2 + ids.index(name) for name in ("d1", "d4", "d22", "c14")]
        + [len(ids) + len(case.dossier.links) + 2 + n for n in (0, 1)]
    )
    assert "'sure'; allowed are 'drafted', 'confirmed' or 'rejected'" in lines[2 + ids.index("d22")]
    assert (folder / "statements.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the file is empty"),
        ("name,status\nd1,confirmed\n", "there is no column 'id'"),
        ("id,stats\nd1,confirmed\n", "did you mean 'status'"),
        ("id,status\nd1,confirmed\nd1,rejected\n", "stands on line 2 already"),
        ('id,status\nd1,"confirmed\n', "not readable as CSV"),
    ],
)
def test_a_table_of_another_kind_is_refused(folder: Path, text: str, told: str) -> None:
    with pytest.raises(CaseError, match=told):
        read(load(folder), text, "t.csv")


def test_no_cell_of_a_table_is_taken_for_a_formula(folder: Path) -> None:
    record(load(folder), [Decision("link", "dead", {"ruling": "=1+1"})])
    case = load(folder)
    text = written(case)
    assert ",'=1+1," in text
    assert read(case, text, "t.csv") == ()


def test_the_words_stand_in_their_context(folder: Path) -> None:
    case: CaseFile = load(folder)
    found = context(case.dossier.reports["dispatch"], case.dossier.statements["d12"])
    assert [words for words, own in found if own] == case.dossier.statements["d12"].words.split(" … ")
    assert "Mr Kerry indicated that" in "".join(words for words, _ in found)
