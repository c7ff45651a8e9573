"""Stored text → blocks: a paragraph that was wrapped into lines is one block, any other line its own."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\f\x0b\u2028\u2029\x85]+")
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_WIDEST = 110
"""Longer lines are paragraphs: nobody wraps so late."""


class Block(NamedTuple):
    """A stretch of the stored text without its line end."""

    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text in order; blank lines belong to none."""
    lines = [Block(*_trimmed(text, match.start(), match.end())) for match in _LINE.finditer(text)]
    lines = [line for line in lines if line.start < line.end]
    wrapped = _is_wrapped(text, lines)
    width = max((line.end - line.start for line in lines), default=0) if wrapped else 0
    joined: list[Block] = []
    last: Block | None = None
    for line in lines:
        if last is not None and joined and _continues(text, last, line, wrapped=wrapped, width=width):
            joined[-1] = Block(joined[-1].start, line.end)
        else:
            joined.append(line)
        last = line
    return joined


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _neighbours(text: str, first: Block, second: Block) -> bool:
    gap = text[first.end : second.start].replace("\r\n", "\n").strip(" \t\xa0")
    return gap.count("\n") + gap.count("\r") <= 1 and "\f" not in gap


def _is_wrapped(text: str, lines: list[Block]) -> bool:
    """Whether the file as a whole breaks its sentences over lines."""
    followed = [first for first, second in itertools.pairwise(lines) if _neighbours(text, first, second)]
    long = [line for line in followed if line.end - line.start >= 40]
    if len(long) < 3 or sum(line.end - line.start > _WIDEST for line in long) * 10 > len(long):
        return False
    return sum(not _ENDED.search(text, line.start, line.end) for line in long) * 2 > len(long)


def _continues(text: str, last: Block, line: Block, *, wrapped: bool, width: int) -> bool:
    if not _neighbours(text, last, line) or text.startswith("[page ", line.start):
        return False
    ended = bool(_ENDED.search(text[last.start : last.end]))
    length = last.end - last.start
    if not wrapped:
        return not ended and length >= 40 and text[line.start].islower()
    if text.startswith(("- ", "* ", "# ", "•", "> "), line.start):
        return False
    return length > width * 0.6 or (not ended and length > width * 0.45)
