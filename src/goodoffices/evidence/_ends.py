"""Where what somebody says ends: at the sentence's mark, or where somebody else or something new is heard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.evidence._clauses import subject_before, verb_start
from goodoffices.evidence._phrases import Phrase, is_day, phrase_starting
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, classes, cues

END = frozenset(".!?")


_BIDS = tuple(["in", *words.split(), "to"] for words in ("a bid", "a move", "an effort", "an attempt"))


_NO_CUE = Cue("", "", frozenset(), frozenset())


def to_end(sentence: Sequence[Token], start: int, at: int, built: str) -> tuple[tuple[Phrase, ...], int, str] | None:
    end = clause_end(sentence, start)
    if at == 0 and built != "according":  # "Noting this, X left": what was noted ends where the sentence begins
        end = next((i for i in range(start, end) if sentence[i].tag == ","), end)
    elif in_relative(sentence, at):  # "the men, who said they were farmers, were freed"
        end = next((i for i in range(start + 1, end - 1) if _back_to_main(sentence, i)), end)
    elif _opens_sentence(sentence, at):  # "While he admitted this, X left"
        end = next((i for i in range(start + 1, end - 1) if _main_clause(sentence, i)), end)
    if built in ("object", "infinitive", "passive"):
        end = next((i for i in range(start + 1, end - 1) if sentence[i].low in ("while", "whereas")), end)
        end = next((i for i in range(start + 1, end - 1) if _goes_on(sentence, i, start, sentence[at].tag)), end)
    if built == "noun":
        end = next((i for i in range(start + 2, end - 1) if _is_main_verb(sentence, i)), end)
    if built in ("object", "quoted", "infinitive"):
        end = next(
            (i for i in range(start + 1, end - 1) if new_predicate(sentence, i) or _new_clause(sentence, i)), end
        )
    if built == "object":
        end = next((i for i in range(start + 1, end - 1) if _is_occasion(sentence, i)), end)
    if built in ("object", "infinitive") or (built == "bare" and "n" in cues().get(sentence[at].lemma, _NO_CUE).takes):
        end = next((i for i in range(start + 2, end - 1) if drifts(sentence, i)), end)
    while end > start and sentence[end - 1].tag in (",", "-", "–", "—"):
        end -= 1
    return ((Phrase(start, end - 1),), at, built) if end > start else None


def _opens_sentence(sentence: Sequence[Token], at: int) -> bool:
    """Whether the cue stands in a clause or participle that only opens its sentence: "While he admitted …, X …"."""
    begin = verb_start(sentence, at)
    first = begin - 1
    while first >= 0 and sentence[first].tag not in ("S", "P", ",", "V", "A", "M", ":", ";", "G"):
        first -= 1
    if first < 0 or (
        sentence[first - 1].tag not in (",", "C") and any(t.tag in ("V", "A", "M") for t in sentence[:first])
    ):
        return False
    opener = sentence[first]
    if opener.tag == "S":
        return opener.low not in ("that", "who", "which", "whose", "what", "how", "why", "whether")
    if opener.low in ("after", "before", "since", "until") and sentence[at].tag == "V":
        return True
    return opener.tag == "P" and sentence[at].tag == "G" and (first == 0 or sentence[first - 1].tag in (",", "C", "B"))


def in_relative(sentence: Sequence[Token], at: int) -> bool:
    """Whether the cue's clause hangs on "who", "whom" or "which" before it or its subject."""
    at = verb_start(sentence, at) - 1
    while at > 0 and sentence[at].tag in ("n", "w", "D", "#", "R") and sentence[at].low not in _RELATIVES:
        at -= 1
    return at > 0 and sentence[at].low in _RELATIVES


_RELATIVES = frozenset(("who", "whom", "which", "what", "where"))


def _back_to_main(sentence: Sequence[Token], comma: int) -> bool:
    """Whether the verb of the clause follows in which the relative one stands."""
    after = next((t for t in sentence[comma + 1 :] if t.tag not in ("B", "X")), None)
    return sentence[comma].tag == "," and after is not None and after.tag in ("V", "A", "M")


