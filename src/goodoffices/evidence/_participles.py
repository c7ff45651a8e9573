"""`…, saying`, `after warning`, `with X adding`: whom a participle speaks for."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._clauses import subject_before, verb_start
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, classes

_DOCUMENTS = classes()["document_noun"]
_ISSUING = classes()["issuing_verb"]


def is_progressive(sentence: Sequence[Token], at: int) -> bool:
    """Whether an -ing form follows a form of be."""
    while at > 0 and sentence[at - 1].tag in ("B", "X"):
        at -= 1
    return at > 0 and sentence[at - 1].low in classes()["be"]


def may_say(sentence: Sequence[Token], begin: int, cue: Cue) -> bool:
    """Whether a participle speaks for somebody (", saying", "a statement saying"), unlike "opposing views"."""
    if begin == 0 or cue.weight != "s":
        return begin == 0 and cue.weight == "s"
    while begin > 1 and sentence[begin - 1].tag == "B":
        begin -= 1
    before = sentence[begin - 1]
    if before.tag in (",", QUOTED, "–", "—") or before.low in (
        "while",
        "by",
        "after",
        "before",
        "for",
        "in",
        "when",
        "and",
    ):
        return True
    if before.low in _DOCUMENTS:
        return True
    return after_with(sentence, begin) is not None


def to_comma(sentence: Sequence[Token], piece: Phrase) -> Phrase:
    comma = next((i for i in range(piece.first + 1, piece.last + 1) if sentence[i].tag == ","), piece.last + 1)
    return Phrase(piece.first, comma - 1)


def whom_it_speaks_for(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return whose words ", saying …" or "a statement saying …" gives."""
    before = sentence[at - 1] if at else None
    if before is not None and before.low in _DOCUMENTS:
        verb = next((i for i in range(at - 2, -1, -1) if sentence[i].tag == "V"), None)
        if verb is not None and sentence[verb].lemma in _ISSUING:
            return subject_before(sentence, verb_start(sentence, verb))
        return phrase_ending(sentence, at - 1)
    if before is not None and before.low == "for":
        return _reproached(sentence, at - 1)
    with_subject = after_with(sentence, at)
    if with_subject:
        return with_subject
    for verb in range(at):
        if sentence[verb].tag == "V" or sentence[verb].tag == "A":
            begin = verb_start(sentence, verb)
            found = subject_before(sentence, begin) if begin else None
            inverted = None if found else phrase_starting(sentence, verb + 1)
            if found and not (
                found.first and sentence[found.first - 1].tag == "S" and sentence[found.first - 1].low != "that"
            ):
                return found
            if inverted and verb and sentence[verb - 1].tag in (QUOTED, ","):
                return inverted
    if at > 1 and sentence[at - 1].tag == "," and (named := phrase_ending(sentence, at - 2)):
        return named
    for later in range(at + 1, len(sentence)):
        if sentence[later].tag == "," or (sentence[later].tag == QUOTED and _ends_in_comma(sentence[later])):
            return phrase_starting(sentence, later + 1)
    return None


def _ends_in_comma(quotation: Token) -> bool:
    return quotation.text.rstrip("\"”’'»").endswith(",")


def _reproached(sentence: Sequence[Token], preposition: int) -> Phrase | None:
    """Return who "criticised X for saying" and "X was criticised for saying" name."""
    verb = next((i for i in range(preposition - 1, -1, -1) if sentence[i].tag in ("V", "N", "I", "G", "A")), None)
    if verb is None:
        return None
    if sentence[verb].tag == "A" or (verb == preposition - 1 and sentence[verb].tag in ("V", "N")):
        begin = verb_start(sentence, verb)
        return subject_before(sentence, begin) if begin else None
    found = phrase_starting(sentence, verb + 1)
    return found if found and found.last == preposition - 1 else None


def after_with(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return the subject in "with X adding that …"."""
    while at > 1 and sentence[at - 1].tag == "B":
        at -= 1
    phrase = phrase_ending(sentence, at - 1)
    if phrase and phrase.first and sentence[phrase.first - 1].low == "with":
        return phrase
    if phrase and sentence[phrase.first].low == "with" and phrase.first < phrase.last:
        return Phrase(phrase.first + 1, phrase.last)
    start = at - 1
    while start > 0 and sentence[start].tag in ("n", "w", "D", "#"):
        start -= 1
    return Phrase(start + 1, at - 1) if sentence[start].low == "with" and start + 1 <= at - 1 else None
