"""The condition a clause puts: "unless …", "only if …", "in exchange for …"."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._clauses import Phrase
from goodoffices.evidence._tokens import Token

_FIRM = (
    ("only", "if"), ("only", "when"), ("only", "after"), ("only", "once"), ("on", "condition"),
    ("on", "the", "condition"), ("provided",), ("providing",), ("so", "long", "as"), ("as", "long", "as"),
    ("in", "exchange", "for"), ("in", "return", "for"),
    ("conditional", "on"), ("contingent", "on"), ("unless",), ("subject", "to"), ("in", "the", "event"), ("assuming",),
)  # fmt: skip
_AFTER_NO = (("until",), ("without",), ("before",), ("if",), ("while",), ("as", "long", "as"), ("with",))
_MODALS = frozenset(["will", "would", "wo", "can", "could", "ca", "cannot", "shall", "must", "should"])
_NO = frozenset(
    [
        "not",
        "n't",
        "no",
        "never",
        "nothing",
        "neither",
        "nobody",
        "cannot",
        "without",
        "refuse",
        "refuses",
        "refused",
        "refusing",
        "reject",
        "rejects",
        "rejected",
    ]
)


def condition_in(
    sentence: Sequence[Token], first: int, last: int, trigger: int, *, asked: bool = False
) -> Phrase | None:
    """Return the condition put in a stretch of a sentence around the words at `trigger`, its conjunction included."""
    lows = [token.low for token in sentence]
    refusing = any(word in _NO for word in lows[first : last + 1])
    modal = any(word in _MODALS or word in ("refuse", "refuses", "refused", "no") for word in lows[first : last + 1])
    for at in range(first, last):
        words = next((w for w in _FIRM if tuple(lows[at : at + len(w)]) == w), None)
        if (
            words is None
            and refusing
            and modal
            and (at > trigger or (at <= first + 1 and lows[at] in ("without", "until")))
        ):
            words = next((w for w in _AFTER_NO if w != ("with",) and tuple(lows[at : at + len(w)]) == w), None)
            if words and lows[at] == "before" and at + 1 <= last and sentence[at + 1].tag == "#":
                words = None
        if words is None and lows[at] == "if" and _is_conditional(sentence, first, last, at):
            words = ("if",)
        if (
            words is None
            and lows[at] == "before"
            and at > trigger
            and (asked or any(w in ("must", "should", "first") for w in lows[first:at]))
        ):
            words = ("before",)
        if words is not None and at + len(words) <= last:
            return Phrase(at, _end(sentence, at + len(words), last, fronted=at < trigger))
    return None


def _is_conditional(sentence: Sequence[Token], first: int, last: int, at: int) -> bool:
    """Whether "if" puts a condition: not after "ask" or "see", and beside a modal or a present verb."""
    before = sentence[at - 1] if at > first else None
    if (before is not None and before.lemma in ("ask", "see", "know", "wonder", "decide", "doubt")) or (
        before is not None and before.low in ("even", "as", "what")
    ):
        return False
    return any(
        token.tag == "M" or token.low in ("welcome", "ready", "willing", "prepared", "then", "do")
        for token in sentence[first : last + 1]
    )


def _end(sentence: Sequence[Token], start: int, last: int, *, fronted: bool) -> int:
    for at in range(start, last + 1):
        if (
            sentence[at].tag in (";", ":", "—", "–")
            or (fronted and sentence[at].low in ("then", "there", "we", "they", "it"))
            or (
                sentence[at].tag == ","
                and (
                    fronted or (at + 1 <= last and sentence[at + 1].low in ("but", "and", "which", "a", "the", "with"))
                )
            )
        ):
            return max(start, at - 1)
    while last > start and sentence[last].tag in (".", "!", "?", ","):
        last -= 1
    return last
