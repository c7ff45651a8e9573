"""A sentence → who says or thinks what: cue, source and content by place, before anybody is identified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.evidence._clauses import (
    Phrase,
    is_passive,
    phrase_ending,
    phrase_starting,
    skip_adjuncts,
    subject_before,
    verb_start,
)
from goodoffices.evidence._tokens import QUOTED, Token
from goodoffices.evidence._words import Cue, classes, cues

_DOCUMENTS = classes()["document_noun"]
_ISSUING = frozenset(["issue", "release", "publish", "make", "send", "post", "read", "circulate", "distribute"])
_END = frozenset(".!?")
_NO_CUE = Cue("", "", frozenset(), frozenset())
_GOING_ON = frozenset(["continue", "keep", "begin", "start", "appear", "seem"])
_BY = frozenset(["announce", "propose", "report", "describe", "reject", "condemn", "denounce", "criticise", "criticize", "welcome", "confirm", "disclose", "reveal", "issue", "cite", "estimate"])  # fmt: skip
_HAVE_SAID = frozenset(("said", "saying"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One cue with its source and content, as token indices of a sentence."""

    cue: Phrase
    lemma: str
    weight: str
    source: Phrase | None
    content: tuple[Phrase, ...]
    shape: str
    """How it is built: that, bare, around, colon, quoted, infinitive, object, according, participle, passive, noun."""
    via: Phrase | None = None
    negated: bool = False


def attributions(sentence: Sequence[Token]) -> list[Attribution]:
    """Return what a sentence attributes, in order; what is nested in another's content comes after it."""
    found: list[Attribution] = []
    told = _according(sentence)
    for at, token in enumerate(sentence):
        cue = cues().get(token.lemma) if token.tag in ("V", "G", "I", "N") else None
        if cue is None or (told is not None and _within(at, told.cue)):
            continue
        attribution = _of_verb(sentence, at, cue)
        if attribution is not None:
            found.append(attribution)
    found += _nouns(sentence) + _put_it(sentence) + _stances(sentence)
    if told is not None:
        found = _with_via(sentence, found, told)
    return found


def _within(at: int, piece: Phrase) -> bool:
    return piece.first <= at <= piece.last


