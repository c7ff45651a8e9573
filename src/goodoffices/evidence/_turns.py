"""Turns of speech without a plain verb of saying: passives, nouns, stances, "according to", "as X put it"."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._around import left_content, past_apposition, right_content
from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._clauses import subject_before, verb_start
from goodoffices.evidence._content import begins_clause, content_after
from goodoffices.evidence._ends import to_end
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting, skip_adjuncts
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, classes, cues

_REPROACHES = frozenset(("accuse", "blame", "criticise", "criticize"))
_BY = classes()["telling_passive"] | _REPROACHES


def passive_speech(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    """Read "is said to", "was accused of", "it was reported that", "proposed by X"."""
    begin = verb_start(sentence, at)
    after = skip_adjuncts(sentence, at + 1) if at + 1 < len(sentence) and sentence[at + 1].tag == "B" else at + 1
    if after >= len(sentence) or (cue.weight == "f" and cue.lemma not in ("find", "estimate")):
        return None
    token = sentence[after]
    source = None
    if token.low == "by":
        source = phrase_starting(sentence, after + 1)
        if source is None or cue.lemma not in _BY:
            return None
        thing = phrase_ending(sentence, begin - 1) if begin else None
        if thing is None or sentence[thing.last].tag == "R":
            return None
        after_source = range(source.first + 1, min(source.last + 2, len(sentence) - 1))
        late = next((i for i in after_source if sentence[i].low in ("of", "for")), None)
        if cue.lemma in _REPROACHES and late is not None:
            source = Phrase(source.first, late - 1)
            rest = to_end(sentence, late + 1, at, "passive")
            pieces = (thing, *(rest[0] if rest else ()))
            return Attribution(Phrase(begin, after), cue.lemma, cue.weight, source, pieces, "passive")
        return Attribution(Phrase(begin, after), cue.lemma, cue.weight, source, (thing,), "passive")
    if token.low == "as" and after + 1 < len(sentence) and sentence[after + 1].low == "saying":
        source = subject_before(sentence, begin) if begin else None
        found = content_after(sentence, after + 1, cues()["say"])
        return Attribution(Phrase(begin, after + 1), "say", "s", source, found[0], "passive") if found else None
    if cue.lemma in ("tell", "inform", "assure", "warn") and begins_clause(sentence, after):
        found = to_end(sentence, after + (token.low == "that"), at, "passive")
        return Attribution(Phrase(begin, at), cue.lemma, cue.weight, None, found[0], "passive") if found else None
    if cue.lemma in _REPROACHES and token.low in ("of", "for"):
        found = to_end(sentence, after + 1, at, "passive")
        accused = phrase_ending(sentence, begin - 1) if begin else None
        pieces = (accused, *found[0]) if found and accused else found[0] if found else ()
        return Attribution(Phrase(begin, after), cue.lemma, cue.weight, None, pieces, "passive") if pieces else None
    if (cue.lemma in ("concern", "worry") and token.low in ("that", "about")) or (
        cue.lemma in ("commit", "determine", "oblige") and token.tag in ("T", "P")
    ):
        subject = subject_before(sentence, begin) if begin else None
        found = to_end(sentence, after + 1, at, "object")
        return (
            Attribution(Phrase(begin, after), cue.lemma, cue.weight, subject, found[0], "object")
            if found and subject
            else None
        )
    dummy = begin > 0 and sentence[begin - 1].low in ("it", "is")
    if (token.low == "that" and dummy) or (
        token.low == "to" and cue.lemma in ("say", "report", "believe", "think", "allege")
    ):
        found = to_end(sentence, after + (1 if token.low == "that" else 0), at, "passive")
        return Attribution(Phrase(begin, at), cue.lemma, cue.weight, None, found[0], "passive") if found else None
    return None


_NOUNS = classes()["speech_noun"]


def noun_speech(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "X's claim that …" and "the fear among X that …"."""
    found = []
    for at, token in enumerate(sentence[:-2]):
        if token.low not in _NOUNS or token.tag != "w":
            continue
        after = at + 1
        owner: Phrase | None = None
        if sentence[after].low in ("of", "by", "from", "among"):
            owner = phrase_starting(sentence, after + 1)
            after = owner.last + 1 if owner else after
        if after >= len(sentence) - 1 or sentence[after].low != "that":
            continue
        if owner is None:
            owner = _possessor(sentence, at)
        content = to_end(sentence, after + 1, at, "noun")
        if content and owner:
            found.append(Attribution(Phrase(at, at), token.low, "s", owner, content[0], "noun"))
    return found


def _possessor(sentence: Sequence[Token], noun: int) -> Phrase | None:
    at = noun - 1
    while at >= 0 and sentence[at].tag == "w":
        at -= 1
    if at >= 0 and sentence[at].low == "'s":
        return phrase_ending(sentence, at - 1)
    return Phrase(at, at) if at >= 0 and sentence[at].low in ("his", "her", "their", "its") else None


