"""From confirmed statements to a case: it grows, nothing in it changes, and a second run adds nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from goodoffices.api import Case
from goodoffices.case import CaseFile, load
from goodoffices.cli import app
from goodoffices.evidence.draft import write_draft

REPORT = """The river talks

Ostmark will not come to the talks unless Westmark lifts the toll. Westmark demands that Ostmark open the Varn bridge.
Ostmark would clear the mines if Westmark frees its captives. Westmark refuses to sell the mill.
It once demanded the whole valley. Nobody denied that Nordau fears a flood. Ostmark will build a dam.
Westmark has dropped its claim. Ostmark threatens to shut the canal. They agreed to share the ferry.
"""
POSITIONS = {
    "s1": ("Ostmark will not come to the talks unless Westmark lifts the toll", "Ostmark", "precondition"),
    "s2": ("Westmark demands that Ostmark open the Varn bridge", "Westmark", "demand"),
    "s3": ("Ostmark would clear the mines if Westmark frees its captives", "Ostmark", "offer"),
    "s4": ("Westmark refuses to sell the mill", "Westmark", "refusal"),
    "s5": ("It once demanded the whole valley", "Westmark", "demand"),
    "s6": ("Nordau fears a flood", "Nordau", "concern"),
    "s7": ("Ostmark will build a dam", "Ostmark", "commitment"),
    "s8": ("Westmark has dropped its claim", "Westmark", "concession"),
    "s9": ("Ostmark threatens to shut the canal", "Ostmark", "threat"),
}
MORE = {
    "s1": "condition: unless Westmark lifts the toll",
    "s3": "condition: if Westmark frees its captives",
    "s5": "standing: former",
}
CASE = """# A note on top
goodoffices: 1
title: River talks   # kept
goal: bridge
parties:
  # the two sides
  ost: {name: Ostmark, role: side}   # in the east
  west:
    name: Westmark
    wants: [{that: bridge}, not dam_built]

    # the end of the parties

issues:
  bridge: {by: ost}
  dam_built:
    by: ost   # who else
