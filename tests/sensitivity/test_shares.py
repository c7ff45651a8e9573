"""Shares of draws: exact ones against plain enumeration, sampled ones against exact ones."""

import itertools
import os
from dataclasses import replace

import numpy as np
import pytest
from tests.sensitivity.random_cases import doubtful_case

from goodoffices.case import CaseFile, Position, load
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Is
from goodoffices.case.statements import Link
from goodoffices.sensitivity import QUESTIONS, SensitivityAnswer, dropped, sensitivity
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.doubt import doubt
from goodoffices.sensitivity.questions import conclusions
from goodoffices.sensitivity.shares import sampled, wilson

CASES = int(os.environ.get("GOODOFFICES_CASES", "300"))


def without_positions(case: CaseFile, names: set[str]) -> CaseFile:
    parties = {
        name: replace(party, positions=tuple(held for held in party.positions if held.id not in names))
        for name, party in case.parties.items()
    }
    return replace(case, parties=parties)


def plain_shares(case: CaseFile, questions: list[str]) -> dict[tuple[str, str], float]:
    """Return each conclusion's share by asking every combination of all uncertain positions.

    Who could govern depends on no position (`test_questions`), and is asked once.
    """
    body = conclusions("transition", case) if "transition" in questions else {}
    open_ = [held for held in case.positions if held.confidence < 1]
    shares: dict[tuple[str, str], float] = {}
    for choice in itertools.product((True, False), repeat=len(open_)):
        weight = float(
            np.prod([p.confidence if held else 1 - p.confidence for p, held in zip(open_, choice, strict=True)])
        )
        there = without_positions(case, {p.id for p, held in zip(open_, choice, strict=True) if not held})
        for question in questions:
            for conclusion in body if question == "transition" else conclusions(question, there):
                shares[question, conclusion] = shares.get((question, conclusion), 0) + weight
    return shares


def check_exact(case: CaseFile) -> set[str]:
    """Return the questions that the case poses, once each of its shares is what the definition gives."""
    answer = sensitivity(case, tries=0)
    assert answer.exact
    posed = [name for name in QUESTIONS if name not in answer.left_out]
    expected = {one: share for one, share in plain_shares(case, posed).items() if share}
    found = {(one.question, one.conclusion): one.holds for one in answer.conclusions if one.holds}
    assert found == pytest.approx(expected, abs=1e-12)
    assert all(one.low == one.holds == one.high for one in answer.conclusions)
    return set(posed)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(10))