def _main_clause(sentence: Sequence[Token], comma: int) -> bool:
    """Whether ", X did …" begins here: the clause on which the one before hangs."""
    if sentence[comma].tag != ",":
        return False
    at = comma + 1
    while at < len(sentence) and sentence[at].tag == "B":
        at += 1
    return at < len(sentence) and _has_verb(sentence, at)


def _has_verb(sentence: Sequence[Token], at: int) -> bool:
    """Whether a subject begins here and its verb follows at once."""
    phrase = Phrase(at, at) if sentence[at].tag == "R" else phrase_starting(sentence, at)
    after = phrase.last + 1 if phrase else at
    while phrase is not None and after < len(sentence) and sentence[after].tag in ("B", "X"):
        after += 1
    return phrase is not None and after < len(sentence) and sentence[after].tag in ("V", "A", "M")


def _goes_on(sentence: Sequence[Token], at: int, start: int, cue: str) -> bool:
    """Whether the one who speaks does something else from here on: ", citing …", "and attempted to …"."""
    after = sentence[at + 1]
    if sentence[at].tag == "," and after.tag == "G":
        return after.low != "including"
    if cue == "G" and sentence[at].tag in (",", "C") and _says_more(sentence, at + (sentence[at].tag == ",")):
        return True
    if sentence[at].tag != "C" or any(token.tag == "S" or token.low == "to" for token in sentence[start:at]):
        return False
    verb = at + 1
    while verb < len(sentence) and sentence[verb].tag == "B":
        verb += 1
    return verb < len(sentence) and sentence[verb].tag == "V" and not sentence[verb].low.endswith("s")


def _is_main_verb(sentence: Sequence[Token], at: int) -> bool:
    """Whether the verb of which a claim is the subject begins here: "the claim that the town fell could not …"."""
    if sentence[at].tag == "V" and sentence[at - 1].tag in ("V", "N"):
        return True
    if sentence[at].tag not in ("A", "M") or sentence[at - 1].tag in ("A", "M", "X", "B", "C", "R"):
        return False
    before = next((token.tag for token in reversed(sentence[:at]) if token.tag in ("V", "A", "M", "S", "R", "C")), "")
    return before in ("V", "A", "M") and sentence[at - 1].tag in ("V", "N", "w", "n", ",")


def _says_more(sentence: Sequence[Token], at: int) -> bool:
    """Whether "and calling for …" begins here."""
    return sentence[at].tag == "C" and sentence[at + 1].tag == "G" and sentence[at + 1].lemma in cues()


def _is_occasion(sentence: Sequence[Token], at: int) -> bool:
    """Whether "on Tuesday", "in July" or "in a ruling" follows the thing named: when and where it was said."""
    if sentence[at].low not in ("on", "in", "during", "at") or sentence[at].tag != "P":
        return False
    after = sentence[at + 1]
    if is_day(after) or (sentence[at].low == "in" and re.fullmatch(r"(?:19|20)\d\d", after.low)):
        return True
    named = [token.low for token in sentence[at + 1 : at + 5]]
    return after.low in ("a", "an", "his", "her", "their", "its") and bool(
        {*named} & (classes()["occasion"] | classes()["document_noun"])
    )


def drifts(sentence: Sequence[Token], at: int) -> bool:
    """Whether the report itself goes on here: ", which …", ", in a bid to …", "as X did …"."""
    after = sentence[at + 1]
    if sentence[at].tag == ",":
        return after.low == "which" or [t.low for t in sentence[at + 1 : at + 5]] in _BIDS
    if sentence[at].low != "as" or after.tag not in ("n", "D", "R", "w"):
        return False
    phrase = Phrase(at + 1, at + 1) if after.tag == "R" else phrase_starting(sentence, at + 1)
    return phrase is not None and phrase.last + 1 < len(sentence) and sentence[phrase.last + 1].tag in ("V", "A", "M")


