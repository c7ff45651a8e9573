"""Passages → what is quoted and what is told indirectly, each with its speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._known import bare, table
from goodoffices.evidence._marks import Quoted, is_term
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._subjects import announcer, before_colon, main_subject, names, signed, subjects
from goodoffices.evidence._tokens import QUOTED
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Words with who says them; `passage` and `attribution` say where they were found."""

    kind: str
    spans: Spans
    speaker: Voice | None
    cue: str | None
    via: str | None
    confidence: float
    passage: int
    attribution: Attribution | None = None
    negated: bool = False


def said(text: str, whole: Sequence[Passage], quotes: Sequence[Quoted], who: Identifier) -> list[Said]:
    """Return everything quoted or told, in reading order; `who` learns from it as a reader would."""
    return _Reader(text, whole, quotes, who).read()


class _Reader:
    """Goes through a report once, remembering who spoke last."""

    def __init__(self, text: str, whole: Sequence[Passage], quotes: Sequence[Quoted], who: Identifier) -> None:
        self.text, self.whole, self.quotes, self.who = text, whole, quotes, who
        self.found: list[Said] = []
        self.voices: dict[int, Voice | None] = {}
        """Quotation → its speaker."""
        self.announced: tuple[int, Voice, str] | None = None
        """Who was about to speak when a paragraph ended in a colon."""

    def read(self) -> list[Said]:
        for number, passage in enumerate(self.whole):
            if number and passage.block != self.whole[number - 1].block:
                self._forget(number)
            self._read(number, passage)
        return self.found

    def _forget(self, number: int) -> None:
        if self.announced and self.whole[number].block > self.announced[0] + 1:
            self.announced = None

    def _read(self, number: int, passage: Passage) -> None:
        self.who.keep(number)
        outer = _outermost(passage.attributions)
        taken: set[int] = set()
        subject = main_subject(passage)
        relayed = self._relayed(passage, outer)
        told: list[tuple[Attribution, Voice | None]] = []
        for attribution in outer:
            voice = self._voice(passage, attribution.source)
            told.append((attribution, voice))
            here = [quote for quote in _quotes_in(passage, attribution) if quote not in relayed]
            self._quotations(number, passage, attribution, voice, [quote for quote in here if quote not in taken])
            taken.update(here)
            self._indirect(number, passage, attribution, voice)
        for quote, (inner, voice) in relayed.items():
            self._quotations(number, passage, inner, voice, [quote])
            taken.add(quote)
        for quote in passage.quotes:
            if quote not in taken:
                self._alone(number, passage, quote, subject)
        self._remember(passage, told, subject)

    def _remember(
        self, passage: Passage, told: Sequence[tuple[Attribution, Voice | None]], subject: Phrase | None
    ) -> None:
        speakers = [(a, voice) for a, voice in told if voice is not None and voice.name is not None]
        if subject is not None and not speakers and passage.role == "body":
            voice = self.who.voice(self._words(passage, subject))
            known = bare(voice.text or "") in table()
            if self.who.is_person(voice) or voice.party or known or voice.how in ("metonym", "joint"):
                self.who.note(voice, spoke=False)
        if passage.role == "body":
            named = [self._words(passage, name) for name in names(passage)]
            for words in named:
                self.who.mention(words)
            self.who.set_side_by_side(named, spoken=any(not self.who.is_person(voice) for _, voice in speakers))
        for attribution, voice in speakers:
            if attribution.shape != "passive" and voice.how != "document":
                cited = attribution.shape == "according" or (
                    voice.how == "anonymous" and self.who.is_person(self.who.heard.speaker)
                )
                self.who.note(voice, spoke=not self.who.heard.speaker or (attribution.weight == "s" and not cited))
        if passage.tokens[-1].tag == ":" and (announced := announcer(passage)):
            voice = self.who.voice(self._words(passage, announced[0]))
            cue = self._words(passage, announced[1])
            self.who.note(voice, spoke=True)
            self.announced = (passage.block, voice, cue)

    def _relayed(self, passage: Passage, outer: Sequence[Attribution]) -> dict[int, tuple[Attribution, Voice]]:
        """Return the quotations of whom somebody tells: "X said that Y had told him '…'" quotes Y, through X."""
        found: dict[int, tuple[Attribution, Voice]] = {}
        for inner in passage.attributions:
            teller = next((a for a in outer if _holds(a, inner)), None)
            here = _quotes_in(passage, inner) if inner.weight == "s" and teller is not None else []
            voice = self._voice(passage, inner.source) if here else None
            if teller is None or voice is None or inner.source is None:
                continue
            known = self.who.is_person(voice) or voice.party or voice.how in ("title", "anonymous", "joint", "metonym")
            if known or passage.tokens[inner.source.last].low in classes()["person_title"]:
                found |= {quote: (replace(inner, via=teller.source), voice) for quote in here}
        return found

    def _words(self, passage: Passage, phrase: Phrase) -> str:
        return self.text[passage.tokens[phrase.first].start : passage.tokens[phrase.last].end]

    def _voice(self, passage: Passage, source: Phrase | None) -> Voice | None:
        if source is None:
            return None
        words = self._words(passage, source)
        subject = main_subject(passage) if passage.tokens[source.first].tag == "R" else None
        if subject is not None and subject.last < source.first and passage.tokens[subject.first].tag != "R":
            return self.who.pronoun_for(words, self.who.voice(self._words(passage, subject)))
        return self.who.voice(words)

    def _via(self, passage: Passage, attribution: Attribution) -> str | None:
        return " ".join(self._words(passage, attribution.via).split()) if attribution.via else None

    def _quotations(
        self, number: int, passage: Passage, attribution: Attribution, voice: Voice | None, here: Sequence[int]
    ) -> None:
        """Note the quotations in an attribution's content: one where "he said" only splits them, else each its own."""
        kept = [q for q in here if not self._is_term(q, governed=attribution.weight == "s")]
        for q in kept:
            self.voices[q] = voice
        if not kept:
            return
        cue = self._words(passage, attribution.cue)
        groups = (
            [kept]
            if attribution.shape == "around" and len(kept) == 2 and len(attribution.content) == 2
            else [[q] for q in kept]
        )
        for group in groups:
            spans = tuple(self.quotes[q].inner for q in group)
            sure = 0.95 if voice is not None and voice.name else 0.6
            self.found.append(
                Said("quote", spans, voice, cue, self._via(passage, attribution), sure, number, attribution)
            )

    def _is_term(self, quote: int, *, governed: bool) -> bool:
        marked = self.quotes[quote]
        words = len(self.text[marked.inner[0] : marked.inner[1]].split())
        return is_term(self.text, marked, governed=governed) or (words < 2 and not governed)

    def _indirect(self, number: int, passage: Passage, attribution: Attribution, voice: Voice | None) -> None:
        pieces = [piece for piece in attribution.content if not _only_quoted(passage, piece)]
        if not pieces or attribution.weight not in "saf":
            return
        tokens = passage.tokens
        spans = tuple((tokens[piece.first].start, tokens[piece.last].end) for piece in pieces)
        sure = {"s": 0.9, "a": 0.75, "f": 0.8}[attribution.weight] - (
            0.25 if voice is not None and voice.name is None else 0
        )
        cue = self._words(passage, attribution.cue)
        self.found.append(
            Said(
                "indirect",
                spans,
                voice,
                cue,
                self._via(passage, attribution),
                round(sure, 2),
                number,
                attribution,
                attribution.negated,
            )
        )

    def _alone(self, number: int, passage: Passage, quote: int, subject: Phrase | None) -> None:
        """Note a quotation that no verb of saying governs: it goes on from one before, or its subject said it."""
        marked = self.quotes[quote]
        words = self.text[marked.inner[0] : marked.inner[1]].split()
        whole = all(token.tag == QUOTED or not token.is_word for token in passage.tokens)
        if (
            is_term(self.text, marked, governed=passage.role == "title")
            or (len(words) < 4 and not whole)
            or (passage.role == "caption" and len(words) < 4)
        ):
            return
        voice, cue, sure = self._speaker_of(number, passage, quote, subject, whole=whole)
        self.voices[quote] = voice
        self.found.append(Said("quote", (marked.inner,), voice, cue, None, sure, number))

    def _speaker_of(
        self, number: int, passage: Passage, quote: int, subject: Phrase | None, *, whole: bool
    ) -> tuple[Voice | None, str | None, float]:
        if dashed := signed(passage, quote):
            return self.who.voice(self._words(passage, dashed)), None, 0.9
        if passage.role == "title" and (named := before_colon(passage)):
            voice = self.who.voice(self._words(passage, named))
            if self.who.is_person(voice):
                return voice, None, 0.8
        if whole and self.announced is not None:
            return self.announced[1], self.announced[2], 0.9
        if whole and (self.quotes[quote].continues or self._goes_on(quote)):
            before = self.voices.get(quote - 1)
            if before is not None:
                return before, None, 0.9
        if whole:
            later = self._later(number) or self._summed_up(number)
            if later is not None:
                return later
            speaker = self.who.heard.speaker
            return (replace(speaker, text=None, how="previous"), None, 0.7) if speaker else (None, None, 0.4)
        if subject is not None:
            voice = self.who.voice(self._words(passage, subject))
            if self.who.is_person(voice):
                return voice, None, 0.6
            names = tuple(dict.fromkeys(filter(None, (voice.party or voice.name, *(_named(self.who.heard.speaker))))))
            return Voice(None, None, None, None, names), None, 0.4
        return Voice(None, None, None, None, tuple(_named(self.who.heard.speaker))), None, 0.4

    def _goes_on(self, quote: int) -> bool:
        """Whether the quotation before stands in the same paragraph."""
        return quote > 0 and self.quotes[quote - 1].block == self.quotes[quote].block and quote - 1 in self.voices

    def _later(self, number: int) -> tuple[Voice | None, str | None, float] | None:
        """Return who is named after a further quotation of the same paragraph: `"A." "B," X said.`."""
        block = self.whole[number].block
        for passage in self.whole[number + 1 :]:
            if passage.block != block:
                return None
            for attribution in _outermost(passage.attributions):
                if _quotes_in(passage, attribution) and attribution.source is not None:
                    return self._voice(passage, attribution.source), self._words(passage, attribution.cue), 0.85
            if not passage.quotes:
                return None
        return None

    def _summed_up(self, number: int) -> tuple[Voice | None, str | None, float] | None:
        """Return who said what went before by what comes after it: `"…" With those words X left the room.`."""
        if number + 1 >= len(self.whole):
            return None
        after = self.whole[number + 1]
        opening = " ".join(token.low for token in after.tokens[:4])
        if not _LOOKING_BACK.match(opening) or after.block > self.whole[number].block + 1:
            return None
        subject = next((phrase for phrase in subjects(after) if phrase.last > phrase.first), None)
        voice = self._voice(after, subject)
        known = voice is not None and (self.who.is_person(voice) or voice.party or voice.how in ("title", "joint"))
        return (voice, None, 0.8) if known else None


