"""The two reports this project started from, against what was marked in them by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from goodoffices.evidence import Reading, read

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the reports are other people's and lie in ../shared, which is missing here"
)


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def readings(gold: dict[str, Any]) -> dict[str, Reading]:
    return {letter: read([SEEDS / about["file"]]) for letter, about in gold["docs"].items()}


def likeness(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> float:
    one, other = ({at for start, end in spans for at in range(start, end)} for spans in (first, second))
    return len(one & other) / len(one | other)


def test_all_quotations_are_found_with_their_speakers(gold: dict[str, Any], readings: dict[str, Reading]) -> None:
    for item in gold["quotes"]:
        spans = tuple((span["start"], span["end"]) for span in item["spans"])
        found = [s for s in readings[item["doc"]].statements if s.kind == "quote" and s.spans == spans]
        assert [s.speaker.name for s in found if s.speaker] == [item["speaker"]], item["id"]


def test_indirect_speech_is_found_and_little_else(gold: dict[str, Any], readings: dict[str, Reading]) -> None:
    told = [
        (letter, s.spans) for letter, reading in readings.items() for s in reading.statements if s.kind == "indirect"
    ]
    marked = [(i["doc"], i["tier"], [(i["content"]["start"], i["content"]["end"])]) for i in gold["indirect"]]
    core = [
        any(doc == letter and likeness(spans, span) >= 0.5 for letter, spans in told)
        for doc, tier, span in marked
        if tier == "core"
    ]
    right = [any(doc == letter and likeness(spans, span) >= 0.5 for doc, _, span in marked) for letter, spans in told]
    assert sum(core) / len(core) >= 0.9
    assert sum(right) / len(right) >= 0.85


def test_all_figures_have_their_values_and_bounds(gold: dict[str, Any], readings: dict[str, Reading]) -> None:
    for item in gold["figures"]:
        span = [(item["span"]["start"], item["span"]["end"])]
        figures = [s for s in readings[item["doc"]].statements if s.kind == "figure"]
        best = max(figures, key=lambda s: likeness(s.spans, span))
        assert likeness(best.spans, span) > 0.8, item["id"]
        assert best.value == item["value"], item["id"]
        assert {key: item[key] for key in ("low", "high") if key in item} == {
            key: getattr(best, key) for key in ("low", "high") if key in item
        }


def test_all_dates_are_counted_or_left_open(gold: dict[str, Any], readings: dict[str, Reading]) -> None:
    for item in (item for item in gold["dates"] if item["tier"] == "core"):
        span = ((item["span"]["start"], item["span"]["end"]),)
        found = [s for s in readings[item["doc"]].statements if s.kind == "date" and likeness(s.spans, span) > 0.8]
        assert found, item["id"]
        if item["anchor"] is None:
            assert found[0].date is None
        else:
            assert str(found[0].date).startswith(item["resolves_to"])


def test_a_date_that_nothing_fixes_is_asked_for(readings: dict[str, Reading]) -> None:
    asked = [q for q in readings["B"].questions if q.about == "date" and "end of this month" in q.question]
    assert len(asked) == 1
    assert asked[0].statement in {s.id for s in readings["B"].statements}


def test_nothing_comes_from_page_furniture(gold: dict[str, Any], readings: dict[str, Reading]) -> None:
    for item in (item for item in gold["boilerplate"] if item["drop"] and "glued" not in item["kind"]):
        low, high = item["span"]["start"], item["span"]["end"]
        held = [s.words for s in readings[item["doc"]].statements if any(a < high and low < b for a, b in s.spans)]
        assert not held, item["id"]


def test_the_two_reports_are_linked_where_they_differ(gold: dict[str, Any]) -> None:
    together = read([SEEDS / about["file"] for about in gold["docs"].values()])
    words = {statement.id: statement.words for statement in together.statements}
    told = {
        kind: [[words[name] for name in link.members] for link in together.links if link.kind == kind]
        for kind in ("contradiction", "figures_differ", "same_quote")
    }
    assert [found for found in told["contradiction"] if len(found) == 2] == [["third year", "nearly two years"]]
    [plans] = [found for found in told["contradiction"] if len(found) > 2]
    assert all("transition plan" in plan for plan in plans)
    [dead] = [link for link in together.links if link.kind == "figures_differ"]
    assert (dead.low, dead.high) == (70_000, 120_000)
    [shared] = [link for link in together.links if link.kind == "same_quote"]
    assert "the abyss" in str(shared.difference)
    assert "an abyss" in str(shared.difference)
