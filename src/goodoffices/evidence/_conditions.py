"""The condition a clause puts: "unless …", "only if …", "in exchange for …"."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._days import MONTHS, WEEKDAYS
from goodoffices.evidence._holders import Clause
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._words import classes

_ALWAYS = tuple(
    tuple(words.split())
    for words in (
        "only if", "only when", "only after", "only once", "only with", "on condition", "on the condition",
        "on the understanding", "provided", "providing", "so long as", "as long as", "as soon as", "in exchange for",
        "in return for", "conditional on", "contingent on", "dependent on", "unless", "subject to", "in the event",
        "assuming", "pending",
    )
)  # fmt: skip
_AFTER_NO = (("until",), ("without",), ("before",), ("if",), ("while",), ("as", "long", "as"))
_MODALS = classes()["modal"] | {"wo", "ca"}
_HOLDING_BACK = classes()["holding_word"]
_NO = _HOLDING_BACK | {"not", "n't", "never", "cannot", "without"}
_NO_CONDITION = classes()["empty_condition"]
_SEASONS = classes()["time_word"]
_ASKED = ("ask", "see", "know", "wonder", "decide", "doubt")


def condition_in(clause: Clause, trigger: int, end: int, *, asked: bool = False) -> Phrase | None:
    """Return the condition put for the words at `trigger`, whose clause ends at `end`, its conjunction included."""
    sentence = clause.sentence
    whole = _whole(clause)
    inside = {token.low for token in sentence[clause.first : max(end, trigger) + 1]}
    holding = bool(inside & _NO) and bool(inside & (_MODALS | _HOLDING_BACK))
    asking = asked or bool(inside & {"must", "should", "first"})
    for at in range(whole.first, whole.last):
        if at > end and not _hangs_on(sentence, end, at):
            continue
        early = at > trigger or at <= whole.first + 1
        words = (
            _always(sentence, at)
            or (holding and early and _after_no(sentence, at, late=at > trigger))
            or (_is_conditional(sentence, whole, at) and 1)
            or (_is_after_only(sentence, whole, at, trigger) and 1)
            or (asking and at > trigger and sentence[at].low == "before" and not _is_time(sentence, at + 1) and 1)
        )
        if words and at + words <= whole.last:
            return Phrase(at, _end(sentence, at + words, whole.last, fronted=at < trigger))
    return None


def _whole(clause: Clause) -> Phrase:
    """Return where a condition may stand: on the other side of "he said" too."""
    attribution = clause.teller.attribution if clause.teller and not clause.quoted else None
    if attribution is None or len(attribution.content) < 2:
        return Phrase(clause.first, clause.last)
    return Phrase(attribution.content[0].first, attribution.content[-1].last)


def _hangs_on(sentence: Sequence[Token], end: int, at: int) -> bool:
    """Whether only ", but" or the like stands between a clause and what follows."""
    return all(
        token.tag in (",", "—", "–") or token.low in ("but", "and", "though") for token in sentence[end + 1 : at]
    )


def _always(sentence: Sequence[Token], at: int) -> int:
    """Return how many words long the conjunction at `at` is that always puts a condition."""
    lows = tuple(token.low for token in sentence[at : at + 3])
    found = next((len(words) for words in _ALWAYS if lows[: len(words)] == words), 0)
    after = sentence[at + 1] if at + 1 < len(sentence) else None
    if not found and after is not None and sentence[at].low == "once" and after.tag in ("D", "n", "R", "w"):
        return int(after.low not in ("again", "more") and (at == 0 or sentence[at - 1].low != "at"))
    if not found and after is not None and sentence[at].low == "should":  # "should Tripoli refuse, …"
        return int(after.tag in ("D", "n", "R"))
    return found


def _is_after_only(sentence: Sequence[Token], whole: Phrase, at: int, trigger: int) -> bool:
    """Whether "would only agree after …" or "will sign only on Monday if …" stands here."""
    if at <= trigger or sentence[at].low not in ("after", "if", "when", "once", "with"):
        return False
    return any(t.low == "only" for t in sentence[max(whole.first, trigger - 3) : trigger + 3])


def _after_no(sentence: Sequence[Token], at: int, *, late: bool) -> int:
    """Return the length of "until", "without" or the like where something is refused."""
    if not late and sentence[at].low not in ("without", "until"):
        return 0
    lows = tuple(token.low for token in sentence[at : at + 3])
    found = next((len(words) for words in _AFTER_NO if lows[: len(words)] == words), 0)
    return 0 if found and lows[0] != "if" and _is_time(sentence, at + found) else found


def _is_time(sentence: Sequence[Token], at: int) -> bool:
    """Whether only a time or "preconditions" follows: "until Monday", "before the summer", "without delay"."""
    following = [token for token in sentence[at : at + 3] if token.tag != "D"]
    if not following:
        return False
    first = following[0]
    return first.tag == "#" or first.low in _SEASONS | _NO_CONDITION or first.low in MONTHS or first.low in WEEKDAYS


def _is_conditional(sentence: Sequence[Token], whole: Phrase, at: int) -> bool:
    """Whether "if" puts a condition: not after "ask" or "see", and beside a modal or a present verb."""
    if sentence[at].low != "if":
        return False
    before = sentence[at - 1] if at > whole.first else None
    if before is not None and (before.lemma in _ASKED or before.low in ("even", "as", "what")):
        return False
    return any(
        token.tag == "M" or token.low in ("welcome", "ready", "willing", "prepared", "then", "do", "threatened")
        for token in sentence[whole.first : whole.last + 1]
    )


def _end(sentence: Sequence[Token], start: int, last: int, *, fronted: bool) -> int:
    for at in range(start, last + 1):
        after = sentence[at + 1] if at + 1 <= last else None
        if (
            sentence[at].tag in (";", ":", "—", "–")
            or (fronted and at > start + 1 and sentence[at].low in ("then", "there", "we", "they", "it"))
            or (sentence[at].tag == "," and (fronted or (after is not None and after.tag in ("P", "S", "D", "G", "C"))))
        ):
            return max(start, at - 1)
    while last > start and sentence[last].tag in (".", "!", "?", ","):
        last -= 1
    return last
