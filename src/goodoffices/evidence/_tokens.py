"""A paragraph → tokens, each with a coarse tag: enough to find clauses and their subjects, no more.

Tags: `D` determiner or possessive, `P` preposition, `R` pronoun, `C` conjunction, `S` subordinator, `A` form of be,
have or do, `M` modal, `X` negation, `B` adverb, `V` finite verb, `N` past participle, `G` -ing form, `I` base form after a
modal or "to", `T` "to" before a verb, `#` number, `n` name, `w` other word, `Q` a quotation as a whole; punctuation is
itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.evidence._words import classes, verb_forms

LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
"""A letter or digit, or a mark that composes with the letter before it."""

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Maj|Brig|Col|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|Amb|Pres|St|Jr|Sr|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|i\.e|e\.g)\.(?=\W)"
    r"|[A-Z]\.(?=\s+[A-Z])"  # J. Smith
    r"|[$£€¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|bn|m|km|k|%|am|pm)?(?!\w)"
    r"|n[’']t\b"
    rf"|(?:(?!n[’']t\b){LETTER})+?(?=n[’']t\b)"
    rf"|{LETTER}+(?:-{LETTER}+)*(?:[’'](?!s\b|re\b|ve\b|ll\b|d\b|m\b|t\b){LETTER}+(?:-{LETTER}+)*)*"
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|\.\.\.|…|--+|[^\w\s]",
)

QUOTED = "Q"


@dataclass(slots=True)
class Token:
    """A word or mark by its place in the stored text; `lemma` is that of a verb."""

    start: int
    end: int
    text: str
    low: str
    tag: str
    lemma: str = ""
    quote: int = -1
    """Which quotation of the report this stands for, if any."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word, not a mark."""
        return self.text[:1].isalnum()


def tokens(
    text: str, start: int, end: int, masked: Sequence[tuple[int, int, int]] = (), *, heading: bool = False
) -> list[Token]:
    """Return the tokens of a stretch; each masked stretch (start, end, quotation) becomes a single token.

    In a heading verbs may be written with a capital.
    """
    found: list[Token] = []
    at = start
    for low, high, quote in masked:
        found += _plain(text, at, low)
        found.append(Token(low, high, text[low:high], "", QUOTED, quote=quote))
        at = high
    found += _plain(text, at, end)
    _tag(found)
    if heading:
        _lower_verbs(found)
    return found


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [
        Token(match.start(), match.end(), match[0], match[0].lower().replace("’", "'"), "")
        for match in _TOKEN.finditer(text, start, end)
    ]


def _closed() -> dict[str, str]:
    named = classes()
    order = (
        ("adverb", "B"), ("subordinator", "S"), ("preposition", "P"), ("determiner", "D"), ("pronoun", "R"),
        ("conjunction", "C"), ("be", "A"), ("have", "A"), ("do", "A"), ("modal", "M"), ("negation", "X"),
    )  # fmt: skip
    return {word: tag for name, tag in order for word in named[name]}


_CLOSED = _closed()
_AMBIGUOUS = classes()["ambiguous"]
_NOT_NAMES = classes()["not_a_name"]
_NUMBERS = classes()["number_word"]
_OBJECT_NEXT = classes()["object_opening"]


def _tag(found: list[Token]) -> None:
    begins = True
    for index, token in enumerate(found):
        if token.tag == QUOTED:
            begins = token.text.rstrip("\"”’'»").endswith((".", "!", "?"))
            continue
        if not token.is_word and not token.low.startswith("'") and token.low != "n't":
            token.tag = "…" if token.text == "..." else "—" if token.text.startswith("--") else token.text
            begins = token.text in ".!?:" or (begins and token.text in "([-–—*•")
            continue
        before = found[index - 1] if index else None
        after = found[index + 1] if index + 1 < len(found) else None
        if token.low == "to" and after and after.low.endswith("ly") and index + 2 < len(found):
            after = found[index + 2]
        token.tag = _word_tag(token, before, after, begins)
        begins = False
    _settle(found)


