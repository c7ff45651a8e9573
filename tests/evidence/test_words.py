"""The word lists: what one names, another has to know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.evidence import read
from goodoffices.evidence._rules import rules_by_word
from goodoffices.evidence._words import classes, lines, verb_forms


def test_every_verb_of_a_position_is_a_verb_with_all_its_forms() -> None:
    lemmas = {lemma for lemma, _ in verb_forms().values()}
    named = {
        verb for line in lines("positions") for group in re.findall(r"\{([^}]+)\}", line) for verb in group.split("|")
    }
    assert named - lemmas == set()


@pytest.mark.parametrize("name", ["human_verb", "governing_verb", "raising_verb", "copular_verb", "addressing_verb"])
def test_every_verb_of_a_class_is_a_verb(name: str) -> None:
    lemmas = {lemma for lemma, _ in verb_forms().values()}
    assert classes()[name] - lemmas == set()


def test_every_rule_can_be_found_by_the_word_it_begins_with() -> None:
    for word, rules in rules_by_word().items():
        assert re.fullmatch(r"[\w'“-]+", word), word
        assert rules


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The rebels did not rule out a truce, their spokesman said.", "concession"),
        ("The rebels refused to rule out a truce.", "concession"),
        ("The government did not rule out military action.", "threat"),
        ("The offer was rejected by the rebels on Monday.", "refusal"),
        ("The rebels dropped their demand that the president resign.", "concession"),
        ("The minister warned that his country would close the border unless the rebels withdrew.", "threat"),
        ("The rebels said they would free the prisoners if the army withdrew.", "offer"),
        ("The rebels said they would not talk until the army withdrew.", "precondition"),
        ("Under the deal, the army would leave the city.", "agreement"),
        ('"Release the prisoners now," the rebel leader Ado Karim said.', "demand"),
    ],
)
def test_verb_modal_negation_and_condition_make_the_type(tmp_path: Path, sentence: str, kind: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"A report\n\n{sentence} Nobody else was heard by the reporters in the town.\n", encoding="utf-8")
    found = [s.type for s in read([file]).statements if s.kind == "position"]
    assert kind in found, found


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister refused to say when the talks would begin.",
        "The talks are expected to resume on Monday.",
        "The proposal was intended to end the fighting.",
        "The results could not be confirmed.",
        "The rebels did not reject the plan.",
    ],
)
def test_what_only_looks_like_a_position_is_none(tmp_path: Path, sentence: str) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"A report\n\n{sentence} Nobody else was heard by the reporters in the town.\n", encoding="utf-8")
    assert [s.words for s in read([file]).statements if s.kind == "position"] == []
