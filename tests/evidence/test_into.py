"""`goodoffices read`: JSON, a digest, and drafts added to a case without touching what stands there."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.evidence.text_of_pages import pdf

from goodoffices.case import load
from goodoffices.case.schema_statements import StatementsForm
from goodoffices.errors import FolderError
from goodoffices.evidence import Reading, add_to_case, digest, known_reports, read, readings

ROOT = Path(__file__).resolve().parents[2]
REPORTS = Path(__file__).parent / "reports"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "examples" / "syria-2013", tmp_path / "case"))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "goodoffices", "read", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def add(case: Path, *reports: Path) -> Reading:
    file = load(case)
    reading = read(reports, parties=file.parties, known=known_reports(file))
    add_to_case(case, reading)
    return reading


def test_json_has_the_keys_of_the_statements_file() -> None:
    done = run("--json", REPORTS / "page.html", REPORTS / "undated.txt")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert list(printed) == ["reports", "statements", "links", "questions"]
    form = StatementsForm.model_validate({key: _written(printed[key]) for key in printed})
    assert {statement.kind for statement in form.statements} >= {"quote", "indirect", "figure", "date", "position"}
    assert all(statement.status == "drafted" for statement in form.statements)


def _written(value: object) -> object:
    """Spell numbers as a file does: forms read text."""
    if isinstance(value, dict):
        return {key: _written(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_written(part) for part in value]
    return str(value) if isinstance(value, (int, float)) else value


def test_drafts_are_added_and_the_case_still_loads(case: Path) -> None:
    before = load(case).dossier
    add(case, *sorted(file for file in REPORTS.iterdir() if file.suffix != ".yaml"))
    after = load(case).dossier
    assert {name: after.statements[name] for name in before.statements} == dict(before.statements)
    assert after.links[: len(before.links)] == before.links
    assert len(after.reports) == len(before.reports) + 10
    assert {s.status for name, s in after.statements.items() if name not in before.statements} == {"drafted"}


def test_nothing_that_stood_in_the_file_changes(case: Path) -> None:
    before = (case / "statements.yaml").read_text(encoding="utf-8").splitlines()
    add(case, REPORTS / "continued.txt")
    after = (case / "statements.yaml").read_text(encoding="utf-8").splitlines()
    kept = iter(after)
    assert all(line in kept for line in before)


def test_reading_into_a_case_twice_adds_nothing(case: Path) -> None:
    add(case, REPORTS / "page.html", REPORTS / "wrapped.txt")
    once = {file: file.read_bytes() for file in case.rglob("*") if file.is_file()}
    again = add(case, REPORTS / "page.html", REPORTS / "wrapped.txt")
    assert {file: file.read_bytes() for file in case.rglob("*") if file.is_file()} == once
    assert [question.about for question in again.questions] == ["read twice", "read twice"]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("sixteen.txt", "A título\n\n“We shall come,” said Anna Keller, the minister.\n".encode("utf-16")),
        ("western.txt", "A título\r\n\r\n“We shall come,” said Anna Keller, the minister.\r\n".encode("cp1252")),
        ("saved.pdf", pdf([["A title of some words", "“We shall come,” said Anna Keller, the minister."]])),
        (
            "saved.html",
            "<html><body><h1>A title of words</h1><p>“We shall come,” said Anna Keller.</p></body></html>".encode(),
        ),
    ],
)
def test_a_report_that_is_no_utf8_text_is_kept_with_its_stored_text_beside_it(
    case: Path, tmp_path: Path, name: str, raw: bytes
) -> None:
    (tmp_path / name).write_bytes(raw)
    add(case, tmp_path / name)
    found = load(case).dossier
    report = found.reports[Path(name).stem]
    assert (case / str(report.original)).read_bytes() == raw
    assert [s.words for s in found.statements.values() if s.report == report.id and s.kind == "quote"] == [
        "We shall come,"
    ]
    (case / str(report.original)).write_bytes(raw + b" ")
    with pytest.raises(Exception, match="has changed since it was read"):
        load(case)


def test_a_broken_statements_file_is_left_alone(case: Path) -> None:
    reading = read([REPORTS / "continued.txt"])
    (case / "statements.yaml").write_text("reports: [", encoding="utf-8")
    with pytest.raises(FolderError, match="cannot be added to"):
        add_to_case(case, reading)
    assert (case / "statements.yaml").read_text(encoding="utf-8") == "reports: ["
    assert not (case / "reports" / "continued.txt").exists()


def test_a_case_without_statements_gets_a_file_of_them(case: Path) -> None:
    (case / "statements.yaml").unlink()
    (case / "case.yaml").write_text(
        "goodoffices: 1\ntitle: T\nparties: {a: {}}\nissues: {i: {by: a}}\n", encoding="utf-8"
    )
    add(case, REPORTS / "joint.txt")
    assert list(load(case).dossier.reports) == ["joint"]


def test_the_parties_of_a_case_are_known_by_their_aliases(case: Path, tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text(
        "A title of some words\n\nThe Syrian regime said it would attend. Moscow refused to comment on it.\n",
        encoding="utf-8",
    )
    found = read([file], parties=load(case).parties).statements
    assert {s.speaker.party for s in found if s.speaker} == {"government", "russia"}


def test_a_report_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(REPORTS / "joint.txt", tmp_path / name)
    found = read([tmp_path])
    assert [report.id for report in found.reports] == ["a"]
    assert [question.question for question in found.questions if question.about == "read twice"] == [
        f"{tmp_path / 'b.txt'} is the report 'a' over again; it is left out"
    ]


def test_one_bad_report_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    shutil.copy(REPORTS / "joint.txt", tmp_path / "good.txt")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 no more than this")
    done = run("--json", tmp_path)
    printed = json.loads(done.stdout)
    assert [report["id"] for report in printed["reports"]] == ["good"]
    assert printed["questions"][0]["about"] == "unreadable"
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "bad.pdf: this PDF cannot be read" in done.stderr


def test_folders_and_patterns_mean_the_reports_in_them() -> None:
    names = {"conditions", "continued", "doubled", "figures", "joint", "single", "undated", "wrapped"}
    assert {report.id for report in read([str(REPORTS / "*.txt")]).reports} == names
    assert {report.id for report in read([REPORTS]).reports} == names | {"page", "notes"}


def test_many_reports_read_together_say_what_each_says_alone(tmp_path: Path) -> None:
    for number in range(30):
        text = (REPORTS / "joint.txt").read_text(encoding="utf-8")
        (tmp_path / f"{number:02}.txt").write_text(f"{text}\nNumber {number}.\n", encoding="utf-8")
    alone = read([tmp_path / "07.txt"]).statements
    together = [statements for report, statements, _ in readings([tmp_path]) if report and report.id == "07"]
    assert together == [alone]


def test_progress_counts_every_report(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    read([REPORTS / "joint.txt", REPORTS / "page.html"], told=lambda done, whole: seen.append((done, whole)))
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere.txt", "there is no such file or folder"),
        ("*.nothing", "no file fits"),
        ("empty", "holds no report"),
        ("blank.txt", "is empty"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank.txt").write_text(" \n", encoding="utf-8")
    done = run(tmp_path / name)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_digest_names_who_says_and_holds_what(tmp_path: Path) -> None:
    whole = "\n".join(digest(read([REPORTS / "joint.txt"]), width=160))
    assert "Russia (The Kremlin), refusal, reported: The Kremlin opposes the plan" in whole
    assert "Luc Moreau and Karin Voss: “Our two countries will put their names under every line of it,”" in whole


def test_nothing_leaves_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "__init__", blocked)
    assert len(read([REPORTS / "page.html", REPORTS / "joint.txt"]).reports) == 2
