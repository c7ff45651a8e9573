"""What follows a verb of saying: a clause, a quotation, an infinitive or a thing named."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._ends import clause_end, in_relative, to_end
from goodoffices.evidence._phrases import Phrase, phrase_starting, skip_adjuncts
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, classes, cues

_AWAY = classes()["particle"]


def particle_of(sentence: Sequence[Token], at: int) -> tuple[tuple[Phrase, ...], int, str] | tuple[()] | None:
    """Read verbs whose particle changes them ("back away from", "point out that"); () where it is no cue at all."""
    lemma, after = sentence[at].lemma, at + 1
    if after >= len(sentence):
        return ()
    low = sentence[after].low
    if lemma == "back" and low in _AWAY:
        further = after + 1 if after + 1 < len(sentence) and sentence[after + 1].low == "from" else None
        return to_end(sentence, further + 1, further, "object") or () if further else ()
    if lemma == "point":
        out = low == "out"
        return content_after(sentence, after, cues()["say"]) or () if out else ()
    if lemma == "go" or (lemma == "read" and low not in (":", ",")):
        return () if lemma == "read" else (content_after(sentence, after, cues()["say"]) or ()) if low == ":" else ()
    if lemma in ("provide", "allow") and low in ("a", "an"):
        return ()
    return None


def content_after(sentence: Sequence[Token], at: int, cue: Cue) -> tuple[tuple[Phrase, ...], int, str] | None:
    """Return what follows the cue: the content, the cue's last token and how it is built."""
    after = at + 1
    if after >= len(sentence):
        return None
    takes = cue.takes
    bound = sentence[after].low in cue.prepositions
    plain = after if bound else skip_adjuncts(sentence, after)
    addressed = phrase_starting(sentence, after) if "o" in takes and not _is_pronoun_clause(sentence, after) else None
    if addressed and (parted := _parted(sentence, addressed)):
        return to_end(sentence, parted, at, "bare")
    if addressed:
        start = skip_adjuncts(sentence, addressed.last + 1)
        found = _infinitive(sentence, start, addressed.first, at) or _clause_content(sentence, start, at, cue)
        if found:
            return found
    for start in dict.fromkeys((after, plain)):
        found = _clause_content(sentence, start, at, cue)
        if found:
            return found
    return _object_content(sentence, after, at, cue)


def _parted(sentence: Sequence[Token], addressed: Phrase) -> int | None:
    """Return where the clause begins in "told a forum the president could …": between the two noun phrases."""
    if addressed.last + 1 >= len(sentence) or sentence[addressed.last + 1].tag not in ("V", "A", "M"):
        return None
    for at in range(addressed.first + 1, addressed.last + 1):
        if sentence[at].tag in ("n", "D", "#") and sentence[at].low != "'s" and sentence[at - 1].tag == "w":
            return at
    return None


def _is_pronoun_clause(sentence: Sequence[Token], at: int) -> bool:
    """Whether a pronoun here begins a clause ("warned he would") and is not the person addressed ("told him")."""
    after = sentence[at + 1].tag if at + 1 < len(sentence) else ""
    return sentence[at].tag == "R" and after in ("V", "A", "M", "B")


def _clause_content(
    sentence: Sequence[Token], start: int, at: int, cue: Cue
) -> tuple[tuple[Phrase, ...], int, str] | None:
    takes = cue.takes
    if start >= len(sentence):
        return None
    token = sentence[start]
    if token.tag == "," and start + 1 < len(sentence) and sentence[start + 1].tag == QUOTED and "q" in takes:
        return to_end(sentence, start + 1, at, "quoted")
    if token.tag == "," and takes & {"t"} and (late := _late_that(sentence, start)):
        return to_end(sentence, late + 1, at, "that")
    if token.tag == ":" and takes & {"q", "t"}:
        return to_end(sentence, start + 1, at, "colon")
    opens = token.low in _THAT or (token.low in ("when", "where", "who") and _may_ask(sentence, at))
    if opens and takes & {"t"} and start + 1 < len(sentence):
        follows = sentence[start + 1]
        if token.low == "that" and follows.tag in (",", ".") and start + 2 < len(sentence) and follows.tag == ".":
            return None
        skip = 1 if token.low == "that" else 0
        return to_end(sentence, start + skip, at, "that")
    if token.tag == QUOTED and "q" in takes:
        return to_end(sentence, start, at, "quoted")
    if token.tag in ("V", "A", "M") and "b" in takes and start == at + 1 and in_relative(sentence, at):
        return to_end(sentence, start, at, "bare")  # "which X says is illegal"
    negated = token.tag == "X" and start + 1 < len(sentence) and sentence[start + 1].tag == "T"
    if (token.tag == "T" or negated) and "i" in takes:
        return to_end(sentence, start, at, "infinitive")
    if "b" in takes and start == skip_adjuncts(sentence, start) and begins_clause(sentence, start):
        return to_end(sentence, start, at, "bare")
    if (
        start > at + 1
        and "b" in takes
        and token.tag == ","
        and start + 1 < len(sentence)
        and begins_clause(sentence, start + 1)
    ):
        return to_end(sentence, start + 1, at, "bare")
    return None


