"""`…, X said, …` and `…, said X`: what is said stands around its speaker."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._clauses import subject_before
from goodoffices.evidence._content import begins_clause, content_after
from goodoffices.evidence._ends import END, clause_end
from goodoffices.evidence._phrases import Phrase, phrase_starting, skip_adjuncts
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, cues


def inverted_speech(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    """Read `"…," said X` and `…, said X`: the source follows."""
    if sentence[at].tag != "V" or not cue.takes & {"q", "t"} or at == 0 or "o" in cue.takes:
        return None
    before = sentence[at - 1]
    quoted = before.tag == QUOTED or (before.tag == "," and at > 1 and sentence[at - 2].tag == QUOTED)
    if not quoted and (before.tag not in (",", "–", "—") or not cue.takes & {"b", "t"}):
        return None
    source = phrase_starting(sentence, at + 1)
    if not quoted and "n" in cue.takes and source is not None and not _closes_with_name(sentence, source):
        return None
    if source is None or (sentence[source.first].low in _NOBODY and cue.weight != "s" and cue.lemma != "read"):
        return None
    if any(t.tag in ("V", "A", "M", "X") for t in sentence[source.last + 1 : source.last + 2]):
        return None
    if (
        not quoted
        and at + 1 < len(sentence)
        and sentence[source.last].tag != "R"
        and begins_clause(sentence, at + 1)
        and not any(t.tag in (",", QUOTED) for t in sentence[source.last + 1 : source.last + 4])
    ):
        return None
    left = left_content(sentence, at - 1)
    if left is None:
        return None
    after = _after_source(sentence, past_apposition(sentence, source.last + 1))
    return Attribution(Phrase(at, at), cue.lemma, cue.weight, source, (left, *after), "around")


_NOBODY = frozenset(("that", "it", "there", "this", "the"))


def _closes_with_name(sentence: Sequence[Token], source: Phrase) -> bool:
    """Whether nothing but a name follows the verb: "…, noted X." names who says it, "…, rejected the plan" does not."""
    after = skip_adjuncts(sentence, source.last + 1)
    return sentence[source.last].tag == "n" and (after >= len(sentence) or sentence[after].tag in {","} | END)


def _after_source(sentence: Sequence[Token], at: int) -> tuple[Phrase, ...]:
    """Return what goes on after ", said X, …": a quotation or the rest of a clause, not what X is."""
    quoted = next((i for i in range(at, len(sentence)) if sentence[i].tag == QUOTED), None)
    if quoted is not None and sentence[quoted - 1].tag in (",", ":", "-", "–", "—", ".", ")"):
        return right_content(sentence, quoted)
    if at + 1 < len(sentence) and sentence[at].tag == "," and sentence[at + 1].tag in ("V", "A", "M", "B", "X", "P"):
        return right_content(sentence, at)
    return () if quoted is None or sentence[at].tag == "," else right_content(sentence, at)


def quoted_speech(sentence: Sequence[Token], at: int, begin: int) -> Attribution | None:
    """Read `"…," PAPER quoted X as saying` and `PAPER quoted X as saying "…"`."""
    if sentence[at].lemma != "quote":
        return None
    source = phrase_starting(sentence, at + 1)
    if source is None or source.last + 1 >= len(sentence) or sentence[source.last + 1].low != "as":
        return None
    saying = source.last + 2
    via = subject_before(sentence, begin) if sentence[at].tag != "G" else None
    found = content_after(sentence, saying, cues()["say"]) if saying < len(sentence) else None
    pieces = found[0] if found else None
    if pieces is None and via is not None and (left := left_content(sentence, via.first - 1)):
        pieces = (left,)
    return Attribution(Phrase(at, at), "say", "s", source, pieces, "around", via) if pieces else None


def past_apposition(sentence: Sequence[Token], at: int) -> int:
    """Step over ", a title of somewhere," and adjuncts after an inverted source."""
    at = skip_adjuncts(sentence, at)
    if (
        at < len(sentence)
        and sentence[at].tag == ","
        and at + 1 < len(sentence)
        and sentence[at + 1].tag in ("D", "w", "n", "#")
    ):
        end = next((i for i in range(at + 1, len(sentence)) if sentence[i].tag in (",", ".", QUOTED)), len(sentence))
        if not any(t.tag in ("V", "M", "A") for t in sentence[at + 1 : end]):
            return end
    return at


def left_content(sentence: Sequence[Token], last: int) -> Phrase | None:
    """Return what stands before ", X said" if it is a clause or a quotation."""
    while last >= 0 and sentence[last].tag in (",", "-", "–", "—"):
        last -= 1
    first = next((i for i in (last, last - 1) if i > 0 and sentence[i].low == "which"), 0)
    while first <= last and sentence[first].tag == "C":
        first += 1
    if first > last:
        return None
    inside = sentence[first : last + 1]
    if sentence[first].low == "as":
        return None
    clause = any(t.tag in ("V", "A", "M") or (t.tag == "I" and first == 0) for t in inside)
    return Phrase(first, last) if clause or any(t.tag == QUOTED for t in inside) else None


def _split_subject(sentence: Sequence[Token], last: int, after: int) -> Phrase | None:
    """Return the subject in `The plan, X said, is …`: no clause stands before, and its verb follows."""
    while last >= 0 and sentence[last].tag == ",":
        last -= 1
    first = 0
    while first <= last and sentence[first].tag == "C":
        first += 1
    begins = (
        after + 1 < len(sentence) and sentence[after].tag == "," and sentence[after + 1].tag in ("V", "A", "M", "B")
    )
    return (
        Phrase(first, last)
        if begins and first <= last and sentence[last].tag in ("n", "w", "B", "S", "R", "#")
        else None
    )


def _after_opening(sentence: Sequence[Token], last: int, after: int) -> tuple[Phrase, ...] | None:
    """Read "Too often, X said, the talks …": an adverb opens what is said, and the clause comes after the speaker."""
    while last >= 0 and sentence[last].tag == ",":
        last -= 1
    if after + 1 >= len(sentence) or sentence[after].tag != "," or last < 0 or not begins_clause(sentence, after + 1):
        return None
    opening = () if sentence[0].tag == "P" else (Phrase(0, last),)
    return (*opening, *right_content(sentence, after))


def right_content(sentence: Sequence[Token], at: int) -> tuple[Phrase, ...]:
    """Return what goes on after ", X said, …"."""
    if at < len(sentence) and sentence[at].tag in (",", ":", "-", "–", "—"):
        at += 1
    elif at < len(sentence) and sentence[at].tag != QUOTED:
        return ()
    end = clause_end(sentence, at)
    if (
        end <= at
        or (sentence[at].tag in ("G", "N") and sentence[at].lemma in cues())
        or (sentence[at].tag in ("X", "B", "P") and any(t.tag == "G" for t in sentence[at + 1 : at + 3]))
        or sentence[at].low in ("according", "as", "who", "which", "while", "but", "with")
    ):
        return ()
    inside = sentence[at:end]
    if not any(t.tag in ("V", "A", "M", QUOTED, "G") for t in inside):
        return ()
    return (Phrase(at, end - 1),)


def speech_around(sentence: Sequence[Token], source: Phrase, at: int, cue: Cue) -> tuple[Phrase, ...] | None:
    """Read `…, X said` and `…, X said, …`: the content stands around."""
    if source.first == 0 or not cue.takes & {"t", "b", "q"}:
        return None
    before = sentence[source.first - 1]
    if before.tag not in (",", QUOTED, "-", "–", "—"):
        return None
    after = at + 1 + (cue.lemma == "point" and at + 1 < len(sentence) and sentence[at + 1].low == "out")
    if "o" in cue.takes and after < len(sentence):
        addressed = phrase_starting(sentence, after)
        if addressed:
            after = addressed.last + 1
    after = skip_adjuncts(sentence, after)
    left = left_content(sentence, source.first - 1) or _split_subject(sentence, source.first - 1, after)
    if left is None:
        return _after_opening(sentence, source.first - 1, after)
    if after < len(sentence) and sentence[after].tag not in {",", "—", "–", "-", ":", ")", QUOTED} | END:
        tail = sentence[after]
        if tail.tag not in ("S", "G") or tail.low in ("that", "if", "whether", "how", "what"):
            return None
        return (left,)
    quoted_left = any(t.tag == QUOTED for t in sentence[left.first : left.last + 1])
    if after < len(sentence) and sentence[after].tag == QUOTED and not quoted_left:
        return None
    if before.tag == "," and not quoted_left and after < len(sentence) and sentence[after].tag == ":":
        return None
    return (left, *right_content(sentence, after))
