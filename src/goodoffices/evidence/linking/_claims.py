"""Two claims side by side: the same, the same at another strength, or opposed.

Structure comes first (who holds it, of which type, at which strength, affirmed or denied), words second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.evidence.linking._difference import longest_run, share_in_order
from goodoffices.evidence.linking._likeness import Weights, likeness
from goodoffices.evidence.linking._passages import Passage

SAME_VOICE, OPEN_VOICE, OTHER_VOICE = 0.3, 0.45, 0.6
"""How alike two claims must be: one voice at least in common, a voice unknown, different voices."""

_HEARSAY = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:said|believed|thought|rumou?red) to|reported(?:ly| to)|alleged(?:ly)?|accused|"
    r"unconfirmed|talk of|rumou?rs?|claims? that)\b"
)
_HOPED = re.compile(r"\b(?:hop(?:e|es|ed|ing|efully)|would like|wish(?:es)?|possibly|if possible|early as)\b")
_WEIGHED = re.compile(
    r"\b(?:(?:is|are) considering|consider(?:s|ed)? (?!it)|would consider|weigh(?:s|ing)?|is studying)\b"
)
_SETTLED = re.compile(r"\b(?:will|shall|agreed|agreement|(?:is|are) to|going to|committed)\b")
_EFFORT = re.compile(r"\b(?:push|press|encourag|urg|try|trying|seek|work(?:ing)? to|ask)")
_RESULT = re.compile(r"\b(?:ensur|guarantee|make sure|making sure|see to it|secur)")
_RARE = frozenset({"concession", "precondition", "threat"})
_PROMISES = frozenset({"commitment", "agreement"})


@dataclass(frozen=True, slots=True)
class Relation:
    """What two passages are to each other."""

    kind: str
    reason: str
    score: float


def relation(left: Passage, right: Passage, weight: Weights) -> Relation | None:
    """Return how two passages stand to each other, or None if neither bears on the other."""
    if left.has_quote and right.has_quote and (found := _same_quote(left, right)):
        return found
    if found := _other_maker(left, right):
        return found
    words_alike = max((likeness(a, b, weight) for a in left.wordings for b in right.wordings), default=0.0)
    if not words_alike:
        return None
    shared = left.voices & right.voices
    alike = words_alike + _structure(left, right)
    if found := _opposed(left, right, alike):
        return found
    needed = SAME_VOICE if shared else OPEN_VOICE if not (left.voices and right.voices) else OTHER_VOICE
    if left.report == right.report or alike < needed:
        return None
    return _agreeing(left, right, alike)


def _structure(left: Passage, right: Passage) -> float:
    """Return how much holder, type and speech verb speak for two claims being one, or against it."""
    found = 0.0
    if left.holders & right.holders and left.types and right.types:
        common = left.types & right.types
        found += 0.2 if common & _RARE else 0.1 if common or left.types | right.types <= _PROMISES else -0.1
    if len(left.holders) > 1 and left.holders == right.holders:
        found += 0.1
    if left.speakers & right.speakers:
        found += 0.15 if left.cues & right.cues else 0.08
    return found


def _agreeing(left: Passage, right: Passage, alike: float) -> Relation:
    about = "both tell it"
    if common := left.speakers & right.speakers:
        about = f"both tell what {_listed(common)} said"
    elif held := left.holders & right.holders:
        about = f"both tell the stand of {_holder(left) or _listed(held)}"
    doubtful = [strength(passage) == "as hearsay" for passage in (left, right)]
    if doubtful[0] != doubtful[1]:
        vague, flat = (left, right) if doubtful[0] else (right, left)
        who = f" on the word of {_listed(flat.speakers)}" if flat.speakers else " as a fact"
        return Relation("claim_strength", f"{about}, {vague.report} as hearsay, {flat.report}{who}", alike)
    if (strengths := [strength(passage) for passage in (left, right)])[0] != strengths[1] and all(strengths):
        reason = f"{about}, {left.report} {strengths[0]}, {right.report} {strengths[1]}"
        return Relation("claim_strength", reason, alike)
    if left.has_quote != right.has_quote:
        quoting, telling = (left, right) if left.has_quote else (right, left)
        reason = f"{about}, {quoting.report} in quotation marks, {telling.report} in its own words"
        return Relation("quote_and_paraphrase", reason, alike)
    return Relation("same_claim", f"{about}, in other words", alike)


def strength(passage: Passage) -> str:
    """Return how firmly a claim is put, in words for a reason; empty where nothing tells."""
    text = passage.words.casefold()
    cue = " ".join(s.cue.casefold() for s in passage.members if s.cue)
    if _HEARSAY.search(f"{cue} {text}"):
        return "as hearsay"
    if _RESULT.search(text):
        return "as assured"
    if _EFFORT.search(text) and passage.types & {"commitment", "agreement", "offer"}:
        return "as an effort"
    given = {s.firmness for s in passage.members if s.firmness}
    if _HOPED.search(f"{cue} {text}") or "hopes" in given:
        return "as hoped for"
    if "considers" in given or (not given and _WEIGHED.search(text)):
        return "as considered"
    if given & {"will", "intends"} or (not given and _SETTLED.search(f"{cue} {text}")):
        return "as settled"
    return ""


def _same_quote(left: Passage, right: Passage) -> Relation | None:
    ours, theirs = (max((s.words for s in p.members if s.kind == "quote"), key=len) for p in (left, right))
    run, share = longest_run(ours, theirs), share_in_order(ours, theirs)
    if run < 4 or (run < 6 and share < 0.5):
        return None
    score = 1 + share
    if left.speakers and right.speakers and not left.speakers & right.speakers and not left.voices & right.voices:
        who = f"{_listed(left.speakers)} in {left.report}, {_listed(right.speakers)} in {right.report}"
        return Relation("contradiction", f"the same words are given to {who}", score)
    how = "in the same words" if share > 0.95 else "cut or translated differently"
    whose = f" of {_listed(left.speakers | right.speakers)}" if left.speakers | right.speakers else ""
    return Relation("same_quote", f"the same words{whose}, {how}", score)


def _opposed(left: Passage, right: Passage, alike: float) -> Relation | None:
    """Tell a claim and its denial: of one holder for positions, of anyone for facts."""
    if left.is_denied == right.is_denied or (left.report == right.report and left.speakers & right.speakers):
        return None
    if left.report == right.report and left.overlaps(right):
        return None
    positions = bool(left.types or right.types)
    needed = 0.55 if left.report != right.report else 0.65
    if alike < needed or (positions and not left.holders & right.holders):
        return None
    yes, no = (right, left) if left.is_denied else (left, right)
    return Relation("contradiction", f"{yes.report} affirms what {no.report} denies", alike)


def _other_maker(left: Passage, right: Passage) -> Relation | None:
    """Tell one deed or one plan that is put down to different people."""
    for ours, theirs, least, about in (
        (left.deed, right.deed, 1, "who did it"),
        (left.paper, right.paper, 2, "whose it is"),
        (left.cause, right.cause, 1, "why it failed"),
        (left.beginner, right.beginner, 1, "who began it"),
    ):
        if ours and theirs and len(ours[0] & theirs[0]) >= least and not ours[1] & theirs[1]:
            who = (
                f"{left.report} and {right.report} differ" if left.report != right.report else f"{left.report} differs"
            )
            return Relation("contradiction", f"{who} on {about}", 1.0)
    return None


def _holder(passage: Passage) -> str:
    """Return the name of whose position a passage tells."""
    return next((v.name for s in passage.members for v in (s.holder, s.speaker) if v and v.name), "")


def _listed(names: frozenset[str]) -> str:
    return " and ".join(name.capitalize() if len(name) > 3 else name for name in sorted(names))
