"""Quotation marks of every kind, also mixed, doubled and left open → the stretches between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.evidence._blocks import Block

_DOUBLE = re.compile(r"''|‘‘|’’|``|,,(?=\w)|[\"“”„«»〝〞\uff02]")
_OPENERS = frozenset(("“", "„", "«", "‘‘", "``", "〝", ",,"))
_CLOSERS = frozenset(("”", "»", "’’", "〞"))
_TERM_BEFORE = re.compile(
    r"(?:\bso-called|\bknown as(?: the| a)?|\bdubbed(?: the)?|\btitled|\bentitled|\bnamed|\bnicknamed|\bcodenamed"
    r"|\bthe (?:word|term|phrase|slogan|hashtag|title)s?)\s*$",
    re.IGNORECASE,
)
_WORK_BEFORE = re.compile(
    r"\b(?:film|book|song|show|programme?|series|album|movie|play|operation)s?,?\s*$", re.IGNORECASE
)
_END = re.compile(r"[.!?…,;:—–-]$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks; `outer` includes them."""

    outer: tuple[int, int]
    inner: tuple[int, int]
    block: int
    opened: bool = True
    closed: bool = True
    continues: bool = False
    """Whether it goes on from the paragraph before, which was left open."""


def quotations(text: str, paragraphs: Sequence[Block]) -> list[Quoted]:
    """Return every stretch between quotation marks in the paragraphs, in order."""
    found: list[Quoted] = []
    single = not any(_DOUBLE.search(text, block.start, block.end) for block in paragraphs)
    open_before = -1
    for index, block in enumerate(paragraphs):
        here = _doubled(text, block, index)
        here += [quote for quote in _singles(text, block, index, primary=single) if not _inside(quote, here)]
        here.sort(key=lambda quote: quote.outer)
        if here and open_before >= 0 and here[0].outer[0] <= block.start + 1:
            here[0] = _as_continued(here[0])
        found += here
        open_before = index if here and not here[-1].closed else -1
    return found


def _as_continued(quote: Quoted) -> Quoted:
    return Quoted(quote.outer, quote.inner, quote.block, quote.opened, quote.closed, continues=True)


def _inside(quote: Quoted, others: Sequence[Quoted]) -> bool:
    return any(other.outer[0] <= quote.outer[0] < other.outer[1] for other in others)


def _doubled(text: str, block: Block, index: int) -> list[Quoted]:
    found: list[Quoted] = []
    opened: tuple[int, int] | None = None
    for match in _DOUBLE.finditer(text, block.start, block.end):
        start, end = match.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        if opened is None:
            if _may_open(match[0], before, after, at_start=start == block.start):
                opened = (start, end)
        elif _closes(match[0], before, after):
            found += _between(text, opened, (start, end), index)
            opened = None
        elif match[0] in _OPENERS and before.isspace():
            # The mark before was never closed: what it opened cannot be told from the report's own words.
            opened = (start, end)
    if opened is not None and not text[opened[1] : block.end].isspace() and opened[1] < block.end:
        low, high = _trim(text, opened[1], block.end)
        if high - low > 1:
            found.append(Quoted((opened[0], block.end), (low, high), index, closed=False))
    return found


def _may_open(mark: str, before: str, after: str, *, at_start: bool) -> bool:
    if after.isspace() and not at_start:
        return mark in ("«", "„", "“")
    if mark == '"' and before.isdigit():
        return False
    if mark in _CLOSERS:
        return at_start or before.isspace()
    return at_start or not before.isalnum() or mark in ("“", "«")


def _closes(mark: str, before: str, after: str) -> bool:
    if mark in _CLOSERS:
        return True
    if mark in _OPENERS:
        return not before.isspace() and not after.isalnum()
    return not (before.isspace() and after.isalnum()) or before in ".,!?…"


def _between(text: str, opened: tuple[int, int], closed: tuple[int, int], index: int) -> list[Quoted]:
    low, high = _trim(text, opened[1], closed[0])
    return [Quoted((opened[0], closed[1]), (low, high), index)] if low < high else []


def _trim(text: str, low: int, high: int) -> tuple[int, int]:
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high


_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[^\s'’])(?P<inner>[^\n]*?[^\s'‘’])[’'](?![\w’'])")


def _singles(text: str, block: Block, index: int, *, primary: bool) -> list[Quoted]:
    """Single marks: the report's own where it uses no others; else only around several words."""
    found: list[Quoted] = []
    at = block.start
    while match := _SINGLE.search(text, at, block.end):
        low, high = _longest(text, match, block.end)
        if len(text[low:high].split()) >= (1 if primary else 2) and not text[low : low + 1].isdigit():
            found.append(Quoted((low - 1, high + 1), (low, high), index))
            at = high + 1
        else:
            at = match.end("inner")
    return found


def _longest(text: str, match: re.Match[str], end: int) -> tuple[int, int]:
    """Go past an apostrophe after a plural ("the rebels' demands"), which ends no quotation."""
    low, high = match.span("inner")
    if text[high] == "’" and text[low - 1] == "'":
        return low, high
    while text[high - 1] == "s" and re.match(r"['’] [a-z]", text[high:]):
        further = re.compile(r"[^\s'‘’](?=['’](?!\w))").search(text, high + 1, end)
        if not further or re.search(r"[.!?]\s", text[high : further.end()]):
            break
        high = further.end()
    return low, high


def is_term(text: str, quote: Quoted, *, governed: bool) -> bool:
    """Whether the marks set off a name, a title or a single term, not something somebody said.

    What a verb of saying governs may well be written in capitals.
    """
    words = text[quote.inner[0] : quote.inner[1]].split()
    before = text[max(0, quote.outer[0] - 40) : quote.outer[0]]
    after = text[quote.outer[1] : quote.outer[1] + 30]
    if _TERM_BEFORE.search(before) or (_WORK_BEFORE.search(before) and words[0][0].isupper()):
        return True
    if len(words) > 6 or _END.search(words[-1]):
        return False
    if len(words) <= 3 and re.search(r"[A-Z][\w.-]+ $", before) and re.match(r" [A-Z]", after):
        return True
    capitals = sum(word[0].isupper() or word.lower() in ("of", "the", "and", "for", "in", "a") for word in words)
    return not governed and capitals == len(words) > 1 and words[0][0].isupper()