_THAT = frozenset(("that", "whether", "how", "if", "why", "what"))


def _may_ask(sentence: Sequence[Token], at: int) -> bool:
    """Whether "when", "where" or "who" after the cue opens a question: "asked when", "did not say who"."""
    asking = sentence[at].lemma in ("ask", "wonder", "specify", "disclose", "reveal", "explain")
    return asking or any(token.tag == "X" for token in sentence[max(0, at - 3) : at])


def _late_that(sentence: Sequence[Token], comma: int) -> int | None:
    """Return the "that" after an aside: "insists, most recently in Geneva, that …"."""
    second = next((i for i in range(comma + 1, min(comma + 14, len(sentence) - 2)) if sentence[i].tag == ","), None)
    if second is None or sentence[second + 1].low != "that":
        return None
    return second + 1 if not any(t.tag in ("V", "A", "M") for t in sentence[comma:second]) else None


def begins_clause(sentence: Sequence[Token], start: int) -> bool:
    """Whether a subject and its verb follow."""
    if sentence[start].tag == "R" and sentence[start].low not in ("him", "them", "us", "me"):
        return True
    if sentence[start].tag not in ("n", "w", "D", "#", "B", "G", QUOTED, "S", "P", "C", "A"):
        return False
    if sentence[start].low in ("as", "before", "after", "while", "until", "since", "during", "for"):
        return False
    if sentence[start].low == "when" and not any(t.tag == "," for t in sentence[start:]):
        return False
    following = sentence[start + 1 : start + 24]
    for before, token in zip(sentence[start:], following, strict=False):
        if token.tag == QUOTED and sentence[start].tag in ("n", "D", "w") and before.tag in ("n", "w", "D"):
            return True  # the verb stands in the quotation: said the plan "will not work"
        if token.tag in ("V", "M", "A") and token.low not in ("being", "having"):
            return before.tag != "C" and not (before.tag == "," and token.tag == "V")
        if (
            token.tag in (";", ":", ".")
            or (token.tag == "S" and token.low not in ("that", "who", "which", "whose"))
            or token.low == "as"
        ):
            return False
    return False


def _infinitive(
    sentence: Sequence[Token], start: int, first: int, at: int
) -> tuple[tuple[Phrase, ...], int, str] | None:
    if start < len(sentence) and (
        sentence[start].tag == "T"
        or (sentence[start].low == "not" and start + 1 < len(sentence) and sentence[start + 1].tag == "T")
    ):
        return to_end(sentence, first, at, "infinitive")
    return None


def _object_content(
    sentence: Sequence[Token], after: int, at: int, cue: Cue
) -> tuple[tuple[Phrase, ...], int, str] | None:
    token = sentence[after]
    following = skip_adjuncts(sentence, after) if token.tag == "B" else after
    if following < len(sentence):
        token, after = sentence[following], following
    if token.tag in ("P", "T", "w") and token.low in cue.prepositions:
        found = to_end(sentence, after + 1, at, "object")
        return (found[0], after, "object") if found else None
    reproaching = cue.lemma in ("accuse", "blame", "criticise", "criticize", "praise", "thank")
    if reproaching and any(t.low in ("of", "for", "over") for t in sentence[after + 1 : after + 14]):
        return to_end(sentence, after, at, "object")
    if "x" in cue.takes:
        end = clause_end(sentence, after)
        rest = sentence[after:end]
        if (
            any(t.low == "as" for t in rest[1:])
            or (any(t.tag == QUOTED for t in rest[1:6]))
            or (cue.lemma == "call" and (_is_calling(rest) or _calls_what(sentence, at)))
        ):
            return to_end(sentence, after, at, "object")
    if "x" in cue.takes and token.low == "as" and after + 1 < len(sentence):
        return to_end(sentence, after + 1, at, "object")
    if "n" in cue.takes and token.tag in ("D", "n", "w", "#", "R", "G", "N"):
        return to_end(sentence, after, at, "object")
    return None


def _calls_what(sentence: Sequence[Token], at: int) -> bool:
    """Whether the name follows the verb at once: "what X called a disgrace"."""
    return any(token.low == "what" for token in sentence[max(0, at - 6) : at]) and in_relative(sentence, at)


def _is_calling(rest: Sequence[Token]) -> bool:
    """Whether somebody is called something ("called X a traitor"), unlike "a group called X"."""
    if len(rest) < 2:
        return False
    at = 1
    while at < len(rest) - 1 and rest[0].tag != "R" and (rest[at].tag in ("n", "w") or rest[at].low in ("'s", "of")):
        at += 1
    return rest[at].tag in ("D", QUOTED) or (rest[0].tag == "R" and rest[at].tag in ("w", "n"))