"""


def made(folder: Path, case: str = CASE, *, status: str = "confirmed") -> Path:
    folder.mkdir()
    (folder / "case.yaml").write_bytes(case.encode())
    (folder / "report.txt").write_bytes(REPORT.encode())
    known = {"Ostmark": "ost", "Westmark": "west"}
    lines = ["reports:", "  - {id: r, file: report.txt, title: The river talks}", "statements:"]
    for name, (words, holder, kind) in POSITIONS.items():
        start = REPORT.index(words)
        lines += [
            f"  - id: {name}",
            "    report: r",
            "    kind: position",
            f"    spans: [{{start: {start}, end: {start + len(words)}}}]",
            f"    holder: {{text: {holder}, name: {holder}, party: {known.get(holder, 'null')}}}",
            f"    type: {kind}",
            f"    status: {status}",
            *([f"    {MORE[name]}"] if name in MORE else []),
        ]
    (folder / "statements.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def words_of(case: CaseFile) -> dict[tuple[str, ...], str]:
    return {position.because: f"{position.party} {position.words}" for position in case.positions if position.because}


def test_each_type_of_position_becomes_what_it_means(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    found = write_draft(folder)
    case = load(folder)
    assert words_of(case) == {
        ("s1",): "ost requires: ost_attends only if westmark_lifts_toll",
        ("s2",): "west wants: demands_ostmark_open_varn",
        ("s3",): "ost requires: clear_mines only if westmark_frees_captives",
        ("s4",): "west refuses: refuses_sell_mill",
        ("s5",): "west wants: demanded_whole_valley",
        ("s6",): "nordau wants: not fears_flood",
        ("s7",): "ost wants: build_dam",
    }
    by = {name: issue.by for name, issue in case.issues.items()}
    assert by["ost_attends"] == ("ost",)
    assert next(p for p in case.positions if p.because == ("s5",)).withdrawn
    assert [remark.split(":")[0] for remark in found.left_out] == ["s8"]
    toll = next(p for p in case.positions if p.because == ("s1",))
    assert case.issues[str(toll.that)].by == ("west",)
    assert any("shut the canal" in issue.title for issue in case.issues.values())
    assert "nordau" in found.parties
    Case.load(folder)


def test_no_line_of_the_file_is_lost_and_what_stood_means_the_same(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    before = load(folder)
    write_draft(folder)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    comments = (
        "# A note on top",
        "# kept",
        "# the two sides",
        "# in the east",
        "# the end of the parties",
        "# who else",
    )
    for comment in comments:
        assert comment in text
    after = load(folder)
    assert (after.title, after.goal) == (before.title, before.goal)
    assert {name: after.issues[name] for name in before.issues} == before.issues
    for name, party in before.parties.items():
        words = [position.words for position in party.positions]
        assert [p.words for p in after.parties[name].positions if p.words in words] == words
        assert after.parties[name].name == party.name


def test_of_the_example_every_line_stays_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    before = (folder / "case.yaml").read_text(encoding="utf-8").splitlines()
    write_draft(folder)
    left = iter((folder / "case.yaml").read_text(encoding="utf-8").splitlines())
    assert all(line in left for line in before)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_second_run_changes_nothing(tmp_path: Path, line_end: str) -> None:
    folder = made(tmp_path / "case", CASE.replace("\n", line_end))
    write_draft(folder)
    before = (folder / "case.yaml").read_bytes()
    again = write_draft(folder)
    assert again.is_empty
    assert (folder / "case.yaml").read_bytes() == before
    assert before.count(b"\r\n") == (before.count(b"\n") if line_end == "\r\n" else 0)
    assert sorted(path.name for path in folder.iterdir()) == ["case.yaml", "report.txt", "statements.yaml"]


def test_every_entry_says_in_a_comment_what_it_was_drafted_from(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    found = write_draft(folder)
    text = (folder / "case.yaml").read_text(encoding="utf-8")
    assert text.count("# drafted from ") == len(found.parties) + len(found.issues) + len(found.positions)
    assert "# drafted from s1 (r, line 3): “Ostmark will not come to the talks" in text


@pytest.mark.parametrize("status", ["drafted", "rejected"])
def test_only_confirmed_statements_count(tmp_path: Path, status: str) -> None:
    assert write_draft(made(tmp_path / "case", status=status)).is_empty


def test_what_an_analyst_wrote_from_a_statement_is_not_drafted_again(tmp_path: Path) -> None:
    mine = CASE.replace("{that: bridge}", "{that: bridge, because: [s2]}")
    folder = made(tmp_path / "case", mine)
    write_draft(folder)
    assert [p.words for p in load(folder).positions if "s2" in p.because] == ["wants: bridge"]


def test_what_an_analyst_took_out_stays_out_while_its_comment_stands(tmp_path: Path) -> None:
    folder = made(tmp_path / "case", CASE + "# drafted from s1, s2, s3 (r, line 3): not ours\n")
    write_draft(folder)
    assert {("s1",), ("s2",), ("s3",)}.isdisjoint(words_of(load(folder)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            ("wants: [{that: bridge}, not dam_built]", "ranking: [NY, YY, {bridge: no, dam_built: no}]"),
            "ranks its states",
        ),
        (("wants: [{that: bridge}, not dam_built]", "wants: [{that: bridge, weight: 3}]"), "have weights"),
    ],
)
def test_what_cannot_be_added_without_changing_more_is_left_out(
    tmp_path: Path, change: tuple[str, str], reason: str
) -> None:
    folder = made(tmp_path / "case", CASE.replace(*change))
    found = write_draft(folder)
    assert any(reason in remark for remark in found.left_out)
    load(folder)


@pytest.mark.parametrize("style", ["flow", "flush", "deep"])
def test_any_style_of_file_takes_a_draft(tmp_path: Path, style: str) -> None:
    text = {
        "flow": "goodoffices: 1\ntitle: T\nparties: {ost: {name: Ostmark}, west: {name: Westmark, wants: [bridge]}}\n"
        "issues: {bridge: {by: ost}}",
        "flush": "goodoffices: 1\ntitle: T\nissues:\n  bridge:\n    by: ost\nparties:\n  ost:\n    name: Ostmark\n"
        "  west:\n    name: Westmark\n    wants:\n    - bridge\n    refuses: []\n",
        "deep": "goodoffices: 1\ntitle: T\nissues:\n     bridge:\n          by: ost\nparties:\n     ost:\n"
        "          name: Ostmark\n     west:\n          name: Westmark\n          wants:\n               - bridge\n",
    }[style]
    folder = made(tmp_path / "case", text)
    found = write_draft(folder)
    case = load(folder)
    assert len(found.positions) == 7
    assert "wants: bridge" in [p.words for p in case.parties["west"].positions]
    assert write_draft(folder).is_empty


def test_strange_words_do_not_break_the_file(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    file = folder / "statements.yaml"
    data = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    text = REPORT
    for number, words in enumerate(
        ["He said: \"no # {x}\" and 'y' \\n", "not in or and", "1 2 3", "- x: y", "\u2028 \x85?"], 20
    ):
        start = len(text)
        text += words
        data["statements"].append(
            {"id": f"s{number}", "report": "r", "kind": "position", "spans": [{"start": start, "end": len(text)}]}
            | {"holder": {"text": words, "name": words}, "type": "demand", "status": "confirmed"}
        )
    (folder / "report.txt").write_bytes(text.encode())
    with file.open("w", encoding="utf-8") as stream:
        YAML().dump(data, stream)
    write_draft(folder)
    assert len(load(folder).parties) >= 7
    assert write_draft(folder).is_empty


def test_the_command_tells_what_it_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made(tmp_path / "case")
    assert app(["draft", str(folder)], standalone_mode=False) == 0
    told = capsys.readouterr()
    assert "7 positions" in told.out
    assert "left out: s8" in told.err
    assert app(["draft", str(folder), "--json"], standalone_mode=False) == 0
    assert '"positions": []' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "condition", "required"),
    [
        (
            "will not come to the talks unless the toll is lifted",
            "unless the toll is lifted",
            "ost_attends ← toll_lifted",
        ),
        (
            "will not come to the talks until the toll is lifted",
            "until the toll is lifted",
            "ost_attends ← toll_lifted",
        ),
        ("will not come to the talks without a truce", "without a truce", "ost_attends ← truce"),
        ("will not come to the talks while the toll stands", "while the toll stands", "ost_attends ← not toll_stands"),
        ("will not come to the talks if the toll stands", "if the toll stands", "ost_attends ← not toll_stands"),
        ("refuses to talk as long as the toll stands", "as long as the toll stands", "ost_attends ← not toll_stands"),
        ("will talk only if the toll is lifted", "only if the toll is lifted", "ost_attends ← toll_lifted"),
        ("will talk as long as the truce holds", "as long as the truce holds", "ost_attends ← truce_holds"),
        ("demands a truce before any talks", "before any talks", "ost_attends ← demands_truce"),
        ("will not mend the weir while the toll stands", "while the toll stands", "mend_weir ← not toll_stands"),
        ("will mend the weir once the toll is lifted", "once the toll is lifted", "mend_weir ← toll_lifted"),
    ],
)
def test_a_precondition_asks_for_what_its_words_ask_for(
    tmp_path: Path, words: str, condition: str, required: str
) -> None:
    made(tmp_path / "case")
    folder = tmp_path / "case"
    report = f"The river talks\n\nOstmark {words}.\n"
    (folder / "report.txt").write_text(report, encoding="utf-8")
    start = report.index("Ostmark")
    (folder / "statements.yaml").write_text(
        "reports:\n  - {id: r, file: report.txt, title: The river talks}\n"
        "statements:\n  - id: s1\n    report: r\n    kind: position\n    type: precondition\n    status: confirmed\n"
        f"    spans: [{{start: {start}, end: {start + len(f'Ostmark {words}')}}}]\n"
        "    holder: {text: Ostmark, name: Ostmark, party: ost}\n"
        f"    condition: {condition}\n",
        encoding="utf-8",
    )
    write_draft(folder)
    (added,) = (position for position in load(folder).positions if position.kind == "requires")
    assert f"{added.step} ← {added.that}" == required
