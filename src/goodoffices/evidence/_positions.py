"""Passages → positions: what somebody demands, offers, refuses, grants, and under which condition.

Each clause is searched for the words of `words/positions.txt`; who holds it, its condition, firmness and standing follow
from where the words stand: in whose mouth, under which modal, before which "unless".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goodoffices.case.statements import Voice
from goodoffices.evidence._cast import bare, single_titles, table
from goodoffices.evidence._clauses import Phrase, phrase_ending, subject_before, verb_start
from goodoffices.evidence._conditions import condition_in
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._said import Said
from goodoffices.evidence._sentences import sentences
from goodoffices.evidence._speech import after_with, clause_end, drifts, new_predicate
from goodoffices.evidence._tokens import Token, tokens
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes, cues, lines, verb_forms

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
_FIRST_PERSON = frozenset(["i", "we", "our", "my", "us"])
_SPEAKERS_OWN = frozenset(["it", "they", "he", "she", "we", "i", "both", "its", "their", "his", "her"])
_FORMER = re.compile(r"\b(?:former|formerly|previous|previously|used to|once|earlier|no longer|until now)\b")
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


@dataclass(frozen=True, slots=True)
class _Rule:
    type: str
    whose: str
    firmness: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of tokens and who says it: a sentence, an attribution's content or a sentence within a quotation."""

    sentence: Sequence[Token]
    first: int
    last: int
    teller: Said | None
    quoted: bool
    passage: int
    told: tuple[tuple[int, int], ...] = ()
    """What in it is somebody's and is read as theirs."""


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


def _listed(position: Position, clause: _Clause, listing: dict[tuple[tuple[int, int], ...], Voice]) -> Position:
    """Where a speaker goes through another's conditions ("The second one is …"), each is the other's."""
    key = clause.teller.spans if clause.teller else ()
    opening = {token.low for token in clause.sentence[:4]}
    if position.type == "precondition" and position.standing == "told by an opponent" and position.holder is not None:
        listing[key] = position.holder
    elif key in listing and opening & _NEXT:
        return replace(position, type="precondition", holder=listing[key], standing="told by an opponent")
    return position


def _clauses(text: str, whole: Sequence[Passage], words: Sequence[Said]) -> Iterator[_Clause]:
    for number, passage in enumerate(whole):
        told = [w for w in words if w.passage == number and w.attribution is not None and w.kind == "indirect"]
        covered: list[tuple[int, int]] = []
        for item in told:
            attribution = item.attribution
            if attribution is None or attribution.lemma not in classes()["reporting"]:
                continue
            for piece in attribution.content:
                covered.append((piece.first, piece.last))
                yield _Clause(passage.tokens, piece.first, piece.last, item, False, number)
        yield _Clause(passage.tokens, 0, len(passage.tokens) - 1, None, False, number, tuple(covered))
    for item in words:
        if item.kind != "quote":
            continue
        for start, end in item.spans:
            if end - start < 12:
                continue
            for sentence in sentences(tokens(text, start, end)):
                yield _Clause(sentence, 0, len(sentence) - 1, item, True, item.passage)


def _hits(clause: _Clause) -> Iterator[tuple[_Rule, int, int]]:
    """Yield each rule's matches in a clause, as token indices."""
    words = ["“" if token.quote >= 0 else token.low for token in clause.sentence[clause.first : clause.last + 1]]
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    line = " ".join(words) + " "
    rules = _rules_by_word()
    for number, word in enumerate(words):
        if word not in rules or any(low <= clause.first + number <= high for low, high in clause.told):
            continue
        for rule in rules[word]:
            match = rule.pattern.match(line, starts[number])
            if match:
                last = bisect_left(starts, match.end()) - 1
                yield rule, clause.first + number, clause.first + last


