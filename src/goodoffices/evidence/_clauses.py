"""Where a clause's subject stands, left or right of its verb: by structure, without a parser."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from goodoffices.evidence._phrases import INSIDE, Phrase, apposed_name, is_day, phrase_ending, phrase_starting
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import classes


def verb_start(sentence: Sequence[Token], verb: int) -> int:
    """Return where the verb's group begins: its auxiliaries, modals, negation and adverbs."""
    at = verb
    while at > 0 and sentence[at - 1].tag in ("A", "M", "X", "B", "T") and not is_day(sentence[at - 1]):
        at -= 1
    while at < verb and sentence[at].tag == "B" and sentence[at].low != "not":
        at += 1
    return at


def is_passive(sentence: Sequence[Token], verb: int) -> bool:
    """Whether the verb is a past participle after a form of be."""
    token = sentence[verb]
    if token.tag not in ("V", "N") or token.low.endswith("ing"):
        return False
    at = verb - 1
    while at >= 0 and sentence[at].tag in ("B", "X"):
        at -= 1
    return at >= 0 and sentence[at].tag == "A" and sentence[at].low in classes()["be"]


def subject_before(sentence: Sequence[Token], verb: int, floor: int = 0) -> Phrase | None:
    """Return the subject to the left of a verb group that begins at `verb`; None where there is none to be seen."""
    described = _described_subject(sentence, verb, floor)
    if described is not None:
        return described
    at = _over_adjuncts(sentence, verb - 1, floor)
    if at < floor:
        return None
    at = _over_phrase_after_who(sentence, at, floor)
    token = sentence[at]
    if token.tag == "C" or token.low == "then":
        return _shared_subject(sentence, at, floor)
    if token.low in ("who", "which", "that"):
        before = at - 1
        if before >= floor and sentence[before].tag == ",":
            before -= 1
        found = phrase_ending(sentence, before, floor) if before >= floor else None
        if (
            found
            and found.first - 2 > floor
            and sentence[found.first - 1].low == "by"
            and sentence[found.first - 2].tag in ("N", "V")
        ):
            # "a declaration seen by X that said": the declaration speaks.
            return phrase_ending(sentence, found.first - 3, floor) or found
        return found
    if token.tag == "R":
        return Phrase(at, at) if token.low not in ("him", "them", "me", "us") else None
    if token.low in (
        "this",
        "these",
        "those",
        "that",
        "both",
        "all",
        "some",
        "many",
        "others",
        "neither",
        "each",
        "another",
    ):
        return Phrase(at, at)
    found = phrase_ending(sentence, at, floor)
    if found is None:
        return None
    named = apposed_name(sentence, found.last + 1, verb)
    return Phrase(found.first, named) if named else _past_relative(sentence, found, floor)


