"""What entries rest on together."""

from goodoffices.case import Grounds, grounds, load

SYRIA = load("examples/syria-2013")


def entries(*ids):
    return [
        entry for name in ids for entry in (*SYRIA.positions, *SYRIA.leverage, *SYRIA.impossible) if entry.id == name
    ]


def test_statements_come_in_the_order_cited_each_once_with_their_reports():
    found = grounds(SYRIA, entries("us-brings-the-opposition", "assad-removed", "us-brings-the-opposition"))
    assert found.statements == ("d21", "d19", "d22")
    assert found.reports == ("dispatch",)
    assert found.assumed == ()


def test_a_disputed_statement_is_marked():
    found = grounds(SYRIA, entries("us-brings-the-opposition"))
    assert found.disputed == tuple(name for name in found.statements if name in SYRIA.dossier.disputed) != ()


def test_what_no_statement_stands_behind_is_assumed_with_its_reason():
    assumed = next(position for position in SYRIA.positions if position.assumed and position.why)
    found = grounds(SYRIA, [assumed])
    assert found == Grounds(assumed=(assumed.id,), why=(str(assumed.why),))


def test_a_reason_beside_statements_is_no_assumption():
    found = grounds(SYRIA, entries("assad-leaves-first"))
    assert (found.assumed, found.why) == ((), ())


def test_nothing_rests_on_nothing():
    assert grounds(SYRIA, []) == Grounds()