@lru_cache
def _rules_by_word() -> Mapping[str, tuple[_Rule, ...]]:
    """Return the rules by the word their pattern begins with."""
    found: dict[str, list[_Rule]] = {}
    for line in lines("positions"):
        head, _, words = line.partition(" : ")
        kind, whose, firmness = head.split()
        pattern = re.sub(r"\{([^}]+)\}", lambda m: "(" + "|".join(_forms(m[1])) + ")", words)
        gaps = pattern.replace(" .. ", r" (?:[^ ,;:]+ ){0,6}?").replace(" .2. ", r" (?:[^ ,;:]+ ){0,2}?")
        closed = re.sub(r"\((?!\?)", "(?:", gaps)
        rule = _Rule(kind, whose, firmness, re.compile(f"(?:{closed})(?= )"))
        for word in _first_words(pattern):
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


def _first_words(pattern: str) -> set[str]:
    """Return the words a pattern can begin with: those of its first group, or its first word."""
    if not pattern.startswith("("):
        return {pattern.split(" ")[0]}
    depth, part, parts = 0, "", []
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if depth == 0:
            break
        if depth == 1 and character == "|":
            parts.append(part)
            part = ""
        elif character not in "()":
            part += character
    return {alternative.split(" ")[0] for alternative in (*parts, part)}


def _forms(lemmas: str) -> list[str]:
    wanted = set(lemmas.split("|"))
    found = [form for form, (lemma, _) in verb_forms().items() if lemma in wanted]
    return sorted(found, key=len, reverse=True) or sorted(wanted)


def _read(text: str, clause: _Clause, hit: tuple[_Rule, int, int], who: Identifier) -> Position | None:
    rule, first, last = hit
    sentence = clause.sentence
    verb = next((i for i in range(first, last + 1) if sentence[i].tag in ("V", "G", "I", "N", "M", "A")), first)
    if rule.whose == "D":
        verb = last
    if not _fits(sentence, rule, first, verb):
        return None
    subject = _subject(clause, rule, first, verb)
    holder = _holder(text, clause, rule, subject, who)
    if holder is None:
        return None
    shared = sentence[max(0, verb_start(sentence, verb) - 1)].tag == "C"
    own = subject is not None and clause.first <= subject.first and not shared
    start = min(first, subject.first if own and subject is not None else first)
    end = min(max(_end_of(sentence, max(last, verb)), last), clause.last)
    speaker = clause.teller.speaker if clause.teller else _own_speaker(rule, sentence, verb, holder)
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
    kind = _kind(rule.type, sentence, clause, first, condition is not None)
    if kind is None:
        return None
    before = " ".join(t.low for t in sentence[max(clause.first, first - 6) : last + 1])
    words = " ".join(t.low for t in sentence[first : last + 1])
    firmness = _firmness(rule, before, clause)
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
        _beneficiary(text, sentence, kind, clause, who),
        firmness,
        _standing(before, clause.teller.cue if clause.teller else None, speaker, holder, who),
        _sureness(rule, clause, holder, words),
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


def _fronted_offer(clause: _Clause, rule: _Rule, first: int) -> Phrase | None:
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


_NO_DEMAND = frozenset(["note", "notice", "remember", "say", "admit", "recall", "wonder", "think"])


def _fits(sentence: Sequence[Token], rule: _Rule, first: int, verb: int) -> bool:
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
    if rule.type == "refusal" and token.tag == "A" and any(t.tag == "X" for t in sentence[first + 1 : verb + 3]) and after is not None and after.tag == "X" and token.low in classes()["be"]:
        return "going" in {t.low for t in sentence[first : first + 4]} or bool({"willing", "prepared", "ready"} & {t.low for t in sentence[first : first + 4]})
    if token.tag == "G" and not _is_free(sentence, first):
        return False
    if rule.whose == "D":
        return sentence[verb].tag in ("V", "G")
    if rule.whose == "S" and token.lemma == "" and token.tag == "n":
        return False
    if rule.whose == "S" and token.low in verb_forms() and token.tag in ("w", "n"):
        return False
    negated = any(t.tag == "X" for t in sentence[max(0, first - 3) : first])
    return not (
        negated and rule.type in _AFFIRMED and rule.whose != "W"
    )


_AFFIRMED = frozenset(("commitment", "agreement", "offer", "demand", "concern", "concession"))


