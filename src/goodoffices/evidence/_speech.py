"""A sentence → who says or thinks what: cue, source and content by place, before anybody is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.evidence._around import inverted_speech, quoted_speech, speech_around
from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._clauses import is_passive, subject_before, verb_start
from goodoffices.evidence._content import content_after, particle_of
from goodoffices.evidence._participles import is_progressive, may_say, to_comma, whom_it_speaks_for
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._turns import according_to, as_said, noun_speech, passive_speech, put_it, stances
from goodoffices.evidence._words import Cue, classes, cues

_DOCUMENTS = classes()["document_noun"]


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
    found = _relayed([_clipped(attribution, found) for attribution in found])
    if told is not None:
        found = _with_via(found, told)
    return found


def _clipped(attribution: Attribution, found: Sequence[Attribution]) -> Attribution:
    """End what somebody says where the words end in which it is told."""
    for outer in found:
        piece = next((p for p in outer.content if _within(attribution.cue.first, p)), None)
        if outer is attribution or piece is None or all(p.last <= piece.last for p in attribution.content):
            continue
        if any(_within(outer.cue.first, p) for p in attribution.content) and outer.shape != "around":
            continue
        pieces = tuple(Phrase(p.first, min(p.last, piece.last)) for p in attribution.content if p.first <= piece.last)
        attribution = replace(attribution, content=pieces) if pieces else attribution
    return attribution


def _relayed(found: list[Attribution]) -> list[Attribution]:
    """Where a sentence ends in ", the agency reported", whoever speaks in it speaks; the agency says so."""
    for outer in found:
        if outer.shape != "around" or outer.lemma != "report" or outer.source is None:
            continue
        inner = [a for a in found if a.weight == "s" and _within(a.cue.first, outer.content[0])]
        if inner and any(p.last == outer.content[0].last for p in inner[0].content):
            return [replace(inner[0], via=outer.source), *(a for a in found if a is not inner[0] and a is not outer)]
    return found


def _within(at: int, piece: Phrase) -> bool:
    return piece.first <= at <= piece.last


def _of_verb(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    token = sentence[at]
    if token.tag == "N" or is_passive(sentence, at):
        return passive_speech(sentence, at, cue)
    begin = _group_start(sentence, at)
    inverted = quoted_speech(sentence, at, begin) or inverted_speech(sentence, at, cue) or as_said(sentence, at, cue)
    if inverted is not None:
        return inverted
    participle = token.tag == "G" and not is_progressive(sentence, at) and sentence[begin].tag != "V"
    if participle and not may_say(sentence, begin, cue):
        return None
    source = whom_it_speaks_for(sentence, begin) if participle else subject_before(sentence, begin)
    if source is None or not _may_speak(sentence, source, cue):
        return None
    negated = any(t.tag == "X" for t in sentence[begin:at])
    around = None if participle else speech_around(sentence, source, at, cue)
    if around is not None:
        return Attribution(Phrase(begin, at), cue.lemma, cue.weight, source, around, "around", negated=negated)
    special = particle_of(sentence, at)
    content = special if special is not None else content_after(sentence, at, cue)
    if not content or (token.tag == "I" and not _says_after_all(sentence, at, content[2])):
        return None
    pieces, last_of_cue, built = content
    if participle and source.first == 1 and sentence[0].low == "with":
        pieces = (to_comma(sentence, pieces[0]),)
    shape = "participle" if participle else built
    return Attribution(Phrase(begin, last_of_cue), cue.lemma, cue.weight, source, pieces, shape, negated=negated)


def _group_start(sentence: Sequence[Token], at: int) -> int:
    """Return where the cue's verbs begin: "went on to say", "continued to insist"."""
    begin = verb_start(sentence, at)
    before = sentence[begin - 1]
    if begin > 1 and before.tag == "V" and (before.lemma in _GOING_ON or before.low == "used"):
        begin = verb_start(sentence, begin - 1)
    if begin > 1 and sentence[begin].tag == "T" and sentence[begin - 1].tag == "w" and sentence[begin - 2].tag == "A":
        begin = verb_start(sentence, begin - 1)  # "was quick to add"
    if begin > 1 and sentence[begin].tag == "T" and sentence[begin - 1].low == "on" and sentence[begin - 2].tag == "V":
        begin = verb_start(sentence, begin - 2)
    return begin


def _may_speak(sentence: Sequence[Token], source: Phrase, cue: Cue) -> bool:
    """Whether such a subject can be the cue's: papers find, people hope."""
    if cue.weight == "f":
        return any(token.low in _FINDERS for token in sentence[source.first : source.last + 1])
    return cue.weight != "a" or sentence[source.last].low not in _THINGS


_THINGS = classes()["thing_noun"]
_FINDERS = _DOCUMENTS | classes()["finding_noun"]


def _says_after_all(sentence: Sequence[Token], at: int, built: str) -> bool:
    """Whether an infinitive tells of something said ("went on to say") or a modal of something held ("would argue")."""
    before = [token.low for token in sentence[max(0, at - 4) : at]]
    if sentence[at - 1].tag == "T":
        chained = at > 1 and sentence[at - 2].tag == "V" and sentence[at - 2].lemma in _GOING_ON
        return chained or built not in ("object", "infinitive") or bool({"went", "goes", "took", "used"} & set(before))
    return bool({"do", "does", "did", "would", "will", "can", "could", "not", "n't"} & set(before))


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
