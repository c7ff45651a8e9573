"""Whose words they are where a case knows the parties, and a report opens with its place and day."""

from __future__ import annotations

from pathlib import Path

from goodoffices.case import load
from goodoffices.evidence import Reading, read

REPORT = """Upstream and downstream towns edge toward talks

VARNA CROSSING, 4 October 2029 - Orvia will not sit down with its neighbour while the dam is half empty, its water
minister said on Tuesday.

Tessland's foreign ministry demanded that filling stop before any meeting. "No delegation of ours will travel while a
gate is closed," spokesman Idris Vale said.
"""
CASE = """goodoffices: 1
title: A dam
parties: {orvia: {name: Orvia}, tessland: {name: Tessland}}
issues: {filling: {by: orvia}}
"""


def reading_of(folder: Path) -> Reading:
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "herald.txt").write_text(REPORT, encoding="utf-8")
    return read([folder / "herald.txt"], parties=load(folder).parties)


def test_place_and_day_at_the_top_are_no_part_of_what_is_told(tmp_path: Path) -> None:
    told = [s.words for s in reading_of(tmp_path).statements if s.kind == "indirect"]
    assert told[0].startswith("Orvia will not sit down")


def test_a_ministry_of_a_party_speaks_for_it(tmp_path: Path) -> None:
    holders = {s.holder.text: s.holder.party for s in reading_of(tmp_path).statements if s.type and s.holder}
    assert holders["Tessland's foreign ministry"] == "tessland"


def test_what_is_ours_is_of_the_side_that_says_so(tmp_path: Path) -> None:
    (quoted,) = (s for s in reading_of(tmp_path).statements if s.type and s.words.startswith("No delegation"))
    assert quoted.holder
    assert quoted.holder.name == "Idris Vale"
