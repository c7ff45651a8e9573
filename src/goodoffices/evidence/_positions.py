"""Passages → positions: what somebody demands, offers, refuses, grants, and under which condition.

Each clause is searched for the words of `words/positions.txt`; who holds it, its condition, firmness and standing
follow from where the words stand: in whose mouth, under which modal, before which "unless".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._clauses import verb_start
from goodoffices.evidence._conditions import condition_in
from goodoffices.evidence._extent import end_of, start_of, what_is_meant
from goodoffices.evidence._held import beneficiary_of, firmness_of, kind_of, standing_of, sureness_of
from goodoffices.evidence._holders import Clause, holder_of, own_speaker, subject_of
from goodoffices.evidence._meant import is_meant, is_order
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._phrases import Phrase
from goodoffices.evidence._rules import ORDER, Rule, rules_by_word
from goodoffices.evidence._said import Said
from goodoffices.evidence._sentences import sentences
from goodoffices.evidence._tokens import tokens
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes

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


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Position:
    """A position by place, with whose it is and how it is held."""

    spans: tuple[Place, ...]
    type: str | None
    speaker: Voice | None
    holder: Voice | None
    cue: Place
    via: str | None
    condition: Place | None
    beneficiary: str | None
    firmness: str
    standing: str
    confidence: float
    passage: int
    nominal: bool = False
    """Whether it rests on a noun ("its demand that"), not on a verb."""


def positions(text: str, whole: Sequence[Passage], words: Sequence[Said], who: Identifier) -> list[Position]:
    """Return the positions of a report in the order of the text."""
    found: list[Position] = []
    listing: dict[tuple[Place, ...], Voice] = {}
    for clause in _clauses(text, whole, words):
        who.go_to(clause.passage)
        if clause.teller is not None:
            who.note(clause.teller.speaker, spoke=True)
        here = [p for p in (_read(text, clause, hit, who) for hit in _hits(clause)) if p is not None]
        if clause.quoted and clause.teller is not None:
            here = [_listed(p, clause, listing) for p in here]
        found += _clearest(here)
    return _clearest(sorted(found, key=lambda p: p.spans[0]))


def _listed(position: Position, clause: Clause, listing: dict[tuple[Place, ...], Voice]) -> Position:
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
    """Yield each rule's matches in a clause, as token indices; in a quotation an order is a demand too."""
    if clause.quoted and is_order(clause.sentence):
        yield ORDER, clause.first, clause.first
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
    if rule.whose == "U":
        verb = next((i for i in range(last + 1, clause.last) if sentence[i].tag in ("M", "A", "V")), last)
    if not is_meant(sentence, rule, Phrase(first, last), verb):
        return None
    subject = subject_of(clause, rule, Phrase(first, last), verb)
    holder = holder_of(text, clause, rule, subject, who)
    if holder is None:
        return None
    shared = sentence[max(0, verb_start(sentence, verb) - 1)].tag == "C"
    own = subject is not None and clause.first <= subject.first and not shared
    start = min(first, subject.first if own and subject is not None else first)
    if sentence[first].tag == "N":
        start = max(what_is_meant(sentence, start, clause.first), clause.first)
    end = min(max(end_of(sentence, start, max(last, verb)), last), clause.last)
    if subject is not None and _is_wished(clause, subject):
        return None
    fronted = _fronted_offer(clause, rule, first)
    condition = fronted or condition_in(clause, first, end, asked=rule.type == "demand")
    if condition is not None and condition.first <= first <= condition.last and rule.type != "precondition":
        return None
    if rule.whose == "F" and rule.firmness == "considers" and condition is None and holder.how != "pronoun":
        return None  # what might happen
    kind = kind_of(rule, clause, (first, end), condition)
    before = " ".join(t.low for t in sentence[max(clause.first, first - 6) : last + 1])
    firmness = firmness_of(rule, before, clause)
    if kind == "agreement" and firmness in ("hopes", "intends") and rule.whose == "S":
        kind = "commitment"
    speaker = clause.teller.speaker if clause.teller else own_speaker(rule, sentence, verb, holder)
    low = sentence[0].start if fronted is not None else start_of(clause, subject, sentence[start].start)
    words = " ".join(t.low for t in sentence[first : last + 1])
    return Position(
        ((sentence[0].start, sentence[-1].end) if clause.quoted else (low, sentence[end].end),),
        None if kind == "stance" else kind,
        speaker,
        holder,
        (sentence[first].start, sentence[last].end),
        clause.teller.via if clause.teller else None,
        (sentence[condition.first].start, sentence[condition.last].end) if condition else None,
        beneficiary_of(text, sentence, kind, who),
        firmness,
        standing_of(before, clause.teller.cue if clause.teller else None, speaker, holder, who),
        sureness_of(rule, clause, holder, words),
        clause.passage,
        rule.whose in "PNO",
    )


def _is_wished(clause: Clause, subject: Phrase) -> bool:
    """Whether all this is only hoped, feared or asked for: "he hoped that X would …"."""
    at = subject.first - 1
    if at > clause.first and clause.sentence[at].low == "that":
        at -= 1
    return at >= clause.first and clause.sentence[at].lemma in classes()["governing_verb"]


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


def _clearest(found: Sequence[Position]) -> list[Position]:
    """Keep, of positions that cover the same words, the one whose type says most; a condition is no position apart."""
    free = [p for p in found if not any(_is_condition_of(p, other) for other in found)]
    kept: list[Position] = []
    for position in sorted(free, key=lambda p: (p.nominal, _RANK.index(p.type or "stance"), p.cue)):
        if not any(_same_words(position, other) for other in kept):
            kept.append(position)
    return sorted(kept, key=lambda p: p.spans[0])


def _is_condition_of(position: Position, other: Position) -> bool:
    put = other.condition
    return put is not None and put[0] <= position.cue[0] < put[1] and not put[0] <= other.cue[0] < put[1]


def _same_words(first: Position, second: Position) -> bool:
    (a, b), (c, d) = first.spans[0], second.spans[0]
    if {first.type, second.type} == {"concession", "demand"} and abs(a - c) > 15:
        return False  # what was given up is a position too
    shared = min(b, d) - max(a, c)
    return shared > 0.5 * min(b - a, d - c)
