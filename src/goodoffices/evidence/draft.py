"""Confirmed statements → parties, issues and positions, as a first version that an analyst then corrects.

The case file only grows: no line of it changes, what a statement already stands behind is not proposed again, and every
entry says in a comment which words it was drawn from and what is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.case import CaseFile, Party, load
from goodoffices.case.load import case_file
from goodoffices.case.statements import Statement, Voice
from goodoffices.case.whole import write_whole
from goodoffices.errors import FolderError
from goodoffices.evidence._insert import inserted
from goodoffices.evidence.linking._likeness import is_telling, terms, words

_AGREEING = frozenset({"same_claim", "claim_strength", "same_quote", "quote_and_paraphrase"})
_OWN = frozenset({"commitment", "agreement", "offer", "threat"})
"""Types whose holder decides what is promised or threatened."""
_LEAD = re.compile(
    r"^(?:but |and )?(?:unless|only if|if|once|until|before|as long as|so long as|provided(?: that)?|when)\s+",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nobody|neither|cannot|refus\w+|reject\w*|won['’]t|can['’]t)\b|n['’]t\b", re.IGNORECASE
)
_WHILE = re.compile(r"^(?:if|when|while|with|as long as|so long as)\b", re.IGNORECASE)
_BEFORE = re.compile(r"^before\b", re.IGNORECASE)
_NOBODY = frozenset({"analyst", "pronoun", "document", "media", "author"})
_RESERVED = frozenset({"and", "or", "not", "in"})
_DRAFTED = re.compile(r"# drafted from ([^\s,:(]+(?:, [^\s,:(]+)*)")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted: the ids added, what was left out and why, and the case file's new text."""

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    positions: tuple[str, ...]
    left_out: tuple[str, ...]
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to add."""
        return not (self.parties or self.issues or self.positions)


def write_draft(path: str | Path) -> Draft:
    """Add what confirmed statements suggest to the case file at a path; the file is replaced whole or not at all.

    Raises
    ------
    CaseError
        If the case has mistakes.
    FolderError
        If it cannot be read or written.
    """
    file = case_file(path)
    case = load(file)
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise FolderError(f"{file}: cannot be read ({error.strerror}); check the path and its permissions") from None
    found = draft(case, text)
    if not found.is_empty:
        _check(file, found.text)
        write_whole(file, found.text)
    return found


def _check(file: Path, text: str) -> None:
    """Load the text beside the case before it takes its place."""
    trial = file.with_name(f".{file.stem}.draft.yaml")
    write_whole(trial, text)
    try:
        load(trial)
    finally:
        trial.unlink()


def draft(case: CaseFile, text: str) -> Draft:
    """Return what confirmed statements suggest for a case, and the text of its file with that added.

    Parameters
    ----------
    case : CaseFile
        The case with its statements; only confirmed ones count.
    text : str
        The case file as it stands.

    Returns
    -------
    Draft
        A precondition becomes a `requires` (the holder's step only if the condition holds), a refusal a `refuses`, a
        demand, commitment, agreement or concern a `wants`, an offer or threat an issue that its holder decides, with
        a `requires` where it has a condition; a former position is `withdrawn`. Statements that links say are one
        make one entry. Empty if all of it stands in the file already.

    Notes
    -----
    Who decides an issue is a guess wherever no report says so, and then its comment says that. A case that ranks its
    states gets no issues, for every rank would have to be given anew.
    """
    return _Drafter(case, text).draft()


@dataclass
class _Drafter:
    case: CaseFile
    text: str
    parties: dict[str, list[str]] = field(default_factory=dict)
    issues: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    positions: dict[tuple[str, str], list[list[str]]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)

    def draft(self) -> Draft:
        confirmed = [s for s in self.case.dossier.statements.values() if s.status == "confirmed"]
        taken = cited(self.case, self.text)
        self.names = {_plain(name): party.id for party in self.case.parties.values() for name in _names(party)}
        for statement in confirmed:
            if statement.kind in {"position", "tie"} and statement.id not in taken:
                self._party(statement)
        for group in _groups(confirmed, self.case):
            if taken.isdisjoint(statement.id for statement in group):
                self._position(group)
        ids = tuple(f"{party}.{kind}" for (party, kind), entries in self.positions.items() for _ in entries)
        left_out = tuple(dict.fromkeys(self.left_out))
        return Draft(tuple(self.parties), tuple(self.issues), ids, left_out, self._written())

    # Parties

    def _party(self, statement: Statement) -> None:
        voice = statement.holder
        if not voice or voice.party or voice.candidates or not voice.name or voice.how in _NOBODY:
            return
        if _plain(voice.name) in self.names:
            return
        name = self._fresh(re.sub(r"^the ", "", voice.name, flags=re.IGNORECASE), "party")
        is_alias = voice.text is not None and _plain(voice.text) != _plain(voice.name)
        alias = [f"  aliases: [{_scalar(voice.text or '')}]"] if is_alias else []
        self.names[_plain(voice.name)] = name
        self.spelled[voice.name] = name
        self.parties[name] = [
            *self._comment([statement], "check its role, and whether it is one with a party above"),
            f"{name}:",
            f"  name: {_scalar(voice.name)}",
            *alias,
            "  role: observer",
        ]

    def _holders(self, statement: Statement) -> list[str]:
        """Return the parties whose position it is."""
        voice = statement.holder or statement.speaker
        if voice is None:
            return []
        if voice.party:
            return [voice.party]
        known = [name for name in voice.candidates if name in self.case.parties]
        return known or [found for found in [self.names.get(_plain(voice.name or ""))] if found]

    # Positions

    def _position(self, group: Sequence[Statement]) -> None:
        first = group[0]
        holders = self._holders(first)
        if reason := self._reason_against(first, holders):
            self.left_out.append(f"{', '.join(s.id for s in group)}: {reason}")
            return
        subject = _LEAD.sub("", first.condition or first.words)
        match first.type:
            case "precondition" if first.condition:
                self._precondition(group, holders, first.condition)
            case "offer" | "threat" if first.condition:
                step = self._issue(group, _rest(first), (holders, ""))
                condition = self._issue(group, subject, self._deciders(first, holders, first.condition))
                self._add(group, holders, "requires", [f"step: {step}", f"only_if: {condition}"])
            case "offer" | "threat":
                self._issue(group, subject, (holders, ""))
            case "refusal":
                issue = self._issue(group, subject, self._deciders(first, holders, first.words))
                self._add(group, holders, "refuses", [f"that: {issue}"])
            case "concern":
                issue = self._issue(group, subject, self._deciders(first, holders, first.words))
                self._add(group, holders, "wants", [f"that: not {issue}"])
            case _:
                own = first.type in _OWN
                deciders = (holders, "") if own else self._deciders(first, holders, first.words)
                self._add(group, holders, "wants", [f"that: {self._issue(group, subject, deciders)}"])

    def _reason_against(self, statement: Statement, holders: Sequence[str]) -> str:
        if not holders:
            return "no party of the case holds it; name the holder's party in the review"
        if any(party.ranking is not None for party in self.case.parties.values()):
            return "the case ranks its states, and a new issue would make every rank incomplete"
        if statement.standing == "denied":
            return "it is denied"
        if statement.type == "concession":
            return "a concession gives up a position; mark that one `withdrawn: true`"
        known = [self.case.parties[name] for name in holders if name in self.case.parties]
        if any(position.weight is not None for party in known for position in party.positions):
            return "its holder's wants have weights, and what this weighs no report says"
        return ""

    def _precondition(self, group: Sequence[Statement], holders: Sequence[str], condition: str) -> None:
        """Add what the holder does only if the condition holds; "no … while" asks that it does not."""
        first = group[0]
        done, asked = _rest(first), condition
        refusing = bool(_NEGATED.search(done))
        if _BEFORE.match(condition) and not refusing:  # what comes first is the condition
            done, asked = condition, done
        issue = self._issue(group, _LEAD.sub("", asked), self._deciders(first, holders, asked))
        ends = refusing and _WHILE.match(condition)
        step = self._step(group, holders, _NEGATED.sub("", _LEAD.sub("", done)))
        self._add(group, holders, "requires", [f"step: {step}", f"only_if: {'not ' if ends else ''}{issue}"])

    def _step(self, group: Sequence[Statement], holders: Sequence[str], done: str) -> str:
        """Return what is done under a condition: coming to the talks, or what the words say or refuse."""
        if not terms(done) & {"ATTEND", "TALK", "agree"}:
            return self._issue(group, done, (holders, ""))
        name = f"{holders[0]}_attends"
        if name not in self.case.issues and name not in self.issues:
            title = f"{self._name(holders[0])} attends"
            told = [f"{name}:", f"  by: {holders[0]}", f"  title: {_scalar(title)}"]
            self.issues[name] = [*self._comment(group, ""), *told]
        return name

    def _deciders(self, statement: Statement, holders: Sequence[str], told: str) -> tuple[Sequence[str], str]:
        """Return who decides what is asked, and a remark where that is a guess."""
        named = [name for name in self._mentioned(told) if name not in holders]
        gains = statement.beneficiary
        if gains is not None and gains in self.case.parties and gains not in holders and not named:
            named = [gains]
        if named:
            return named, "that these decide it is read off their being named; check it"
        sides = [party.id for party in self.case.parties.values() if party.role == "side"]
        return sides or holders, "who decides this no report says; set as by consent of the sides, so check it"

    def _mentioned(self, told: str) -> Iterator[str]:
        for party in self.case.parties.values():
            if any(re.search(rf"(?<!\w){re.escape(_bare(name))}(?!\w)", told) for name in _names(party) if _bare(name)):
                yield party.id

    def _issue(self, group: Sequence[Statement], subject: str, deciders: tuple[Sequence[str], str]) -> str:
        title = _short(subject)
        for name, issue in self.case.issues.items():
            if issue.title == title:
                return name
        for name, other in self.titles.items():
            if other == title:
                return name
        name = self._fresh(_without(subject, group[0]), "issue")
        by, remark = deciders
        self.titles[name] = title
        listed = by[0] if len(by) == 1 else f"[{', '.join(by)}]"
        self.issues[name] = [*self._comment(group, remark), f"{name}:", f"  by: {listed}", f"  title: {_scalar(title)}"]
        return name

    def _add(self, group: Sequence[Statement], holders: Sequence[str], kind: str, told: Sequence[str]) -> None:
        first = group[0]
        lines = [*told, f"because: [{', '.join(s.id for s in group)}]"]
        if first.confidence is not None and first.confidence < 1:
            lines.append(f"confidence: {first.confidence:g}")
        remark = "told by an opponent, so check that it is held" if first.standing == "told by an opponent" else ""
        if first.standing == "former":
            lines.append("withdrawn: true")
            remark = "a former position"
        for holder in holders:
            entry = [*self._comment(group, remark), f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
            self.positions.setdefault((holder, kind), []).append(entry)

    # Writing

    def _comment(self, group: Sequence[Statement], remark: str) -> list[str]:
        first = group[0]
        line = self.case.dossier.reports[first.report].line(first.spans[0][0])
        ids = ", ".join(statement.id for statement in group)
        told = [f"# drafted from {ids} ({first.report}, line {line}): “{_short(first.words)}”"]
        return [*told, f"# {remark}"] if remark else told

    def _name(self, party: str) -> str:
        if party in self.case.parties:
            return self.case.parties[party].name
        return next((name for name, found in self.spelled.items() if found == party), party)

    def _fresh(self, told: str, otherwise: str) -> str:
        """Return an id made of the telling words, which nothing else has."""
        telling = [word for word in words(told) if is_telling(word) and not word[0].isdigit()][:4]
        base = re.sub(r"\W+", "_", "_".join(telling)).strip("_")[:40].strip("_") or otherwise
        base = f"{base}_" if base in _RESERVED else base
        used = {*self.case.parties, *self.case.issues, *self.parties, *self.issues}
        return next(name for name in _counted(base) if name not in used)

    def _written(self) -> str:
        additions: dict[tuple[str, ...], list[list[str]]] = {}
        for name, lines in self.parties.items():
            own = [(kind, entries) for (party, kind), entries in self.positions.items() if party == name]
            nested = [
                line
                for kind, entries in own
                for line in (f"  {kind}:", *(f"    {part}" for e in entries for part in e))
            ]
            additions.setdefault(("parties",), []).append([*lines, *nested])
        for issue in self.issues.values():
            additions.setdefault(("issues",), []).append(issue)
        for (party, kind), entries in self.positions.items():
            if party not in self.parties:
                additions[("parties", party, kind)] = entries
        return inserted(self.text, additions) if additions else self.text


def cited(case: CaseFile, text: str) -> set[str]:
    """Return the statements that stand behind an entry of the case, or from which one was drafted before."""
    entries = [*case.positions, *case.impossible, *case.leverage]
    noted = {name for found in _DRAFTED.findall(text) for name in found.split(", ")}
    return {name for entry in entries for name in entry.because} | set(case.hoped_date) | noted


def _groups(confirmed: Iterable[Statement], case: CaseFile) -> Iterator[list[Statement]]:
    """Yield confirmed positions, those that links say are one and of one kind together."""
    positions = {s.id: s for s in confirmed if s.kind == "position" and s.type}
    done: set[str] = set()
    for statement in positions.values():
        if statement.id in done:
            continue
        links = (link for link in case.dossier.links if link.kind in _AGREEING and statement.id in link.members)
        linked = [positions[name] for link in links for name in link.members if name in positions]
        group = [statement] + [other for other in linked if other.id not in done and _is_one(other, statement)]
        group = list({member.id: member for member in group}.values())
        done.update(member.id for member in group)
        yield group


def _rest(statement: Statement) -> str:
    """Return a statement's words without its condition."""
    return statement.words.replace(statement.condition or "", " ")


def _is_one(left: Statement, right: Statement) -> bool:
    """Whether two linked positions are of one kind and one holder."""
    kinds = {left.type, right.type}
    return (len(kinds) == 1 or kinds == {"commitment", "agreement"}) and _is_of(left.holder, right.holder)


def _is_of(left: Voice | None, right: Voice | None) -> bool:
    return bool(left and right and (left.party, set(left.candidates)) == (right.party, set(right.candidates)))


def _without(subject: str, statement: Statement) -> str:
    """Return a subject without the words that only say whose it is and that it was said."""
    gone = [statement.cue, *(v.text for v in (statement.holder, statement.speaker) if v)]
    for part in filter(None, gone):
        subject = re.sub(rf"\b{re.escape(part)}\b", " ", subject)
    return subject


def _names(party: Party) -> Mapping[str, None]:
    return dict.fromkeys([party.name, *party.aliases])


def _plain(name: str) -> str:
    return _bare(name).casefold()


def _bare(name: str) -> str:
    return re.sub(r"^[Tt]he ", "", " ".join(name.split()))


def _short(text: str) -> str:
    flat = " ".join(text.split()).strip(" .,;:")
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"


def _scalar(text: str) -> str:
    """Write text so that YAML reads it back as it is."""
    quoted = re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ufeff]", " ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _counted(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}_{number}"
        number += 1
