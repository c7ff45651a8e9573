"""A paragraph's tokens → sentences; a quotation is one token, and what says whose it is stays with it."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import classes, cues

_ABBREVIATED = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "gen.",
        "lt.",
        "maj.",
        "brig.",
        "col.",
        "capt.",
        "sgt.",
        "adm.",
        "sen.",
        "rep.",
        "gov.",
        "rev.",
        "hon.",
        "amb.",
        "st.",
    ]
)
_LONGEST_DATELINE = 16
_DAYS = classes()["month"] | classes()["weekday"]
_CLOSING = frozenset("\"”’'»)]")


def sentences(found: Sequence[Token]) -> list[list[Token]]:
    """Return the sentences of a paragraph in order."""
    opened = _dateline(found)
    whole: list[list[Token]] = [list(found[:opened])] if opened else []
    current: list[Token] = []
    for index, token in enumerate(found[opened:], opened):
        current.append(token)
        after = found[index + 1] if index + 1 < len(found) else None
        if after is None or _ends(token, after, found, index):
            whole.append(current)
            current = []
    if current:
        whole.append(current)
    return whole


def _dateline(found: Sequence[Token]) -> int:
    """Return how many tokens are the place and day that a report opens with: "MINSK, 4 March (Agency) - "."""
    if not found or not (found[0].text.isupper() and len(found[0].text) > 2):
        return 0
    bracketed = False
    for index, token in enumerate(found[:_LONGEST_DATELINE]):
        bracketed = token.text == "(" or (bracketed and token.text != ")")
        if token.tag in ("-", "–", "—"):
            return index + 1
        told = token.text.isupper() or token.text[0].isdigit() or token.text in (",", ".", "(", ")", "/")
        if not (told or bracketed or token.low.rstrip(".") in _DAYS):
            return 0
    return 0


def _ends(token: Token, after: Token, found: Sequence[Token], index: int) -> bool:
    if token.tag in (".", "!", "?", "…"):
        if after.text in _CLOSING:
            return False
        if token.tag == "…" and not (after.text[:1].isupper() and after.start > token.end):
            return False
        return after.start > token.end or after.tag == QUOTED
    if token.text in _CLOSING and index and found[index - 1].tag in (".", "!", "?"):
        return after.start > token.end and (token.text not in ")]" or _bracketed(found, index))
    if token.text.endswith(".") and len(token.text) > 2 and token.low not in _ABBREVIATED:
        # "the U.S. The": an abbreviation may close a sentence too.
        return after.tag in ("D", "R", "P", "S") and after.text[0].isupper()
    if token.tag == QUOTED:
        closes = token.text.rstrip("\"”’'»").endswith((".", "!", "?", "…"))
        return closes and (after.text[:1].isupper() or after.tag in (QUOTED, "#")) and not _says_whose(found, index + 1)
    return False


def _bracketed(found: Sequence[Token], closing: int) -> bool:
    """Whether the bracket holds a sentence of its own, not an aside such as "(D-Wis.)"."""
    for at in range(closing - 1, -1, -1):
        if found[at].text in "([":
            return at == 0 or found[at - 1].tag in (".", "!", "?", QUOTED)
    return True


def _says_whose(found: Sequence[Token], start: int) -> bool:
    """Whether a short clause after a quotation only says who spoke."""
    for token in found[start : start + 9]:
        if token.tag in (".", QUOTED, ":", ";"):
            return False
        if token.tag == "V" and token.lemma in cues() and "q" in cues()[token.lemma].takes:
            at = found.index(token, start)
            after = found[at + 1] if at + 1 < len(found) else None
            return after is None or after.tag in (".", ",", "P", "n", "B") or after.low in ("on", "in", "at", "to")
    return False