def _named(voice: Voice | None) -> tuple[str, ...]:
    return (voice.party or voice.name,) if voice is not None and (voice.party or voice.name) else ()  # type: ignore[return-value]


def _outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out what stands in another's content."""
    kept: list[Attribution] = []
    for attribution in found:
        inside = any(
            piece.first <= attribution.cue.first <= piece.last
            for other in found
            if other is not attribution
            for piece in other.content
        )
        doubled = any(
            other is not attribution
            and other.cue.first <= attribution.cue.first <= other.cue.last
            and found.index(other) < found.index(attribution)
            for other in found
        )
        if not inside and not doubled:
            kept.append(attribution)
    return sorted(kept, key=lambda a: (a.weight != "s", a.cue.first))


def _holds(outer: Attribution, inner: Attribution) -> bool:
    return outer is not inner and any(piece.first <= inner.cue.first <= piece.last for piece in outer.content)


def _quotes_in(passage: Passage, attribution: Attribution) -> list[int]:
    return [
        passage.tokens[i].quote
        for piece in attribution.content
        for i in range(piece.first, piece.last + 1)
        if passage.tokens[i].tag == QUOTED
    ]


def _only_quoted(passage: Passage, piece: Phrase) -> bool:
    return all(token.tag == QUOTED or not token.is_word for token in passage.tokens[piece.first : piece.last + 1])


_LOOKING_BACK = re.compile(r"(?:with|in) (?:these|those) |(?:that|this) (?:is|was) how |those were |these were |so ")
