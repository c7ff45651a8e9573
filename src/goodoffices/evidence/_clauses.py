"""Where a clause's subject stands, left or right of its verb: by structure, without a parser."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from goodoffices.evidence._days import MONTHS, WEEKDAYS
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import classes, titles


class Phrase(NamedTuple):
    """Tokens first … last (included) of a sentence."""

    first: int
    last: int


_DAYS = frozenset(WEEKDAYS) | frozenset(MONTHS) | {"today", "yesterday", "tomorrow", "tonight"}
_INSIDE = frozenset(("n", "w", "#", "D", QUOTED))
_LINKING = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "on",
        "to",
        "from",
        "with",
        "between",
        "against",
        "among",
        "within",
        "under",
        "including",
        "near",
        "around",
    ]
)
_TITLES = frozenset(title for title in titles() if " " not in title)
_SITTING = classes()["occasion"]
_OPENING = classes()["opening_preposition"]
_GROUPS = classes()["group_noun"]


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
    named = _apposed_name(sentence, found.last + 1, verb)
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
        named = _apposed_name(sentence, found.last + 1, verb)
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


def _apposed_name(sentence: Sequence[Token], comma: int, end: int) -> int | None:
    """Return the last token of a name set between commas after a title: "the head of the delegation, Anna Keller,"."""
    if comma >= end or sentence[comma].tag != ",":
        return None
    at = comma + 1
    if at + 1 < end and sentence[at].low == "the" and sentence[at + 1].low in ("late", "former", "veteran", "exiled"):
        comma, at = at + 1, at + 2
    while at < end and sentence[at].tag == "n":
        at += 1
    whole = 1 < at - comma - 1 < 5 or (at - comma == 2 and sentence[comma - 1].tag == "w")
    closed = at >= len(sentence) or sentence[at].tag in (",", ".", "!", "?") or at == end
    return at - 1 if whole and closed and not is_day(sentence[comma + 1]) else None


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
    while start >= floor and sentence[start].tag in _INSIDE | {"P", "C"} | {"."}:
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


def phrase_ending(sentence: Sequence[Token], last: int, floor: int = 0) -> Phrase | None:
    """Return the noun phrase that ends at `last`, lists and "of …" included."""
    if (
        last < floor
        or sentence[last].tag not in _INSIDE | {"R", "A"}
        or (sentence[last].tag == "D" and sentence[last].low != "'s" and sentence[last].text[0].islower())
    ):
        return None
    if sentence[last].tag == QUOTED and _ends_sentence(sentence[last]):
        return None
    at = last
    joined = False
    while at > floor:
        left = sentence[at - 1]
        if left.tag == "R" and joined and left.low in ("he", "she", "they", "it"):
            return Phrase(at - 1, last)
        if (left.tag in _INSIDE and not (left.tag == QUOTED and _ends_sentence(left))) or (
            left.tag == "P"
            and left.low in _LINKING
            and at - 1 > floor
            and sentence[at - 2].tag in ("n", "w", "#", "N", "G")
        ):
            at -= 1
        elif (
            left.tag == "C"
            and left.low in ("and", "or")
            and at - 2 >= floor
            and (sentence[at - 2].tag in ("n", "w", "#") or sentence[at - 2].low in ("he", "she", "they", "it"))
        ):
            joined = True
            at -= 1
        elif (
            (left.tag == "," and joined and _short_member(sentence, at - 2, floor))
            or (
                left.tag in ("N", "G")
                and at - 2 >= floor
                and sentence[at - 2].tag in ("n", "w")
                and sentence[at].tag in ("P", "D", "n")
            )
            or (left.tag in ("N", "G") and at - 2 >= floor and sentence[at - 2].tag == "D")
            or (
                left.tag in ("N", "G")
                and (at - 1 == floor or sentence[at - 2].tag in (",", "S", "C"))
                and sentence[at].tag == "w"
            )
            or (left.text in ("'", "’") and at - 2 >= floor and sentence[at - 2].tag in ("n", "w"))
            or (left.text in ("-", "/", "&") and left.end == sentence[at].start)
        ):
            at -= 1
        else:
            break
    return _without_opening(sentence, Phrase(at, last))


def _ends_sentence(token: Token) -> bool:
    return token.text.rstrip("\"”’'»").endswith((".", "!", "?", ","))


def _short_member(sentence: Sequence[Token], at: int, floor: int) -> bool:
    """Whether a comma ends a member of a list, at most five words long, that itself begins at a comma or the start."""
    for back in range(at, max(at - 6, floor - 1), -1):
        if sentence[back].tag not in _INSIDE | {"P"}:
            return sentence[back].tag in (",", ":", "(", "S", "C") and back < at
        if back == floor:
            return True
    return False


def _without_opening(sentence: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Cut an opening such as "In a statement" or "But" off the front of a subject."""
    first, last = phrase
    while first < last and (sentence[first].tag in ("C", "B", "S") or is_day(sentence[first])):
        first += 1
    if sentence[first].tag == "P" and sentence[first].low in _OPENING:
        names = last
        while names > first and sentence[names].tag == "n":
            names -= 1
        if names < last:
            begin = names + 1
            while begin - 1 > first and (sentence[begin - 1].low in _TITLES or sentence[begin - 1].low == "'s"):
                begin -= 1
            return Phrase(begin, last)
        inner = next(
            (i for i in range(last, first + 1, -1) if sentence[i].tag == "D" and sentence[i].low != "'s"), None
        )
        return Phrase(inner, last) if inner and inner > first + 1 else None
    return Phrase(first, last)