def according_to(sentence: Sequence[Token]) -> Attribution | None:
    """Read "according to X, …" and "…, according to X"; also "in X's words", "by X's account"."""
    for at, token in enumerate(sentence[:-1]):
        if token.low == "according" and sentence[at + 1].low == "to":
            source = phrase_starting(sentence, at + 2)
            cue = Phrase(at, at + 1)
        elif token.low in ("in", "by") and token.tag == "P" and (owner := _owner_of_view(sentence, at)):
            source, cue = owner
        else:
            continue
        if source is None:
            return None
        if at > 1:
            last = at - 1
            while last > 0 and sentence[last].tag in (",", "-", "–", "—"):
                last -= 1
            first = 0
            while sentence[first].tag == "C" and first < last:
                first += 1
            rest = right_content(sentence, past_apposition(sentence, source.last + 1))
            return Attribution(cue, "according", "s", source, (Phrase(first, last), *rest), "according")
        after = max(source.last, cue.last) + 1
        comma = next((i for i in range(after, len(sentence)) if sentence[i].tag == ","), None)
        start = comma + 1 if comma is not None and comma - after <= 14 else after
        found = to_end(sentence, start, at, "according")
        return Attribution(cue, "according", "s", source, found[0], "according") if found else None
    return None


def stances(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "is adamant that …", "was not willing to …", "made (it) clear that …"."""
    found = []
    for at in range(1, len(sentence) - 1):
        token = sentence[at]
        if token.low not in classes()["stance"] or sentence[at + 1].low not in (
            "that",
            "to",
            "about",
            "of",
            "on",
            "in",
        ):
            continue
        verb = at - 1
        while verb > 0 and (sentence[verb].tag in ("B", "X") or sentence[verb].low == "it"):
            verb -= 1
        spoken = sentence[verb].lemma == "make" and token.low == "clear"
        if (
            not spoken
            and sentence[verb].low not in classes()["be"]
            and sentence[verb].lemma not in ("remain", "stay", "seem", "become", "appear")
        ):
            continue
        begin = verb_start(sentence, verb)
        source = subject_before(sentence, begin) if begin else None
        if source is None or sentence[source.first].low in ("it", "this", "that", "there"):
            continue
        start = at + 1 if sentence[at + 1].low == "to" and sentence[at + 1].tag == "T" else at + 2
        content = to_end(sentence, start, at, "infinitive") if start < len(sentence) else None
        if content:
            negated = any(t.tag == "X" for t in sentence[begin:at])
            weight = "s" if spoken else "a"
            found.append(
                Attribution(
                    Phrase(begin, start - 1 if start > at + 1 else at),
                    token.low,
                    weight,
                    source,
                    content[0],
                    "that",
                    negated=negated,
                )
            )
    return found


def put_it(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "As X put it: …" and "…, as X puts it"."""
    for at, token in enumerate(sentence[:-1]):
        if token.low in ("put", "puts") and sentence[at + 1].low in ("it", "this", "matters"):
            source = subject_before(sentence, verb_start(sentence, at))
            if source is None or source.first == 0 or sentence[source.first - 1].low != "as":
                continue
            cue = Phrase(at, at + 1)
            mark = next((i for i in range(at + 2, len(sentence)) if sentence[i].tag in (":", ",", QUOTED)), None)
            if source.first - 1 == 0 and mark is not None:
                start = mark if sentence[mark].tag == QUOTED else mark + 1
                found = to_end(sentence, start, at, "colon") if start < len(sentence) else None
                return [Attribution(cue, "put", "s", source, found[0], "colon")] if found else []
            left = left_content(sentence, source.first - 2)
            return [Attribution(cue, "put", "s", source, (left,), "around")] if left else []
    return []


def as_said(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    """Read "As X noted, …": the clause after the comma is what X says."""
    if sentence[0].low != "as" or not (cue.takes & {"t", "b"} or cue.lemma == "point"):
        return None
    source = subject_before(sentence, verb_start(sentence, at))
    if source is None or source.first != 1:
        return None
    comma = next((i for i in range(at + 1, min(at + 12, len(sentence))) if sentence[i].tag == ","), None)
    if comma is None or comma + 1 >= len(sentence) or any(t.tag in ("V", "A", "M") for t in sentence[at + 1 : comma]):
        return None
    found = to_end(sentence, comma + 1, at, "bare")
    return Attribution(Phrase(at, at), cue.lemma, cue.weight, source, found[0], "bare") if found else None


_VIEWS = classes()["view_noun"]


def _owner_of_view(sentence: Sequence[Token], at: int) -> tuple[Phrase, Phrase] | None:
    for noun in range(at + 2, min(at + 9, len(sentence))):
        if sentence[noun].low in _VIEWS:
            own = sentence[noun - 1].low
            if own == "'s" and at + 1 <= noun - 2:
                return Phrase(at + 1, noun - 2), Phrase(noun, noun)
            if own in ("his", "her", "their", "its") and noun - 1 == at + 1:
                return Phrase(noun - 1, noun - 1), Phrase(noun, noun)
    return None