def _is_free(sentence: Sequence[Token], first: int) -> bool:
    """Whether an -ing form is a clause of its own ("…, insisting that"), not an adjective ("opposing views")."""
    before = sentence[first - 1] if first else None
    if before is None or before.tag in (",", "A", "Q", "—", "–", "C", "B") or before.low in classes()["document_noun"]:
        return True
    return before.low in ("by", "for", "of", "while", "in", "on") or after_with(sentence, first) is not None


def _subject(clause: _Clause, rule: _Rule, first: int, verb: int) -> Phrase | None:
    sentence = clause.sentence
    if rule.whose in ("P", "N", "O"):
        at = first - 1
        while at >= clause.first and sentence[at].tag == "w":
            at -= 1
        if at > clause.first and sentence[at].low == "'s":
            return phrase_ending(sentence, at - 1, clause.first)
        if at >= clause.first and sentence[at].low in ("his", "her", "its", "their", "our", "my"):
            acting = sentence[at - 1].tag == "V" and at - 1 > clause.first
            begin = verb_start(sentence, at - 1) if acting else at
            return (subject_before(sentence, begin, clause.first) if begin > clause.first else None) or Phrase(at, at)
        if rule.whose == "O":
            return None
        of_state = next(
            (i for i in range(first - 1, max(clause.first, first - 4) - 1, -1) if _is_state(sentence[i])), None
        )
        if of_state is not None:
            return Phrase(of_state, of_state)
        if rule.whose == "P":
            return None
        verb = next((i for i in range(first - 1, clause.first, -1) if sentence[i].tag in ("V", "A", "M")), first)
    if rule.whose == "D":
        return phrase_ending(sentence, first, clause.first)
    if sentence[verb].tag == "G" and verb > clause.first:
        if sentence[verb - 1].low in classes()["document_noun"]:
            return phrase_ending(sentence, verb - 1, clause.first)
        if named := after_with(sentence, verb):
            return named
    if sentence[verb].tag == "G" and verb > clause.first and not _is_progressive(sentence, verb):
        for earlier in range(clause.first, verb):
            if sentence[earlier].tag in ("V", "A", "M"):
                begin = verb_start(sentence, earlier)
                return subject_before(sentence, begin, clause.first) if begin > clause.first else None
    if sentence[verb].tag == "I":
        main = next((i for i in range(verb - 1, clause.first, -1) if sentence[i].tag in ("V", "A", "M")), None)
        if main is not None:
            begin = verb_start(sentence, main)
            return subject_before(sentence, begin, clause.first) if begin > clause.first else None
    begin = verb_start(sentence, verb)
    return subject_before(sentence, begin, clause.first) if begin > clause.first else None


def _is_progressive(sentence: Sequence[Token], verb: int) -> bool:
    while verb > 0 and sentence[verb - 1].tag in ("B", "X"):
        verb -= 1
    return verb > 0 and sentence[verb - 1].tag == "A"


def _is_state(token: Token) -> bool:
    known = table().get(bare(token.text))
    return token.tag == "n" and known is not None and known.state is not None


def _holder(text: str, clause: _Clause, rule: _Rule, subject: Phrase | None, who: Identifier) -> Voice | None:
    """Return whose position it is: None where nobody who could hold one is named."""
    teller = clause.teller.speaker if clause.teller else None
    if rule.whose == "W":
        return _side_of(teller, who) if teller is not None else None
    if subject is None:
        first_person = clause.quoted and any(t.low in _FIRST_PERSON for t in clause.sentence)
        return _side_of(teller, who) if first_person and teller is not None else None
    words = text[clause.sentence[subject.first].start : clause.sentence[subject.last].end]
    low = bare(words)
    if rule.whose == "F" and (teller is None or (clause.quoted and low in ("it", "they", "he", "she"))):
        return None  # a forecast, not a promise
    if teller is not None and (low in _FIRST_PERSON or (low in _SPEAKERS_OWN and not clause.quoted)):
        own = _side_of(teller, who)
        return replace(own, text=words, how="pronoun") if own is not None else None
    voice = who.voice(words)
    own, _, noun = low.rpartition(" ")
    if teller is not None and own in ("his", "her", "their", "our", "my") and noun in _OWN_SIDE and not voice.party:
        return replace(teller, text=words) if voice.how == "named" else voice
    verb = _verb_of(clause.sentence, subject)
    if rule.whose == "F" and voice.how == "document":
        return None
    acts = verb in _HUMAN and voice.name is not None and low.split(" ")[-1] not in _THINGS
    return voice if acts or _may_hold(voice, low, who) else None


