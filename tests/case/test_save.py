"""A case that is saved reads back, and what did not change in its file keeps every character."""

import dataclasses
import difflib
import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.random_data import case_data

from goodoffices.case import load
from goodoffices.case._yaml_text import document
from goodoffices.case.entry import Amount
from goodoffices.case.model import Leverage, Party, Position
from goodoffices.case.parse import parse
from goodoffices.case.save import save
from goodoffices.errors import CaseError, FolderError

SYRIA = Path("examples/syria-2013")
slow = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=50)


def in_some_form(data, form):
    """Write plain data as YAML in one of several forms, with a comment wherever there may be one."""
    match form:
        case "ours":
            return document(data)
        case "flow":
            return json.dumps(data, ensure_ascii=False)
        case "lines":
            return json.dumps(data, indent=3)
    return in_block(data, "", "  " if form == "narrow" else "     ") + "\n# last\n"


def in_block(data, pad, step):
    if not data or isinstance(data, str):
        return " " + json.dumps(data) + "  # said"
    lines = []
    for number, part in enumerate(data.items() if isinstance(data, dict) else data):
        key, value = part if isinstance(data, dict) else (None, part)
        head = "-" if key is None else f"{json.dumps(key)}:"
        lines.append(f"\n{pad}# {number}\n{pad}{head}{in_block(value, pad + step, step)}")
    return "".join(lines)


def counted(case):
    """Return a case with its unnamed entries counted as they are in a file, which is how saving leaves them."""
    with tempfile.TemporaryDirectory() as folder:
        save(case, folder)
        return load(folder)


forms = st.sampled_from(["ours", "flow", "lines", "narrow", "wide"])


@slow
@given(case_data(), forms)
def test_any_case_reads_back_from_a_new_file(data, form):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "case.yaml").write_text(in_some_form(data, form), "utf-8")
        case = load(folder)
        save(case, f"{folder}/new/place")
        again = load(f"{folder}/new/place")
        assert again == case
        assert list(again.parties) == list(case.parties)
        assert list(again.issues) == list(case.issues)


@slow
@given(case_data(), forms)
def test_a_case_without_changes_leaves_its_file_as_it_is(data, form):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(in_some_form(data, form), "utf-8")
        before = file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino
        save(load(folder), folder)
        assert (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino) == before


@slow
@given(case_data(), case_data(), forms)
def test_any_case_can_be_written_over_any_other(one, other, form):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(in_some_form(other, "ours"), "utf-8")
        wanted = load(folder)
        file.write_text(in_some_form(one, form), "utf-8")
        save(wanted, folder)
        found = load(folder)
        assert found == wanted
        assert list(found.issues) == list(wanted.issues)


def part(case, data):
    """Return the case with one part of it changed."""
    kind = data.draw(st.sampled_from(["title", "position", "drop", "add", "issue", "leverage", "party"]))
    party = data.draw(st.sampled_from(list(case.parties.values())))
    index = data.draw(st.integers(0, max(0, len(party.positions) - 1)))
    goal = (
        parse("not (" + next(iter(case.issues)) + ' = "no")')
        if "no" in next(iter(case.issues.values())).values
        else None
    )

    def with_party(**changes):
        return dataclasses.replace(case, parties=case.parties | {party.id: dataclasses.replace(party, **changes)})

    match kind:
        case "position" if party.positions:
            changed = dataclasses.replace(party.positions[index], cost=Amount(2.5, 2.5), why="new: why")
            return with_party(positions=(*party.positions[:index], changed, *party.positions[index + 1 :]))
        case "drop":
            gone = {position.id for position in party.positions[index:]}
            kept = tuple(entry for entry in case.leverage if entry.on not in gone)
            return dataclasses.replace(with_party(positions=party.positions[:index]), leverage=kept)
        case "add" if goal:
            added = Position(id="added", party=party.id, kind="refuses", that=goal, private=True)
            return with_party(positions=(added, *party.positions))
        case "issue":
            issue = data.draw(st.sampled_from(list(case.issues.values())))
            changed = dataclasses.replace(issue, now=issue.values[-1], title="It's new", cost={})
            return dataclasses.replace(case, issues=case.issues | {issue.id: changed})
        case "leverage" if party.positions:
            lever = Leverage(id="lever", by=party.id, on=party.positions[0].id, condition=goal)
            return dataclasses.replace(case, leverage=(lever, *case.leverage[1:]))
        case "party":
            union = Party("eu", "European Union", ("EU",), "backer", (), None, {}, {}, "now")
            return dataclasses.replace(case, parties={**case.parties, "eu": union})
    return dataclasses.replace(case, title="Another title", goal=goal)


