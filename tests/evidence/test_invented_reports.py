"""Ten invented reports, each with what a careful reader finds in it."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from goodoffices.case.statements import Report, Statement, Voice
from goodoffices.evidence import Reading, read

FOLDER = Path(__file__).parent / "reports"
REPORTS = sorted(file for file in FOLDER.iterdir() if file.suffix != ".yaml")


def gold_of(report: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(report.with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


@pytest.fixture(params=REPORTS, ids=lambda file: file.stem)
def case(request: pytest.FixtureRequest) -> tuple[Reading, dict[str, Any]]:
    return read([request.param]), gold_of(request.param)


def flat(words: str) -> str:
    return " ".join(words.split())


def holding(reading: Reading, kind: str, words: str) -> list[Statement]:
    return [s for s in reading.statements if s.kind == kind and flat(words) in flat(s.words)]


def named(voice: Voice | None) -> str | None:
    return voice.name if voice is not None else None


def test_there_are_ten_reports() -> None:
    assert len(REPORTS) == 10


def test_every_statement_is_the_text_at_its_spans(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, _ = case
    for statement in reading.statements:
        text = reading.reports[0].text
        assert statement.words == " … ".join(text[start:end] for start, end in statement.spans)


def test_the_day_of_the_report_is_its_own_or_asked_for(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    assert reading.reports[0].published == gold["published"]
    assert gold["published"] or any(q.about == "published" for q in reading.questions)


def test_quotations_are_found_with_their_speakers(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    found = [
        (words, sorted({str(named(s.speaker)) for s in holding(reading, "quote", words)}))
        for words, _ in gold.get("quotes", [])
    ]
    assert [(words, names) for words, names in found if names] == found
    wanted = [(words, [str(speaker)]) for words, speaker in gold.get("quotes", []) if speaker]
    assert [pair for pair in found if pair[0] in dict(wanted)] == wanted


def test_a_quotation_split_by_its_speaker_is_one_statement(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    assert all(len(holding(reading, "quote", words)[0].spans) == 2 for words in gold.get("split", []))


def test_names_and_terms_in_marks_are_no_quotations(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    assert not [words for words in gold.get("no_quotes", []) if holding(reading, "quote", words)]


def test_indirect_speech_is_found_with_its_speakers(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    found = [
        [words, *{str(named(s.speaker)) for s in holding(reading, "indirect", words)}]
        for words, _ in gold.get("indirect", [])
    ]
    assert found == gold.get("indirect", [])


def test_positions_have_type_holder_condition_and_standing(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    for wanted in gold.get("positions", []):
        found = holding(reading, "position", wanted["words"])
        fitting = [s for s in found if s.type == wanted["type"]]
        assert fitting, (wanted, [(s.type, s.words) for s in found])
        held = {"holder": named(fitting[0].holder), "firmness": fitting[0].firmness, "standing": fitting[0].standing}
        assert held | {key: wanted[key] for key in held if key in wanted} == held
        assert wanted.get("condition", "") in flat(fitting[0].condition or "")


def test_figures_have_value_bounds_unit_measure_and_teller(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    for wanted in gold.get("figures", []):
        found = [s for s in reading.statements if s.kind == "figure" and s.words == wanted["words"]]
        assert found, (wanted, [s.words for s in reading.statements if s.kind == "figure"])
        assert {key: getattr(found[0], key) for key in wanted} == wanted


def test_numbers_that_count_nothing_are_no_figures(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    assert not [words for words in gold.get("no_figures", []) if holding(reading, "figure", words)]


def test_dates_are_counted_from_the_reports_own_day_or_left_open(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    for words, wanted in gold.get("dates", []):
        found = [s.date for s in holding(reading, "date", words)]
        assert wanted in found, (words, found)
        assert wanted is None or isinstance(wanted, dt.date)


def test_ties_are_found(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    found = [[named(s.holder), s.cue, s.beneficiary] for s in reading.statements if s.kind == "tie"]
    assert [tie for tie in gold.get("ties", []) if tie not in found] == []


def test_metonyms_are_resolved_and_marked(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    marked = {named(s.holder) for s in reading.statements if s.holder and s.holder.how == "metonym"}
    assert set(gold.get("metonyms", [])) <= marked


def test_page_furniture_yields_nothing(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    for words in gold["dropped"]:
        at = reading.reports[0].text.find(words)
        assert at >= 0, words
        assert role_at(reading.reports[0], at) not in ("title", "caption", "body"), words
        assert not [
            s for s in reading.statements if any(start < at + len(words) and at < end for start, end in s.spans)
        ]


def role_at(report: Report, at: int) -> str:
    return next(region.role for region in report.regions if region.start <= at < region.end)


def test_what_is_open_is_asked(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, gold = case
    asked = " ".join(question.question for question in reading.questions)
    assert [words for words in gold.get("asked", []) if words not in asked] == []


def test_every_character_of_a_report_has_one_role(case: tuple[Reading, dict[str, Any]]) -> None:
    reading, _ = case
    regions = reading.reports[0].regions
    assert regions[0].start == 0
    assert regions[-1].end == len(reading.reports[0].text)
    assert all(first.end == second.start for first, second in itertools.pairwise(regions))