_HUMAN = frozenset(
    "refuse reject decline demand insist urge agree accept pledge promise vow threaten offer propose hope fear worry intend"
    " plan want appeal oppose boycott set list make swear approve endorse warn express call request urge back".split()
)
_OWN_SIDE = frozenset("country government group party side people nation delegation movement forces fighters coalition".split())
_THINGS = frozenset("talks conference war conflict meeting fighting violence process situation peace ceasefire truce that this".split())


def _verb_of(sentence: Sequence[Token], subject: Phrase) -> str:
    """Return the lemma of the first verb after a subject."""
    return next((t.lemma for t in sentence[subject.last + 1 : subject.last + 8] if t.lemma and t.tag in ("V", "I", "G")), "")


def _side_of(voice: Voice | None, who: Identifier) -> Voice | None:
    return voice if voice is not None and (voice.name or voice.candidates or voice.text) else None


_ACTING = frozenset(
    [
        "side",
        "sides",
        "party",
        "parties",
        "government",
        "governments",
        "regime",
        "rebels",
        "opposition",
        "group",
        "groups",
        "countries",
        "powers",
        "nations",
        "states",
        "sponsors",
        "leaders",
        "leader",
        "ministers",
        "delegation",
        "delegations",
        "council",
        "militants",
        "fighters",
        "insurgents",
        "army",
        "troops",
        "forces",
        "authorities",
        "president",
        "minister",
        "people",
        "mediator",
        "mediators",
        "envoy",
        "members",
        "officials",
        "allies",
        "backers",
        "west",
        "east",
        "world",
        "community",
        "team",
        "coalition",
        "movement",
        "faction",
        "factions",
        "union",
        "administration",
        "ministry",
        "kingdom",
        "bloc",
        "parliament",
        "residents",
        "both",
        "syrians",
    ]
)


def _may_hold(voice: Voice, low: str, who: Identifier) -> bool:
    """Whether a subject is somebody: a party, a state, a person, a body; a plan too, but no mere thing."""
    if voice.party or who.is_person(voice) or voice.how in ("metonym", "joint", "title", "anonymous", "document"):
        return voice.how != "document" or voice.name is not None
    if voice.how == "pronoun":
        return voice.name is not None
    if low in table() and table()[low].kind != "people":
        return True
    head = re.split(r" (?:of|in|at|for|from|with|to|on) ", low)[0].split(" ")[-1]
    known = table().get(head)
    return (
        head in _ACTING
        or head in classes()["group_noun"]
        or (known is not None and known.kind in ("people", "body", "force"))
    )


def _own_speaker(rule: _Rule, sentence: Sequence[Token], verb: int, holder: Voice) -> Voice | None:
    """Where the position's own verb is one of saying ("demanded", "refused"), its holder says it."""
    cue = cues().get(sentence[verb].lemma)
    return holder if rule.whose == "S" and cue is not None and cue.weight == "s" else None


def _start_of(clause: _Clause, subject: Phrase | None, start: int) -> int:
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
    pronoun = clause.sentence[subject.first].low in _SPEAKERS_OWN
    if pronoun and source is not None and source.first < subject.first:
        return clause.sentence[source.first].start
    return start


def _kind(kind: str, sentence: Sequence[Token], clause: _Clause, first: int, conditional: bool) -> str | None:
    """Settle the type: what is refused, promised or asked for under a condition is a precondition or an offer."""
    if kind == "refusal" and conditional:
        return "precondition"
    if kind in ("demand", "agreement", "commitment") and conditional:
        window = [t.low for t in sentence[clause.first : clause.last + 1]]
        if (
            any(word in ("nobody", "nothing", "no", "none", "neither", "not", "n't") for word in window)
            or "only" in window
            or kind == "agreement"
            or ("before" in window and kind == "demand")
            or "as long as" in " ".join(window)
        ):
            return "precondition"
        return "offer" if kind == "commitment" and "if" in window else kind
    if (
        kind == "refusal"
        and sentence[first].tag in ("M", "X")
        and first + 1 < len(sentence)
        and sentence[first].low in ("must", "can", "could", "cannot")
    ):
        return "demand" if sentence[first].low == "must" else "refusal"
    return kind


