"""Blocks of a report → regions, each with its role.

Roles are title, masthead, dateline, caption, body, author box, page tools, comment invitation and read-also link. Only
title, caption and body yield statements; the rest stays, and can be restored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from goodoffices.case.statements import Region
from goodoffices.evidence._blocks import Block, blocks
from goodoffices.evidence._days import is_dateline
from goodoffices.evidence._stored import Stored
from goodoffices.evidence._words import lines

SPEAKING = frozenset({"title", "caption", "body"})
"""The roles whose words count as what the report says."""

_TAIL = frozenset({"author box", "comment invitation"})
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_AUTHOR = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+ (?:is|was) (?:an?|the) [^.]{0,120}\b"
    r"(?:writer|reporter|journalist|correspondent|columnist|editor|analyst|researcher|fellow|professor|lecturer|author"
    r"|blogger|contributor|student|scholar|playwright|consultant|director|producer|freelance|commentator|historian)\b"
)
_MARKUP = re.compile(r"^(?:#{1,6}\s|>\s|[-*+]\s|!\[)")


def regions(stored: Stored) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Return the regions of a report, which cover it without gaps, and what is glued into its lines."""
    text = stored.text
    found = blocks(text)
    roles = _roles(stored, found)
    cut: list[tuple[int, int, str]] = []
    glued: list[str] = []
    for block, role in zip(found, roles, strict=True):
        pieces = _carved(text, block) if role in SPEAKING else []
        at = block.start
        for low, high in pieces:
            if low > at:
                cut.append((at, low, role))
            cut.append((low, high, "page tools"))
            glued.append(text[low:high])
            at = high
        if at < block.end:
            cut.append((at, block.end, role))
        if role == "body":
            glued += [match[0] for match in _GLUED_WORDS.finditer(text[block.start : block.start + 60])]
    return _covering(text, cut), tuple(glued)


_GLUED_WORDS = re.compile(
    r"^[^\W\d_]*(?:-[^\W\d_]+)*?[A-Z]?[^\W\d_]*?[a-z]{3}"
    r"(?:In|The|On|At|As|For|After|It|By|When|He|But|A|[A-Z][a-z]{3,})\b(?=\s)"
)


def _covering(text: str, cut: Sequence[tuple[int, int, str]]) -> tuple[Region, ...]:
    """Stretch each piece to the start of the next, so that every character has a role."""
    if not cut:
        return (Region(0, len(text), "page tools"),) if text else ()
    starts = [0 if index == 0 else piece[0] for index, piece in enumerate(cut)]
    ends = [*starts[1:], len(text)]
    return tuple(Region(low, high, piece[2]) for low, high, piece in zip(starts, ends, cut, strict=True))


def _carved(text: str, block: Block) -> list[tuple[int, int]]:
    return [
        (match.start(), match.end())
        for match in _furniture().finditer(text, block.start, block.end)
        if match.end() - match.start() < (block.end - block.start)
    ]


@lru_cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in lines("glued")), re.IGNORECASE)


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    split = (line.split("|", 1) for line in lines("roles"))
    return tuple((role, re.compile(pattern, 0 if pattern == r"^READ\b" else re.IGNORECASE)) for role, pattern in split)


def _roles(stored: Stored, found: Sequence[Block]) -> list[str]:
    text = stored.text
    words = [text[block.start : block.end] for block in found]
    roles = [_by_words(line) for line in words]
    first = next((i for i, line in enumerate(words) if roles[i] == "" and _is_prose(line)), len(words))
    title = _title(stored, words, roles, first)
    for index, line in enumerate(words):
        if index == title:
            roles[index] = "title"
        elif roles[index] in ("", "masthead") and _is_at_an_end(index, first, len(words)) and is_dateline(line):
            roles[index] = "dateline"
        elif roles[index] == "":
            sentence = _is_prose(line) or (len(line.split()) >= 5 and bool(_SENTENCE.search(line)))
            roles[index] = "masthead" if index < first and not sentence else "body"
    _mark_captions(words, roles, first)
    _mark_tail(words, roles)
    _mark_dropped(stored, found, roles)
    return roles


def _is_at_an_end(index: int, first: int, count: int) -> bool:
    """Whether a line stands above the report, just below its first, or last: where its day may stand."""
    return index <= first + 1 or index == count - 1


