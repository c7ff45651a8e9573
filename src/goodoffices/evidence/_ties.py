"""Passages → ties between parties: who is whose ally, arms or supports whom, is accused of it or linked to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goodoffices.case.statements import Voice
from goodoffices.evidence._clauses import subject_before, verb_start
from goodoffices.evidence._known import bare, table
from goodoffices.evidence._passages import Passage
from goodoffices.evidence._phrases import Phrase, phrase_ending, phrase_starting
from goodoffices.evidence._tokens import Token
from goodoffices.evidence._who import Identifier
from goodoffices.evidence._words import classes, lines, verb_forms

_ADJECTIVE = re.compile(
    r"(?P<who>[A-Z][\w’'.]*(?:-[A-Z][\w.]*)*)-(?P<how>backed|supported|allied|aligned|funded|"
    r"financed|armed|trained|led|sponsored)$"
)
_BY_ADJECTIVE = {
    "backed": "supports",
    "supported": "supports",
    "sponsored": "supports",
    "armed": "arms",
    "trained": "arms",
    "funded": "finances",
    "financed": "finances",
    "allied": "ally of",
    "aligned": "ally of",
    "led": "leads",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation from one party to another, by place."""

    spans: tuple[tuple[int, int], ...]
    holder: Voice
    relation: str
    beneficiary: str
    confidence: float


@lru_cache
def _verbs() -> dict[str, str]:
    found = {}
    for line in lines("ties"):
        head, _, words = line.partition(" : ")
        if head.endswith(" V"):
            found.update(dict.fromkeys(words.split(), head[:-2]))
    return found


@lru_cache
def _nouns() -> dict[str, str]:
    return {
        word: line.partition(" : ")[0][:-2]
        for line in lines("ties")
        if line.partition(" : ")[0].endswith(" A")
        for word in line.partition(" : ")[2].split()
    }


@lru_cache
def _links() -> dict[tuple[str, ...], str]:
    return {
        tuple(word.split("_")): line.partition(" : ")[0][:-2]
        for line in lines("ties")
        if line.partition(" : ")[0].endswith(" L")
        for word in line.partition(" : ")[2].split()
    }


def ties(text: str, whole: Sequence[Passage], who: Identifier) -> list[Tie]:
    """Return the ties a report states, in the order of the text."""
    found: list[Tie] = []
    for number, passage in enumerate(whole):
        who.go_to(number)
        reader = _Reader(text, passage.tokens, who)
        found += [*reader.by_verb(), *reader.by_noun(), *reader.by_link(), *reader.by_adjective()]
    return found


