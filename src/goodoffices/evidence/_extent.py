"""Where the clause of a position begins and ends within its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._ends import clause_end, drifts, new_predicate
from goodoffices.evidence._holders import SPEAKERS_OWN, Clause
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting
from goodoffices.evidence._tokens import Token

_TURNS = frozenset(("while", "whereas", "though", "although", "but", "yet"))


def end_of(sentence: Sequence[Token], start: int, at: int) -> int:
    """Return the last token of the clause that begins at `start` and goes on after `at`."""
    end = clause_end(sentence, at)
    if _is_relative(sentence, start):
        end = next((i for i in range(at + 1, end) if sentence[i].tag == ","), end)
    end = next((i for i in range(at + 1, end - 1) if _goes_elsewhere(sentence, i)), end)
    while end > at + 1 and sentence[end - 1].tag in (",", "—", "–"):
        end -= 1
    return end - 1


def _is_relative(sentence: Sequence[Token], start: int) -> bool:
    """Whether ", which …" or ", who …" begins at `start` or just before it."""
    opening = next((i for i in (start, start - 1) if i > 0 and sentence[i].low in ("who", "which", "whom")), None)
    return opening is not None and sentence[opening - 1].tag == ","


def _goes_elsewhere(sentence: Sequence[Token], at: int) -> bool:
    """Whether something new begins at a conjunction or comma: another verb, or a subject with a verb of its own."""
    return drifts(sentence, at) or new_predicate(sentence, at) or _new_verb(sentence, at) or new_subject(sentence, at)


def _new_verb(sentence: Sequence[Token], at: int) -> bool:
    """Whether "and rejected …" begins here."""
    return sentence[at].tag == "C" and sentence[at + 1].tag == "V" and sentence[at - 1].tag != "V"


def new_subject(sentence: Sequence[Token], at: int) -> bool:
    """Whether ", and X did …" or ", though X did …" begins here."""
    if sentence[at].tag != "," and sentence[at].low not in _TURNS:
        return False
    after = at + 1 if sentence[at].tag == "," else at
    if after + 2 >= len(sentence) or (sentence[after].tag != "C" and sentence[after].low not in _TURNS):
        return False
    subject = after + 1
    phrase = Phrase(subject, subject) if sentence[subject].tag == "R" else phrase_starting(sentence, subject)
    verb = phrase.last + 1 if phrase else len(sentence)
    return verb < len(sentence) and sentence[verb].tag in ("V", "A", "M")


def start_of(clause: Clause, subject: Phrase | None, start: int) -> int:
    """Take in the speaker where the content's subject is only a pronoun for them: "X said it would …"."""
    teller = clause.teller
    if (
        teller is None
        or clause.quoted
        or teller.attribution is None
        or subject is None
        or subject.first != subject.last
    ):
        return start
    source = teller.attribution.source
    pronoun = clause.sentence[subject.first].low in SPEAKERS_OWN
    if pronoun and source is not None and source.first < subject.first:
        return clause.sentence[source.first].start
    return start


def what_is_meant(sentence: Sequence[Token], at: int, floor: int) -> int:
    """Return where "a plan" begins in "a plan proposed by X" and in "a plan similar to that proposed by X"."""
    last = at - 1
    if last - 1 > floor and sentence[last].low in ("that", "those", "one"):
        last -= 1
        last -= sentence[last].tag == "P"
    phrase = phrase_ending(sentence, last, floor) if last >= floor else None
    return phrase.first if phrase is not None else at
