"""Every conclusion can be followed back to the words in a report that it rests on."""

import re
from dataclasses import fields, is_dataclass

import pytest

from goodoffices import Case
from goodoffices.brief.page import page
from goodoffices.brief.report import Brief, Line
from goodoffices.case import Grounds
from goodoffices.sensitivity.questions import as_today_but

EXAMPLES = ["examples/syria-2013"]


@pytest.fixture(params=EXAMPLES)
def case(request) -> Case:
    return Case.load(request.param)


def parts(value):
    """Yield every dataclass within an answer."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from parts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from parts(part)


def test_every_line_names_a_statement_or_says_that_it_is_assumed(case):
    lines = [part for part in parts(case.brief()) if isinstance(part, Line)]
    assert len(lines) > 40
    for line in lines:
        assert line.grounds.statements or line.grounds.assumed or line.text.startswith("“arms = "), line


def test_what_a_line_rests_on_stands_in_the_brief_with_the_reports_own_words(case):
    brief = case.brief()
    texts = {origin.id: origin.text for origin in brief.origins}
    cited = {name for part in parts(brief) if isinstance(part, Grounds) for name in part.statements}
    assert cited
    for name in cited:
        passage = brief.passages[name]
        flat = " ".join(texts[passage.report].split())
        for piece in passage.words.split(" … "):
            assert piece in flat


def test_each_answer_part_carries_its_grounds(case):
    answer = case.convene()
    assert answer.grounds.statements
    parts_with_grounds = [*answer.positions.values(), *answer.deadlocks, *answer.packages, *answer.pivots]
    parts_with_grounds += [made for package in answer.packages for made in package.concessions]
    for part in parts_with_grounds:
        assert part.grounds.statements or part.grounds.assumed
    assert case.stability().grounds.statements


def test_disputed_and_assumed_grounds_are_marked_in_words(case):
    brief = case.brief()
    html = page(brief)
    disputed = {name for part in parts(brief) if isinstance(part, Grounds) for name in part.disputed}
    assert disputed
    assert all(f"{name} disputed" in html for name in disputed)
    assumed = {name for part in parts(brief) if isinstance(part, Grounds) for name in part.assumed}
    assert all(name in html for name in assumed)
    assert "assumed" in html


def test_every_link_of_the_page_leads_to_a_passage_in_it(case):
    html = page(case.brief())
    targets = set(re.findall(r'id="([^"]+)"', html))
    links = set(re.findall(r'href="#([^"]+)"', html))
    assert len(links) > 20
    assert links <= targets


def test_accounts_that_differ_stand_side_by_side(case):
    brief = case.brief()
    figures = next(dispute for dispute in brief.disputes if dispute.kind == "figures_differ")
    words = " ".join(brief.passages[member].words for member in figures.members)
    assert "70,000" in words
    assert "90,000" in words
    assert "120,000" in words
    within = [d for d in brief.disputes if len({brief.passages[m].report for m in d.members}) == 1]
    assert within, "the column is at odds with itself, and the brief tells it"


def lines(brief):
    return [part for part in parts(brief) if isinstance(part, Line)]


def test_the_brief_states_no_probability_of_peace(case):
    for line in lines(case.brief()):
        assert not re.search(r"probab|likel|chance|odds", line.text)
        if "%" in line.text:
            assert re.search(r"(holds|hold) in (\d+|over 99|under 1) %( \(\d+–\d+ %\))? of draws", line.text)
            assert "peace" not in line.text


def test_the_first_paragraph_says_in_how_many_draws_it_holds_and_on_what_it_rests(case):
    brief = case.brief()
    assert re.search(
        r"That it does not convene holds in \d+ % of draws, this cheapest package in \d+ %", brief.sure.text
    )
    assert brief.sure.text.endswith("the verdict rests on one report, dispatch.")
    first = re.search(r'<div class="verdict">(.*?)</div>', page(brief), re.DOTALL)
    assert first is not None
    assert brief.sure.text in first[1]


@pytest.mark.parametrize(
    ("headline", "section", "words"),
    [
        ("accept", "What the sides could agree on", "That some agreement is acceptable holds in"),
        ("holds", "Whether it holds, once agreed", "By nash it holds in"),
        (None, "Who could govern meanwhile", "That a body exists depends on nothing that is in doubt on file"),
    ],
)
def test_settling_governing_and_holding_say_how_sure_they_are_wherever_they_appear(case, headline, section, words):
    brief = case.brief()
    told = next(part for part in brief.sections if part.title == section)
    assert words in told.lines[-1].text
    assert headline is None or words in getattr(brief, headline).text


def test_shares_in_the_brief_are_those_of_sensitivity(case):
    shares = {one.conclusion: one for one in case.sensitivity().conclusions}
    brief = case.brief()
    for conclusion, line in (
        ("does not convene", brief.sure),
        ("some agreement is acceptable", brief.accept),
        ("equilibrium by nash: " + as_today_but(case.file, brief.convene.packages[0].state), brief.holds),
    ):
        assert f"in {100 * shares[conclusion].holds:.0f} % of draws" in line.text


def test_the_brief_stands_whole_in_its_data(case):
    brief = case.brief()
    assert isinstance(brief, Brief)
    data = brief.to_dict()
    assert data["convene"] == case.convene().to_dict()
    assert data["stability"] == case.stability().to_dict()
    assert data["transition"] == case.transition().to_dict()