class _Reader:
    """Looks for ties in one sentence."""

    def __init__(self, text: str, sentence: Sequence[Token], who: Identifier) -> None:
        self.text, self.sentence, self.who = text, sentence, who

    def _words(self, phrase: Phrase) -> str:
        return self.text[self.sentence[phrase.first].start : self.sentence[phrase.last].end]

    def _tie(self, first: Phrase | None, relation: str, second: Phrase | None, sure: float = 0.75) -> Iterator[Tie]:
        if first is None or second is None:
            return
        one, other = self._party(first), self._party(second)
        if one is None or other is None or one.name == other.name or not other.name:
            return
        spans = (
            (self.sentence[min(first.first, second.first)].start, self.sentence[max(first.last, second.last)].end),
        )
        singles = self._members(first, one)
        for voice in singles:
            yield Tie(spans, voice, relation, other.party or other.name, sure)

    def _members(self, phrase: Phrase, voice: Voice) -> list[Voice]:
        """Return each of several that are named together: each has the tie."""
        if voice.how != "joint":
            return [voice]
        parts = re.split(r",? and |, ", self._words(phrase))
        voices = [self.who.voice(part.removeprefix("both ").removeprefix("Both ")) for part in parts]
        return [member for member in voices if member.name]

    def _party(self, phrase: Phrase) -> Voice | None:
        words = self._words(phrase)
        low = bare(words)
        voice = self.who.voice(words)
        if voice.name is None:
            return None
        head = re.split(r" (?:of|in|at|for|from|with|to|on) ", low)[0].split(" ")[-1]
        known = table().get(low) or table().get(head)
        acting = head in classes()["group_noun"] or head in _GROUPS or (known is not None and known.kind != "paper")
        return (
            voice
            if voice.party
            or self.who.is_person(voice)
            or voice.how in ("metonym", "joint", "title", "pronoun")
            or acting
            else None
        )

    def by_verb(self) -> Iterator[Tie]:
        """Read "X supports Y", "Y is backed by X", "accused of arming Y"."""
        sentence = self.sentence
        for at, token in enumerate(sentence):
            relation = _verbs().get(token.lemma) if token.tag in ("V", "G", "I", "N") else None
            if relation is None or at + 1 >= len(sentence):
                continue
            begin = verb_start(sentence, at)
            negated = any(t.tag == "X" for t in sentence[begin:at])
            if negated:
                continue
            if sentence[at + 1].low == "by":
                thing = subject_before(sentence, begin) if begin else None
                if thing is not None and sentence[begin].tag != "A" and begin == at:
                    thing = phrase_ending(sentence, at - 1)
                yield from self._tie(
                    phrase_starting(sentence, at + 2) if at + 2 < len(sentence) else None, relation, thing
                )
                continue
            target = phrase_starting(sentence, at + 1)
            if token.tag == "G" and at and sentence[at - 1].low in ("of", "for"):
                accusing = next((i for i in range(at - 2, -1, -1) if sentence[i].lemma == "accuse"), None)
                if accusing is not None:
                    passive = sentence[accusing - 1].tag == "A" if accusing else False
                    accused = (
                        subject_before(sentence, verb_start(sentence, accusing))
                        if passive
                        else phrase_starting(sentence, accusing + 1)
                    )
                    if accused is not None and not passive:
                        accused = Phrase(accused.first, min(accused.last, at - 2))
                    yield from self._tie(accused, f"accused of {token.low}", target, 0.65)
                    continue
            source = subject_before(sentence, begin) if begin else None
            yield from self._tie(source, relation, target)
            if target is None and at and sentence[at - 1].tag in ("n", "w") and token.tag == "V":
                relative = phrase_ending(sentence, at - 1)
                if relative and relative.first and sentence[relative.first - 1].low in ("that", "which", "whom"):
                    for tie in self._tie(relative, relation, phrase_ending(sentence, relative.first - 2)):
                        yield replace(tie, spans=((tie.spans[0][0], token.end),))

    def by_noun(self) -> Iterator[Tie]:
        """Read "X, an ally of Y", "Y's closest ally, X", "its ally X"."""
        sentence = self.sentence
        for at, token in enumerate(sentence):
            relation = _nouns().get(token.low)
            if relation is None or token.tag not in ("w", "n", "V"):
                continue
            after = at + 1
            if after < len(sentence) and sentence[after].low == "of":
                other = phrase_starting(sentence, after + 1)
                start = phrase_ending(sentence, at)
                one = None
                if start is not None and start.first > 1 and sentence[start.first - 1].tag in (",", "A", "V"):
                    verb = sentence[start.first - 1].tag != ","
                    one = (
                        subject_before(sentence, verb_start(sentence, start.first - 1))
                        if verb
                        else phrase_ending(sentence, start.first - 2)
                    )
                yield from self._tie(one, relation, other)
                continue
            owner = self._owner(at)
            if owner is not None and sentence[owner.first].tag == "D" and owner.first == owner.last:
                owner = self._named_before(owner.first) or owner
            if owner is None:
                continue
            if after < len(sentence) and sentence[after].tag in (",", "—", "–", ":"):
                after += 1
            named = phrase_starting(sentence, after) if after < len(sentence) else None
            if named is not None and sentence[named.first].tag in ("n", "D", "w") and named.last >= named.first:
                yield from self._tie(owner, relation, named)
            elif owner.first > 1 and sentence[owner.first - 1].tag == ",":
                yield from self._tie(phrase_ending(sentence, owner.first - 2), relation, owner)

    def _owner(self, noun: int) -> Phrase | None:
        at = noun - 1
        while at > 0 and sentence_word(self.sentence[at]):
            at -= 1
        token = self.sentence[at]
        if token.low == "'s" and at:
            return phrase_ending(self.sentence, at - 1)
        return Phrase(at, at) if token.low in ("his", "her", "its", "their") else None

    def _named_before(self, at: int) -> Phrase | None:
        """Return the nearest party named to the left of "its" or "their"."""
        for last in range(at - 1, max(-1, at - 10), -1):
            if self.sentence[last].tag == "n":
                first = last
                while first > 0 and self.sentence[first - 1].tag == "n":
                    first -= 1
                phrases = (phrase_ending(self.sentence, last), Phrase(first, last))
                return next(
                    (phrase for phrase in phrases if phrase is not None and self._party(phrase) is not None), None
                )
        return None

    def by_link(self) -> Iterator[Tie]:
        """Read "fighters linked to Y", "X in cooperation with Y"."""
        sentence = self.sentence
        lows = [token.low for token in sentence]
        for at in range(1, len(sentence) - 1):
            for words, relation in _links().items():
                if tuple(lows[at : at + len(words)]) != words:
                    continue
                before = at
                while before > 0 and sentence[before - 1].tag in ("A", "B", "C", ",") and relation == "linked to":
                    before -= 1
                yield from self._tie(
                    phrase_ending(sentence, before - 1), relation, phrase_starting(sentence, at + len(words)), 0.65
                )

    def by_adjective(self) -> Iterator[Tie]:
        """Read "Saudi-backed rebels"."""
        sentence = self.sentence
        for at, token in enumerate(sentence[:-1]):
            match = _ADJECTIVE.match(token.text)
            if match is None:
                continue
            named = phrase_starting(sentence, at + 1)
            known = table().get(match["who"].lower())
            if named is None or (known is None and not self.who.cast.party(words=match["who"])):
                continue
            other = self._party(named)
            if other is None or not other.name:
                continue
            party = self.who.cast.party(words=match["who"], state=known.state if known else None)
            voice = Voice(match["who"], known.name if known else match["who"], party, "named")
            yield Tie(
                ((token.start, sentence[named.last].end),),
                voice,
                _BY_ADJECTIVE[match["how"]],
                other.party or other.name,
                0.8,
            )


_GROUPS = classes()["tied_noun"]


def sentence_word(token: Token) -> bool:
    """Whether a token may stand between an owner and what is owned ("Syria's last remaining ally")."""
    return (
        token.tag in ("w", "#", "N", "G", "n")
        or (token.low in verb_forms() and token.tag == "V")
        or token.low in ("other", "most", "last", "first")
    )
