"""What the grammar of a claim tells: that it is denied, who did a deed, whose a plan is."""

from __future__ import annotations

import re

from goodoffices.evidence.linking._likeness import stem, stems_of, terms, words

Frame = tuple[frozenset[str], frozenset[str]]
"""What it is about, and who is named."""

_NO = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|cannot)\b|n't\b|\b(?:refus|reject|den(?:y|ied|ies)|rul(?:e|ed|es) out)"
)
_BY = re.compile(r"^(?P<what>.+?)\b(?:was|were|been|being|is|are)\b(?P<deed>[^,;.]*?)\bby (?P<who>[^,;.]+)")
_MADE = re.compile(
    r"\b(?:proposed|drawn up|drew up|laid out|set out|written|drafted|put forward|authored|like|by)\b|['’]s\b"
)
_MAKING_CUE = re.compile(r"\b(?:proposed|drawn up|drafted|written|put forward|authored) by\b")
_PAPERS = frozenset({"PLAN", "AGREE", stem("draft"), stem("initiative"), stem("document"), stem("text")})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "president", "minister", "secretary", "general", "foreign", "state"})
_NAME = re.compile(r"(?<![.!?…] )(?<!^)\b[A-Z][^\W\d_]+")
_YEARS = stems_of("last year years")


def negations(text: str) -> int:
    """Return how many words of a text deny."""
    return len(_NO.findall(text.casefold().replace("’", "'")))


def deed(text: str) -> Frame | None:
    """Return what was done to and by whom, where the text says so in the passive."""
    found = _BY.search(text)
    if not found or not (what := terms(found["what"])):
        return None
    return what, terms(" ".join(found["who"].split()[:5]))


def paper(text: str, cue: str, speakers: str) -> Frame | None:
    """Return which plan or document a text is about, and the names that made it; a cue may say that the speaker did."""
    by_cue = bool(_MAKING_CUE.search(cue))
    about = terms(text)
    if not about & _PAPERS or not (by_cue or _MADE.search(text)):
        return None
    spoke = {stem(word) for word in words(speakers)}
    named = {stem(name.casefold()) for name in _NAME.findall(text)} - _TITLES
    names = frozenset(spoke if by_cue else named - spoke)
    return (about - names - _YEARS, names) if names else None
