"""The difference between two wordings, word by word: `the abyss / an abyss`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
_MOST = 160
_SMALL = 4
"""A differing run of at most this many letters is told with the word that follows it."""


def difference(wordings: Sequence[str]) -> str:
    """Return what differs between wordings: the differing words of two that run alike, else each wording, shortened."""
    if len(wordings) == 2:
        matcher = _matcher(*wordings)
        if matcher.ratio() >= 0.5 or _run(matcher) >= 5:
            return _runs(matcher, *(_TOKEN.findall(text) for text in wordings))
    return " / ".join(_short(text) for text in wordings)


def longest_run(left: str, right: str) -> int:
    """Return how many words in a row two wordings have in common."""
    return _run(_matcher(left, right))


def share_in_order(left: str, right: str) -> float:
    """Return the share of the shorter wording's words that the other has in the same order, in runs of two or more."""
    blocks = _matcher(left, right).get_matching_blocks()
    shortest = min(len(_TOKEN.findall(text)) for text in (left, right))
    return sum(block.size for block in blocks if block.size > 1) / max(1, shortest)


def _matcher(left: str, right: str) -> difflib.SequenceMatcher[str]:
    ours, theirs = (_TOKEN.findall(text.replace("’", "'").casefold()) for text in (left, right))
    return difflib.SequenceMatcher(None, ours, theirs, autojunk=False)


def _run(matcher: difflib.SequenceMatcher[str]) -> int:
    return max(block.size for block in matcher.get_matching_blocks())


def _runs(matcher: difflib.SequenceMatcher[str], left: list[str], right: list[str]) -> str:
    pieces: tuple[list[str], list[str]] = ([], [])
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        ours, theirs = left[a:b], right[c:d]
        if max(len(" ".join(ours)), len(" ".join(theirs))) <= _SMALL and b < len(left):
            ours, theirs = left[a : b + 1], right[c : d + 1]
        for side, found in zip(pieces, (ours, theirs), strict=True):
            side.append(" ".join(found) or "–")
    if not pieces[0]:
        return "the same words"
    return " / ".join(_short(" … ".join(side)) for side in pieces)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _MOST else flat[: _MOST - 2].rsplit(" ", 1)[0] + " …"
