"""Passages: statements of one report about the same words (a quote and the position in it) taken together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from goodoffices.case.statements import Statement, Voice
from goodoffices.evidence.linking._frames import Frame, beginner, cause, deed, negations, paper
from goodoffices.evidence.linking._likeness import stem, terms, words

CLAIMS = frozenset({"quote", "indirect", "position"})
_PLAIN_CUES = frozenset({"said", "say", "says", "told", "according to", "added", "stated", "announced", "has said"})


@dataclass(frozen=True)
class Passage:
    """One or more statements of a report on the same words."""

    members: tuple[Statement, ...]

    @property
    def report(self) -> str:
        """The report it stands in."""
        return self.members[0].report

    @cached_property
    def first(self) -> Statement:
        """The member that stands for it in a link: a quote before a position before indirect speech."""
        order = ("quote", "position", "indirect")
        return min(self.members, key=lambda statement: order.index(statement.kind))

    @cached_property
    def words(self) -> str:
        """The longest wording of its members."""
        return max((statement.words for statement in self.members), key=len)

    @cached_property
    def terms(self) -> frozenset[str]:
        """What it is about, in the longest wording."""
        return terms(self.words)

    @cached_property
    def wordings(self) -> frozenset[frozenset[str]]:
        """What each member is about, without the names of those who speak or hold: who that is, is compared apart."""
        voices = [v for s in self.members for v in (s.speaker, s.holder) if v and (v.party or v.candidates)]
        named = [text for voice in voices for text in (voice.text, voice.name) if text]
        who = frozenset(term for name in named for term in terms(name))
        return frozenset(terms(statement.words) - who for statement in self.members) - {frozenset()}

    @cached_property
    def voices(self) -> frozenset[str]:
        """Parties, or names where no party is known, that speak or hold."""
        return frozenset(name for s in self.members for voice in (s.speaker, s.holder) for name in parties(voice))

    @cached_property
    def speakers(self) -> frozenset[str]:
        """The speakers by name."""
        return frozenset(speaker(s.speaker) for s in self.members if s.speaker and speaker(s.speaker))

    @cached_property
    def holders(self) -> frozenset[str]:
        """Parties, or names, whose position it is."""
        held = frozenset(name for s in self.members for name in parties(s.holder))
        return held or self.voices

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of its positions."""
        return frozenset(s.type for s in self.members if s.type)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Stems of the speech verbs that tell more than that something was said."""
        marked = [s.cue.casefold() for s in self.members if s.cue and s.cue.casefold() not in _PLAIN_CUES]
        return frozenset(stem(word) for cue in marked for word in words(cue) if len(word) > 3)

    @cached_property
    def is_denied(self) -> bool:
        """Whether the claim is put in the negative, or told as denied."""
        return (negations(self.words) + any(s.standing == "denied" for s in self.members)) % 2 == 1

    @cached_property
    def deed(self) -> Frame | None:
        """What was done, and by whom."""
        return deed(self.words)

    @cached_property
    def paper(self) -> Frame | None:
        """Which plan or document it is about, and who made that."""
        cue = " ".join(s.cue.casefold() for s in self.members if s.cue)
        return paper(self.words, cue, " ".join(s.speaker.name or "" for s in self.members if s.speaker))

    @cached_property
    def cause(self) -> Frame | None:
        """What failed, and why."""
        return cause(self.words, " ".join(s.cue.casefold() for s in self.members if s.cue))

    @cached_property
    def beginner(self) -> Frame | None:
        """What began, and who began it."""
        return None if self.is_denied else beginner(self.words)

    @cached_property
    def has_quote(self) -> bool:
        """Whether a member is a quote."""
        return any(statement.kind == "quote" for statement in self.members)

    def overlaps(self, other: Passage) -> bool:
        """Whether both stand in one report, on some of the same words."""
        spans = ((s.spans, t.spans) for s in self.members for t in other.members)
        return self.report == other.report and any(
            a < d and c < b for ours, theirs in spans for a, b in ours for c, d in theirs
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its members."""
        return tuple(statement.id for statement in self.members)


def parties(voice: Voice | None) -> Collection[str]:
    """Return who a voice is: its party, else the candidates, else the name."""
    if voice is None:
        return ()
    if voice.party:
        return (voice.party,)
    return voice.candidates or ((voice.name.casefold(),) if voice.name else ())


def speaker(voice: Voice) -> str:
    """Return a speaker's last name, or the whole of a name that is no person's."""
    named = words(voice.name or "")
    return named[-1] if named else ""


def passages(statements: Iterable[Statement]) -> list[Passage]:
    """Return the claims among the statements, those on the same words of a report together."""
    by_report: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.kind in CLAIMS and statement.spans and statement.status != "rejected":
            by_report.setdefault(statement.report, []).append(statement)
    return [passage for held in by_report.values() for passage in _folded(held)]


def _folded(statements: list[Statement]) -> list[Passage]:
    groups: list[list[Statement]] = []
    open_groups: list[tuple[int, list[Statement]]] = []
    for statement in sorted(statements, key=lambda s: (s.spans[0][0], -s.spans[-1][1])):
        open_groups = [(end, group) for end, group in open_groups if end > statement.spans[0][0]]
        group = next((g for _, g in open_groups if any(is_same_passage(statement, member) for member in g)), None)
        if group is None:
            group = []
            groups.append(group)
            open_groups.append((statement.spans[-1][1], group))
        group.append(statement)
    return [Passage(tuple(group)) for group in groups]


def is_same_passage(left: Statement, right: Statement) -> bool:
    """Whether two statements of a report are about the same words and do not tell different positions."""
    if left.report != right.report or not {left.kind, right.kind} <= CLAIMS:
        return False
    if left.type and right.type and left.type != right.type:
        return False
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left.spans for c, d in right.spans)
    sizes = [sum(end - start for start, end in statement.spans) for statement in (left, right)]
    return shared >= 0.6 * min(sizes) and shared >= 0.3 * max(sizes)
