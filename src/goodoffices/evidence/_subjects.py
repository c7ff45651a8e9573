"""A sentence → its subjects, the names in it, and who is named by a colon or a dash beside a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.evidence._clauses import subject_before, verb_start
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting
from goodoffices.evidence._words import cues


def main_subject(passage: Passage) -> Phrase | None:
    """Return the subject of the sentence's first finite verb."""
    return next(subjects(passage), None)


def subjects(passage: Passage) -> Iterator[Phrase]:
    """Yield the subjects of the sentence's finite verbs."""
    tokens = passage.tokens
    for at, token in enumerate(tokens):
        if token.tag in ("V", "A", "M"):
            begin = verb_start(tokens, at)
            found = subject_before(tokens, begin) if begin else None
            if found:
                yield found


def names(passage: Passage) -> Iterator[Phrase]:
    """Yield the runs of names in a sentence."""
    tokens = passage.tokens
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].tag == "n":
            end += 1
        if end > at:
            yield Phrase(at, end - 1)
        at = max(end, at + 1)


def before_colon(passage: Passage) -> Phrase | None:
    """Return the name before a heading's colon: `X: "…"`."""
    colon = next((i for i, token in enumerate(passage.tokens) if token.tag == ":"), None)
    found = phrase_ending(passage.tokens, colon - 1) if colon else None
    names = found.last if found else 0
    while found and names > found.first and passage.tokens[names - 1].tag == "n":
        names -= 1
    return Phrase(names, found.last) if found and passage.tokens[found.last].tag == "n" else None


def announcer(passage: Passage) -> tuple[Phrase, Phrase] | None:
    """Return who is about to speak in a sentence that ends in a colon, and the cue."""
    tokens = passage.tokens
    for at in range(len(tokens) - 2, -1, -1):
        cue = cues().get(tokens[at].lemma) if tokens[at].tag in ("V", "G") else None
        if cue is not None and cue.weight == "s":
            source = subject_before(tokens, verb_start(tokens, at)) if tokens[at].tag == "V" else main_subject(passage)
            return (source, Phrase(at, at)) if source else None
    return None


def signed(passage: Passage, quote: int) -> Phrase | None:
    """Read a name after a dash: `"…" — Name`."""
    tokens = passage.tokens
    at = next((i for i, token in enumerate(tokens) if token.quote == quote), None)
    if at is None or at + 2 >= len(tokens) or tokens[at + 1].tag not in ("—", "–", "―", "-", "--"):
        return None
    phrase = phrase_starting(tokens, at + 2)
    return phrase if phrase and tokens[at + 2].tag == "n" and phrase.last >= len(tokens) - 2 else None
