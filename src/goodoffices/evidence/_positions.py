"""Passages → positions: what somebody demands, offers, refuses, grants, and under which condition.

Each clause is searched for the words of `words/positions.txt`; who holds it, its condition, firmness and standing
follow from where the words stand: in whose mouth, under which modal, before which "unless".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._clauses import Phrase, verb_start
from goodoffices.evidence._conditions import condition_in
from goodoffices.evidence._ends import clause_end, drifts, new_predicate
from goodoffices.evidence._held import beneficiary_of, firmness_of, kind_of, standing_of, sureness_of
from goodoffices.evidence._holders import SPEAKERS_OWN, Clause, holder_of, own_speaker, subject_of
from goodoffices.evidence._participles import after_with
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._rules import Rule, rules_by_word
from goodoffices.evidence._said import Said
from goodoffices.evidence._sentences import sentences
from goodoffices.evidence._tokens import Token, tokens
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes, verb_forms

_RANK = (
    "precondition",
    "concession",
    "threat",
    "refusal",
    "offer",
    "agreement",
    "demand",
    "commitment",
    "concern",
    "stance",
)


_NEXT = frozenset(["second", "third", "fourth", "fifth", "another", "last", "final", "other", "next"])


@dataclass(frozen=True, slots=True)
class Position:
    """A position by place, with whose it is and how it is held."""

    spans: tuple[tuple[int, int], ...]
    type: str | None
    speaker: Voice | None
    holder: Voice | None
    cue: str
    via: str | None
    condition: str | None
    beneficiary: str | None
    firmness: str
    standing: str
    confidence: float
    passage: int


def positions(text: str, whole: Sequence[Passage], words: Sequence[Said], who: Identifier) -> list[Position]:
    """Return the positions of a report in the order of the text."""
    found: list[Position] = []
    listing: dict[tuple[tuple[int, int], ...], Voice] = {}
    for clause in _clauses(text, whole, words):
        who.go_to(clause.passage)
        if clause.teller is not None:
            who.note(clause.teller.speaker, spoke=True)
        here = [p for p in (_read(text, clause, hit, who) for hit in _hits(clause)) if p is not None]
        if clause.quoted and clause.teller is not None:
            here = [_listed(p, clause, listing) for p in here]
        found += _clearest(here)
    return _clearest(sorted(found, key=lambda p: p.spans[0]))


def _listed(position: Position, clause: Clause, listing: dict[tuple[tuple[int, int], ...], Voice]) -> Position:
    """Where a speaker goes through another's conditions ("The second one is …"), each is the other's."""
    key = clause.teller.spans if clause.teller else ()
    opening = {token.low for token in clause.sentence[:4]}
    if position.type == "precondition" and position.standing == "told by an opponent" and position.holder is not None:
        listing[key] = position.holder
    elif key in listing and opening & _NEXT:
        return replace(position, type="precondition", holder=listing[key], standing="told by an opponent")
    return position


def _clauses(text: str, whole: Sequence[Passage], words: Sequence[Said]) -> Iterator[Clause]:
    for number, passage in enumerate(whole):
        told = [w for w in words if w.passage == number and w.attribution is not None and w.kind == "indirect"]
        covered: list[tuple[int, int]] = []
        for item in told:
            attribution = item.attribution
            if attribution is None or attribution.lemma not in classes()["reporting"]:
                continue
            for piece in attribution.content:
                covered.append((piece.first, piece.last))
                yield Clause(passage.tokens, piece.first, piece.last, item, False, number)
        yield Clause(passage.tokens, 0, len(passage.tokens) - 1, None, False, number, tuple(covered))
    for item in words:
        if item.kind != "quote":
            continue
        for start, end in item.spans:
            if end - start < 12:
                continue
            for sentence in sentences(tokens(text, start, end)):
                yield Clause(sentence, 0, len(sentence) - 1, item, True, item.passage)


def _hits(clause: Clause) -> Iterator[tuple[Rule, int, int]]:
    """Yield each rule's matches in a clause, as token indices."""
    words = ["“" if token.quote >= 0 else token.low for token in clause.sentence[clause.first : clause.last + 1]]
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    line = " ".join(words) + " "
    rules = rules_by_word()
    for number, word in enumerate(words):
        if word not in rules or any(low <= clause.first + number <= high for low, high in clause.told):
            continue
        for rule in rules[word]:
            match = rule.pattern.match(line, starts[number])
            if match:
                last = bisect_left(starts, match.end()) - 1
                yield rule, clause.first + number, clause.first + last


