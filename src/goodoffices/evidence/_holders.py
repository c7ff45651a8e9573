"""Whose a position is: the verb's subject, whoever speaks, or the owner named before a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._clauses import is_passive, subject_before, verb_start
from goodoffices.evidence._known import bare, table
from goodoffices.evidence._participles import after_with
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting
from goodoffices.evidence._rules import Rule
from goodoffices.evidence._said import Said
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes, cues

_FIRST_PERSON = frozenset(["i", "we", "our", "my", "us"])


SPEAKERS_OWN = frozenset(["it", "they", "he", "she", "we", "i", "both", "its", "their", "his", "her"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of tokens and who says it: a sentence, an attribution's content or a sentence within a quotation."""

    sentence: Sequence[Token]
    first: int
    last: int
    teller: Said | None
    quoted: bool
    passage: int
    told: tuple[tuple[int, int], ...] = ()
    """What in it is somebody's and is read as theirs."""


def subject_of(clause: Clause, rule: Rule, at: Phrase, verb: int) -> Phrase | None:
    """Return whom the words of a rule belong to: an owner before a noun, or the subject of the verb at `verb`."""
    sentence, (first, last) = clause.sentence, at
    if rule.whose == "D":
        return phrase_ending(sentence, first, clause.first)
    if rule.whose == "U":
        return Phrase(first + 1, last)
    if rule.whose in ("P", "N", "O"):
        owner = _owner(clause, rule, first)
        if owner is not None or rule.whose != "N":
            return owner
        verb = next((i for i in range(first - 1, clause.first, -1) if sentence[i].tag in ("V", "A", "M")), first)
    if _is_undergone(sentence, verb) and (sentence[verb].lemma in _MEANT or (rule.whose == "S" and rule.type in _DONE)):
        return _undergone(clause, rule, verb)
    if sentence[verb].tag == "G" and verb > clause.first:
        if sentence[verb - 1].low in classes()["document_noun"]:
            return phrase_ending(sentence, verb - 1, clause.first)
        if named := after_with(sentence, verb):
            return named
        main = next((i for i in range(clause.first, verb) if sentence[i].tag in ("V", "A", "M")), None)
        if main is not None and not _is_progressive(sentence, verb):
            return _before_verb(clause, main)
    if sentence[verb].tag == "I":
        verb = next((i for i in range(verb - 1, clause.first, -1) if sentence[i].tag in ("V", "A", "M")), verb)
    return _before_verb(clause, verb)


_MEANT = frozenset(("intend", "plan", "aim", "mean"))
_ADDRESSING = classes()["addressing_verb"]
_DONE = frozenset(("refusal", "demand", "agreement", "offer", "concession"))


def _undergone(clause: Clause, rule: Rule, verb: int) -> Phrase | None:
    """Return whose a verb in the passive is: who does it, if that is said; nobody's in "a plan intended to …"."""
    sentence = clause.sentence
    if sentence[verb].lemma in _MEANT:
        return None
    by = next((i for i in range(verb + 1, min(verb + 7, clause.last)) if sentence[i].low == "by"), None)
    if by is not None or sentence[verb].lemma in _ADDRESSING:
        return _agent(sentence, rule, verb, by)
    impersonal = _before_verb(clause, verb)
    return impersonal if impersonal is None or sentence[impersonal.first].low != "it" else None


def _agent(sentence: Sequence[Token], rule: Rule, verb: int, by: int | None) -> Phrase | None:
    """Return who does it: X in "was rejected by X" and in "a plan proposed by X", not in "a pact signed by X"."""
    told_of = sentence[verb].tag == "N" and rule.type not in ("refusal", "offer")
    if by is None or sentence[verb].lemma == "want" or told_of:
        return None
    return phrase_starting(sentence, by + 1)


def _is_undergone(sentence: Sequence[Token], verb: int) -> bool:
    """Whether the subject undergoes what the verb says: "was rejected by X", "the plan rejected by X"."""
    ready = sentence[verb].low in classes()["stance"]
    return not ready and (is_passive(sentence, verb) or sentence[verb].tag == "N")


def _before_verb(clause: Clause, verb: int) -> Phrase | None:
    """Return the subject before a verb, over "stood" in "X stood ready" and "denied" in "X denied having agreed"."""
    sentence = clause.sentence
    begin = verb_start(sentence, verb)
    while begin - 1 > clause.first and sentence[begin - 1].tag == "V" and _carries(sentence, begin):
        begin = verb_start(sentence, begin - 1)
    return subject_before(sentence, begin, clause.first) if begin > clause.first else None


def _carries(sentence: Sequence[Token], begin: int) -> bool:
    return sentence[begin].low == "having" or sentence[begin - 1].lemma in classes()["copular_verb"]


def _owner(clause: Clause, rule: Rule, noun: int) -> Phrase | None:
    """Return the owner in "X's demand", "voiced their refusal" and "the former US position"."""
    sentence = clause.sentence
    at = noun - 1
    while at >= clause.first and sentence[at].tag == "w":
        at -= 1
    if at > clause.first and sentence[at].low == "'s":
        return phrase_ending(sentence, at - 1, clause.first)
    if at >= clause.first and sentence[at].low in ("his", "her", "its", "their", "our", "my"):
        acting = sentence[at - 1].tag == "V" and at - 1 > clause.first
        return (_before_verb(clause, at - 1) if acting else None) or Phrase(at, at)
    if rule.whose == "O":
        return None
    near = range(noun - 1, max(clause.first, noun - 4) - 1, -1)
    of_state = next((i for i in near if _is_state(sentence[i])), None)
    return Phrase(of_state, of_state) if of_state is not None else None


