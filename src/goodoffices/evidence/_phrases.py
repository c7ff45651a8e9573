"""Noun phrases by the tags of their words: where one begins, where one ends, what only stands beside it."""

from __future__ import annotations

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
INSIDE = frozenset(("n", "w", "#", "D", QUOTED))
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


def phrase_ending(sentence: Sequence[Token], last: int, floor: int = 0) -> Phrase | None:
    """Return the noun phrase that ends at `last`, lists and "of …" included."""
    if (
        last < floor
        or sentence[last].tag not in INSIDE | {"R", "A"}
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
        if (left.tag in INSIDE and not (left.tag == QUOTED and _ends_sentence(left))) or (
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
        if sentence[back].tag not in INSIDE | {"P"}:
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
    named = apposed_name(sentence, at, len(sentence)) if sentence[at - 1].tag == "w" else None
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


_APPEARED = frozenset(("published", "released", "issued", "posted", "broadcast", "carried", "aired", "dated", "seen"))


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
            if at + 1 < end and sentence[at].low in _APPEARED and sentence[at + 1].tag in ("P", "n"):
                at += 1  # "in a report published on Thursday"
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


def apposed_name(sentence: Sequence[Token], comma: int, end: int) -> int | None:
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