def is_day(token: Token) -> bool:
    """Whether it names a day or month."""
    return token.low.rstrip(".") in _DAYS and (
        token.text[0].isupper() or token.low in ("today", "yesterday", "tomorrow", "tonight")
    )


def phrase_starting(sentence: Sequence[Token], first: int) -> Phrase | None:
    """Return the noun phrase that begins at `first` (the subject of an inverted verb, or an object)."""
    at = first
    while at < len(sentence):
        token = sentence[at]
        if is_day(token):
            break
        if token.tag == "R" and at == first:
            return Phrase(at, at)
        if (
            token.tag in ("n", "w", "#", "D")
            or (token.tag in ("N", "G") and at > first and sentence[at - 1].tag == "D")
            or (token.tag == "P" and token.low in _LINKING and at > first and _may_go_on(sentence, at))
            or (
                token.tag == "C"
                and token.low == "and"
                and at > first
                and at + 1 < len(sentence)
                and sentence[at + 1].tag in ("n", "D")
            )
            or (token.text in ("-", "/", "&") and at > first and token.start == sentence[at - 1].end)
            or (token.text in ("'", "’") and at > first and sentence[at - 1].low.endswith("s"))
        ):
            at += 1
        else:
            break
    if at <= first or not any(t.tag in ("n", "w", "#") for t in sentence[first:at]):
        return None
    named = _apposed_name(sentence, at, len(sentence)) if sentence[at - 1].tag == "w" else None
    return Phrase(first, named or at - 1)


def _may_go_on(sentence: Sequence[Token], at: int) -> bool:
    """Whether the preposition belongs to the phrase, not to "in a statement", "on Tuesday" or another adjunct."""
    if at + 1 >= len(sentence):
        return False
    following = [token.low for token in sentence[at + 1 : at + 4]]
    if any(word in _SITTING for word in following) or is_day(sentence[at + 1]) or sentence[at + 1].tag == "#":
        return False
    if sentence[at].low == "with":
        return sentence[at - 1].low in ("familiar", "acquainted")
    return sentence[at].low in ("of", "for", "at", "to") or (
        sentence[at].low in ("in", "on", "from") and sentence[at + 1].tag in ("n", "D") and sentence[at - 1].tag == "w"
    )


def skip_adjuncts(sentence: Sequence[Token], at: int, *, most: int = 14) -> int:
    """Return where what follows a verb of saying goes on after adverbs, days and phrases such as "in a statement"."""
    end = min(len(sentence), at + most)
    while at < end:
        token = sentence[at]
        if (
            token.tag == "B"
            or is_day(token)
            or (
                token.low in ("last", "late", "early", "earlier")
                and at + 1 < end
                and (
                    is_day(sentence[at + 1]) or sentence[at + 1].low in ("week", "month", "year", "night", "in", "this")
                )
            )
        ):
            at += 1
            if at < end and sentence[at].low in ("week", "month", "year", "night", "morning", "evening", "afternoon"):
                at += 1
        elif token.tag == "P" and token.low not in ("of", "than") and at + 1 < end:
            object_end = _adjunct_end(sentence, at)
            if object_end is None:
                return at
            at = object_end
        else:
            return at
    return at


def _adjunct_end(sentence: Sequence[Token], preposition: int) -> int | None:
    """Return where a prepositional phrase ends; None if what follows is no noun phrase."""
    at = preposition + 1
    begin = at
    while at < len(sentence) and (
        sentence[at].tag in ("n", "w", "#", "D", "N")
        or (sentence[at].tag in ("G", "R") and at == begin)
        or (sentence[at].low in ("of", "in", "with", "to", "for", "at") and at > begin)
        or (
            sentence[at].tag == "C"
            and at > begin
            and at + 1 < len(sentence)
            and sentence[at + 1].tag in ("n", "D", "w")
        )
    ):
        if (
            sentence[at].tag == "D"
            and at > begin
            and sentence[at].low != "'s"
            and sentence[at - 1].tag not in ("P", "C", "T")
        ):
            break
        at += 1
    return at if at > begin else None
