"""How a position is held: type under its condition, firmness, standing, for whom, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.case.statements import Voice
from goodoffices.evidence._holders import ACTING, Clause
from goodoffices.evidence._known import bare, table
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._rules import Rule
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes

_FORMER = re.compile(r"\b(?:former|formerly|previous|previously|used to|once|earlier|no longer|until now)\b")


_NOBODY = frozenset(("nobody", "nothing", "no", "none", "neither", "not", "n't"))
_HOSTILE = classes()["hostile_noun"]


def kind_of(rule: Rule, clause: Clause, at: tuple[int, int], condition: Phrase | None) -> str:
    """Settle the type of what is said from token `at[0]` to `at[1]`, by its modal, its object and its condition."""
    sentence, kind = clause.sentence, rule.type
    first = sentence[at[0]]
    told = clause.teller.attribution if clause.teller else None
    if kind == "commitment" and told is not None and told.lemma in ("warn", "threaten"):
        return "threat"
    if condition is not None:
        return _under(kind, sentence, clause, condition)
    if kind == "refusal" and first.tag in ("M", "X") and first.low == "must":
        return "demand"
    if kind == "concession" and rule.firmness == "considers":
        return "threat" if _HOSTILE & {t.low for t in sentence[at[0] : at[1] + 1]} else kind
    return kind


def _under(kind: str, sentence: Sequence[Token], clause: Clause, condition: Phrase) -> str:
    """Settle the type of what is refused, promised or asked for under a condition: a precondition or an offer."""
    if kind in ("refusal", "stance"):
        return "precondition"
    if kind not in ("demand", "agreement", "commitment", "offer"):
        return kind
    window = [t.low for t in sentence[clause.first : condition.first] or sentence[condition.last + 1 : clause.last + 1]]
    window.append(sentence[condition.first].low)
    put = sentence[condition.first].low
    if kind == "commitment" and put == "unless":
        return "threat"
    if kind == "offer":
        return "precondition" if "only" in window else kind
    if _NOBODY & set(window) or "only" in window or kind == "agreement" or put in ("before", "until"):
        return "precondition"
    if put in ("as", "so"):
        return "precondition"
    return "offer" if kind == "commitment" and put in ("if", "should", "once") else kind


_GIVING = re.compile(r"^(?:to|for|towards?)$")


def beneficiary_of(text: str, sentence: Sequence[Token], kind: str, who: Identifier) -> str | None:
    """Return to whom an offer, concession or commitment is made, if a known party, state or group is named."""
    if kind not in ("offer", "concession", "commitment", "agreement"):
        return None
    for at in range(len(sentence) - 1):
        if sentence[at].tag != "P" or not _GIVING.match(sentence[at].low):
            continue
        before = sentence[at - 1].low if at else ""
        if before not in (
            "incentive",
            "concession",
            "concessions",
            "offer",
            "aid",
            "assistance",
            "weapons",
            "arms",
            "support",
            "help",
            "guarantees",
            "gift",
            "signal",
            "gesture",
            "promise",
            "promised",
            "offered",
        ):
            continue
        end = at + 1
        while end + 1 < len(sentence) and sentence[end].tag == "D":
            end += 1
        words = text[sentence[at + 1].start : sentence[end].end]
        voice = who.voice(words)
        if voice.party or bare(words) in table() or bare(words).split(" ")[-1] in ACTING:
            return voice.party or voice.name
    return None


def firmness_of(rule: Rule, before: str, clause: Clause) -> str:
    if re.search(r"\b(?:hope|hopes|hoped|hoping|wish|wishes|would like|want|wants|wanted)\b", before):
        return "hopes"
    if re.search(
        r"\b(?:consider|considers|considering|may|might|could|open to|possibly|weighing|not rule out)\b", before
    ):
        return "considers"
    if re.search(
        r"\b(?:intend|intends|intended|intention|plan|plans|planned|aim|aims|determined|pledged?|"
        r"promised?|vow(?:s|ed)?|seeks?)\b",
        before,
    ):
        return "intends"
    if rule.firmness != "-" and (clause.teller is not None or rule.firmness != "will"):
        return rule.firmness
    return "reported" if rule.firmness == "-" or clause.teller is None else rule.firmness


def standing_of(before: str, cue: str | None, speaker: Voice | None, holder: Voice, who: Identifier) -> str:
    if _FORMER.search(before) and "no longer" not in before and "had to" not in before:
        return "former"
    if re.search(r"\b(?:denied|denies|deny|denying|disputed)\b", f"{cue or ''} {before}"):
        return "denied"
    if speaker is not None and speaker.name and holder.name and not _same_side(speaker, holder, who):
        return "told by an opponent"
    return "held"


def _same_side(speaker: Voice, holder: Voice, who: Identifier) -> bool:
    """Whether speaker and holder are one, or nothing says that they are on two sides."""
    if speaker.name == holder.name or (speaker.party and speaker.party == holder.party):
        return True
    if holder.how in ("joint", "pronoun", "document") or speaker.how in ("document", "anonymous", "joint"):
        return True
    sides = [voice.party or who.state_of(voice) or _state_named(voice) for voice in (speaker, holder)]
    if sides[0] and not sides[1] and (holder.name or "").lower().split(" ")[-1] in classes()["group_noun"]:
        return False
    return sides[0] is None or sides[1] is None or sides[0] == sides[1]


def _state_named(voice: Voice) -> str | None:
    low = bare(voice.name or "")
    known = table().get(low)
    if known is not None and known.state is not None:
        return known.state
    first = table().get(low.split(" ")[0])
    return f"{first.state}:{' '.join(low.split(' ')[1:])}" if first is not None and first.state and " " in low else None


def sureness_of(rule: Rule, clause: Clause, holder: Voice, words: str) -> float:
    sure = 0.8 if clause.teller is not None else 0.7
    if rule.type in ("commitment", "concern", "stance") or rule.whose == "P":
        sure -= 0.1
    if words in ("will", "would", "should", "shall", "will not", "would not"):
        sure -= 0.1
    return round(sure - (0.2 if holder.name is None else 0), 2)
