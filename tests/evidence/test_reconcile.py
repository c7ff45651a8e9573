"""Statements side by side: every kind of link, the rulings kept, and how well all of it agrees with readers."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest
from tests.evidence import dossiers
from tests.evidence.agreement import agreement
from tests.evidence.dossiers import RIVER, dossier
from tests.evidence.seeds import seeds

from goodoffices.case import load
from goodoffices.case.statements import Link, Report, Statement, Voice
from goodoffices.evidence.linking import reconcile

INVENTED = {
    "river": (RIVER, dossiers.RIVER_LINKS),
    "hostages": (dossiers.HOSTAGES, dossiers.HOSTAGES_LINKS),
    "islands": (dossiers.ISLANDS, dossiers.ISLANDS_LINKS),
    "mines": (dossiers.MINES, dossiers.MINES_LINKS),
    "causes": (dossiers.CAUSES, dossiers.CAUSES_LINKS),
}
KERRY = Voice("Mr Vane", "Paul Vane", "us", "named")


def told(identity: str, report: str, kind: str, words: str, **fields: object) -> Statement:
    spans = ((int(identity[1:]) * 1000, int(identity[1:]) * 1000 + len(words)),)
    return dataclasses.replace(Statement(identity, report, kind, spans, words, "confirmed"), **fields)  # type: ignore[arg-type]


def links_of(*statements: Statement, texts: dict[str, str] | None = None, rulings: tuple[Link, ...] = ()) -> list[Link]:
    names = dict.fromkeys(statement.report for statement in statements)
    published = {"a": dt.date(2031, 4, 2)}
    reports = {
        name: Report(name, name, name, None, "news", published.get(name), None, (), (texts or {}).get(name, ""))
        for name in names
    }
    return list(reconcile(statements, reports, rulings=rulings))


def only(links: list[Link], kind: str) -> Link:
    [found] = [link for link in links if link.kind == kind]
    return found


@pytest.mark.parametrize("name", INVENTED)
def test_invented_dossiers_are_linked_as_their_reader_linked_them(name: str) -> None:
    text, gold = INVENTED[name]
    statements, reports = dossier(text)
    found = agreement(reconcile(statements, reports), gold, statements)
    assert (found.missed, found.extra, found.kinds) == ((), (), 1.0)


def test_the_syria_example_is_linked_nearly_as_by_hand() -> None:
    held = load("examples/syria-2013").dossier
    statements = list(held.statements.values())
    gold = [(link.kind, link.members) for link in held.links]
    found = agreement(reconcile(statements, held.reports), gold, statements)
    assert found.recall >= 0.8
    assert found.precision >= 0.94
    assert found.kinds == 1


def test_the_seeds_are_linked_nearly_as_by_hand() -> None:
    material = seeds()
    if material is None:
        pytest.skip("../shared/seeds is missing")
    statements, reports, gold = material
    links = reconcile(statements, reports)
    found = agreement(links, gold, statements)
    assert found.recall >= 0.9
    assert found.precision >= 0.95
    assert found.kinds >= 0.95
    assert {frozenset({"A-F4", "B-F3"}), frozenset({"A-I3", "A-P9", "B-I14"})} <= {
        frozenset(link.members) for link in links if link.kind == "contradiction"
    }
    [dead] = [link for link in links if link.kind == "figures_differ"]
    assert (dead.low, dead.high) == (70_000, 120_000)
    shared = next(link for link in links if link.kind == "same_quote")
    assert "the abyss" in (shared.difference or "")
    assert "an abyss" in (shared.difference or "")
    alone = {name for link in links if link.kind == "single_source" for name in link.members}
    assert {"A-P1", "A-P2", "B-I10"} <= alone
    assert len(alone) <= 0.4 * len(statements)


def test_a_quote_cut_or_translated_differently_is_one_quote_with_its_difference() -> None:
    found = only(
        links_of(
            told(
                "a1",
                "a",
                "quote",
                "The choice is that the valley slides nearer to the cliff, if not over the cliff.",
                speaker=KERRY,
            ),
            told(
                "b2",
                "b",
                "quote",
                "There is more fighting. The choice is that the valley slides nearer to a cliff",
                speaker=KERRY,
            ),
        ),
        "same_quote",
    )
    assert found.members == ("a1", "b2")
    assert "the cliff" in str(found.difference)
    assert "a cliff" in str(found.difference)


def test_one_quote_given_to_two_speakers_is_a_contradiction() -> None:
    other = Voice("Mr Roe", "Ann Roe", "russia", "named")
    words = "We shall not move our guns before the harvest is in"
    found = links_of(told("a1", "a", "quote", words, speaker=KERRY), told("b2", "b", "quote", words, speaker=other))
    assert only(found, "contradiction").members == ("a1", "b2")


def test_figures_are_ranged_with_who_says_which_and_never_averaged() -> None:
    fields = {"unit": "people", "measure": "killed in the war"}
    found = only(
        links_of(
            told("a1", "a", "figure", "more than 300 dead", value=300.0, low=300.0, qualifier="more than", **fields),
            told("b2", "b", "figure", "up to 900", value=900.0, high=900.0, who="the Red Crescent", **fields),
        ),
        "figures_differ",
    )
    assert (found.low, found.high) == (300, 900)
    assert "no source named, 2031-04-02" in str(found.reason)
    assert "the Red Crescent" in str(found.reason)
    assert "600" not in str(found)


def test_figures_of_two_measures_are_not_set_against_each_other() -> None:
    killed = told("a1", "a", "figure", "300 dead", value=300.0, unit="people", measure="killed in the war")
    fled = told("b2", "b", "figure", "9,000 fled", value=9000.0, unit="people", measure="displaced by the war")
    hours = told("b3", "b", "figure", "300 hours", value=300.0, unit="hours", measure="length of the war")
    assert [link.kind for link in links_of(killed, fled, hours)] == []


def test_durations_compare_across_units() -> None:
    fields = {"measure": "length of the strike"}
    weeks = told("a1", "a", "figure", "ten weeks", value=10.0, unit="weeks", **fields)
    months = told("b2", "b", "figure", "over two months", value=2.0, low=2.0, qualifier="over", unit="months", **fields)
    found = only(links_of(weeks, months), "figures_differ")
    assert (found.low, found.high) == (8.696, 10)
    short = dataclasses.replace(weeks, value=6.0)
    assert only(links_of(short, months), "contradiction").members == ("a1", "b2")


def test_a_report_at_odds_with_itself_is_told() -> None:
    fields = {"unit": "years", "measure": "length of the siege"}
    found = links_of(
        told("a1", "a", "figure", "nearly two years", value=2.0, high=2.0, qualifier="nearly", **fields),
        told("a2", "a", "figure", "its fourth year", value=4.0, qualifier="ordinal", **fields),
        told("a3", "a", "indirect", "the mine was never cleared of explosives by the army"),
        told("a4", "a", "indirect", "the mine was cleared of explosives by the army"),
    )
    assert [link.members for link in found if link.kind == "contradiction"] == [("a3", "a4"), ("a1", "a2")]


def test_what_two_parties_want_differently_is_no_contradiction() -> None:
    yes = told("a1", "a", "position", "the talks must be held in the capital", holder=KERRY, type="demand")
    no = told("b2", "b", "position", "the talks must not be held in the capital", type="demand")
    no = dataclasses.replace(no, holder=Voice(None, "Ann Roe", "russia", None))
    assert "contradiction" not in {link.kind for link in links_of(yes, no)}


TOLL = {"kind": "figure", "words": "40 dead", "value": 40.0, "unit": "people", "measure": "killed"}
SWEPT = "the harbour would stay shut unless the mines were swept first"


def harbour(names: str, **texts: str) -> list[Link]:
    """Link reports that all give the dead of the harbour, and of which the first also has a precondition."""
    tolls = [told(f"{name}{place}", name, **TOLL) for place, name in enumerate(names)]  # type: ignore[arg-type]
    precondition = told("a9", names[0], "position", SWEPT, holder=KERRY, type="precondition")
    return links_of(*tolls, precondition, texts=texts)


def alone(links: list[Link]) -> set[str]:
    return {name for link in links if link.kind == "single_source" for name in link.members}


def test_what_another_report_of_the_matter_could_have_told_rests_on_one_source() -> None:
    assert alone(harbour("ab", a=SWEPT, b="the harbour has been shut since the mines were found")) == {"a9"}


def test_for_one_report_alone_nothing_is_said_to_rest_on_one_source() -> None:
    assert alone(harbour("a", a=SWEPT)) == set()


def test_reports_of_other_matters_could_not_have_told_it() -> None:
    assert alone(harbour("ab", a=SWEPT, b="the choir of the school sang")) == set()
    lone = told("a9", "a", "position", SWEPT, holder=KERRY, type="precondition")
    other = told("b1", "b", "indirect", "the harvest was poor", speaker=KERRY)
    assert alone(links_of(lone, other, texts={"a": SWEPT, "b": SWEPT})) == set()


def test_a_report_of_another_month_could_not_have_told_it() -> None:
    statements = [told(f"{name}{place}", name, **TOLL) for place, name in enumerate("ab")]  # type: ignore[arg-type]
    statements.append(told("a9", "a", "position", SWEPT, holder=KERRY, type="precondition"))
    dates = {"a": dt.date(2031, 4, 2), "b": dt.date(2031, 6, 2)}
    reports = {name: Report(name, name, name, None, "news", day, None, (), SWEPT) for name, day in dates.items()}
    assert alone(list(reconcile(statements, reports))) == set()


def test_two_copies_are_one_source_and_what_a_report_repeats_is_listed_once() -> None:
    text = (
        "The envoy arrived at the northern harbour before noon and walked, without a word to anybody who was waiting "
        "there, to the customs house in which the delegates had spent the night on benches."
    )
    copied = [
        told(f"{name}{place}", name, "position", SWEPT, holder=KERRY, type="precondition")
        for place, name in enumerate("ab")
    ]
    tolls = [told(f"{name}{place}", name, **TOLL) for place, name in enumerate("abc", 5)]  # type: ignore[arg-type]
    again = told("a8", "a", "position", SWEPT, holder=KERRY, type="precondition")
    found = links_of(*copied, *tolls, again, texts={"a": text, "b": text + " It was late.", "c": SWEPT})
    assert set(only(found, "same_origin").members) >= {"a0", "b1"}
    assert [link.members for link in found if link.kind == "single_source"] == [("a0", "a8"), ("b1",)]


def test_repeats_of_one_claim_in_a_report_are_no_second_source() -> None:
    assert {"a9", "a0"} - alone(harbour("ab", a=SWEPT, b="the harbour is shut because of the mines")) == {"a0"}


def test_what_is_said_of_two_conflicts_is_not_compared() -> None:
    texts = {
        "a": "In Halden the Norrin council met Envoy Brandt; Quist and Sorley of the Tarn league stayed away.",
        "b": "In Oster the mayor of Vell, Ana Feld, met Prefect Lanno and Osman Tarr of the Sarn guard.",
    }
    tolls = [
        told("a1", "a", **TOLL),  # type: ignore[arg-type]
        told("b2", "b", "figure", "900 dead", value=900.0, unit="people", measure="killed"),
    ]
    assert links_of(*tolls, texts=texts) == []
    assert only(links_of(*tolls, texts={"a": texts["a"], "b": texts["a"]}), "figures_differ").low == 40


def test_nobody_contradicts_himself_in_one_speech_and_an_if_denies_nothing() -> None:
    yes = told("a1", "a", "quote", "the pass will be opened to the lorries of the council", speaker=KERRY)
    no = told("a2", "a", "quote", "the pass will not be opened to lorries of soldiers", speaker=KERRY)
    assert links_of(yes, no) == []
    put = told("b2", "b", "indirect", "the pass will be opened to the lorries of the council if it does not snow")
    assert "contradiction" not in {link.kind for link in links_of(yes, put)}


def test_two_reports_citing_one_agency_are_one_source() -> None:
    words = "forty lorries crossed the pass in the night"
    found = links_of(
        told("a1", "a", "indirect", words, via="the Halden News Agency"),
        told("b2", "b", "indirect", "forty lorries crossed the pass", via="Halden News Agency"),
    )
    assert only(found, "same_origin").members == ("a1", "b2")


def test_a_ruling_is_kept_and_a_link_made_by_hand_keeps_its_words() -> None:
    statements, reports = dossier(RIVER)
    found = reconcile(statements, reports)
    ruled = dataclasses.replace(
        next(link for link in found if link.kind == "figures_differ"), ruling="the wire's count"
    )
    hand = Link("mine", "same_claim", ("w2", "l2"), "I say so", None, None, None, "one and the same")
    gone = Link("gone", "same_claim", ("w2", "zz"), None, None, None, None, "of a statement that is no more")
    again = reconcile(statements, reports, rulings=[ruled, hand, gone])
    assert ruled in again
    assert hand in again
    assert gone not in again
    assert reconcile(statements, reports, rulings=again) == again


def test_rejected_statements_are_linked_to_nothing() -> None:
    statements, reports = dossier(RIVER)
    rejected = [dataclasses.replace(statement, status="rejected") for statement in statements]
    assert reconcile(rejected, reports) == ()


def test_the_order_of_the_statements_changes_no_link() -> None:
    statements, reports = dossier(RIVER)
    shuffled = random.Random(7).sample(statements, len(statements))
    sets = [{(link.kind, frozenset(link.members)) for link in reconcile(s, reports)} for s in (statements, shuffled)]
    assert sets[0] == sets[1]


def test_links_made_by_hand_outlive_a_new_reading() -> None:
    held = load("examples/syria-2013").dossier
    again = reconcile(held.statements.values(), held.reports, rulings=held.links)
    assert set(held.links) <= set(again)
    assert set(reconcile(held.statements.values(), held.reports, rulings=again)) == set(again)