def _read(text: str, clause: Clause, hit: tuple[Rule, int, int], who: Identifier) -> Position | None:
    rule, first, last = hit
    sentence = clause.sentence
    verb = next((i for i in range(first, last + 1) if sentence[i].tag in ("V", "G", "I", "N", "M", "A")), first)
    if rule.whose == "D":
        verb = last
    if not _fits(sentence, rule, first, verb):
        return None
    subject = subject_of(clause, rule, first, verb)
    holder = holder_of(text, clause, rule, subject, who)
    if holder is None:
        return None
    shared = sentence[max(0, verb_start(sentence, verb) - 1)].tag == "C"
    own = subject is not None and clause.first <= subject.first and not shared
    start = min(first, subject.first if own and subject is not None else first)
    end = min(max(_end_of(sentence, max(last, verb)), last), clause.last)
    speaker = clause.teller.speaker if clause.teller else own_speaker(rule, sentence, verb, holder)
    low = _start_of(clause, subject, sentence[start].start)
    high = sentence[end].end
    fronted = _fronted_offer(clause, rule, first)
    if fronted is not None:
        low = sentence[0].start
    if clause.quoted:
        low, high = sentence[0].start, sentence[-1].end
    condition = fronted or condition_in(sentence, clause.first, clause.last, first, asked=rule.type == "demand")
    if condition is not None and condition.first <= first <= condition.last and rule.type != "precondition":
        return None
    kind = kind_of(rule.type, sentence, clause, first, condition is not None)
    if kind is None:
        return None
    before = " ".join(t.low for t in sentence[max(clause.first, first - 6) : last + 1])
    words = " ".join(t.low for t in sentence[first : last + 1])
    firmness = firmness_of(rule, before, clause)
    if kind == "agreement" and firmness in ("hopes", "intends") and rule.whose == "S":
        kind = "commitment"
    return Position(
        ((low, high),),
        None if kind == "stance" else kind,
        speaker,
        holder,
        text[sentence[first].start : sentence[last].end],
        clause.teller.via if clause.teller else None,
        text[sentence[condition.first].start : sentence[condition.last].end] if condition else None,
        beneficiary_of(text, sentence, kind, who),
        firmness,
        standing_of(before, clause.teller.cue if clause.teller else None, speaker, holder, who),
        sureness_of(rule, clause, holder, words),
        clause.passage,
    )


def _end_of(sentence: Sequence[Token], at: int) -> int:
    """Return the last token of the clause around `at`."""
    end = clause_end(sentence, at)
    end = next(
        (
            i
            for i in range(at + 1, end - 1)
            if drifts(sentence, i) or new_predicate(sentence, i) or _new_verb(sentence, i)
        ),
        end,
    )
    while end > at + 1 and sentence[end - 1].tag in (",", "—", "–"):
        end -= 1
    return end - 1


def _new_verb(sentence: Sequence[Token], at: int) -> bool:
    """Whether "and rejected …" begins here."""
    return sentence[at].tag == "C" and sentence[at + 1].tag == "V" and sentence[at - 1].tag != "V"


