"""A case form → the frozen case, with every mistake of meaning: names, values, ids, grounds, dates."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

from goodoffices.case._check_transition import TransitionChecker
from goodoffices.case._dossier import Reading
from goodoffices.case._located_yaml import Located, Path, Severity, repeated, spell
from goodoffices.case.expressions import IDENTIFIER, Expression, Is, atoms, holds, parse
from goodoffices.case.model import CaseFile, Issue, Kind, Leverage, Party, Position, Ranking, Rule
from goodoffices.case.schema import (
    VERSION,
    CaseForm,
    Chance,
    GroundedForm,
    IssueForm,
    PartyForm,
    PositionForm,
    Refusal,
    Requirement,
    RuleForm,
    Tier,
    Want,
)
from goodoffices.errors import ExpressionError, shorten, unknown

KINDS: tuple[Kind, ...] = ("refuses", "requires", "wants")

_ID = re.compile(r"[\w.-]+")
_KEPT = re.compile(r"set\..*|(.+\.)?(refuses|requires|wants|veto|impossible|leverage|rule)\.[0-9]+")
"""Ids of what has none of its own, and of what is pinned from outside."""
_FEW = 64
"""As many combinations of values are tried to tell whether a condition depends on anything."""

Values = Mapping[str, Sequence[str]]


class Checker:
    """Builds the case from its form; every mistake is noted in `located`.

    Names are looked up among all that the file declares, those of broken entries too, so that one mistake does not
    bring forth others.
    """

    def __init__(self, form: CaseForm, located: Located, whole: Any, reading: Reading) -> None:
        self.form, self.located, self.whole = form, located, whole
        self.dossier, self.statements = reading.dossier, reading.statements
        self.parties = set(_keys(whole, "parties"))
        self.issues = set(_keys(whole, "issues"))
        self.values: Values = {
            name: issue.values
            for name, issue in form.issues.items()
            if len(issue.values) > 1 and located.is_whole(("issues", name, "values"))
        }
        self.kinds = dict(_kinds(whole))
        self.taken: dict[str, Path] = {}

    def case(self, folder: FilePath) -> CaseFile:
        """Return the case, whose other files lie in `folder`; what is wrong with it is noted."""
        form = self.form
        if form.goodoffices != VERSION:
            wording = f"found format version {shorten(form.goodoffices)}; this program reads version {VERSION}"
            self.located.report(("goodoffices",), f"{wording}, so write goodoffices: {VERSION}")
        for section in ("parties", "issues"):
            if not getattr(form, section):
                self.located.report((section,), f"there are no {section}; add at least one")
        issues = {name: self._issue(name, issue) for name, issue in form.issues.items()}
        parties = {name: self._party(name, party) for name, party in form.parties.items()}
        self._check_aliases()
        case = CaseFile(
            title=form.title,
            parties=parties,
            issues=issues,
            as_of=form.as_of,
            goal=self.condition(("goal",), form.goal),
            hoped_date=self._statements(("hoped_date",), form.hoped_date),
            impossible=tuple(self._rules()),
            one_way=dict(self._one_way()),
            alike=tuple(self._alike()),
            leverage=tuple(self._leverage()),
            transition=TransitionChecker(self, form.transition, folder).transition() if form.transition else None,
            dossier=self.dossier,
            file=self.located.file,
            places={spell(path): place[:2] for path, place in self.located.values.items() if len(path) <= 4},
        )
        if not any(problem.severity == "error" for problem in self.located.problems):
            self._check_status_quo(case)
        return case

    # Names and conditions

    def known(
        self,
        path: Path,
        kind: str,
        name: str,
        allowed: Iterable[str],
        *,
        key: bool = False,
        within: Located | None = None,
        severity: Severity = "error",
    ) -> bool:
        """Whether a name, written as a value or a key at `path`, is among those allowed; if not, that is noted."""
        if name in allowed:
            return True
        document = within or self.located
        at = document.keys.get(path) if key else None
        names = allowed if isinstance(allowed, Sequence) else sorted(allowed)
        document.report(path, unknown(kind, name, names), at=at, severity=severity)
        return False

    def each_known(self, path: Path, kind: str, names: Sequence[str], allowed: Collection[str]) -> None:
        """Note the names in the list at `path` that are not allowed, or stand in it twice."""
        unknown_ones = {
            index for index, name in enumerate(names) if not self.known((*path, index), kind, name, allowed)
        }
        for index, name in repeated(names):
            if index not in unknown_ones:
                self.located.report((*path, index), f"{kind} {shorten(name)} is named twice; once is enough")

    def condition(
        self,
        path: Path,
        text: str | None,
        *,
        over: str = "issue",
        values: Values | None = None,
        within: Located | None = None,
    ) -> Expression | None:
        """Return the condition written at `path`, over the issues or the given columns (None: whichever those are)."""
        if text is None:
            return None
        document = within or self.located
        try:
            expression = parse(text)
        except ExpressionError as error:
            _report_inside(document, path, text, error.column, error.message)
            return None
        known = self.values if over == "issue" else values
        if known is None:
            return expression
        clean = True
        for atom in atoms(expression.node):
            for column, message in self._mistakes(atom, over, known):
                # A value that no candidate has yet may be meant; a value that an issue does not have cannot.
                severity: Severity = "warning" if over == "column" and atom.name in known else "error"
                _report_inside(document, path, text, column, message, severity=severity)
                clean = False
            clean = clean and atom.name in known
        if clean and over == "issue" and (always := _constant(expression, known)) is not None:
            wording = f"{shorten(text)} holds in {'every' if always else 'no'} state; mend it, if that is not meant"
            document.report(path, wording, severity="warning")
        return expression

    def _mistakes(self, atom: Is, over: str, known: Values) -> Iterator[tuple[int, str]]:
        if atom.name not in known:
            if over != "issue" or atom.name not in self.issues:
                names = self.issues if over == "issue" else known
                yield atom.columns[0], unknown(over, atom.name, sorted(names))
            return
        allowed = known[atom.name]
        if len(atom.columns) == 1 and "yes" not in allowed:
            shown = ", ".join(map(shorten, allowed[:12]))
            wording = f"'{atom.name}' is no yes/no {over}; write {atom.name} = value; values are {shown}"
            yield atom.columns[0], wording
            return
        for value, column in zip(atom.values, atom.columns[1:], strict=False):
            if value not in allowed:
                yield column, unknown("value", value, allowed)

    def _name(self, path: Path, kind: str, name: str) -> None:
        if not IDENTIFIER.fullmatch(name):
            allowed = "use letters, digits and _, a letter first, and not and, or, not, in"
            self.located.report(path, f"{shorten(name)} cannot name {kind}; {allowed}", at=self.located.keys.get(path))

    # Grounds

    def grounds(self, path: Path, form: GroundedForm, otherwise: str) -> dict[str, Any]:
        """Return the id of an entry, and what it rests on."""
        name = form.id if form.id is not None else otherwise
        at = (*path, "id")
        if name in self.taken:
            wording = f"id {shorten(name)} is already taken by {spell(self.taken[name])}; choose another"
            self.located.report(at, wording)
        elif name != otherwise and not _ID.fullmatch(name):
            self.located.report(at, f"{shorten(name)} cannot be an id; use letters, digits, . _ -")
        elif name != otherwise and _KEPT.fullmatch(name):
            self.located.report(at, f"id {shorten(name)} is kept for entries without an id; choose another")
        self.taken.setdefault(name, self.located.place(path).path)
        return {"id": name, "because": self._statements((*path, "because"), form.because), "why": form.why}

    def _statements(self, path: Path, names: Iterable[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for index, name in enumerate(names):
            here = (*path, index)
            statement = self.dossier.statements.get(name)
            if statement is None:
                if self.statements is not None:
                    self.known(here, "statement", name, self.statements)
            elif statement.status == "rejected":
                wording = f"statement {shorten(name)} was rejected; confirm it, or take it out of this list"
                self.located.report(here, wording)
            elif name in found:
                self.located.report(here, f"statement {shorten(name)} is named twice; once is enough")
            else:
                if statement.status == "drafted":
                    self.located.report(here, f"statement {shorten(name)} is a draft; confirm it", severity="warning")
                found[name] = None
        return tuple(found)

    # Issues and rules

    def _issue(self, name: str, form: IssueForm) -> Issue:
        path: Path = ("issues", name)
        self._name(path, "an issue", name)
        self.each_known((*path, "by"), "party", form.by, self.parties)
        if not form.by:
            self.located.report((*path, "by"), "nobody decides this issue; name a party")
        if len(form.values) < 2 and self.located.is_whole((*path, "values")):
            self.located.report((*path, "values"), "an issue needs two or more values; add one")
        for index, value in repeated(form.values):
            self.located.report((*path, "values", index), f"value {shorten(value)} stands twice; keep one")
        now = form.now if form.now is not None else (form.values or ["no"])[0]
        values = self.values.get(name)
        if values is not None:
            self.known((*path, "now"), "value", now, values)
        for value in form.cost:
            here = (*path, "cost", value)
            if values is not None and self.known(here, "value", value, values, key=True) and value == now:
                wording = f"{shorten(value)} is the value of today, so this cost is never paid; take it out"
                self.located.report(here, wording, severity="warning")
        return Issue(name, form.title or name, tuple(form.by), tuple(form.values), now, dict(form.cost))

    def _rules(self) -> Iterator[Rule]:
        for index, form in enumerate(self.form.impossible):
            path: Path = ("impossible", index)
            grounds = self.grounds(path, form, f"impossible.{index + 1}")
            if that := self._that(path, form):
                yield Rule(**grounds, that=that)

    def _that(self, path: Path, form: Refusal | Want | RuleForm) -> Expression | None:
        """Return the condition of an entry that may be written as its condition alone."""
        written = (*path, "that")
        return self.condition(written if written in self.located.values else path, form.that)

    def _alike(self) -> Iterator[Expression]:
        for index, text in enumerate(self.form.alike):
            if expression := self.condition(("alike", index), text):
                yield expression

    def _one_way(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        seen: set[str] = set()
        for index, entry in enumerate(self.form.one_way):
            for issue, values in entry.items():
                path = next(
                    path
                    for path in (("one_way", index, issue), ("one_way", index), ("one_way", issue), ("one_way",))
                    if path in self.located.values
                )
                if issue in seen:
                    self.located.report(path, f"issue {shorten(issue)} is named twice; once is enough")
                elif self.known(path, "issue", issue, self.issues, key=True) and issue in self.values:
                    allowed = self.values[issue]
                    if values and sorted(values) != sorted(allowed):
                        shown = ", ".join(map(shorten, allowed))
                        wording = f"the direction of '{issue}' must list each of its values once; values are {shown}"
                        self.located.report(path, wording)
                seen.add(issue)
                yield issue, tuple(values)

    def _leverage(self) -> Iterator[Leverage]:
        for index, form in enumerate(self.form.leverage):
            path: Path = ("leverage", index)
            grounds = self.grounds(path, form, f"leverage.{index + 1}")
            self.known((*path, "by"), "party", form.by, self.parties)
            if self.known((*path, "on"), "position", form.on, self.kinds) and self.kinds[form.on] == "wants":
                wording = f"{shorten(form.on)} is a want, which keeps nobody away; leverage has no effect on it"
                self.located.report((*path, "on"), f"{wording}, so name a refusal or requirement", severity="warning")
            condition = self.condition((*path, "if"), form.condition)
            yield Leverage(**grounds, by=form.by, on=form.on, cost=form.cost, condition=condition, private=form.private)

    # Parties

    def _party(self, name: str, form: PartyForm) -> Party:
        path: Path = ("parties", name)
        self._name(path, "a party", name)
        found = (
            self._position((*path, kind, index), name, kind, index, entry)
            for kind in KINDS
            for index, entry in enumerate(getattr(form, kind))
        )
        positions = tuple(position for position in found if position)
        self._check_order(path, form)
        self._check_worth(path, form)
        self._check_weights(path, form)
        return Party(
            id=name,
            name=form.name or name,
            aliases=tuple(form.aliases),
            role=form.role,
            positions=positions,
            ranking=None if form.ranking is None else self._ranking((*path, "ranking"), form.ranking),
            worth={issue: dict(worth) for issue, worth in form.worth.items()},
            weights=dict(form.weights),
            reservation=self._reservation((*path, "reservation"), form.reservation),
        )

    def _position(self, path: Path, party: str, kind: Kind, index: int, form: PositionForm) -> Position | None:
        grounds = self.grounds(path, form, f"{party}.{kind}.{index + 1}")
        if form.since and form.until and form.since > form.until:
            wording = f"since {form.since} lies after until {form.until}; swap or mend them"
            self.located.report((*path, "since"), wording)
        step: Expression | None = None
        if isinstance(form, Requirement):
            step = self.condition((*path, "step"), form.step)
            that = self.condition((*path, "only_if"), form.only_if)
            if step is None:
                return None
        elif isinstance(form, (Refusal, Want)):
            that = self._that(path, form)
        return (
            None
            if that is None
            else Position(
                **grounds,
                party=party,
                kind=kind,
                that=that,
                step=step,
                cost=form.cost,
                confidence=form.confidence,
                since=form.since,
                until=form.until,
                withdrawn=form.withdrawn,
                private=form.private,
                weight=form.weight if isinstance(form, Want) else None,
            )
        )

    def _check_order(self, path: Path, form: PartyForm) -> None:
        if form.wants and form.ranking is not None:
            wording = "a party has either wants or a ranking; take one of the two out"
            self.located.report((*path, "ranking"), wording)
        weighted = [want.weight is not None for want in form.wants]
        if any(weighted) and not all(weighted) and self.located.is_whole((*path, "wants")):
            wording = "some wants have a weight and some have none; give all a weight, or none"
            self.located.report((*path, "wants", weighted.index(False)), wording)

    def _check_worth(self, path: Path, form: PartyForm) -> None:
        for issue, worth in form.worth.items():
            here = (*path, "worth", issue)
            if not self.known(here, "issue", issue, self.issues, key=True) or issue not in self.values:
                continue
            for value in worth:
                self.known((*here, value), "value", value, self.values[issue], key=True)
            missing = [value for value in self.values[issue] if value not in worth]
            if missing and self.located.is_whole(here):
                wording = f"{', '.join(map(shorten, missing[:12]))} without worth; give all values of '{issue}' one"
                self.located.report(here, f"{wording}, or leave the issue out")

    def _check_weights(self, path: Path, form: PartyForm) -> None:
        if not form.weights or not self.located.is_whole((*path, "worth")):
            return
        here = (*path, "weights")
        for issue in form.weights:
            if issue not in form.worth:
                wording = f"{shorten(issue)} has a weight but no worth; add it under worth"
                self.located.report((*here, issue), wording, at=self.located.keys.get((*here, issue)))
            elif max((amount.low + amount.high for amount in form.worth[issue].values()), default=1) <= 0:
                wording = f"no value of {shorten(issue)} is worth more than 0, so it cannot be weighed; mend its worth"
                self.located.report((*path, "worth", issue), wording)
        if not self.located.is_whole(here):
            return
        for issue in form.worth:
            if issue not in form.weights:
                self.located.report(here, f"{shorten(issue)} has worth but no weight; give each issue under worth one")
        if not sum(form.weights.values()):
            self.located.report(here, "the weights add up to 0; give one that is more")

    def _reservation(self, path: Path, form: Any) -> Any:
        if not isinstance(form, list):
            return form
        for index, entry in enumerate(form):
            self._pattern((*path, index, "state"), entry.state)
        total = sum(entry.chance for entry in form)
        if abs(total - 1) > 1e-6 and self.located.is_whole(path):
            self.located.report(path, f"the chances add up to {total:g}; mend them so that they add up to 1")
        chances: list[Chance] = form
        return tuple((dict(entry.state), entry.chance) for entry in chances)

    def _ranking(self, path: Path, tiers: Sequence[Tier]) -> Ranking:
        read = []
        for index, tier in enumerate(tiers):
            alone = (*path, index, 0) not in self.located.values
            states = [
                self._state((*path, index) if alone else (*path, index, place), state)
                for place, state in enumerate(tier)
            ]
            read.append(tuple(state for state in states if state is not None))
        return Ranking(tuple(read))

    def _state(self, path: Path, state: str | Mapping[str, str]) -> Mapping[str, str] | None:
        if isinstance(state, str):
            return self._of_letters(path, state)
        if not self._pattern(path, state):
            return None
        missing = [issue for issue in self.form.issues if issue not in state]
        if missing:
            wording = f"a state gives every issue a value; add {', '.join(map(shorten, missing[:12]))}"
            self.located.report(path, wording)
        return dict(state)

    def _of_letters(self, path: Path, state: str) -> Mapping[str, str] | None:
        other = [name for name, values in self.values.items() if set(values) != {"no", "yes"}]
        if len(self.values) < len(self.issues):
            return None
        if other:
            wording = f"Y and N name a state only when all issues are yes/no, and '{other[0]}' is not; write a mapping"
        elif len(state) != len(self.issues):
            order = ", ".join(self.form.issues)
            wording = f"{len(state)} letters for {len(self.issues)} issues; give one each, in this order: {order}"
        else:
            letters = {"Y": "yes", "N": "no"}
            return {name: letters[letter] for name, letter in zip(self.values, state, strict=False) if letter != "-"}
        self.located.report(path, wording)
        return None

    def _pattern(self, path: Path, state: Mapping[str, str]) -> bool:
        found = True
        for issue, value in state.items():
            here = (*path, issue)
            if not self.known(here, "issue", issue, self.issues, key=True):
                found = False
            elif issue in self.values:
                found = self.known(here, "value", value, self.values[issue]) and found
        return found

    # The whole

    def _check_aliases(self) -> None:
        seen: dict[str, str] = {}
        for name, party in self.form.parties.items():
            for index, alias in enumerate(party.aliases):
                other = seen.setdefault(alias.casefold(), name)
                if other != name:
                    wording = f"{shorten(alias)} also names '{other}', so reports cannot tell the two apart; keep one"
                    self.located.report(("parties", name, "aliases", index), wording, severity="warning")

    def _check_status_quo(self, case: CaseFile) -> None:
        for index, rule in enumerate(case.impossible):
            if holds(rule.that.node, case.status_quo):
                wording = f"rule '{rule.id}' excludes the status quo; mend a 'now' or the rule, if that is not meant"
                self.located.report(("impossible", index), wording, severity="warning")


def _report_inside(
    document: Located, path: Path, text: str, column: int, message: str, *, severity: Severity = "error"
) -> None:
    """Note a problem at a column of a text; the column is said where the file does not hold the text as it is read."""
    at = document.inside(path, text, column)
    said = message if at else f"column {column} of {shorten(text)}: {message}"
    document.report(path, said, at=at, severity=severity)


def _constant(expression: Expression, values: Values) -> bool | None:
    """Return what a condition always is, if that does not depend on the issues; None too where trying takes long."""
    names = list(dict.fromkeys(atom.name for atom in atoms(expression.node)))
    if math.prod(len(values[name]) for name in names) > _FEW:
        return None
    found = None
    for state in itertools.product(*(values[name] for name in names)):
        truth = holds(expression.node, dict(zip(names, state, strict=True)))
        if found is not None and truth != found:
            return None
        found = truth
    return found


def _keys(data: Any, section: str) -> Iterable[str]:
    found = data.get(section) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else ()


def _kinds(data: Any) -> Iterator[tuple[str, Kind]]:
    """Yield the id and kind of every position in the file as it stands, broken ones too."""
    for party in _keys(data, "parties"):
        for kind in KINDS:
            entries = data["parties"][party].get(kind) if isinstance(data["parties"][party], dict) else None
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                given = entry.get("id") if isinstance(entry, dict) else None
                yield f"{party}.{kind}.{index + 1}" if given is None else str(given), kind
