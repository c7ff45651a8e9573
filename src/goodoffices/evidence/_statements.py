"""One report's bytes → the report, its drafted statements in the order of the text, and what it leaves open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.case.statements import Region, Report, Statement, Voice
from goodoffices.evidence._cast import Cast, Side
from goodoffices.evidence._dates import Dated, dated
from goodoffices.evidence._decoded import stored
from goodoffices.evidence._figures import Figure, figures
from goodoffices.evidence._head import Head, head
from goodoffices.evidence._passages import Passage, passages
from goodoffices.evidence._positions import Position, positions
from goodoffices.evidence._roles import SPEAKING, in_capitals, regions
from goodoffices.evidence._said import Said, said
from goodoffices.evidence._stored import Stored
from goodoffices.evidence._ties import Tie, ties
from goodoffices.evidence._who import Identifier
from goodoffices.evidence.answer import Question

EXTRACTOR = "rules 1"
_ELLIPSIS = " … "
_ORDER = {"quote": 0, "indirect": 1, "position": 2, "figure": 3, "date": 4, "tie": 5}

Draft = tuple[Report, tuple[Statement, ...], tuple[Question, ...]]


def drafted(raw: bytes, name: str, sides: Mapping[str, Side]) -> Draft:
    """Return a report with its statements; ids are numbers until the report has its own."""
    source = stored(raw, name)
    roles, glued = regions(source)
    whole, quotes = passages(source.text, roles)
    spoken = sum(bool(p.attributions) for p in whole if p.role == "body") / max(1, sum(p.role == "body" for p in whole))
    top = head(source, roles, name.rpartition(".")[0] or name, spoken=spoken)
    report = Report("", name, top.title, top.outlet, top.genre, top.published, None, roles, source.text)
    spoken_in = [(source.text[r.start : r.end], r.role) for r in roles if r.role in SPEAKING]
    who = Identifier(
        Cast(sides, "\n".join(words for words, role in spoken_in if role != "title" or not in_capitals(words)))
    )
    words = said(source.text, whole, quotes, who)
    times = [[*dated(source.text, p.start, p.end, top.published)] for p in whole]
    reader = _Drafter(source.text, whole, words, times, who)
    statements = reader.statements(positions(source.text, whole, words, who), ties(source.text, whole, who))
    return report, statements, _questions(roles, top, _noted(source, glued), statements, reader.asked)


@dataclass
class _Drafter:
    text: str
    whole: Sequence[Passage]
    words: Sequence[Said]
    times: Sequence[Sequence[Dated]]
    who: Identifier

    def statements(self, held: Sequence[Position], bonds: Sequence[Tie]) -> tuple[Statement, ...]:
        """Return all statements in the order of the text, numbered."""
        self.asked: dict[tuple[int, int], str] = {}
        found = [
            *map(self._said, self.words),
            *map(self._position, held),
            *self._figures(),
            *self._dates(),
            *map(self._tie, bonds),
        ]
        found.sort(key=lambda s: (s.spans[0][0], _ORDER[s.kind], s.spans[0][1]))
        return tuple(replace(s, id=str(number)) for number, s in enumerate(_distinct(found), 1))

    def _of(self, kind: str, spans: Sequence[tuple[int, int]], confidence: float) -> Statement:
        words = _ELLIPSIS.join(self.text[start:end] for start, end in spans)
        return Statement("", "", kind, tuple(spans), words, "drafted", extractor=EXTRACTOR, confidence=confidence)

    def _said(self, item: Said) -> Statement:
        return replace(
            self._of(item.kind, item.spans, item.confidence),
            speaker=_shown(item.speaker, self.who),
            cue=" ".join(item.cue.split()) if item.cue else None,
            via=item.via,
            said_on=self._said_on(item.passage, item.spans),
            standing="denied"
            if item.cue and item.cue.split()[-1].lower().startswith(("den", "disput", "refut"))
            else None,
        )

    def _said_on(self, passage: int, spans: Sequence[tuple[int, int]]) -> dt.date | None:
        """Return the day named beside what is said, not in it."""
        days = [
            time.date
            for time in self.times[passage]
            if time.unit == "day"
            and time.date
            and time.qualifier is None
            and not any(s <= time.start < e for s, e in spans)
        ]
        return days[0] if len(days) == 1 else None

    def _position(self, item: Position) -> Statement:
        return replace(
            self._of("position", item.spans, item.confidence),
            speaker=_shown(item.speaker, self.who),
            holder=_shown(item.holder, self.who),
            via=item.via,
            cue=self.text[slice(*item.cue)],
            type=item.type,
            condition=self.text[slice(*item.condition)] if item.condition else None,
            beneficiary=item.beneficiary,
            firmness=item.firmness,
            standing=item.standing,
            said_on=self._said_on(item.passage, item.spans),
        )

    def _tie(self, item: Tie) -> Statement:
        return replace(
            self._of("tie", item.spans, item.confidence),
            holder=_shown(item.holder, self.who),
            cue=item.relation,
            beneficiary=item.beneficiary,
        )

    def _figures(self) -> Iterator[Statement]:
        for number, passage in enumerate(self.whole):
            for figure in figures(self.text, passage.start, passage.end):
                yield self._figure(number, figure)

    def _figure(self, passage: int, figure: Figure) -> Statement:
        teller = self._teller(passage, figure.start, figure.end)
        amount = figure.amount
        return replace(
            self._of("figure", [(figure.start, figure.end)], figure.confidence),
            speaker=_shown(teller.speaker, self.who) if teller else None,
            cue=teller.cue if teller else None,
            via=teller.via if teller else None,
            value=amount.value,
            low=amount.low,
            high=amount.high,
            qualifier=figure.qualifier,
            unit=figure.unit,
            measure=figure.measure,
            who=_who_says(teller.speaker) if teller else None,
        )

    def _teller(self, passage: int, start: int, end: int) -> Said | None:
        """Return the narrowest thing said that holds the figure."""
        holding = [
            w
            for w in self.words
            if w.passage == passage
            and (w.attribution is None or w.attribution.weight in "sf")
            and any(s <= start and end <= e for s, e in w.spans)
        ]
        return min(holding, key=lambda w: sum(e - s for s, e in w.spans), default=None)

    def _dates(self) -> Iterator[Statement]:
        for number, times in enumerate(self.times):
            for time in times:
                if time.asks:
                    self.asked[time.start, time.end] = time.asks
                teller = self._teller(number, time.start, time.end)
                yield replace(
                    self._of("date", [(time.start, time.end)], 0.9 if time.date else 0.7),
                    speaker=_shown(teller.speaker, self.who) if teller else None,
                    date=time.date,
                    unit=time.unit,
                    qualifier=time.qualifier,
                )


def _who_says(voice: Voice | None) -> str | None:
    return (voice.name or voice.text) if voice is not None else None


def _shown(voice: Voice | None, who: Identifier) -> Voice | None:
    """Return a voice as it is handed out: candidates of a case are its parties."""
    if voice is None or (voice.text is None and voice.name is None and not voice.candidates):
        return None
    parties = who.cast.parties
    candidates = tuple(name for name in voice.candidates if name in parties) if parties else voice.candidates
    return Voice(voice.text, voice.name, voice.party, voice.how, candidates)


def _distinct(found: Sequence[Statement]) -> Iterator[Statement]:
    """Leave out what stands there already: same kind, same spans, same speaker."""
    seen: set[tuple[object, ...]] = set()
    for statement in found:
        voice = statement.speaker or statement.holder
        key = (
            statement.kind,
            statement.spans,
            statement.type,
            voice.name if voice else None,
            statement.cue if statement.kind == "tie" else None,
        )
        if key not in seen:
            seen.add(key)
            yield statement


def _noted(source: Stored, glued: Sequence[str]) -> Iterator[Question]:
    """Yield what reading the file itself raised."""
    for words in glued:
        told = f"'{' '.join(words.split())}' looks like page furniture or a picture's text glued into the report"
        yield Question("glued", told)
    for flag in source.flags:
        yield Question("layout", flag)
    if source.guessed:
        told = "see whether its letters are right, or save it as UTF-8 and read it again"
        yield Question("encoding", f"the file does not tell its encoding; it was read as {source.guessed}: {told}")


def _questions(
    roles: Sequence[Region],
    top: Head,
    noted: Iterator[Question],
    statements: Sequence[Statement],
    asked: Mapping[tuple[int, int], str],
) -> tuple[Question, ...]:
    found = [*(Question(about, question) for about, question in top.doubts), *noted]
    if not any(region.role == "body" for region in roles):
        found.append(Question("body", "no line looks like the report itself; restore lines by changing their role"))
    for statement in statements:
        if statement.kind == "date" and statement.date is None and statement.spans[0] in asked:
            words = f"'{statement.words}': {asked[statement.spans[0]]}"
            found.append(Question("date", words, statement=statement.id))
        if statement.kind in ("quote", "position") and _is_open(statement):
            found.append(Question("speaker", _whose(statement), statement=statement.id))
    return tuple(found)


def _is_open(statement: Statement) -> bool:
    voice = statement.speaker if statement.kind == "quote" else statement.holder
    return voice is None or voice.name is None


def _whose(statement: Statement) -> str:
    voice = statement.speaker if statement.kind == "quote" else statement.holder
    start = " ".join(statement.words.split())[:60]
    likely = f"; perhaps {', '.join(voice.candidates)}" if voice and voice.candidates else ""
    return f"whose words are '{start}'{likely}?" if statement.kind == "quote" else f"who holds '{start}'{likely}?"
