"""`brief --share` leaves out what is private and all that rests on it: nobody can tell from it what was private."""

import dataclasses
import json

from goodoffices import Case
from goodoffices.brief.page import page
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import equals
from goodoffices.case.model import Leverage, Position


def with_secrets(case: Case) -> Case:
    """Return the case with private entries that change every answer, resting on a statement nothing else cites."""
    file = case.file
    secret = Position(
        "a-secret", ("c26",), party="government", kind="refuses", that=equals("opposition_attends", "yes"), private=True
    )
    whispered = Position("a-whisper", (), party="us", kind="wants", that=equals("arms", "supplied"), private=True)
    parties = dict(file.parties)
    for held in (secret, whispered):
        party = parties[held.party]
        parties[held.party] = dataclasses.replace(party, positions=(held, *party.positions))
    lever = Leverage("a-lever", (), by="us", on="assad-leaves-first", cost=Amount(0, 0), private=True)
    return Case(dataclasses.replace(file, parties=parties, leverage=(*file.leverage, lever)))


def test_a_shared_brief_is_the_same_with_and_without_private_entries():
    plain = Case.load("examples/syria-2013")
    secret = with_secrets(plain)
    assert secret.convene() != plain.convene()
    ours, theirs = secret.brief(share=True), plain.brief(share=True)
    assert json.dumps(ours.to_dict()) == json.dumps(theirs.to_dict())
    assert page(ours) == page(theirs)


def test_an_unshared_brief_shows_them():
    html = page(with_secrets(Case.load("examples/syria-2013")).brief())
    assert "a-secret" in html
    assert "a-lever" in html
    assert 'id="c26"' in html


def test_a_shared_brief_says_that_it_is_one():
    assert "shared version" in page(Case.load("examples/syria-2013").brief(share=True))