def _described_subject(sentence: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """Return who "X, 59, of the valley council, who saw it all, said" names: the subject before several asides."""
    if verb - 1 <= floor or sentence[verb - 1].tag != ",":
        return None
    start = next((i + 1 for i in range(verb - 2, floor - 1, -1) if sentence[i].tag in (QUOTED, ":", ";")), floor)
    while start < verb - 1 and sentence[start].tag in ("C", "B", ","):
        start += 1
    found = phrase_starting(sentence, start)
    if found is None or found.last >= verb - 2:
        return None
    if sentence[found.last].tag == "w":
        named = apposed_name(sentence, found.last + 1, verb)
        found = Phrase(found.first, named) if named else found
    if sentence[found.last].tag != "n" or sentence[found.last + 1].tag != ",":
        return None
    return found if all(_is_aside(part) for part in _parts(sentence, found.last + 2, verb - 1)) else None


def _parts(sentence: Sequence[Token], first: int, end: int) -> list[Sequence[Token]]:
    """Return the stretches between commas."""
    commas = [first - 1, *(i for i in range(first, end) if sentence[i].tag == ","), end]
    return [sentence[a + 1 : b] for a, b in itertools.pairwise(commas)]


def _is_aside(part: Sequence[Token]) -> bool:
    """Whether a stretch only says more of whom it follows: no clause of its own, or one with "who"."""
    if not part:
        return True
    relative = part[0].low in ("who", "which", "whose", "whom", "where") or part[0].tag in ("N", "G", "P")
    return relative or not any(token.tag in ("V", "A", "M", "C", QUOTED) for token in part)


def _past_relative(sentence: Sequence[Token], found: Phrase, floor: int) -> Phrase:
    """Go from the object of a relative clause ("firms that had insured the claims agreed") to what it describes."""
    if found.first <= floor + 1 or sentence[found.first - 1].tag != "V":
        return found
    begin = verb_start(sentence, found.first - 1)
    if (
        begin > floor + 1
        and sentence[begin - 1].low in ("that", "who", "which")
        and sentence[begin - 2].tag in ("n", "w")
    ):
        return phrase_ending(sentence, begin - 2, floor) or found
    return found


def _over_adjuncts(sentence: Sequence[Token], at: int, floor: int) -> int:
    """Step left over adverbs, days, and what stands between two commas or dashes."""
    while at >= floor:
        token = sentence[at]
        if token.tag in ("B", "X", "A", "M") and not token.text[0].isupper():
            at -= 1
        elif is_day(token) and at > floor:
            at -= 1
            if sentence[at].low in ("on", "last", "late", "early", "next", "this") or sentence[at].tag == "#":
                at -= 1
        elif token.tag in (",", "-", "–", "—", ")"):
            mates = (",",) if token.tag == "," else ("(",) if token.tag == ")" else ("-", "–", "—")
            mate = next((i for i in range(at - 1, floor - 1, -1) if sentence[i].tag in mates), None)
            if mate is None:
                return at - 1 if token.tag == "," and _may_be_subject(sentence, floor, at - 1) else floor - 1
            listed = token.tag == "," and any(t.tag == "C" for t in sentence[mate + 1 : at])
            at = mate - 1
            if listed:
                at = _over_list(sentence, at, floor)
        else:
            break
    return at


def _over_phrase_after_who(sentence: Sequence[Token], at: int, floor: int) -> int:
    """Step left over "in 2010" in "who in 2010 said"."""
    back = at
    while back > floor and sentence[back].tag in ("n", "w", "#", "D", "P"):
        back -= 1
    return back if sentence[back].low in ("who", "which") and sentence[back + 1].tag == "P" else at


def _may_be_subject(sentence: Sequence[Token], first: int, last: int) -> bool:
    return (
        first <= last
        and sentence[last].tag in ("n", "w", "R")
        and not any(t.tag in "VAM" for t in sentence[first : last + 1])
    )


def _over_list(sentence: Sequence[Token], at: int, floor: int) -> int:
    """Where an apposition has commas of its own ("X, an envoy of A, B and C, said"), go to what it stands with."""
    start = at
    while start >= floor and sentence[start].tag in INSIDE | {"P", "C"} | {"."}:
        if start == floor or sentence[start - 1].tag == ",":
            break
        start -= 1
    if (
        start > floor
        and sentence[start - 1].tag == ","
        and sentence[start].low in ("a", "an", "the")
        and start - 1 > floor
    ):
        return start - 2
    return at


def _shared_subject(sentence: Sequence[Token], conjunction: int, floor: int) -> Phrase | None:
    """Return the subject of the verb before "and …": it serves both."""
    for at in range(conjunction - 1, floor - 1, -1):
        if sentence[at].tag == "V" or (sentence[at].tag in ("A", "M") and sentence[at].low != "to"):
            begin = verb_start(sentence, at)
            if begin > floor and sentence[begin - 1].low in ("who", "which", "that"):
                continue
            found = subject_before(sentence, begin, floor) if begin > floor else None
            if found and not _is_subordinate(sentence, found, floor):
                return found
    return None


def _is_subordinate(sentence: Sequence[Token], phrase: Phrase, floor: int) -> bool:
    before = phrase.first - 1
    return before >= floor and sentence[before].tag == "S" and sentence[before].low != "but"