def _is_progressive(sentence: Sequence[Token], verb: int) -> bool:
    while verb > 0 and sentence[verb - 1].tag in ("B", "X"):
        verb -= 1
    return verb > 0 and sentence[verb - 1].tag == "A"


def _is_state(token: Token) -> bool:
    known = table().get(bare(token.text))
    return token.tag == "n" and known is not None and known.state is not None


def holder_of(text: str, clause: Clause, rule: Rule, subject: Phrase | None, who: Identifier) -> Voice | None:
    """Return whose position it is: None where nobody who could hold one is named."""
    teller = clause.teller.speaker if clause.teller else None
    if rule.whose == "W":
        return _side_of(teller) if teller is not None else None
    if subject is None and teller is not None and not clause.quoted and clause.sentence[clause.first].low == "having":
        return _side_of(teller)  # "he denied having agreed"
    if subject is None:
        first_person = (
            clause.quoted and rule.whose not in "PNO" and any(t.low in _FIRST_PERSON for t in clause.sentence)
        )
        return _side_of(teller) if first_person and teller is not None else None
    words = text[clause.sentence[subject.first].start : clause.sentence[subject.last].end]
    low = bare(words)
    if rule.whose == "F" and (teller is None or (clause.quoted and low in ("it", "they", "he", "she"))):
        return None  # a forecast, not a promise
    if rule.whose == "F" and low == "it" and who.is_person(teller):
        return None  # "the minister said it would": not the minister
    if teller is not None and (low in _FIRST_PERSON or (low in SPEAKERS_OWN and not clause.quoted)):
        own = _side_of(teller)
        return replace(own, text=words, how="pronoun") if own is not None else None
    voice = who.voice(words)
    owner, _, noun = low.rpartition(" ")
    if teller is not None and owner in ("his", "her", "their", "our", "my") and noun in _OWN_SIDE and not voice.party:
        return replace(teller, text=words) if voice.how == "named" else voice
    if teller is not None and low.endswith((" of ours", " of mine")):  # "no delegation of ours will travel"
        return replace(teller, text=words)
    verb = _verb_of(clause.sentence, subject)
    if rule.whose == "F" and teller is not None and _is_done(clause.sentence, subject):
        return None if _may_hold(voice, low, who) else _side_of(teller)  # "the gates would be closed" by who says so
    if (rule.whose == "F" or rule.type == "threat") and voice.how == "document":
        return None
    if rule.whose == "S" and voice.how == "document" and who.is_person(teller) and rule.type in ("offer", "refusal"):
        return _side_of(teller)
    acts = verb in _HUMAN and voice.name is not None and _head_of(low) not in _THINGS
    return voice if acts or _may_hold(voice, low, who) else None


_HUMAN = classes()["human_verb"]


_OWN_SIDE = classes()["own_side_noun"]


_THINGS = classes()["thing_noun"]


def _is_done(sentence: Sequence[Token], subject: Phrase) -> bool:
    """Whether the subject undergoes a deed of somebody's: "would be closed"."""
    after = [t for t in sentence[subject.last + 1 : subject.last + 5] if t.tag not in ("B", "X")]
    return len(after) > 2 and after[1].low == "be" and after[2].lemma in classes()["deed_verb"]


def _verb_of(sentence: Sequence[Token], subject: Phrase) -> str:
    """Return the lemma of the first verb after a subject."""
    return next(
        (t.lemma for t in sentence[subject.last + 1 : subject.last + 8] if t.lemma and t.tag in ("V", "I", "G")), ""
    )


def _side_of(voice: Voice | None) -> Voice | None:
    return voice if voice is not None and (voice.name or voice.candidates or voice.text) else None


ACTING = classes()["acting_noun"]


def _may_hold(voice: Voice, low: str, who: Identifier) -> bool:
    """Whether a subject is somebody: a party, a state, a person, a body; a plan too, but no mere thing."""
    if _head_of(low) in _THINGS and not voice.party:
        return False
    if voice.party or who.is_person(voice) or voice.how in ("metonym", "joint", "title", "anonymous", "document"):
        return voice.how != "document" or voice.name is not None
    if voice.how == "pronoun":
        return voice.name is not None
    if low in table() and table()[low].kind != "people":
        return True
    head = _head_of(low)
    known = table().get(head)
    return (
        head in ACTING
        or head in classes()["group_noun"]
        or (known is not None and known.kind in ("people", "body", "force"))
    )


def _head_of(low: str) -> str:
    return re.split(r" (?:of|in|at|for|from|with|to|on|between) ", low)[0].split(" ")[-1]


def own_speaker(rule: Rule, sentence: Sequence[Token], verb: int, holder: Voice) -> Voice | None:
    """Where the position's own verb is one of saying ("demanded", "refused"), its holder says it."""
    cue = cues().get(sentence[verb].lemma)
    return holder if rule.whose == "S" and cue is not None and cue.weight == "s" else None
