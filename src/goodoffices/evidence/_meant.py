"""Whether words that look like a position's are meant so: a verb, its own clause, no idle phrase."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._clauses import verb_start
from goodoffices.evidence._participles import after_with
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._rules import Rule
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._words import classes, verb_forms

_IDLE = classes()["idle_verb"]
_NO_STANCE = _IDLE | classes()["telling_verb"] | classes()["befalling_verb"]
_RAISING = classes()["raising_verb"]
_READY = frozenset(("going", "willing", "prepared", "ready"))
_AFFIRMED = frozenset(("commitment", "agreement", "offer", "demand", "concern", "concession", "stance"))
_OPENING = frozenset("Q$£€“")
_OUGHT = frozenset(("must", "should", "ought"))
_ACCUSING = frozenset(("accuse", "blame", "criticise", "criticize", "suspect", "condemn", "denounce"))
_NO_PROMISE = frozenset(("like", "be", "have", "lead", "mean", "n't", "not", "never", "cause", "result"))


def is_meant(sentence: Sequence[Token], rule: Rule, at: Phrase, verb: int) -> bool:
    """Whether the words are a verb where a verb is meant, and no part of a name or a noun."""
    first, last = at
    if rule.whose == "D":
        return sentence[verb].tag in ("V", "G", "I")
    return (
        not _is_idle(sentence, rule, first)
        and not _is_copula(sentence, rule, first, verb)
        and _is_verb(sentence, rule, first)
        and not _is_negated(sentence, rule, at)
        and not _is_amount(sentence, rule, last)
    )


def is_order(sentence: Sequence[Token]) -> bool:
    """Whether a sentence of a quotation begins with a verb of doing and what is to be done: "Release the prisoners"."""
    if len(sentence) < 3:
        return False
    verb = verb_forms().get(sentence[0].low)
    return (
        verb is not None
        and "base" in verb[1]
        and verb[0] not in _NO_STANCE | classes()["address_verb"]
        and (sentence[1].tag in ("D", "R") or sentence[1].low == "us")
        and sentence[-1].tag != "?"
    )


def _is_amount(sentence: Sequence[Token], rule: Rule, last: int) -> bool:
    """Whether "its offer to 7%" tells of a number."""
    at = last if sentence[last].low == "to" else last + 1
    return rule.type == "offer" and [t.tag for t in sentence[at + 1 : at + 2]] == ["#"] and sentence[at].low == "to"


def _is_idle(sentence: Sequence[Token], rule: Rule, first: int) -> bool:
    """Whether "must say", "will be", "one should", "could not confirm" or "Should X refuse" stands here."""
    token = sentence[first]
    after = sentence[first + 1] if first + 1 < len(sentence) else None
    if after is None:
        return False
    if rule.whose == "W" and sentence[-1].tag == "?":
        return True
    if token.lemma in ("want", "seek") and not (after.is_word or after.tag in _OPENING):
        return True
    if rule.whose == "F" and after.low == "be":
        done = next((t for t in sentence[first + 2 : first + 4] if t.tag != "B"), after)
        return done.lemma not in classes()["deed_verb"]
    if rule.whose == "F":
        return after.low in _NO_PROMISE or after.low in _NO_STANCE
    if token.low in ("have", "has") and rule.whose == "W" and sentence[first - 1].low in ("may", "might"):
        return True
    if rule.type == "demand" and token.low in ("must", "should"):
        return after.low in _IDLE or after.tag in ("D", "n", "R") or sentence[first - 1].low in ("one", "it")
    if rule.type == "refusal" and (token.tag in ("M", "A") or token.lemma in ("refuse", "decline")):
        said = next((t for t in sentence[first + 1 : first + 5] if t.tag == "I"), None)
        return said is not None and said.lemma in _NO_STANCE
    return False


def _is_copula(sentence: Sequence[Token], rule: Rule, first: int, verb: int) -> bool:
    """Whether "is not" only denies what something is, unlike "is not going to"."""
    token = sentence[first]
    if rule.type != "refusal" or token.tag != "A" or token.low not in classes()["be"] or first + 1 >= len(sentence):
        return False
    denied = sentence[first + 1].tag == "X" and any(t.tag == "X" for t in sentence[first + 1 : verb + 3])
    return denied and not _READY & {t.low for t in sentence[first : first + 4]} and "bound" not in rule.pattern.pattern


def _is_verb(sentence: Sequence[Token], rule: Rule, first: int) -> bool:
    token = sentence[first]
    if token.lemma == "insist" and _is_claim(sentence, first) == (rule.type == "stance"):
        return False
    if token.tag == "G":
        return _is_free(sentence, first)
    if token.tag == "I" and first > 1 and sentence[first - 1].tag == "T":
        return _is_raised(sentence, first - 1)
    if rule.whose != "S":
        return True
    if any(t.low in _OUGHT for t in sentence[verb_start(sentence, first) : first]):
        return False  # what somebody should accept is asked of them
    return not ((token.tag == "n" and token.lemma == "") or (token.tag in ("w", "n") and token.low in verb_forms()))


def _is_claim(sentence: Sequence[Token], first: int) -> bool:
    """Whether something is insisted on, or that it be so; not that it is so."""
    if first + 1 < len(sentence) and sentence[first + 1].low in ("on", "upon"):
        return True
    verb = next((t for t in sentence[first + 1 :] if t.tag in ("A", "V", "M")), None)
    return verb is None or verb.low in ("be", *_OUGHT) or (verb.tag == "V" and verb.low == verb.lemma)


def _is_raised(sentence: Sequence[Token], to: int) -> bool:
    """Whether the infinitive's own subject is the main one's: "went on to demand", not "asked to accept"."""
    governor = next((t for t in reversed(sentence[max(0, to - 6) : to]) if t.tag in ("V", "G", "N", "I", "A")), None)
    return governor is not None and (governor.lemma in _RAISING or governor.low in ("used", "set"))


def _is_free(sentence: Sequence[Token], first: int) -> bool:
    """Whether an -ing form is a clause of its own ("…, insisting that"), not an adjective ("opposing views")."""
    before = sentence[first - 1] if first else None
    if before is None or before.tag in (",", "A", "Q", "—", "–", "C", "B") or before.low in classes()["document_noun"]:
        return True
    if before.low in ("for", "of") and any(t.lemma in _ACCUSING for t in sentence[max(0, first - 8) : first]):
        return False
    return before.low in ("by", "for", "of", "while", "in", "on") or after_with(sentence, first) is not None


def _is_negated(sentence: Sequence[Token], rule: Rule, at: Phrase) -> bool:
    """Whether what is promised, asked or granted is not, as in "did not accept", or a refusal is: "do not reject"."""
    first, last = at
    if rule.type == "refusal":
        return sentence[first].lemma != "" and any(t.tag == "X" for t in sentence[verb_start(sentence, first) : first])
    if rule.type not in _AFFIRMED or rule.whose in ("W", "U"):
        return False
    if "not" not in rule.pattern.pattern and any(t.tag == "X" for t in sentence[first : last + 1]):
        return True
    return any(token.tag == "X" for token in sentence[max(0, first - 3) : first])
