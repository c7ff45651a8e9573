"""What to ask next: by how much an answer would narrow the conclusions, from the definition."""

import itertools
import math
import os
from dataclasses import replace

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case

from goodoffices.case import CaseFile, in_force, load
from goodoffices.case.entry import Amount
from goodoffices.sensitivity import QUESTIONS, sensitivity
from goodoffices.sensitivity.questions import conclusions

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))


def entropy(share: float) -> float:
    return -sum(p * math.log2(p) for p in (share, 1 - share) if p > 1e-12)


def narrowed(case: CaseFile, settled: list[str], questions: list[str]) -> float:
    """Return by how many bits the conclusions are less in doubt once it is known which of the positions are held."""
    open_ = [held for held in in_force(case, "refuses", "requires", "wants") if held.confidence < 1]
    asked = []
    for choice in itertools.product((True, False), repeat=len(open_)):
        weight = math.prod(p.confidence if held else 1 - p.confidence for p, held in zip(open_, choice, strict=True))
        gone = {p.id for p, held in zip(open_, choice, strict=True) if not held}
        parties = {
            name: replace(party, positions=tuple(p for p in party.positions if p.id not in gone))
            for name, party in case.parties.items()
        }
        there = replace(case, parties=parties)
        held = {one for question in questions for one in conclusions(question, there)} if weight else set()
        asked.append((weight, frozenset(gone.intersection(settled)), held))
    total = 0.0
    for question in questions:
        for holding in {tuple(one in held for _, _, held in asked) for one in conclusions(question, case)}:
            total += entropy(sum(weight for (weight, _, _), is_so in zip(asked, holding, strict=True) if is_so))
            for answer in {answer for _, answer, _ in asked}:
                rows = [(weight, so) for (weight, given, _), so in zip(asked, holding, strict=True) if given == answer]
                if mass := sum(weight for weight, _ in rows):
                    total -= mass * entropy(sum(weight for weight, so in rows if so) / mass)
    return total


@pytest.mark.prove
def test_what_an_answer_narrows_is_the_expected_fall_in_entropy():
    """A twentieth of GOODOFFICES_CASES, each with 4 uncertain positions: 16 cases asked for every statement."""
    told = 0
    for number in range(max(1, CASES // 20)):
        case = doubtful_case(np.random.default_rng([8, number]), uncertain=4)
        answer = sensitivity(case, tries=0)
        posed = [name for name in QUESTIONS if name not in answer.left_out]
        found = {(one.kind, one.name): one for one in answer.ask_next}
        for position in [p for p in in_force(case, "refuses", "requires", "wants") if p.confidence < 1]:
            units = [("statement", name) for name in position.because] or [("entry", position.id)]
            for unit in units:
                open_ = [p for p in in_force(case, "refuses", "requires", "wants") if p.confidence < 1]
                settled = [p.id for p in open_ if unit[1] in p.because or unit[1] == p.id]
                bits = narrowed(case, settled, posed)
                assert (found[unit].bits if unit in found else 0) == pytest.approx(bits, abs=2e-3)
                told += unit in found
    assert told


def test_the_most_telling_comes_first_and_says_what_it_settles():
    asks = sensitivity(load("examples/syria-2013"), questions=["convene"], tries=0).ask_next
    assert [one.bits for one in asks] == sorted((one.bits for one in asks), reverse=True)
    assert all(one.settles for one in asks)
    assert next(one for one in asks if one.name == "d24").settles == ("assad-steps-down",)


def test_an_interval_that_decides_is_asked_about():
    case = load("examples/syria-2013")
    levers = tuple(
        replace(entry, cost=Amount(0, 12)) if entry.id == "us-brings-the-opposition" else entry
        for entry in case.leverage
    )
    asks = sensitivity(replace(case, leverage=levers), questions=["convene"], draws=300, within=0, tries=0).ask_next
    amount = next(one for one in asks if one.kind == "amount")
    assert amount.name == "cost of us-brings-the-opposition"
    assert amount.bits > 0.1


def test_nothing_is_asked_where_nothing_is_in_doubt():
    assert not sensitivity(load("tests/published/prisoners"), tries=0).ask_next
