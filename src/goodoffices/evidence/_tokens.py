"""A paragraph → tokens, each with a coarse tag: enough to find clauses and their subjects, no more.

Tags: `D` determiner or possessive, `P` preposition, `R` pronoun, `C` conjunction, `S` subordinator, `A` form of be,
have or do, `M` modal, `X` negation, `B` adverb, `V` finite verb, `N` past participle, `G` -ing form, `I` base form
after a modal or "to", `T` "to" before a verb, `#` number, `n` name, `w` other word, `Q` a quotation as a whole;
punctuation is itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.evidence._words import classes, cues, verb_forms

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
_SPEAKERS = classes()["person_title"] | classes()["anonymous_noun"] | classes()["group_noun"]
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
    fixed = _fixed_tag(token, before, after, begins)
    if fixed:
        return fixed
    verb = verb_forms().get(low)
    if token.text[0].isupper() and not (verb and begins):
        if begins and low.endswith("ly"):
            return "B"
        return "n" if not begins or low not in _NOT_NAMES else "w"
    if verb is None and low.endswith("ed") and len(low) > 4 and before and before.tag in ("R", "A", "n", "w", "S", "B"):
        return "V" if before.tag in ("R", "A", "S", "n") else "N"
    if verb is None and low.endswith("ing") and len(low) > 5 and before and before.tag == ",":
        return "G"
    if verb is None or (before and before.low == "'s"):
        return "B" if low.endswith("ly") and low not in classes()["no_adverb"] else "w"
    if begins and "s" in verb[1] and "past" not in verb[1]:  # "Witnesses said": no sentence begins with "sees"
        return "w"
    token.lemma = verb[0]
    return _verb_tag(low, verb[1], before, after)


def _fixed_tag(token: Token, before: Token | None, after: Token | None, begins: bool) -> str | None:
    """Return the tag of what needs no guess: numbers, closed classes, and a few forms that look like others."""
    low = token.low
    if low[0].isdigit() or token.text[0] in "$£€¥" or (low in _NUMBERS and low not in _CLOSED):
        return "#"
    if low == "'s":
        return "A" if before is not None and (before.tag == "R" or before.low in _BEFORE_IS) else "D"
    if token.text in ("US", "U.S.", "UN", "U.N.", "AU", "IT") or (token.text == "May" and not begins):
        return "n"
    if low in ("wo", "ca", "sha") and after and after.low == "n't":
        return "M"
    named = token.text == "Said" and before is not None and before.tag == "n"  # "Omar Said, the mediator"
    if token.text in ("Said", "Says", "Told", "Added") and not named and after and after.text in (",", ":"):
        token.lemma = verb_forms()[low][0]
        return "V"
    if low == "to" and after and _is_base(after) and not (before and before.low == "according"):
        return "T"
    return _CLOSED.get(low)


_BEFORE_IS = frozenset(("that", "there", "what", "here", "who", "where", "how"))


def _is_base(token: Token) -> bool:
    verb = verb_forms().get(token.low)
    return bool(verb and "base" in verb[1]) or token.low in ("be", "have", "do", "not")


def _verb_tag(low: str, kinds: frozenset[str], before: Token | None, after: Token | None) -> str:
    """Return what a word that may be a verb is, by its neighbours."""
    left = before.tag if before else ""
    if left in ("T", "M") or (before and before.low in ("do", "does", "did")):
        return "I" if "base" in kinds else "w"
    if low == "said" and left == "#":  # "who in 2010 said"
        return "V"
    if "ing" in kinds:
        return "w" if left == "D" and after and after.tag in ("", "w") and after.low == "of" else "G"
    if left == "V" and kinds <= {"s", "base"} and low != "is" and (low in _AMBIGUOUS or "s" not in kinds):
        return "w"
    cue = cues().get(verb_forms()[low][0])
    many_say = before is not None and before.low in _QUANTITIES and cue is not None and "b" in cue.takes
    past = _past_tag(kinds, left, after, many_say=many_say) if kinds & {"past", "part"} else None
    return past or _present_tag(low, kinds, before, after)


def _past_tag(kinds: frozenset[str], left: str, after: Token | None, *, many_say: bool) -> str | None:
    """Return the tag of a past form or participle; None where it may be a present form too."""
    if left in ("D", "#", "P") and "base" not in kinds and not many_say:
        return "w"
    if left == "A":
        return "V"
    if "past" not in kinds or ("part" in kinds and after and after.low == "by" and left not in ("R", ",")):
        return "N"
    return "V" if "base" not in kinds else None


def _present_tag(low: str, kinds: frozenset[str], before: Token | None, after: Token | None) -> str:
    left = before.tag if before else ""
    if left in ("D", "P", "#", "N") and not (before and before.low == "other" and "s" in kinds):
        return "w"
    if left == "R":
        return "V"
    if left in ("A", "X"):
        being = left == "A" and before is not None and before.low in classes()["be"] and "past" not in kinds
        return "w" if being else "I"
    if low not in _AMBIGUOUS:
        return "V" if "s" in kinds or left in ("w", "n", "R", "B", ",", "C", "S", "Q") else "w"
    cue = cues().get(verb_forms()[low][0])
    speaks = before is not None and (left == "n" or before.low in _SPEAKERS)
    if speaks and "s" in kinds and cue is not None and after is not None and after.low in cue.prepositions:
        return "V"
    if cue is not None and cue.weight in "sf" and left in ("n", "w") and after is not None and after.text == ":":
        return "V"
    nominal_left = left in ("w", "n", ",", "B", "Q", "C")
    return "V" if nominal_left and after is not None and (after.low in _OBJECT_NEXT or after.tag == "Q") else "w"


def _lower_verbs(found: list[Token]) -> None:
    """Take "Rebels Reject Talks" for what it says: the first word that can only be a present form is the verb."""
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        verb = verb_forms().get(token.low)
        fits = verb is not None and verb[1] & {"s", "base"} and token.low not in _AMBIGUOUS
        if token.tag == "V":
            break
        if (
            token.tag == "n"
            and fits
            and verb is not None
            and before.tag in ("n", "w")
            and after.tag in ("n", "D", "w", "S", "T", "Q")
        ):
            token.tag, token.lemma = "V", verb[0]
            break
    _end_with_speaker(found)


def _end_with_speaker(found: list[Token]) -> None:
    """Take "Rebels Left Town, Envoy Says" for what it says: a verb closes it, and another stands before the comma."""
    words = [token for token in found if token.is_word]
    comma = next((at for at in range(len(found) - 1, -1, -1) if found[at].tag == ","), 0)
    said = cues().get(verb_forms().get(words[-1].low, ("",))[0]) if words else None
    if not comma or said is None or "b" not in said.takes or words[-1].tag != "n":
        return
    words[-1].tag, words[-1].lemma = "V", said.lemma
    for before, token in itertools.pairwise(found[:comma]):
        verb = verb_forms().get(token.low)
        if verb is not None and before.tag in ("n", "w") and verb[1] & {"s", "past", "base"}:
            token.tag, token.lemma = "V", verb[0]
            return


_TOGETHER = frozenset(
    (("so", "far"), ("no", "longer"), ("at", "least"), ("of", "course"), ("as", "yet"), ("once", "again"))
)


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
        if (first.low, second.low) in _TOGETHER:
            first.tag = second.tag = "B"
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        token.tag = _settled(before, token, after)
    finite = False
    for index, token in enumerate(found):
        if token.text == "Said" and token.tag == "n" and [t.tag for t in found[index + 1 : index + 3]] == [",", QUOTED]:
            token.tag, token.lemma = "V", "say"
        if token.tag == "V" and token.lemma and _is_noun_after_all(found, index):
            token.tag = "w"
        elif token.tag == "N" and not finite and [t.tag for t in found[index + 1 : index + 3]] == ["P", "G"]:
            token.tag = "V"  # "reacted by saying"
        elif token.tag == "N" and not token.lemma and not finite and not _is_agent(found, index):
            token.tag = "V"
        elif token.tag == "V" and token.lemma and _is_participle(found, index):
            token.tag = "N"
        finite = token.tag in ("V", "A", "M") or (finite and token.tag not in (".", "!", "?", QUOTED))


def _is_agent(found: Sequence[Token], at: int) -> bool:
    """Whether "by", a noun or the start of what it stands in shows an -ed form to describe: "the well-armed men"."""
    after = found[at + 1] if at + 1 < len(found) else None
    before = found[at - 2].tag if at > 1 and found[at - 1].tag == "B" else found[at - 1].tag
    if after is not None and after.low.endswith(("self", "selves")):
        return False
    return after is None or after.low == "by" or after.tag in ("w", "n", "V", "A", "M") or before not in ("w", "n", "R")


def _is_participle(found: Sequence[Token], at: int) -> bool:
    """Whether a past form describes the noun after it: a verb stands before its adverb ("proposed jointly owned")."""
    if at < 2 or at + 1 >= len(found) or found[at - 1].tag != "B" or found[at - 2].tag != "V":
        return False
    return "part" in verb_forms()[found[at].low][1] and found[at + 1].tag in ("w", "n")


_SINGULAR = frozenset(("a", "an", "another", "each", "every", "one"))
_PLURAL = frozenset(("these", "those", "many", "several", "few", "both", "all"))


def _is_noun_after_all(found: Sequence[Token], at: int) -> bool:
    """Whether a word that could be a verb does not agree with what stands before it: "a strong signal"."""
    kinds = verb_forms()[found[at].low][1]
    if kinds & {"past", "ing"}:
        return False
    first = at - 1
    while first >= 0 and found[first].tag in ("w", "#") and found[first].low not in _SINGULAR:
        first -= 1
    if first < 0 or (first == at - 1 and found[first].low != "one"):
        return False
    opener = found[first]
    if opener.tag in ("I", "V", "G") and ("s" in kinds or not found[at - 1].low.endswith("s")):
        return True
    return (opener.low in _SINGULAR and "base" in kinds) or (opener.low in _PLURAL and "s" in kinds)


def _settled(before: Token, token: Token, after: Token) -> str:
    """Return a tag as its two neighbours settle it."""
    low, left, right = token.low, before.tag, after.tag
    settled = (
        (token.tag == "B" and low == "long" and left == "D", "w"),
        (low == "that" and left in ("P", "C") and right in ("w", "n"), "D"),
        (low in ("before", "after", "since", "until") and right == "R", "S"),
        (low == "as" and left == "," and right in ("R", "n"), "S"),
        (token.tag == "V" and left == "n" and right == "n" and token.text[0].isupper(), "n"),
        (token.tag == "V" and right in ("A", "M") and token.lemma + "s" == low and not _tells(token.lemma), "w"),
        (low == "her" and right in ("V", "P", ",", "."), "R"),
        (low in _QUANTITIES and right in ("V", "A", "M"), "w"),
        (low in ("this", "these", "those") and right in ("A", "M"), "R"),
    )
    return next((tag for fits, tag in settled if fits), token.tag)


def _tells(lemma: str) -> bool:
    """Whether a clause may follow the verb without "that": "the tax X says is illegal"."""
    return lemma in cues() and "b" in cues()[lemma].takes


_QUANTITIES = frozenset(("many", "some", "others", "most", "few", "both", "all", "several"))