def _word_tag(token: Token, before: Token | None, after: Token | None, begins: bool) -> str:
    low = token.low
    if low[0].isdigit() or token.text[0] in "$£€¥":
        return "#"
    if low == "'s":
        short = before is not None and (
            before.tag == "R" or before.low in ("that", "there", "what", "here", "who", "where", "how")
        )
        return "A" if short else "D"
    if low == "may" and token.text == "May" and not begins:
        return "n"
    if token.text in ("US", "U.S.", "UN", "U.N.", "AU", "IT"):
        return "n"
    if low in ("wo", "ca", "sha") and after and after.low == "n't":
        return "M"
    if token.text in ("Said", "Says", "Told", "Added") and after and (after.text in (",", ":") or after.tag == QUOTED):
        token.lemma = verb_forms()[low][0]
        return "V"
    closed = _CLOSED.get(low)
    if closed == "P" and low == "to" and after and _is_base(after) and not (before and before.low == "according"):
        return "T"
    if closed:
        return closed
    if low in _NUMBERS:
        return "#"
    verb = verb_forms().get(low)
    if token.text[0].isupper() and (not begins or verb is None) and not (verb and begins):
        if begins and low.endswith("ly"):
            return "B"
        return "n" if not begins or _may_be_name(token) else "w"
    if verb is None and low.endswith("ed") and len(low) > 4 and before and before.tag in ("R", "A", "n", "w", "S", "B"):
        return "V" if before.tag in ("R", "A", "S", "n") else "N"
    if verb is None or (before and before.low == "'s"):
        return (
            "B"
            if low.endswith("ly")
            and len(low) > 4
            and low
            not in (
                "family",
                "ally",
                "reply",
                "supply",
                "july",
                "assembly",
                "likely",
                "early",
                "daily",
                "only",
                "italy",
            )
            else "w"
        )
    token.lemma = verb[0]
    return _verb_tag(low, verb[1], before, after)


def _is_base(token: Token) -> bool:
    verb = verb_forms().get(token.low)
    return bool(verb and "base" in verb[1]) or token.low in ("be", "have", "do", "not")


def _may_be_name(token: Token) -> bool:
    return token.low not in _NOT_NAMES


def _verb_tag(low: str, kinds: frozenset[str], before: Token | None, after: Token | None) -> str:
    left = before.tag if before else ""
    if left in ("T", "M") or (before and before.low in ("do", "does", "did")):
        return "I" if "base" in kinds else "w"
    if "ing" in kinds:
        return "w" if left == "D" and after and after.tag in ("", "w") and after.low == "of" else "G"
    if left == "V" and kinds <= {"s", "base"} and low != "is":
        return "w"
    if kinds & {"past", "part"}:
        if left in ("D", "#", "P") and "base" not in kinds:
            return "w"
        if left == "A":
            return "V"
        if "past" not in kinds or (after and after.low == "by" and left != "R"):
            return "N"
        if "base" not in kinds:
            return "V"
    if left in ("D", "P", "#", "N"):
        return "w"
    if left == "R":
        return "V"
    if left == "A" and before and before.low in classes()["be"] and "past" not in kinds:
        return "w"
    if left in ("A", "X"):
        return "I"
    if low not in _AMBIGUOUS:
        return "V" if "s" in kinds or left in ("w", "n", "R", "B", ",", "C", "S", "Q") else "w"
    nominal_left = left in ("w", "n", ",", "B", "Q", "C")
    return "V" if nominal_left and after is not None and (after.low in _OBJECT_NEXT or after.tag == "Q") else "w"


def _lower_verbs(found: list[Token]) -> None:
    """Take "Rebels Reject Talks" for what it says: the first word that can only be a present form is the verb."""
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        verb = verb_forms().get(token.low)
        fits = verb is not None and verb[1] & {"s", "base"} and token.low not in _AMBIGUOUS
        if token.tag == "V":
            return
        if (
            token.tag == "n"
            and fits
            and verb is not None
            and before.tag in ("n", "w")
            and after.tag in ("n", "D", "w", "S", "T", "Q")
        ):
            token.tag, token.lemma = "V", verb[0]
            return


def _settle(found: list[Token]) -> None:
    """Mend tags that depend on what comes later."""
    for index in range(1, len(found) - 2):
        that, after, further = found[index : index + 3]
        if (
            that.low == "that"
            and that.tag == "S"
            and after.tag == "w"
            and further.tag in (".", ",", "P", "C", ";", ")")
        ):
            that.tag = "D"
    for first, second in itertools.pairwise(found):
        if (first.low, second.low) in (
            ("so", "far"),
            ("no", "longer"),
            ("at", "least"),
            ("of", "course"),
            ("as", "yet"),
            ("once", "again"),
        ):
            first.tag = second.tag = "B"
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        if token.tag == "B" and token.low == "long" and before.tag == "D":
            token.tag = "w"
        elif token.low == "that" and before.tag in ("P", "C") and after.tag in ("w", "n"):
            token.tag = "D"
        elif (token.low in ("before", "after", "since", "until") and after.tag == "R") or (
            token.low == "as" and after.tag in ("R", "n") and before.tag == ","
        ):
            token.tag = "S"
        elif token.tag == "V" and before.tag == "n" and after.tag == "n" and token.text[0].isupper():
            token.tag = "n"
        elif token.low == "her" and after.tag in ("V", "P", ",", "."):
            token.tag = "R"
        elif token.low in ("many", "some", "others", "most", "few", "both", "all", "several") and after.tag in (
            "V",
            "A",
            "M",
        ):
            token.tag = "w"
        elif token.low in ("this", "these", "those", "that") and after.tag in ("A", "M"):
            token.tag = "R" if token.low != "that" else token.tag
