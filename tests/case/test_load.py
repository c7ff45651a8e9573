"""Everything DESIGN 3 says of the case file is read, and means what it says there."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from goodoffices.case import CaseFile, in_force, load
from goodoffices.case.entry import Amount
from goodoffices.case.transition import Balance, Office, Pairing, Quota, Share
from goodoffices.errors import UnknownNameError

HEAD = "goodoffices: 1\ntitle: A ford\n"


@pytest.fixture
def case(tmp_path):
    def read(text: str, head: str = HEAD, **files: str) -> CaseFile:
        (tmp_path / "case.yaml").write_text(head + text, "utf-8")
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_text(content, "utf-8")
        return load(tmp_path)

    return read


@pytest.fixture
def party(case):
    def read(text: str):
        issues = "issues: {p: {by: a}, q: {by: a}, r: {by: a, values: [x, 'y z', 3]}}\n"
        return case(f"parties: {{a: {text}}}\n{issues}").parties["a"]

    return read


@pytest.fixture
def issue(case):
    def read(text: str):
        return case(f"parties: {{a: {{}}, b: {{}}}}\nissues: {{p: {text}}}\n").issues["p"]

    return read


def warnings(case: CaseFile) -> list[str]:
    return [problem.message for problem in case.warnings]


def test_a_folder_or_its_file_may_be_given():
    assert load("examples/syria-2013") == load(Path("examples/syria-2013/case.yaml"))
    assert load("examples/syria-2013/case.yaml").dossier.statements


def test_a_case_file_may_have_any_name(tmp_path):
    (tmp_path / "ours.yml").write_text(HEAD + "parties: {a: {}}\nissues: {p: {by: a}}\n")
    assert load(tmp_path / "ours.yml").title == "A ford"


def test_a_mark_and_windows_line_ends_change_nothing(tmp_path):
    text = HEAD + "parties: {a: {}}\nissues: {p: {by: a}}\n"
    (tmp_path / "case.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(tmp_path).parties["a"].name == "a"


def test_the_least_a_case_says_and_what_goes_without_saying(case):
    least = case("parties: {a: {}}\nissues: {p: {by: a}}\n")
    party, issue = least.parties["a"], least.issues["p"]
    assert (party.name, party.role, party.reservation, party.ranking) == ("a", "side", "now", None)
    assert (issue.title, issue.by, issue.values, issue.now, issue.cost) == ("p", ("a",), ("no", "yes"), "no", {})
    assert (least.goal, least.as_of, least.transition, least.dossier.statements) == (None, None, None, {})
    assert least.status_quo == {"p": "no"}
    assert least.warnings == ()


def test_the_order_of_parties_and_issues_is_that_of_the_file(case):
    read = case("parties: {z: {}, a: {}}\nissues: {q: {by: a}, b: {by: z}, m: {by: a}}\n")
    assert (list(read.parties), list(read.issues)) == (["z", "a"], ["q", "b", "m"])


@pytest.mark.parametrize(
    ("written", "read"),
    [("no", "no"), ("yes", "yes"), ("1.10", "1.10"), ("0x1F", "0x1F"), ("2013-05-06", "2013-05-06"), ("1_000", "1_000"),
     ("true", "true"), ("'null'", "null"), ("on", "on"), ("1e3", "1e3"), ("'  x '", "  x "), ("~x", "~x")],
)  # fmt: skip
def test_values_keep_their_written_form(issue, written, read):
    assert issue(f"{{by: a, values: [other, {written}]}}").values == ("other", read)


def test_an_issue_is_decided_by_one_or_by_consent(issue):
    assert issue("{by: b}").by == ("b",)
    assert issue("{by: [b, a]}").by == ("b", "a")


def test_an_issue_may_start_anywhere_and_cost_something_to_move(issue):
    read = issue("{by: a, title: The p, values: [x, y, z], now: y, cost: {x: 2, z: {low: 0.5, high: 1.125}}}")
    assert (read.title, read.now) == ("The p", "y")
    assert read.cost == {"x": Amount(2, 2), "z": Amount(0.5, 1.125)}
    assert read.cost["z"].thousandths == 812


def test_positions_of_all_three_kinds_are_read_with_all_they_carry(party):
    read = party(
        "{refuses: [{id: g1, that: p, cost: 9, confidence: 0.5, since: 2013-01-01, until: 2013-12-31, why: So.}],"
        " requires: [{step: p, only_if: q, withdrawn: true, private: true}], wants: [{that: not p, weight: -2}]}"
    )
    refuses, requires, wants = read.positions
    assert (refuses.id, refuses.cost, refuses.confidence, refuses.why) == ("g1", Amount(9, 9), 0.5, "So.")
    assert (refuses.since, refuses.until) == (dt.date(2013, 1, 1), dt.date(2013, 12, 31))
    assert (requires.id, requires.withdrawn, requires.private) == ("a.requires.1", True, True)
    assert (str(requires.step), str(requires.that)) == ("p", "q")
    assert (wants.id, wants.weight, wants.cost, wants.confidence) == ("a.wants.1", -2, Amount(1, 1), 1)
    assert all(position.assumed for position in read.positions)
    assert [position.words for position in read.positions] == ["refuses: p", "requires: p only if q", "wants: not p"]


def test_unnamed_entries_are_counted_from_one_beside_named_ones(case):
    read = case(
        "parties: {a: {wants: [p, {id: mine, that: q}, not p]}}\nissues: {p: {by: a}, q: {by: a}}\n"
        "impossible: [p and q, {id: rule, that: q and not p}]\nleverage: [{by: a, on: mine}, {by: a, on: a.wants.3}]\n"
    )
    assert [position.id for position in read.positions] == ["a.wants.1", "mine", "a.wants.3"]
    assert [rule.id for rule in read.impossible] == ["impossible.1", "rule"]
    assert [(entry.id, entry.on) for entry in read.leverage] == [("leverage.1", "mine"), ("leverage.2", "a.wants.3")]


def test_leverage_carries_its_price_and_condition(case):
    read = case(
        "parties: {a: {refuses: [{id: x, that: p}]}, b: {}}\nissues: {p: {by: a}, q: {by: b}}\n"
        "leverage: [{by: b, on: x, cost: {low: 1, high: 2}, if: not q, private: true}]\n"
    )
    (entry,) = read.leverage
    assert (entry.by, entry.on, entry.cost, str(entry.condition), entry.private) == (
        "b",
        "x",
        Amount(1, 2),
        "not q",
        True,
    )
    assert warnings(read) == []


def test_leverage_on_a_want_has_no_effect_and_says_so(case):
    read = case("parties: {a: {wants: [p]}}\nissues: {p: {by: a}}\nleverage: [{by: a, on: a.wants.1}]\n")
    assert "is a want, which keeps nobody away; leverage has no effect on it" in warnings(read)[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[p]", {"p": ()}),
        ("p", {"p": ()}),
        ("{r: [x, y]}", {"r": ("x", "y")}),
        ("[p, {r: [y, x]}]", {"p": (), "r": ("y", "x")}),
    ],
)
def test_one_way_issues_leave_now_for_good_or_go_in_one_direction(case, written, read):
    whole = f"parties: {{a: {{}}}}\nissues: {{p: {{by: a}}, r: {{by: a, values: [x, y]}}}}\none_way: {written}\n"
    assert case(whole).one_way == read


def test_a_ranking_has_states_as_maps_and_letters_and_ties(case):
    read = (
        case("parties: {a: {ranking: [YN, [NN, {q: yes, p: no}], Y-]}}\nissues: {p: {by: a}, q: {by: a}}\n")
        .parties["a"]
        .ranking
    )
    assert read.tiers == (
        ({"p": "yes", "q": "no"},),
        ({"p": "no", "q": "no"}, {"q": "yes", "p": "no"}),
        ({"p": "yes"},),
    )


def test_worth_weights_and_reservation_are_read(party):
    read = party(
        "{worth: {p: {no: 0, yes: {low: 1, high: 3}}, q: {no: 5, yes: 0}}, weights: {p: 2, q: 0.5}, reservation: -1.5}"
    )
    assert read.worth == {
        "p": {"no": Amount(0, 0), "yes": Amount(1, 3)},
        "q": {"no": Amount(5, 5), "yes": Amount(0, 0)},
    }
    assert (read.weights, read.reservation) == ({"p": 2, "q": 0.5}, -1.5)
    chances = party("{reservation: [{state: {p: yes}, chance: 0.25}, {state: {}, chance: 0.75}]}").reservation
    assert chances == (({"p": "yes"}, 0.25), ({}, 0.75))


def test_infeasible_status_quo_is_a_warning(case):
    read = case("parties: {a: {}}\nissues: {p: {by: a}, q: {by: a}}\nimpossible: [{id: r, that: not p and not q}]\n")
    assert warnings(read) == ["rule 'r' excludes the status quo; mend a 'now' or the rule, if that is not meant"]


@pytest.mark.parametrize(
    ("section", "always"),
    [("goal: p or not p", "every"), ("goal: p and not p", "no"), ("impossible: [p and not p]", "no"),
     ("alike: [p = yes or p = no]", "every"), ("leverage: [{by: a, on: x, if: p and not p}]", "no")],
)  # fmt: skip
def test_a_condition_that_depends_on_nothing_is_a_warning(case, section, always):
    read = case(
        f"parties: {{a: {{refuses: [{{id: x, that: q}}]}}}}\nissues: {{p: {{by: a}}, q: {{by: a}}}}\n{section}\n"
    )
    assert any(f"holds in {always} state; mend it, if that is not meant" in found for found in warnings(read))


def test_two_parties_of_one_alias_are_a_warning(case):
    read = case("parties: {a: {aliases: [Rebels]}, b: {aliases: [rebels]}}\nissues: {p: {by: a}}\n")
    assert "'rebels' also names 'a'" in warnings(read)[0]


def test_a_cost_of_staying_is_a_warning(issue, case):
    issue("{by: a, cost: {yes: 1}}")
    read = case("parties: {a: {}}\nissues: {p: {by: a, cost: {no: 1}}}\n")
    assert "this cost is never paid" in warnings(read)[0]


REPORT = "\ufeffÉlodie said: \U0001f600 we will come.\r\nShare\n"
STATEMENTS = """\
reports:
  - {id: post, file: post.txt, title: T, published: 2013-05-06, regions: [{start: 0, end: 30, role: body},
     {start: 30, end: 37, role: page tools}]}