def _fronted_offer(clause: Clause, rule: Rule, first: int) -> Phrase | None:
    """Return the condition in "As an incentive to X to do this, Y would …"."""
    sentence = clause.sentence
    opening = [token.low for token in sentence[:4]]
    if (
        rule.type not in ("offer", "commitment")
        or clause.quoted
        or not {"incentive", "exchange", "return"} & set(opening)
    ):
        return None
    comma = next((i for i in range(min(first, clause.first) - 1, 0, -1) if sentence[i].tag == ","), None)
    begin = next((i for i in range(1, comma or 0) if sentence[i].tag == "T"), 0)
    return Phrase(begin, comma - 1) if comma else None


_NO_DEMAND = classes()["idle_verb"]


def _fits(sentence: Sequence[Token], rule: Rule, first: int, verb: int) -> bool:
    """Whether the words are a verb where a verb is meant, and no part of a name, a noun or a passive."""
    token = sentence[first]
    after = sentence[first + 1] if first + 1 < len(sentence) else None
    if (
        rule.whose == "F"
        and after is not None
        and after.low in ("like", "be", "have", "lead", "mean", "n't", "not", "never", "cause", "result")
    ):
        return False
    if (
        rule.type == "demand"
        and token.low in ("must", "should")
        and after is not None
        and (after.low in _NO_DEMAND or sentence[first - 1].low in ("one", "it"))
    ):
        return False
    if (
        rule.type == "refusal"
        and token.tag == "A"
        and any(t.tag == "X" for t in sentence[first + 1 : verb + 3])
        and after is not None
        and after.tag == "X"
        and token.low in classes()["be"]
    ):
        return "going" in {t.low for t in sentence[first : first + 4]} or bool(
            {"willing", "prepared", "ready"} & {t.low for t in sentence[first : first + 4]}
        )
    if token.tag == "G" and not _is_free(sentence, first):
        return False
    if rule.whose == "D":
        return sentence[verb].tag in ("V", "G")
    if rule.whose == "S" and token.lemma == "" and token.tag == "n":
        return False
    if rule.whose == "S" and token.low in verb_forms() and token.tag in ("w", "n"):
        return False
    negated = any(t.tag == "X" for t in sentence[max(0, first - 3) : first])
    return not (negated and rule.type in _AFFIRMED and rule.whose != "W")


_AFFIRMED = frozenset(("commitment", "agreement", "offer", "demand", "concern", "concession"))


def _is_free(sentence: Sequence[Token], first: int) -> bool:
    """Whether an -ing form is a clause of its own ("…, insisting that"), not an adjective ("opposing views")."""
    before = sentence[first - 1] if first else None
    if before is None or before.tag in (",", "A", "Q", "—", "–", "C", "B") or before.low in classes()["document_noun"]:
        return True
    return before.low in ("by", "for", "of", "while", "in", "on") or after_with(sentence, first) is not None


def _start_of(clause: Clause, subject: Phrase | None, start: int) -> int:
    """Take in the speaker where the content's subject is only a pronoun for them: "X said it would …"."""
    teller = clause.teller
    if (
        teller is None
        or clause.quoted
        or teller.attribution is None
        or subject is None
        or subject.first != subject.last
    ):
        return start
    source = teller.attribution.source
    pronoun = clause.sentence[subject.first].low in SPEAKERS_OWN
    if pronoun and source is not None and source.first < subject.first:
        return clause.sentence[source.first].start
    return start


def _clearest(found: Sequence[Position]) -> list[Position]:
    """Keep, of positions that cover the same words, the one whose type says most."""
    kept: list[Position] = []
    for position in sorted(found, key=lambda p: (_RANK.index(p.type or "stance"), p.spans[0][1] - p.spans[0][0])):
        if not any(_same_words(position, other) for other in kept):
            kept.append(position)
    return sorted(kept, key=lambda p: p.spans[0])


def _same_words(first: Position, second: Position) -> bool:
    (a, b), (c, d) = first.spans[0], second.spans[0]
    if {first.type, second.type} == {"concession", "demand"} and abs(a - c) > 15:
        return False  # what was given up is a position too
    shared = min(b, d) - max(a, c)
    return shared > 0.5 * min(b - a, d - c)
