"""One attribution of a sentence: cue, source and content by place."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.evidence._phrases import Phrase


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content, as token indices of a sentence."""

    cue: Phrase
    lemma: str
    weight: str
    source: Phrase | None
    content: tuple[Phrase, ...]
    shape: str
    """How it is built: that, bare, around, colon, quoted, infinitive, object, according, participle, passive, noun."""
    via: Phrase | None = None
    negated: bool = False