statements:
  - {id: s1, report: post, kind: indirect, spans: [{start: 1, end: 7}, {start: 16, end: 28}], status: confirmed,
     speaker: {text: Élodie, party: a, how: named}}
  - {id: s2, report: post, kind: position, spans: [{start: 16, end: 28}], status: drafted, firmness: will}
  - {id: s3, report: post, kind: figure, spans: [{start: 31, end: 35}], status: confirmed, value: 3}
links: [{kind: contradiction, members: [s1, s2]}, {id: l, kind: single_source, members: [s3]}]
"""


def write_report(folder: Path) -> None:
    (folder / "post.txt").write_bytes(REPORT.encode())


def test_statements_are_found_beside_the_case_with_the_words_at_their_spans(case, tmp_path):
    """Spans count code points of the text as stored: its mark, its line ends and letters beyond the sixteenth bit."""
    write_report(tmp_path)
    read = case(
        "parties: {a: {wants: [{that: p, because: [s1, s2]}]}}\nissues: {p: {by: a}}\n", statements_yaml=STATEMENTS
    )
    first = read.dossier.statements["s1"]
    assert REPORT[1:7] == "Élodie"
    assert first.words == f"Élodie … {REPORT[16:28]}"
    assert (first.speaker.party, first.speaker.how, first.holder) == ("a", "named", None)
    assert read.dossier.statements["s2"].firmness == "will"
    report = read.dossier.reports["post"]
    assert (report.text, report.published, report.line(31)) == (REPORT, dt.date(2013, 5, 6), 2)
    assert read.dossier.disputed == {"s1", "s2"}
    assert [link.id for link in read.dossier.links] == ["link.1", "l"]
    assert not next(read.positions).assumed


def test_drafts_and_words_that_stand_in_page_tools_are_warnings(case, tmp_path):
    write_report(tmp_path)
    read = case("parties: {a: {wants: [{that: p, because: [s2]}]}}\nissues: {p: {by: a}}\n", statements_yaml=STATEMENTS)
    assert warnings(read) == [
        "statement 's2' is a draft; confirm it",
        "the words stand in the report's page tools; only title, caption and body yield statements",
    ]


def test_a_report_that_has_not_changed_is_recognised_by_its_sha256(case, tmp_path):
    write_report(tmp_path)
    digest = hashlib.sha256(REPORT.encode()).hexdigest()
    text = STATEMENTS.replace("title: T,", f"title: T, sha256: {digest.upper()},")
    assert case("parties: {a: {}}\nissues: {p: {by: a}}\n", statements_yaml=text).dossier.reports["post"].text == REPORT


BODY = """\
parties: {a: {}, b: {}}
issues: {p: {by: a}}
transition:
  consent_of: [a, b]
  offices: [{id: chair}, {id: bench, seats: 3}]
  candidates: CANDIDATES
  vetoes:
    a: [c1, {candidate: c2, id: mine, cost: 3}, {that: town = A and not nominated_by = b, why: So.}]
  rules:
    - {at_least: 2, of: {town: B}, in: bench, cost: 2}
    - {id: balance, share: {min: 0.25}, of: {town: A, trade: law}}
    - {apart: [chair, bench], by: town}
    - {balance: [a, b], margin: 1, in: bench}
    - {balance: [A, B], by: town}
  order: {a: [c2, c1]}