def _of_verb(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    token = sentence[at]
    if token.tag == "N" or is_passive(sentence, at):
        return _passive(sentence, at, cue)
    begin = verb_start(sentence, at)
    if at > 1 and sentence[begin - 1].tag == "V" and sentence[begin - 1].lemma in _GOING_ON and begin > 1:
        begin = verb_start(sentence, begin - 1)
    negated = any(t.tag == "X" for t in sentence[begin:at])
    if token.tag == "I" and not _says_after_all(sentence, at, begin):
        return None
    inverted = _quoted_as(sentence, at, begin) or _inverted(sentence, at, cue)
    if inverted is not None:
        return inverted
    if token.tag == "G" and not _is_progressive(sentence, at) and sentence[begin].tag != "V":
        if not _may_say(sentence, begin, cue):
            return None
        source, shape = _of_participle(sentence, begin), "participle"
    else:
        source, shape = subject_before(sentence, begin), ""
    if source is not None:
        around = _around(sentence, source, at, cue) if shape == "" else None
        if around is not None:
            return Attribution(Phrase(begin, at), cue.lemma, cue.weight, source, around, "around", negated=negated)
    if cue.weight == "f" and (source is None or not _is_finding(sentence, source)):
        return None
    special = _particle(sentence, at)
    content = special if special is not None else _content(sentence, at, cue)
    if not content or source is None:
        return None
    pieces, last_of_cue, built = content
    if shape == "participle" and source.first == 1 and sentence[0].low == "with":
        pieces = (_to_comma(sentence, pieces[0]),)
    return Attribution(
        Phrase(begin, last_of_cue), cue.lemma, cue.weight, source, pieces, shape or built, negated=negated
    )


_FINDERS = _DOCUMENTS | frozenset(["study", "studies", "poll", "polls", "survey", "surveys", "investigation", "inquiry", "researchers", "court", "panel", "judge", "commission", "analysis", "review", "audit", "investigators", "scientists", "data", "census", "research", "jury", "records", "documents", "report", "reports", "index"])  # fmt: skip
_AWAY = frozenset(["away", "off", "out", "down", "up", "over", "to"])


def _is_finding(sentence: Sequence[Token], source: Phrase) -> bool:
    return any(token.low in _FINDERS for token in sentence[source.first : source.last + 1])


def _particle(sentence: Sequence[Token], at: int) -> tuple[tuple[Phrase, ...], int, str] | tuple[()] | None:
    """Read verbs whose particle changes them: "back away from", "point out that", "rule out"; () where it is no cue at all."""
    lemma, after = sentence[at].lemma, at + 1
    if after >= len(sentence):
        return ()
    low = sentence[after].low
    if lemma == "back" and low in _AWAY:
        further = after + 1 if after + 1 < len(sentence) and sentence[after + 1].low == "from" else None
        return _to_end(sentence, further + 1, further, "object") or () if further else ()
    if lemma == "point":
        out = low == "out"
        return _content(sentence, after, cues()["say"]) or () if out else ()
    if lemma == "go" or (lemma == "read" and low not in (":", ",")):
        return () if lemma == "read" else (_content(sentence, after, cues()["say"]) or ()) if low == ":" else ()
    if lemma in ("provide", "allow") and low in ("a", "an"):
        return ()
    return None


def _is_progressive(sentence: Sequence[Token], at: int) -> bool:
    """Whether an -ing form follows a form of be."""
    while at > 0 and sentence[at - 1].tag in ("B", "X"):
        at -= 1
    return at > 0 and sentence[at - 1].low in classes()["be"]


def _may_say(sentence: Sequence[Token], begin: int, cue: Cue) -> bool:
    """Whether a participle speaks for somebody (", saying", "a statement saying", "with X adding"), not of views "opposing"."""
    if begin == 0 or cue.weight != "s":
        return begin == 0 and cue.weight == "s"
    while begin > 1 and sentence[begin - 1].tag == "B":
        begin -= 1
    before = sentence[begin - 1]
    if before.tag in (",", QUOTED, "–", "—") or before.low in (
        "while",
        "by",
        "after",
        "before",
        "for",
        "in",
        "when",
        "and",
    ):
        return True
    if before.low in _DOCUMENTS:
        return True
    return after_with(sentence, begin) is not None


def _to_comma(sentence: Sequence[Token], piece: Phrase) -> Phrase:
    comma = next((i for i in range(piece.first + 1, piece.last + 1) if sentence[i].tag == ","), piece.last + 1)
    return Phrase(piece.first, comma - 1)


def _says_after_all(sentence: Sequence[Token], at: int, begin: int) -> bool:
    """Whether an infinitive tells of something said ("went on to say") or a modal of something held ("would argue")."""
    before = [token.low for token in sentence[max(0, at - 4) : at]]
    if sentence[at - 1].tag == "T":
        chained = at > 1 and sentence[at - 2].tag == "V" and sentence[at - 2].lemma in _GOING_ON
        return chained or bool({"went", "goes", "took", "used"} & set(before))
    return bool({"do", "does", "did", "would", "can", "could", "not", "n't"} & set(before))


def _of_participle(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return whose words ", saying …" or "a statement saying …" gives."""
    before = sentence[at - 1] if at else None
    if before is not None and before.low in _DOCUMENTS:
        verb = next((i for i in range(at - 2, -1, -1) if sentence[i].tag == "V"), None)
        if verb is not None and sentence[verb].lemma in _ISSUING:
            return subject_before(sentence, verb_start(sentence, verb))
        return phrase_ending(sentence, at - 1)
    with_subject = after_with(sentence, at)
    if with_subject:
        return with_subject
    for verb in range(at):
        if sentence[verb].tag == "V" or sentence[verb].tag == "A":
            begin = verb_start(sentence, verb)
            found = subject_before(sentence, begin) if begin else None
            inverted = None if found else phrase_starting(sentence, verb + 1)
            if found and not (
                found.first and sentence[found.first - 1].tag == "S" and sentence[found.first - 1].low != "that"
            ):
                return found
            if inverted and verb and sentence[verb - 1].tag in (QUOTED, ","):
                return inverted
    if at > 1 and sentence[at - 1].tag == "," and (named := phrase_ending(sentence, at - 2)):
        return named
    for later in range(at + 1, len(sentence)):
        if sentence[later].tag == ",":
            return phrase_starting(sentence, later + 1)
    return None


def after_with(sentence: Sequence[Token], at: int) -> Phrase | None:
    """Return the subject in "with X adding that …"."""
    while at > 1 and sentence[at - 1].tag == "B":
        at -= 1
    phrase = phrase_ending(sentence, at - 1)
    if phrase and phrase.first and sentence[phrase.first - 1].low == "with":
        return phrase
    if phrase and sentence[phrase.first].low == "with" and phrase.first < phrase.last:
        return Phrase(phrase.first + 1, phrase.last)
    start = at - 1
    while start > 0 and sentence[start].tag in ("n", "w", "D", "#"):
        start -= 1
    return Phrase(start + 1, at - 1) if sentence[start].low == "with" and start + 1 <= at - 1 else None


def _inverted(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    """Read `"…," said X` and `…, said X`: the source follows."""
    if sentence[at].tag != "V" or not cue.takes & {"q", "t"} or at == 0 or "o" in cue.takes:
        return None
    before = sentence[at - 1]
    quoted = before.tag == QUOTED or (before.tag == "," and at > 1 and sentence[at - 2].tag == QUOTED)
    if not quoted and (before.tag not in (",", "–", "—") or "n" in cue.takes or "b" not in cue.takes):
        return None
    source = phrase_starting(sentence, at + 1)
    if source is None or (sentence[source.first].low in ("that", "it", "there", "this", "the") and cue.weight != "s"):
        return None
    if any(t.tag in ("V", "A", "M", "X") for t in sentence[source.last + 1 : source.last + 2]):
        return None
    if (
        not quoted
        and at + 1 < len(sentence)
        and sentence[source.last].tag != "R"
        and _begins_clause(sentence, at + 1)
        and not any(t.tag in (",", QUOTED) for t in sentence[source.last + 1 : source.last + 4])
    ):
        return None
    left = _left_content(sentence, at - 1)
    if left is None:
        return None
    after = _right_content(sentence, _past_apposition(sentence, source.last + 1))
    return Attribution(Phrase(at, at), cue.lemma, cue.weight, source, (left, *after), "around")


def _quoted_as(sentence: Sequence[Token], at: int, begin: int) -> Attribution | None:
    """Read `"…," PAPER quoted X as saying` and `PAPER quoted X as saying "…"`."""
    if sentence[at].lemma != "quote":
        return None
    source = phrase_starting(sentence, at + 1)
    if source is None or source.last + 1 >= len(sentence) or sentence[source.last + 1].low != "as":
        return None
    saying = source.last + 2
    via = subject_before(sentence, begin) if sentence[at].tag != "G" else None
    found = _content(sentence, saying, cues()["say"]) if saying < len(sentence) else None
    pieces = found[0] if found else None
    if pieces is None and via is not None and (left := _left_content(sentence, via.first - 1)):
        pieces = (left,)
    return Attribution(Phrase(at, at), "say", "s", source, pieces, "around", via) if pieces else None


def _past_apposition(sentence: Sequence[Token], at: int) -> int:
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


def _left_content(sentence: Sequence[Token], last: int) -> Phrase | None:
    """Return what stands before ", X said" if it is a clause or a quotation."""
    while last >= 0 and sentence[last].tag in (",", "-", "–", "—"):
        last -= 1
    first = 0
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
    """Return the subject in `The plan, X said, is …`: what stands before is no clause, what follows begins with its verb."""
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


def _right_content(sentence: Sequence[Token], at: int) -> tuple[Phrase, ...]:
    """Return what goes on after ", X said, …"."""
    if at < len(sentence) and sentence[at].tag in (",", ":", "-", "–", "—"):
        at += 1
    elif at < len(sentence) and sentence[at].tag != QUOTED:
        return ()
    end = clause_end(sentence, at)
    if (
        end <= at
        or (sentence[at].tag in ("G", "N") and sentence[at].lemma in cues())
        or sentence[at].low in ("according", "as", "who", "which", "while", "but", "with")
    ):
        return ()
    inside = sentence[at:end]
    if not any(t.tag in ("V", "A", "M", QUOTED, "G") for t in inside):
        return ()
    return (Phrase(at, end - 1),)


def _around(sentence: Sequence[Token], source: Phrase, at: int, cue: Cue) -> tuple[Phrase, ...] | None:
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
    left = _left_content(sentence, source.first - 1) or _split_subject(sentence, source.first - 1, after)
    if left is None:
        return None
    if after < len(sentence) and sentence[after].tag not in {",", "—", "–", "-", ":", ")", QUOTED} | _END:
        tail = sentence[after]
        if tail.tag not in ("S", "G") or tail.low in ("that", "if", "whether", "how", "what"):
            return None
        return (left,)
    quoted_left = any(t.tag == QUOTED for t in sentence[left.first : left.last + 1])
    if after < len(sentence) and sentence[after].tag == QUOTED and not quoted_left:
        return None
    if before.tag == "," and not quoted_left and after < len(sentence) and sentence[after].tag == ":":
        return None
    return (left, *_right_content(sentence, after))


def _content(sentence: Sequence[Token], at: int, cue: Cue) -> tuple[tuple[Phrase, ...], int, str] | None:
    """Return what follows the cue: the content, the cue's last token and how it is built."""
    after = at + 1
    if after >= len(sentence):
        return None
    takes = cue.takes
    bound = sentence[after].low in cue.prepositions
    plain = after if bound else skip_adjuncts(sentence, after)
    addressed = phrase_starting(sentence, after) if "o" in takes and not _is_pronoun_clause(sentence, after) else None
    if addressed and (parted := _parted(sentence, addressed)):
        return _to_end(sentence, parted, at, "bare")
    if addressed:
        start = skip_adjuncts(sentence, addressed.last + 1)
        found = _infinitive(sentence, start, addressed.first, at, cue) or _clause_content(sentence, start, at, cue)
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
        return _to_end(sentence, start + 1, at, "quoted")
    if token.tag == ":" and takes & {"q", "t"}:
        return _to_end(sentence, start + 1, at, "colon")
    if token.low in ("that", "whether", "how", "if", "why", "what") and takes & {"t"} and start + 1 < len(sentence):
        follows = sentence[start + 1]
        if token.low == "that" and follows.tag in (",", ".") and start + 2 < len(sentence) and follows.tag == ".":
            return None
        skip = 1 if token.low == "that" else 0
        return _to_end(sentence, start + skip, at, "that")
    if token.tag == QUOTED and "q" in takes:
        return _to_end(sentence, start, at, "quoted")
    negated = token.tag == "X" and start + 1 < len(sentence) and sentence[start + 1].tag == "T"
    if (token.tag == "T" or negated) and "i" in takes:
        return _to_end(sentence, start, at, "infinitive")
    if "b" in takes and start == skip_adjuncts(sentence, start) and _begins_clause(sentence, start):
        return _to_end(sentence, start, at, "bare")
    if (
        start > at + 1
        and "b" in takes
        and token.tag == ","
        and start + 1 < len(sentence)
        and _begins_clause(sentence, start + 1)
    ):
        return _to_end(sentence, start + 1, at, "bare")
    return None


def _begins_clause(sentence: Sequence[Token], start: int) -> bool:
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
    sentence: Sequence[Token], start: int, first: int, at: int, cue: Cue
) -> tuple[tuple[Phrase, ...], int, str] | None:
    if start < len(sentence) and (
        sentence[start].tag == "T"
        or (sentence[start].low == "not" and start + 1 < len(sentence) and sentence[start + 1].tag == "T")
    ):
        return _to_end(sentence, first, at, "infinitive")
    return None


def _object_content(
    sentence: Sequence[Token], after: int, at: int, cue: Cue
) -> tuple[tuple[Phrase, ...], int, str] | None:
    token = sentence[after]
    following = skip_adjuncts(sentence, after) if token.tag == "B" else after
    if following < len(sentence):
        token, after = sentence[following], following
    if token.tag in ("P", "T") and token.low in cue.prepositions:
        found = _to_end(sentence, after + 1, at, "object")
        return (found[0], after, "object") if found else None
    if cue.lemma in ("accuse", "blame", "criticise", "criticize", "praise", "thank"):
        if any(t.low in ("of", "for", "over") for t in sentence[after + 1 : after + 14]):
            return _to_end(sentence, after, at, "object")
    if "x" in cue.takes:
        end = clause_end(sentence, after)
        rest = sentence[after:end]
        if (
            any(t.low == "as" for t in rest[1:])
            or (any(t.tag == QUOTED for t in rest[1:6]))
            or (cue.lemma == "call" and len(rest) > 2 and sentence[after].tag in ("D", "R", "n"))
        ):
            return _to_end(sentence, after, at, "object")
    if "n" in cue.takes and token.tag in ("D", "n", "w", "#", "R", "G", "N"):
        return _to_end(sentence, after, at, "object")
    return None


def _to_end(sentence: Sequence[Token], start: int, at: int, built: str) -> tuple[tuple[Phrase, ...], int, str] | None:
    end = clause_end(sentence, start)
    if at == 0 and built != "according":  # "Noting this, X left": what was noted ends where the sentence begins
        end = next((i for i in range(start, end) if sentence[i].tag == ","), end)
    if built in ("object", "infinitive", "passive"):
        end = next((i for i in range(start + 1, end - 1) if sentence[i].low in ("while", "whereas")), end)
    if built in ("object", "quoted", "infinitive"):
        end = next(
            (i for i in range(start + 1, end - 1) if new_predicate(sentence, i) or _new_clause(sentence, i)), end
        )
    if built in ("object", "infinitive") or (built == "bare" and "n" in cues().get(sentence[at].lemma, _NO_CUE).takes):
        end = next((i for i in range(start + 2, end - 1) if drifts(sentence, i)), end)
    while end > start and sentence[end - 1].tag in (",", "-", "–", "—"):
        end -= 1
    return ((Phrase(start, end - 1),), at, built) if end > start else None


def drifts(sentence: Sequence[Token], at: int) -> bool:
    """Whether the report itself goes on here: ", which …", "as X did …"."""
    after = sentence[at + 1]
    if sentence[at].tag == ",":
        return after.low == "which"
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
    while last > start and sentence[last - 1].tag in _END:
        last -= 1
    for at in range(start + 1, last):
        token = sentence[at]
        if token.tag == ";" or (token.tag in (",", "—", "–") and _breaks_off(sentence, at, start)):
            return at
        if token.tag == "C" and at + 1 < last and _new_cue(sentence, at, start):
            return at
        if token.tag == "G" and sentence[at - 1].tag == QUOTED and cues().get(token.lemma, _NO_CUE).weight == "s":
            return at
        if token.low == "while" and sentence[at - 1].tag == QUOTED:
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
        return when or _new_cue(sentence, comma + 1, start) or _new_speaker(sentence, comma + 2)
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


def _new_cue(sentence: Sequence[Token], conjunction: int, start: int) -> bool:
    """Whether "and …" brings another verb of saying with the same subject as the first: "and urged", "but has also said"."""
    at = conjunction + 1
    while at < len(sentence) and (sentence[at].tag in ("B", "A") or sentence[at].low in ("then", "later")):
        at += 1
    if at >= len(sentence) or sentence[at].tag != "V":
        return False
    cue = cues().get(sentence[at].lemma)
    if cue is None or cue.weight != "s":
        return False
    return sentence[at].low.endswith(("ed", "s")) or sentence[at].low in ("said", "told")


def _passive(sentence: Sequence[Token], at: int, cue: Cue) -> Attribution | None:
    """Read "is said to", "was accused of", "it was reported that", "proposed by X"."""
    begin = verb_start(sentence, at)
    after = skip_adjuncts(sentence, at + 1) if at + 1 < len(sentence) and sentence[at + 1].tag == "B" else at + 1
    if after >= len(sentence) or (cue.weight == "f" and cue.lemma not in ("find", "estimate")):
        return None
    token = sentence[after]
    source = None
    if token.low == "by":
        source = phrase_starting(sentence, after + 1)
        if source is None or cue.lemma not in _BY:
            return None
        thing = phrase_ending(sentence, begin - 1) if begin else None
        if thing is None or sentence[thing.last].tag == "R":
            return None
        return Attribution(Phrase(begin, after), cue.lemma, cue.weight, source, (thing,), "passive")
    if token.low == "as" and after + 1 < len(sentence) and sentence[after + 1].low == "saying":
        source = subject_before(sentence, begin) if begin else None
        found = _content(sentence, after + 1, cues()["say"])
        return Attribution(Phrase(begin, after + 1), "say", "s", source, found[0], "passive") if found else None
    if cue.lemma in ("accuse", "blame") and token.low in ("of", "for"):
        found = _to_end(sentence, after + 1, at, "passive")
        return Attribution(Phrase(begin, after), cue.lemma, cue.weight, None, found[0], "passive") if found else None
    if (cue.lemma in ("concern", "worry") and token.low in ("that", "about")) or (
        cue.lemma in ("commit", "determine", "oblige") and token.tag in ("T", "P")
    ):
        subject = subject_before(sentence, begin) if begin else None
        found = _to_end(sentence, after + 1, at, "object")
        return (
            Attribution(Phrase(begin, after), cue.lemma, cue.weight, subject, found[0], "object")
            if found and subject
            else None
        )
    dummy = begin > 0 and sentence[begin - 1].low in ("it", "is")
    if (token.low == "that" and dummy) or (
        token.low == "to" and cue.lemma in ("say", "report", "believe", "think", "allege")
    ):
        found = _to_end(sentence, after + (1 if token.low == "that" else 0), at, "passive")
        return Attribution(Phrase(begin, at), cue.lemma, cue.weight, None, found[0], "passive") if found else None
    return None


_NOUNS = frozenset(["statement", "claim", "claims", "belief", "fear", "fears", "hope", "hopes", "warning", "warnings", "announcement", "suggestion", "suggestions", "assertion", "allegation", "allegations", "accusation", "accusations", "argument", "view", "insistence", "promise", "pledge", "vow", "assurance", "assurances", "acknowledgement", "admission", "prediction", "complaint", "complaints", "message", "declaration", "opinion", "conviction"])  # fmt: skip


def _nouns(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "X's claim that …" and "the fear among X that …"."""
    found = []
    for at, token in enumerate(sentence[:-2]):
        if token.low not in _NOUNS or token.tag != "w":
            continue
        after = at + 1
        owner: Phrase | None = None
        if sentence[after].low in ("of", "by", "from", "among"):
            owner = phrase_starting(sentence, after + 1)
            after = owner.last + 1 if owner else after
        if after >= len(sentence) - 1 or sentence[after].low != "that":
            continue
        if owner is None:
            owner = _possessor(sentence, at)
        content = _to_end(sentence, after + 1, at, "noun")
        if content and owner:
            found.append(Attribution(Phrase(at, at), token.low, "s", owner, content[0], "noun"))
    return found


def _possessor(sentence: Sequence[Token], noun: int) -> Phrase | None:
    at = noun - 1
    while at >= 0 and sentence[at].tag == "w":
        at -= 1
    if at >= 0 and sentence[at].low == "'s":
        return phrase_ending(sentence, at - 1)
    return Phrase(at, at) if at >= 0 and sentence[at].low in ("his", "her", "their", "its") else None


def _according(sentence: Sequence[Token]) -> Attribution | None:
    """Read "according to X, …" and "…, according to X"; also "in X's words", "by X's account"."""
    for at, token in enumerate(sentence[:-1]):
        if token.low == "according" and sentence[at + 1].low == "to":
            source = phrase_starting(sentence, at + 2)
            cue = Phrase(at, at + 1)
        elif token.low in ("in", "by") and token.tag == "P" and (owner := _owner_of_view(sentence, at)):
            source, cue = owner
        else:
            continue
        if source is None:
            return None
        if at > 1:
            last = at - 1
            while last > 0 and sentence[last].tag in (",", "-", "–", "—"):
                last -= 1
            first = 0
            while sentence[first].tag == "C" and first < last:
                first += 1
            rest = _right_content(sentence, _past_apposition(sentence, source.last + 1))
            return Attribution(cue, "according", "s", source, (Phrase(first, last), *rest), "according")
        after = max(source.last, cue.last) + 1
        comma = next((i for i in range(after, len(sentence)) if sentence[i].tag == ","), None)
        start = comma + 1 if comma is not None and comma - after <= 14 else after
        found = _to_end(sentence, start, at, "according")
        return Attribution(cue, "according", "s", source, found[0], "according") if found else None
    return None


def _stances(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "is adamant that …", "was not willing to …", "made (it) clear that …"."""
    found = []
    for at in range(1, len(sentence) - 1):
        token = sentence[at]
        if token.low not in classes()["stance"] or sentence[at + 1].low not in (
            "that",
            "to",
            "about",
            "of",
            "on",
            "in",
        ):
            continue
        verb = at - 1
        while verb > 0 and (sentence[verb].tag in ("B", "X") or sentence[verb].low == "it"):
            verb -= 1
        spoken = sentence[verb].lemma == "make" and token.low == "clear"
        if (
            not spoken
            and sentence[verb].low not in classes()["be"]
            and sentence[verb].lemma not in ("remain", "stay", "seem", "become", "appear")
        ):
            continue
        begin = verb_start(sentence, verb)
        source = subject_before(sentence, begin) if begin else None
        if source is None or sentence[source.first].low in ("it", "this", "that", "there"):
            continue
        start = at + 1 if sentence[at + 1].low == "to" and sentence[at + 1].tag == "T" else at + 2
        content = _to_end(sentence, start, at, "infinitive") if start < len(sentence) else None
        if content:
            negated = any(t.tag == "X" for t in sentence[begin:at])
            weight = "s" if spoken else "a"
            found.append(
                Attribution(
                    Phrase(begin, start - 1 if start > at + 1 else at),
                    token.low,
                    weight,
                    source,
                    content[0],
                    "that",
                    negated=negated,
                )
            )
    return found


def _put_it(sentence: Sequence[Token]) -> list[Attribution]:
    """Read "As X put it: …" and "…, as X puts it"."""
    for at, token in enumerate(sentence[:-1]):
        if token.low in ("put", "puts") and sentence[at + 1].low in ("it", "this", "matters"):
            source = subject_before(sentence, verb_start(sentence, at))
            if source is None or source.first == 0 or sentence[source.first - 1].low != "as":
                continue
            cue = Phrase(at, at + 1)
            mark = next((i for i in range(at + 2, len(sentence)) if sentence[i].tag in (":", ",", QUOTED)), None)
            if source.first - 1 == 0 and mark is not None:
                start = mark if sentence[mark].tag == QUOTED else mark + 1
                found = _to_end(sentence, start, at, "colon") if start < len(sentence) else None
                return [Attribution(cue, "put", "s", source, found[0], "colon")] if found else []
            left = _left_content(sentence, source.first - 2)
            return [Attribution(cue, "put", "s", source, (left,), "around")] if left else []
    return []


_VIEWS = frozenset(
    ["view", "account", "words", "opinion", "telling", "estimation", "estimate", "reckoning", "judgment", "judgement"]
)


def _owner_of_view(sentence: Sequence[Token], at: int) -> tuple[Phrase, Phrase] | None:
    for noun in range(at + 2, min(at + 9, len(sentence))):
        if sentence[noun].low in _VIEWS:
            own = sentence[noun - 1].low
            if own == "'s" and at + 1 <= noun - 2:
                return Phrase(at + 1, noun - 2), Phrase(noun, noun)
            if own in ("his", "her", "their", "its") and noun - 1 == at + 1:
                return Phrase(noun - 1, noun - 1), Phrase(noun, noun)
    return None


def _with_via(sentence: Sequence[Token], found: list[Attribution], told: Attribution) -> list[Attribution]:
    """Where a sentence has speakers of its own, "according to X" says through whom we know; else X is the speaker."""
    spoken = [a for a in found if a.weight == "s" and not _overlaps(a.cue, told.cue)]
    if spoken and told.cue.first > spoken[0].cue.last:
        return [
            Attribution(a.cue, a.lemma, a.weight, a.source, a.content, a.shape, told.source, a.negated) for a in found
        ]
    inside = [a for a in found if any(_within(a.cue.first, piece) for piece in told.content)]
    return [told, *(a for a in found if a not in inside or a.weight != "s")]


def _overlaps(first: Phrase, second: Phrase) -> bool:
    return first.first <= second.last and second.first <= first.last