@slow
@given(case_data(), st.sampled_from(["narrow", "wide"]), st.data())
def test_an_edit_keeps_the_comments_around_it(data, form, draw):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(in_some_form(data, form), "utf-8")
        case = load(folder)
        before = file.read_text("utf-8").splitlines()
        wanted = part(case, draw)
        save(wanted, folder)
        assert load(folder) == counted(wanted)
        after = file.read_text("utf-8").splitlines()
        assert after[-1] == "# last"
        untouched = [line for line in before if line.startswith("# ")]
        assert [line for line in after if line.startswith("# ")] == untouched


def syria(folder):
    shutil.copytree(SYRIA, folder / "case")
    return folder / "case", load(folder / "case")


def changed_lines(before, after):
    """Return the lines that went and came."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line.startswith(("- ", "+ "))]


def test_an_edited_position_changes_only_its_own_words(tmp_path):
    folder, case = syria(tmp_path)
    before = (folder / "case.yaml").read_text("utf-8")
    us = case.parties["us"]
    positions = (dataclasses.replace(us.positions[0], cost=Amount(4, 4), why="said on: TV # once"), *us.positions[1:])
    edited = dataclasses.replace(case, parties=case.parties | {"us": dataclasses.replace(us, positions=positions)})
    save(edited, folder)
    assert load(folder) == edited
    assert changed_lines(before, (folder / "case.yaml").read_text("utf-8")) == [
        "-         cost: 2",
        "+         cost: 4",
        '+         why: "said on: TV # once"',
    ]


def test_an_entry_taken_out_takes_its_lines_along_and_leaves_the_comments_around_it(tmp_path):
    folder, case = syria(tmp_path)
    file = folder / "case.yaml"
    file.write_text(file.read_text("utf-8").replace("leverage:\n", "leverage:\n  # who leans on whom\n"), "utf-8")
    save(dataclasses.replace(case, leverage=case.leverage[1:]), folder)
    assert "leverage:\n  # who leans on whom\n  - id: russia-brings-the-government\n" in file.read_text("utf-8")
    save(dataclasses.replace(case, leverage=()), folder)
    assert load(folder).leverage == ()
    assert file.read_text("utf-8").startswith(SYRIA.joinpath("case.yaml").read_text("utf-8")[:200])


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("{by: a}  # who", {"by": ("a", "b")}, "{by: [a, b]}  # who"),
        ("{ by: a,   values: [x, y ] }", {"values": ("x", "y", "z")}, "{ by: a,   values: [x, y, z ] }"),
        (
            "{by: [a, b], values: [x, y]}",
            {"values": ("w", "x", "y"), "now": "x"},
            "{by: [a, b], values: [w, x, y], now: x}",
        ),
        ("{by: a, values: [x, y, z]}", {"values": ("x", "z")}, "{by: a, values: [x, z]}"),
        ("{by: a, title: 'Old'}", {"title": "toll"}, "{by: a}"),
        ("{title: Old, by: a}", {"title": "toll"}, "{by: a}"),
        ("{by: a, now: yes}", {"now": "no"}, "{by: a}"),
        ("{by: a, now: no}  # as ever", {"now": "yes"}, "{by: a, now: yes}  # as ever"),
        (
            "\n    # the decider\n    by: a   # for now\n    cost:  {yes: 1}\n",
            {"by": ("b",), "cost": {"yes": Amount(2, 2)}},
            "\n    # the decider\n    by: b   # for now\n    cost:  {yes: 2}\n",
        ),
        (
            "\n    by:\n      - a    # first\n      - b    # second\n    title: Old\n",
            {"by": ("b",)},
            "\n    by: b    # second\n    title: Old\n",
        ),
        (
            "\n    by:\n      - a    # first\n      - b    # second\n    title: Old\n",
            {"by": ("a", "b", "c")},
            "\n    by:\n      - a    # first\n      - b    # second\n      - c\n    title: Old\n",
        ),
        ("\n    title: |\n      Old\n      one\n    by: a\n", {"title": "New"}, "\n    title: New\n    by: a\n"),
        (
            "\n    by: a\n    title: >-\n      Old\n      one\n",
            {"by": ("b",)},
            "\n    by: b\n    title: >-\n      Old\n      one\n",
        ),
        ("\n    title:\n    by: a\n", {"title": "New"}, "\n    title: New\n    by: a\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_an_edit_is_made_in_place(before, change, after, line_end, tmp_path):
    whole = "goodoffices: 1\ntitle: A ford\nparties: {a: {}, b: {}, c: {}}\nissues:\n  toll: {}\n# the end\n"
    text = [
        whole.replace(" {}\n#", f"{' ' * (not part.startswith(chr(10)))}{part}".rstrip("\n") + "\n#")
        for part in (before, after)
    ]
    (tmp_path / "case.yaml").write_bytes(text[0].replace("\n", line_end).encode())
    case = load(tmp_path)
    toll = dataclasses.replace(case.issues["toll"], **change)
    save(dataclasses.replace(case, issues={"toll": toll}), tmp_path)
    assert (tmp_path / "case.yaml").read_bytes().decode() == text[1].replace("\n", line_end)
    assert load(tmp_path).issues["toll"] == toll


def test_a_renamed_party_keeps_the_others_as_they_are(tmp_path):
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: x\n"
        "parties:\n  # one\n  a: {name: A}\n  # two\n  b:\n    name: B  # b\nissues: {p: {by: b}}\n"
    )
    case = load(tmp_path)
    renamed = dataclasses.replace(case.parties["a"], id="z")
    save(dataclasses.replace(case, parties={"z": renamed, "b": case.parties["b"]}), tmp_path)
    text = (tmp_path / "case.yaml").read_text()
    assert list(load(tmp_path).parties) == ["z", "b"]
    assert "  # one\n" in text
    assert "  # two\n" in text
    assert "  b:\n    name: B  # b\n" in text


def test_aliases_are_written_out_where_they_must_be(tmp_path):
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: x\nparties: {a: {wants: &w [p, not p]}, b: {wants: *w}}\nissues: {p: {by: a}}\n"
    )
    case = load(tmp_path)
    first = dataclasses.replace(case.parties["a"], positions=case.parties["a"].positions[:1])
    wanted = dataclasses.replace(case, parties={"a": first, "b": case.parties["b"]})
    save(wanted, tmp_path)
    assert load(tmp_path) == wanted


def test_candidates_stay_in_their_table_until_they_differ_from_it(tmp_path):
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: x\nparties: {a: {}}\nissues: {p: {by: a}}\n"
        "transition: {consent_of: [a], offices: [{id: chair}], candidates: list.csv}\n"
    )
    (tmp_path / "list.csv").write_text("id,name,offices\nc1,Una,chair\nc2,Ole,\n")
    case = load(tmp_path)
    save(dataclasses.replace(case, title="y"), tmp_path)
    assert "candidates: list.csv" in (tmp_path / "case.yaml").read_text()
    assert case.transition
    body = dataclasses.replace(case.transition, candidates=case.transition.candidates[:1])
    save(dataclasses.replace(case, transition=body), tmp_path)
    assert load(tmp_path).transition == body
    assert "list.csv" not in (tmp_path / "case.yaml").read_text()


def test_a_file_with_mistakes_is_not_written_over(tmp_path):
    folder, case = syria(tmp_path)
    (folder / "case.yaml").write_text("title: half writ", "utf-8")
    with pytest.raises(CaseError):
        save(case, folder)
    assert (folder / "case.yaml").read_text("utf-8") == "title: half writ"


def test_a_case_that_could_not_be_read_again_is_not_written(tmp_path):
    folder, case = syria(tmp_path)
    before = (folder / "case.yaml").read_bytes()
    with pytest.raises(CaseError, match="unknown issue 'peace'"):
        save(dataclasses.replace(case, goal=parse("peace")), folder)
    assert (folder / "case.yaml").read_bytes() == before
    assert [file.name for file in folder.iterdir() if file.name.startswith(".")] == []


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path):
    case = load(SYRIA)
    (tmp_path / "file").write_text("kept")
    plain = dataclasses.replace(counted_without_grounds(case), title="New")
    with pytest.raises(FolderError):
        save(plain, tmp_path / "file" / "below")
    assert (tmp_path / "file").read_text() == "kept"


def counted_without_grounds(case):
    """Return a case that rests on nothing, so that it can be written without its statements."""
    bare = {"because": ()}
    parties = {
        party.id: dataclasses.replace(
            party, positions=tuple(dataclasses.replace(position, **bare) for position in party.positions)
        )
        for party in case.parties.values()
    }
    return dataclasses.replace(
        case,
        parties=parties,
        hoped_date=(),
        impossible=tuple(dataclasses.replace(rule, **bare) for rule in case.impossible),
        leverage=tuple(dataclasses.replace(entry, **bare) for entry in case.leverage),
        transition=None,
    )
