"""A sentence → who says or thinks what: cue, source and content by place, before anybody is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.evidence._around import inverted_speech, quoted_speech, speech_around
from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._clauses import (
    Phrase,
    is_passive,
    phrase_ending,
    phrase_starting,
    subject_before,
    verb_start,
)
from goodoffices.evidence._content import content_after, particle_of
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._turns import according_to, as_said, noun_speech, passive_speech, put_it, stances
from goodoffices.evidence._words import Cue, classes, cues

_DOCUMENTS = classes()["document_noun"]


_ISSUING = classes()["issuing_verb"]


_GOING_ON = classes()["going_on_verb"]


_HAVE_SAID = frozenset(("said", "saying"))


def attributions(sentence: Sequence[Token]) -> list[Attribution]:
    """Return what a sentence attributes, in order; what is nested in another's content comes after it."""
    found: list[Attribution] = []
    told = according_to(sentence)
    for at, token in enumerate(sentence):
        cue = cues().get(token.lemma) if token.tag in ("V", "G", "I", "N") else None
        if cue is None or (told is not None and _within(at, told.cue)):
            continue
        attribution = _of_verb(sentence, at, cue)
        if attribution is not None:
            found.append(attribution)
    found += noun_speech(sentence) + put_it(sentence) + stances(sentence)
    found = [_clipped(attribution, found) for attribution in found]
    if told is not None:
        found = _with_via(found, told)
    return found


def _clipped(attribution: Attribution, found: Sequence[Attribution]) -> Attribution:
    """End what somebody says where ", X said" tells who reports it all."""
    for outer in found:
        if outer.shape != "around" or outer is attribution or outer.source is None or not outer.content:
            continue
        left = outer.content[0]
        if _within(attribution.cue.first, left) and any(p.last > left.last for p in attribution.content):
            pieces = tuple(Phrase(p.first, min(p.last, left.last)) for p in attribution.content if p.first <= left.last)
            return replace(attribution, content=pieces)
    return attribution


def _within(at: int, piece: Phrase) -> bool:
    return piece.first <= at <= piece.last