def new_predicate(sentence: Sequence[Token], at: int) -> bool:
    """Whether "and won't …", "but has …" begins here: the main subject goes on with another verb."""
    after = sentence[at + 1]
    return sentence[at].tag == "C" and (after.tag == "M" or (after.tag == "A" and after.low not in ("being", "having")))


def clause_end(sentence: Sequence[Token], start: int) -> int:
    """Return where the content ends: the sentence's mark, or where somebody else or something new is heard."""
    last = len(sentence)
    while last > start and sentence[last - 1].tag in END:
        last -= 1
    for at in range(start + 1, last):
        token = sentence[at]
        if token.tag == ";" or (token.tag in (",", "—", "–") and _breaks_off(sentence, at, start)):
            return at
        if token.tag == "C" and at + 1 < last and _new_cue(sentence, at):
            return at
        if token.tag == "G" and sentence[at - 1].tag == QUOTED and cues().get(token.lemma, _NO_CUE).weight == "s":
            return at
        if token.low in ("while", "though", "although") and sentence[at - 1].tag == QUOTED:
            return at
        if token.low == "according" and at + 1 < last and sentence[at + 1].low == "to":
            return at
    return last


def _breaks_off(sentence: Sequence[Token], comma: int, start: int) -> bool:
    after = sentence[comma + 1] if comma + 1 < len(sentence) else None
    if after is None:
        return False
    if after.low == "according" or (after.tag == "G" and after.lemma in cues() and cues()[after.lemma].weight == "s"):
        return True
    if after.low == "with":
        speaking = next((i for i in range(comma + 2, min(comma + 12, len(sentence))) if sentence[i].tag == "G"), None)
        return speaking is not None and cues().get(sentence[speaking].lemma, _NO_CUE).weight == "s"
    if after.low in ("while", "although", "though", "whereas", "even") and comma - start > 2:
        return (
            after.low != "even" or sentence[comma + 2].low in ("though", "as") if comma + 2 < len(sentence) else False
        )
    if after.low in ("but", "and", "yet") and comma + 2 < len(sentence):
        when = sentence[comma + 2].low in ("when", "asked", "while")
        return when or _new_cue(sentence, comma + 1) or _new_speaker(sentence, comma + 2)
    return False


def _new_speaker(sentence: Sequence[Token], at: int) -> bool:
    """Whether another subject with a verb of saying of its own follows."""
    for verb in range(at + 1, min(at + 9, len(sentence))):
        if sentence[verb].tag == "V":
            cue = cues().get(sentence[verb].lemma)
            return (
                cue is not None
                and cue.weight in "sa"
                and subject_before(sentence, verb_start(sentence, verb), at) is not None
            )
        if sentence[verb].tag in (",", QUOTED, "I"):
            return False
    return False


def _new_clause(sentence: Sequence[Token], comma: int) -> bool:
    """Whether ", and X did …" follows: a subject of its own with its verb."""
    if (
        sentence[comma].tag != ","
        or comma + 3 >= len(sentence)
        or sentence[comma + 1].low not in ("and", "but", "so", "yet")
    ):
        return False
    at = comma + 2
    phrase = Phrase(at, at) if sentence[at].tag == "R" else phrase_starting(sentence, at)
    after = phrase.last + 1 if phrase else at
    return phrase is not None and after < len(sentence) and sentence[after].tag in ("V", "A", "M", "B")


def _new_cue(sentence: Sequence[Token], conjunction: int) -> bool:
    """Whether "and …" brings another verb of saying with the first one's subject: "and urged", "but has said"."""
    at = conjunction + 1
    while at < len(sentence) and (sentence[at].tag in ("B", "A") or sentence[at].low in ("then", "later")):
        at += 1
    if at >= len(sentence) or sentence[at].tag != "V":
        return False
    cue = cues().get(sentence[at].lemma)
    if cue is None or cue.weight != "s":
        return False
    return sentence[at].low.endswith(("ed", "s")) or sentence[at].low in ("said", "told")