_GIVING = re.compile(r"^(?:to|for|towards?)$")


def _beneficiary(text: str, sentence: Sequence[Token], kind: str, clause: _Clause, who: Identifier) -> str | None:
    """Return to whom an offer, concession or commitment is made, if a known party, state or group is named."""
    if kind not in ("offer", "concession", "commitment", "agreement"):
        return None
    for at in range(len(sentence) - 1):
        if sentence[at].tag != "P" or not _GIVING.match(sentence[at].low):
            continue
        before = sentence[at - 1].low if at else ""
        if before not in (
            "incentive",
            "concession",
            "concessions",
            "offer",
            "aid",
            "assistance",
            "weapons",
            "arms",
            "support",
            "help",
            "guarantees",
            "gift",
            "signal",
            "gesture",
            "promise",
            "promised",
            "offered",
        ):
            continue
        end = at + 1
        while end + 1 < len(sentence) and sentence[end].tag == "D":
            end += 1
        words = text[sentence[at + 1].start : sentence[end].end]
        voice = who.voice(words)
        if voice.party or bare(words) in table() or bare(words).split(" ")[-1] in _ACTING:
            return voice.party or voice.name
    return None


def _firmness(rule: _Rule, before: str, clause: _Clause) -> str:
    if re.search(r"\b(?:hope|hopes|hoped|hoping|wish|wishes|would like|want|wants|wanted)\b", before):
        return "hopes"
    if re.search(
        r"\b(?:consider|considers|considering|may|might|could|open to|possibly|weighing|not rule out)\b", before
    ):
        return "considers"
    if re.search(
        r"\b(?:intend|intends|intended|intention|plan|plans|planned|aim|aims|determined|pledged?|promised?|vow(?:s|ed)?|seeks?)\b",
        before,
    ):
        return "intends"
    if rule.firmness != "-" and (clause.teller is not None or rule.firmness != "will"):
        return rule.firmness
    return "reported" if rule.firmness == "-" or clause.teller is None else rule.firmness


def _standing(before: str, cue: str | None, speaker: Voice | None, holder: Voice, who: Identifier) -> str:
    if _FORMER.search(before) and "no longer" not in before and "had to" not in before:
        return "former"
    if re.search(r"\b(?:denied|denies|deny|denying|disputed)\b", f"{cue or ''} {before}"):
        return "denied"
    if speaker is not None and speaker.name and holder.name and not _same_side(speaker, holder, who):
        return "told by an opponent"
    return "held"


def _same_side(speaker: Voice, holder: Voice, who: Identifier) -> bool:
    """Whether speaker and holder are one, or nothing says that they are on two sides."""
    if speaker.name == holder.name or (speaker.party and speaker.party == holder.party):
        return True
    if holder.how in ("joint", "pronoun", "document") or speaker.how in ("document", "anonymous", "joint"):
        return True
    sides = [voice.party or who.state_of(voice) or _state_named(voice) for voice in (speaker, holder)]
    if sides[0] and not sides[1] and (holder.name or "").lower().split(" ")[-1] in classes()["group_noun"]:
        return False
    return sides[0] is None or sides[1] is None or sides[0] == sides[1]


def _state_named(voice: Voice) -> str | None:
    low = bare(voice.name or "")
    known = table().get(low)
    if known is not None and known.state is not None:
        return known.state
    first = table().get(low.split(" ")[0])
    return f"{first.state}:{' '.join(low.split(' ')[1:])}" if first is not None and first.state and " " in low else None


def _sureness(rule: _Rule, clause: _Clause, holder: Voice, words: str) -> float:
    sure = 0.8 if clause.teller is not None else 0.7
    if rule.type in ("commitment", "concern", "stance") or rule.whose == "P":
        sure -= 0.1
    if words in ("will", "would", "should", "shall", "will not", "would not"):
        sure -= 0.1
    return round(sure - (0.2 if holder.name is None else 0), 2)


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