def _of_verb(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    token = sentence[at]
    if token.tag == "N" or is_passive(sentence, at):
        return passive_speech(sentence, at, cue)
    begin = verb_start(sentence, at)
    if at > 1 and sentence[begin - 1].tag == "V" and sentence[begin - 1].lemma in _GOING_ON and begin > 1:
        begin = verb_start(sentence, begin - 1)
    negated = any(t.tag == "X" for t in sentence[begin:at])
    if token.tag == "I" and not _says_after_all(sentence, at):
        return None
    inverted = quoted_speech(sentence, at, begin) or inverted_speech(sentence, at, cue) or as_said(sentence, at, cue)
    if inverted is not None:
        return inverted
    if token.tag == "G" and not _is_progressive(sentence, at) and sentence[begin].tag != "V":
        if not _may_say(sentence, begin, cue):
            return None
        source, shape = _of_participle(sentence, begin), "participle"
    else:
        source, shape = subject_before(sentence, begin), ""
    if source is not None:
        around = speech_around(sentence, source, at, cue) if shape == "" else None
        if around is not None:
            return Attribution(Phrase(begin, at), cue.lemma, cue.weight, source, around, "around", negated=negated)
    if cue.weight == "f" and (source is None or not _is_finding(sentence, source)):
        return None
    if cue.weight == "a" and source is not None and sentence[source.last].low in _THINGS:
        return None
    special = particle_of(sentence, at)
    content = special if special is not None else content_after(sentence, at, cue)
    if not content or source is None:
        return None
    pieces, last_of_cue, built = content
    if shape == "participle" and source.first == 1 and sentence[0].low == "with":
        pieces = (_to_comma(sentence, pieces[0]),)
    return Attribution(
        Phrase(begin, last_of_cue), cue.lemma, cue.weight, source, pieces, shape or built, negated=negated
    )


_THINGS = classes()["thing_noun"]
_FINDERS = _DOCUMENTS | classes()["finding_noun"]


def _is_finding(sentence: Sequence[Token], source: Phrase) -> bool:
    return any(token.low in _FINDERS for token in sentence[source.first : source.last + 1])


def _is_progressive(sentence: Sequence[Token], at: int) -> bool:
    """Whether an -ing form follows a form of be."""
    while at > 0 and sentence[at - 1].tag in ("B", "X"):
        at -= 1
    return at > 0 and sentence[at - 1].low in classes()["be"]


def _may_say(sentence: Sequence[Token], begin: int, cue: Cue) -> bool:
    """Whether a participle speaks for somebody (", saying", "a statement saying"), unlike "opposing views"."""
    if begin == 0 or cue.weight != "s":
        return begin == 0 and cue.weight == "s"
    while begin > 1 and sentence[begin - 1].tag == "B":
        begin -= 1
    before = sentence[begin - 1]
    if before.tag in (",", QUOTED, "–", "—") or before.low in (
        "while",
        "by",
        "after",
        "before",
        "for",
        "in",
        "when",
        "and",
    ):
        return True
    if before.low in _DOCUMENTS:
        return True
    return after_with(sentence, begin) is not None


def _to_comma(sentence: Sequence[Token], piece: Phrase) -> Phrase:
    comma = next((i for i in range(piece.first + 1, piece.last + 1) if sentence[i].tag == ","), piece.last + 1)
    return Phrase(piece.first, comma - 1)


def _says_after_all(sentence: Sequence[Token], at: int) -> bool:
    """Whether an infinitive tells of something said ("went on to say") or a modal of something held ("would argue")."""
    before = [token.low for token in sentence[max(0, at - 4) : at]]
    if sentence[at - 1].tag == "T":
        chained = at > 1 and sentence[at - 2].tag == "V" and sentence[at - 2].lemma in _GOING_ON
        return chained or bool({"went", "goes", "took", "used"} & set(before))
    return bool({"do", "does", "did", "would", "can", "could", "not", "n't"} & set(before))


def _of_participle(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return whose words ", saying …" or "a statement saying …" gives."""
    before = sentence[at - 1] if at else None
    if before is not None and before.low in _DOCUMENTS:
        verb = next((i for i in range(at - 2, -1, -1) if sentence[i].tag == "V"), None)
        if verb is not None and sentence[verb].lemma in _ISSUING:
            return subject_before(sentence, verb_start(sentence, verb))
        return phrase_ending(sentence, at - 1)
    if before is not None and before.low == "for":
        return _reproached(sentence, at - 1)
    with_subject = after_with(sentence, at)
    if with_subject:
        return with_subject
    for verb in range(at):
        if sentence[verb].tag == "V" or sentence[verb].tag == "A":
            begin = verb_start(sentence, verb)
            found = subject_before(sentence, begin) if begin else None
            inverted = None if found else phrase_starting(sentence, verb + 1)
            if found and not (
                found.first and sentence[found.first - 1].tag == "S" and sentence[found.first - 1].low != "that"
            ):
                return found
            if inverted and verb and sentence[verb - 1].tag in (QUOTED, ","):
                return inverted
    if at > 1 and sentence[at - 1].tag == "," and (named := phrase_ending(sentence, at - 2)):
        return named
    for later in range(at + 1, len(sentence)):
        if sentence[later].tag == ",":
            return phrase_starting(sentence, later + 1)
    return None


def _reproached(sentence: Sequence[Token], preposition: int) -> Phrase | None:
    """Return who "criticised X for saying" and "X was criticised for saying" name."""
    verb = next((i for i in range(preposition - 1, -1, -1) if sentence[i].tag in ("V", "N", "I", "G", "A")), None)
    if verb is None:
        return None
    if sentence[verb].tag == "A" or (verb == preposition - 1 and sentence[verb].tag in ("V", "N")):
        begin = verb_start(sentence, verb)
        return subject_before(sentence, begin) if begin else None
    found = phrase_starting(sentence, verb + 1)
    return found if found and found.last == preposition - 1 else None


def after_with(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return the subject in "with X adding that …"."""
    while at > 1 and sentence[at - 1].tag == "B":
        at -= 1
    phrase = phrase_ending(sentence, at - 1)
    if phrase and phrase.first and sentence[phrase.first - 1].low == "with":
        return phrase
    if phrase and sentence[phrase.first].low == "with" and phrase.first < phrase.last:
        return Phrase(phrase.first + 1, phrase.last)
    start = at - 1
    while start > 0 and sentence[start].tag in ("n", "w", "D", "#"):
        start -= 1
    return Phrase(start + 1, at - 1) if sentence[start].low == "with" and start + 1 <= at - 1 else None


def _with_via(found: list[Attribution], told: Attribution) -> list[Attribution]:
    """Where a sentence has speakers of its own, "according to X" says through whom we know; else X is the speaker."""
    spoken = [a for a in found if a.weight == "s" and not _overlaps(a.cue, told.cue)]
    if spoken and told.cue.first > spoken[0].cue.last:
        return [
            Attribution(a.cue, a.lemma, a.weight, a.source, a.content, a.shape, told.source, a.negated) for a in found
        ]
    inside = [a for a in found if any(_within(a.cue.first, piece) for piece in told.content)]
    return [told, *(a for a in found if a not in inside or a.weight != "s")]


def _overlaps(first: Phrase, second: Phrase) -> bool:
    return first.first <= second.last and second.first <= first.last