"""
LISTED = """
    - {id: c1, name: Una, nominated_by: a, offices: chair; bench, town: A}
    - {id: c2, offices: [bench], means: not p, town: B, trade: law}"""
TABLE = 'id,name,nominated_by,offices,means,town,trade\nc1,Una,a,"chair;bench",,A,\n\nc2,,,bench,not p,B,law\n'


def test_a_transition_is_read_with_candidates_listed_or_in_a_table(case):
    listed = case(BODY.replace("CANDIDATES", LISTED)).transition
    table = case(BODY.replace("CANDIDATES", "people.csv"), people_csv=TABLE).transition
    assert listed == table
    assert (listed.candidates_file, table.candidates_file) == (None, "people.csv")
    first, second = table.candidates
    assert (first.id, first.name, first.nominated_by, first.offices) == ("c1", "Una", "a", ("chair", "bench"))
    assert (second.name, second.nominated_by, str(second.means), second.columns["trade"]) == (
        "c2",
        None,
        "not p",
        "law",
    )
    assert table.offices == (Office("chair", 1), Office("bench", 3))
    assert [(veto.id, veto.party, veto.candidate, str(veto.that), veto.cost.low) for veto in table.vetoes] == [
        ("a.veto.1", "a", "c1", "id = c1", 1),
        ("mine", "a", "c2", "id = c2", 3),
        ("a.veto.3", "a", None, "town = A and not nominated_by = b", 1),
    ]
    quota, share, pairing, nominees, towns = table.rules
    assert quota == Quota("rule.1", bound="at_least", number=2, of={"town": "B"}, offices=("bench",), cost=Amount(2, 2))
    assert share == Share("balance", low=0.25, high=1.0, of={"town": "A", "trade": "law"})
    assert pairing == Pairing("rule.3", kind="apart", offices=("chair", "bench"), by="town")
    assert nominees == Balance("rule.4", between=("a", "b"), by="nominated_by", margin=1, offices=("bench",))
    assert towns == Balance("rule.5", between=("A", "B"), by="town")
    assert table.order == {"a": ("c2", "c1")}


def test_a_value_no_candidate_has_is_a_warning_for_it_may_be_meant(case):
    read = case(BODY.replace("CANDIDATES", LISTED).replace("that: town = A", "that: town = C"))
    assert "unknown value 'C'" in warnings(read)[0]


def test_aliases_of_yaml_are_read_as_if_written_out(case):
    read = case("parties: {a: {wants: &w [p, not p]}, b: {wants: *w}}\nissues: {p: {by: a}}\n")
    assert [position.id for position in read.positions] == ["a.wants.1", "a.wants.2", "b.wants.1", "b.wants.2"]


def test_problems_found_later_have_their_place(case):
    read = case("parties:\n  a:\n    wants:\n      - {that: p}\nissues: {p: {by: a}}\n")
    assert (read.problem("parties.a.wants[0]", "x").line, read.problem("parties.a.wants[0].that.more", "x").line) == (
        6,
        6,
    )
    assert (read.problem("nowhere", "x").line, read.problem("issues.p", "x").column) == (1, 13)


def in_force_ids(case: CaseFile) -> list[str]:
    return [position.id for position in in_force(case, "refuses", "requires", "wants")]


def test_positions_count_from_since_to_until_both_included(case):
    text = (
        "as_of: {}\nparties: {{a: {{wants: [{{id: x, that: p, since: 2013-05-02, until: 2013-05-04}},"
        " {{id: y, that: p, withdrawn: true}}, {{id: z, that: p}}]}}}}\nissues: {{p: {{by: a}}}}\n"
    )
    counted = {day: in_force_ids(case(text.format(f"2013-05-0{day}"))) for day in range(1, 6)}
    assert counted == {1: ["z"], 2: ["x", "z"], 3: ["x", "z"], 4: ["x", "z"], 5: ["z"]}
    assert in_force_ids(case(text.format("").replace("as_of: \n", ""))) == ["x", "z"]


def test_positions_in_force_are_told_by_kind_in_the_order_of_the_file(case):
    read = case("parties: {b: {wants: [p]}, a: {wants: [p], refuses: [{that: p}]}}\nissues: {p: {by: a}}\n")
    assert [position.id for position in in_force(read, "wants")] == ["b.wants.1", "a.wants.1"]
    assert [position.id for position in in_force(read, "refuses", "requires")] == ["a.refuses.1"]


@pytest.mark.parametrize("values", [{"q": "no"}, {"p": "maybe"}])
def test_only_known_issues_and_values_can_be_pinned(case, values):
    from goodoffices.case import pinned

    read = case("parties: {a: {}}\nissues: {p: {by: a}}\n")
    with pytest.raises(UnknownNameError, match="unknown"):
        pinned(read, values)