def _by_words(line: str) -> str:
    if len(line.split()) > 60:
        return ""
    bare = _MARKUP.sub("", line)
    for role, pattern in _patterns():
        found = pattern.search(bare)
        if (
            found
            and found.start() > 40
            and role in ("page tools", "read-also link")
            and _is_prose(bare[: found.start()].rstrip() + ".")
            and _furniture().search(bare)
        ):
            continue  # glued to the end of a line of the report
        if found:
            long = len(line.split()) > 30
            if not long or (role in ("comment invitation", "page tools") and not _reports(line)):
                return role
    return ""


def _reports(line: str) -> bool:
    """Whether a line holds words in quotation marks, as furniture hardly does."""
    return bool(re.search(r"[\"“”«].{12,}[\"“”»]", line))


def in_capitals(line: str) -> bool:
    """Whether a line writes most of its words with a capital, as headings do: then a capital tells no name."""
    long = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) * 4 > len(long) * 3


def _is_prose(line: str) -> bool:
    count = len(line.split())
    if count < 22 and in_capitals(line):
        return False
    return (count >= 9 and bool(_SENTENCE.search(line))) or count >= 28


def _title(stored: Stored, words: Sequence[str], roles: Sequence[str], first: int) -> int:
    """Return the index of the title, or -1: what the head calls so, a first heading, else the longest line on top."""
    top = [i for i in range(min(first, len(words))) if roles[i] in ("", "masthead") and not is_dateline(words[i])]
    if stored.title:
        bare = " ".join(stored.title.split()).casefold()
        for i in range(min(len(words), first + 3)):
            line = " ".join(words[i].split()).casefold()
            if len(line) > 8 and (line in bare or bare in line) and len(line) < len(bare) * 2:
                return i
    headed = [i for i in range(min(len(words), first + 2)) if words[i].startswith("# ")]
    if headed:
        return headed[0]
    able = [i for i in top if roles[i] == "" and len(words[i].split()) >= 3] or [
        i for i in top if roles[i] == "" and len(words[i].split()) >= 2
    ]
    if able:
        return max(able, key=lambda i: (min(len(words[i].split()), 7), -i))
    if words and first == 0 and len(words[0].split()) <= 22 and len(words) > 1 and not _is_prose(words[0]):
        return 0
    return -1


def _mark_captions(words: Sequence[str], roles: list[str], first: int) -> None:
    """A line before the report that ends in a full date describes a picture."""
    for index, line in enumerate(words):
        if (
            roles[index] == "body"
            and index <= first
            and re.search(r"\b(?:19|20)\d\d\.?\s*(?:\([^)]*\)|[A-Z/ ]+)?$", line)
        ):
            follows = any(role == "body" for role in roles[index + 1 : index + 3])
            if follows and len(line.split()) <= 45 and not re.search(r"[\"“”]", line) and index + 1 < len(words):
                roles[index] = "caption"


def _mark_tail(words: Sequence[str], roles: list[str]) -> None:
    """After an author box or an invitation to comment nothing more is reported, unless somebody speaks."""
    length = sum(map(len, words)) or 1
    passed, tail = 0, ""
    for index, line in enumerate(words):
        late = passed > length * 0.5
        passed += len(line)
        if roles[index] == "body" and late and _AUTHOR.search(line) and passed > length * 0.8:
            roles[index] = "author box"
        if roles[index] in _TAIL and late:
            tail = roles[index]
        elif tail and roles[index] in ("body", "masthead", "title") and not _reports(line):
            roles[index] = tail


def _mark_dropped(stored: Stored, found: Sequence[Block], roles: list[str]) -> None:
    """What an extractor left out of a page is page furniture, save for quotations and prose between kept paragraphs."""
    if stored.kept is None:
        return
    prose = sum(b.end - b.start for b, role in zip(found, roles, strict=True) if role == "body")
    kept_body = sum(
        min(end, b.end) - max(start, b.start)
        for b, role in zip(found, roles, strict=True)
        for start, end in stored.kept
        if role == "body" and start < b.end and b.start < end
    )
    if kept_body * 4 < prose:  # the extractor found no report here; the lines speak for themselves
        return
    low, high = stored.kept[0][0], stored.kept[-1][1]
    for index, block in enumerate(found):
        if roles[index] not in ("body", "masthead"):
            continue
        kept = any(start < block.end and block.start < end for start, end in stored.kept)
        line = stored.text[block.start : block.end]
        within = low <= block.start < high
        if not kept and not (within and (_is_prose(line) or _reports(line))):
            roles[index] = "page tools"
        elif kept and roles[index] == "masthead" and within and index > 0:
            roles[index] = "body" if _is_prose(line) else "masthead"
