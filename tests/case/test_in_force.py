"""The case seen otherwise: with issues pinned, and without what is private."""

import dataclasses
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.random_data import case_data

from goodoffices.case import load, pinned
from goodoffices.case._yaml_text import document
from goodoffices.case.expressions import holds
from goodoffices.case.in_force import public

SYRIA = load("examples/syria-2013")
slow = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=50)


def test_a_pinned_issue_has_its_value_today_and_no_other():
    case = pinned(SYRIA, {"arms": "supplied", "intervention": "yes"})
    assert (case.status_quo["arms"], case.status_quo["intervention"]) == ("supplied", "yes")
    rules = [rule for rule in case.impossible if rule not in SYRIA.impossible]
    assert [rule.id for rule in rules] == ["set.arms", "set.intervention"]
    for value in SYRIA.issues["arms"].values:
        assert holds(rules[0].that.node, {"arms": value}) == (value != "supplied")


def test_pinning_again_replaces_what_was_pinned():
    assert pinned(pinned(SYRIA, {"arms": "withheld"}), {"arms": "supplied"}) == pinned(SYRIA, {"arms": "supplied"})


def test_pinning_nothing_changes_nothing():
    assert pinned(SYRIA, {}) == SYRIA


def told(case):
    """Return all there is to see of a case."""
    return repr(case) + repr(case.places) + repr(case.warnings)


@slow
@given(data=case_data(), draw=st.data())
def test_cases_that_differ_only_in_what_is_private_look_the_same_in_public(data, draw, tmp_path_factory):
    def read(private):
        folder = tmp_path_factory.mktemp("case")
        (folder / "case.yaml").write_text(document(private), "utf-8")
        case = load(folder)
        return dataclasses.replace(case, file="case.yaml")

    issue, settled = next(iter(data["issues"].items()))
    value = settled.get("values", ["no", "yes"])[0]
    condition = f'{issue} = "{value}"'
    secret: dict[str, Any] = {"parties": {}}
    for name, written in data["parties"].items():
        entries = {}
        party = dict(written)
        for kind in ("refuses", "requires", "wants"):
            held = [entry for entry in party.get(kind, []) if not is_private(entry)]
            party[kind] = held
            mixed = list(held)
            body = {"step": condition, "only_if": condition} if kind == "requires" else {"that": condition}
            if "ranking" not in party and not any("weight" in entry for entry in held if isinstance(entry, dict)):
                for _ in range(draw.draw(st.integers(0, 2))):
                    mixed.insert(draw.draw(st.integers(0, len(mixed))), body | {"private": "true", "why": "hush"})
            entries[kind] = mixed
        data["parties"][name] = party
        secret["parties"][name] = {**party, **entries}
    data.pop("leverage", None)
    assert told(public(read({**data, **secret}))) == told(public(read(data)))


def is_private(entry):
    return isinstance(entry, dict) and entry.get("private") == "true"


def test_leverage_on_what_is_private_is_private_and_the_rest_keeps_its_target(tmp_path):
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: x\nparties: {a: {wants: [{that: p, private: true}, not p]}}\nissues: {p: {by: a}}\n"
        "leverage: [{by: a, on: a.wants.1}, {by: a, on: a.wants.2}, {by: a, on: a.wants.2, private: true}]\n"
    )
    shared = public(load(tmp_path))
    (position,) = shared.positions
    (entry,) = shared.leverage
    assert (position.id, str(position.that), entry.id, entry.on) == ("a.wants.1", "not p", "leverage.1", "a.wants.1")


def test_statements_and_reports_that_only_private_entries_rest_on_are_not_shared(tmp_path):
    (tmp_path / "open.txt").write_text("They come.")
    (tmp_path / "memo.txt").write_text("They will yield.")
    (tmp_path / "statements.yaml").write_text(
        "reports:\n  - {id: open, file: open.txt, title: O}\n  - {id: memo, file: memo.txt, title: M}\nstatements:\n"
        "  - {id: s1, report: open, kind: position, spans: [{start: 0, end: 9}], status: confirmed}\n"
        "  - {id: s2, report: memo, kind: position, spans: [{start: 0, end: 15}], status: confirmed}\n"
        "links:\n  - {kind: contradiction, members: [s1, s2]}\n  - {kind: single_source, members: [s1]}\n"
    )
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: x\nparties: {a: {wants: [{that: p, because: [s1]}],"
        " refuses: [{that: not p, private: true, because: [s1, s2]}]}}\nissues: {p: {by: a}}\n"
    )
    shared = public(load(tmp_path))
    assert (list(shared.dossier.statements), list(shared.dossier.reports)) == (["s1"], ["open"])
    assert [link.id for link in shared.dossier.links] == ["link.1"]
    assert shared.dossier.disputed == frozenset()
    assert "yield" not in told(shared)


def test_a_case_without_private_entries_is_shared_whole():
    assert public(SYRIA) == SYRIA