def test_exact_shares_equal_plain_enumeration(part):
    """GOODOFFICES_CASES in all, each with up to 6 uncertain positions, that is up to 64 cases asked."""
    posed: set[str] = set()
    for number in range(max(1, CASES // 10)):
        rng = np.random.default_rng([6, part, number])
        posed |= check_exact(doubtful_case(rng, uncertain=int(rng.integers(0, 7))))
    assert posed == set(QUESTIONS)


@pytest.mark.prove
def test_exact_shares_equal_plain_enumeration_with_ten_uncertain_positions():
    """Ten from 500 GOODOFFICES_CASES on, else one: each is 1,024 cases asked."""
    for number in range(10 if CASES >= 500 else 1):
        check_exact(doubtful_case(np.random.default_rng([10, number]), uncertain=10))


@pytest.mark.prove
def test_intervals_hold_the_exact_share_at_the_stated_rate():
    """One conclusion a case, of GOODOFFICES_CASES / 3 cases; the bound lies three standard deviations below 95 %."""
    hits, looked = 0, 0
    for number in range(CASES // 3):
        rng = np.random.default_rng([95, number])
        case = doubtful_case(rng, uncertain=5)
        exact = {one.conclusion: one for one in sensitivity(case, tries=0).conclusions if 0 < one.holds < 1}
        if not exact:
            continue
        chosen = exact[str(rng.choice(sorted(exact)))]
        drawn, narrow = sampled(doubt(case), Asker(case), {chosen.question: ()}, draws=100, seed=number, within=-1)
        assert not narrow
        _, low, high = drawn[chosen.question].share(chosen.conclusion)
        hits += low <= chosen.holds <= high
        looked += 1
    assert looked > CASES // 10
    assert hits / looked >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / looked)


def with_idle_doubts(case: CaseFile) -> CaseFile:
    """Return the case with 13 uncertain red lines that nothing ever crosses: too many to be enumerated."""
    party = next(iter(case.parties.values()))
    never = Expression("never", And((Is("arms", ("supplied",)), Is("arms", ("withheld",)))))
    idle = tuple(
        Position(f"idle.{number}", party=party.id, kind="refuses", that=never, confidence=0.5) for number in range(13)
    )
    return replace(case, parties={**case.parties, party.id: replace(party, positions=party.positions + idle)})


def test_intervals_of_amounts_are_drawn_uniformly():
    case = load("examples/syria-2013")
    levers = tuple(
        replace(entry, cost=Amount(0, 10)) if entry.id == "us-brings-the-opposition" else entry
        for entry in case.leverage
    )
    answer = sensitivity(
        replace(sure(case), leverage=levers), questions=["convene"], draws=300, within=0, seed=3, tries=0
    )
    by_us = next(one for one in answer.conclusions if "assad-removed by us" in one.conclusion)
    assert by_us.low <= 0.6 <= by_us.high, "it costs the opposition itself 6"
    assert answer.draws == 300


def sure(case: CaseFile) -> CaseFile:
    parties = {
        name: replace(party, positions=tuple(replace(held, confidence=1.0) for held in party.positions))
        for name, party in case.parties.items()
    }
    return replace(case, parties=parties)


def test_a_case_without_doubts_is_one_exact_draw():
    answer = sensitivity(sure(load("examples/syria-2013")), tries=0)
    assert (answer.draws, answer.exact, answer.stopped) == (1, True, "exact")
    assert {one.holds for one in answer.conclusions} == {1.0}
    assert not answer.ask_next


def test_draws_stop_when_the_intervals_are_narrow_and_say_so():
    case = with_idle_doubts(sure(load("examples/syria-2013")))
    early = sensitivity(case, questions=["convene"], within=0.2, tries=0)
    assert (early.stopped, early.draws) == ("narrow enough", 100)
    late = sensitivity(case, questions=["convene"], within=0, draws=150, tries=0)
    assert (late.stopped, late.draws) == ("budget spent", 150)


def test_the_same_seed_gives_the_same_answer_and_another_seed_another():
    case = with_idle_doubts(load("examples/syria-2013"))

    def ask(seed: int) -> SensitivityAnswer:
        return sensitivity(case, questions=["convene"], draws=200, within=0, tries=0, seed=seed)

    assert ask(5) == ask(5)
    assert ask(5) != ask(6)


def test_more_draws_with_one_seed_begin_with_the_same_draws():
    open_ = doubt(load("examples/syria-2013"))
    spawned = np.random.SeedSequence(7).spawn(5)
    for number, child in enumerate(spawned):
        held, _ = open_.draw(7, number)
        assert (held == (np.random.default_rng(child).random(len(open_.positions)) < open_.confidence)).all()


def test_a_conclusion_on_one_source_and_on_disputed_reports_says_so():
    case = load("examples/syria-2013")
    verdict = sensitivity(case, questions=["convene"], tries=0).conclusions[0]
    assert verdict.grounds.disputed
    assert not verdict.grounds.single_source
    alone = sensitivity(dropped(case, ["column"]), questions=["convene"], tries=0).conclusions[0]
    assert alone.grounds.single_source


def test_reports_of_one_origin_are_one_source():
    case = load("examples/syria-2013")
    link = Link("wire", "same_origin", ("d2", "c2"), "both cite one agency", None, None, None, None)
    wired = replace(case, dossier=replace(case.dossier, links=(*case.dossier.links, link)))
    verdict = sensitivity(wired, questions=["convene"], tries=0).conclusions[0]
    assert len(verdict.grounds.reports) == 2
    assert verdict.grounds.single_source


def test_a_question_a_case_does_not_pose_is_left_out():
    answer = sensitivity(load("tests/published/prisoners"), tries=0)
    assert answer.left_out == ("convene", "transition")
    assert {one.question for one in answer.conclusions} == {"settle", "stability"}


def test_the_interval_of_a_share_is_wilsons():
    """Wilson (1927): for 3 of 10 the 95 % interval runs from 0.1078 to 0.6032."""
    assert wilson(0.3, 10) == pytest.approx((0.1078, 0.6032), abs=1e-4)
    assert wilson(0, 10)[0] == 0
    assert wilson(1, 10)[1] == 1
