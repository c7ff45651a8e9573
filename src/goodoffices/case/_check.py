"""A case form → the frozen case, with every mistake of meaning: names, values, ids, grounds, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from goodoffices.case._located_yaml import Located, Path
from goodoffices.case.expressions import IDENTIFIER, Expression, atoms, holds, parse
from goodoffices.case.model import CaseFile, Issue, Kind, Leverage, Party, Position, Ranking, Rule, Transition
from goodoffices.case.schema import (
    VERSION,
    CaseForm,
    GroundedForm,
    IssueForm,
    PartyForm,
    PositionForm,
    Refusal,
    Requirement,
    Tier,
    Want,
)
from goodoffices.case.statements import Dossier
from goodoffices.errors import ExpressionError, shorten, unknown

KINDS: tuple[Kind, ...] = ("refuses", "requires", "wants")


class Checker:
    """Builds the case from its form; every mistake is noted in `located`.

    Names are looked up among all that the file declares, those of broken entries too, so that one mistake does not
    bring forth others.
    """

    def __init__(self, form: CaseForm, located: Located, whole: Any, dossier: Dossier) -> None:
        self.form, self.located, self.dossier = form, located, dossier
        self.parties = set(_keys(whole, "parties"))
        self.issues = set(_keys(whole, "issues"))
        self.position_ids = set(_position_ids(whole))
        self.taken: dict[str, str] = {}

    def case(self) -> CaseFile:
        form, at = self.form, self.located.place
        if form.goodoffices != VERSION:
            wording = f"found format version {shorten(form.goodoffices)}; this program reads version {VERSION}"
            self.located.report(("goodoffices",), wording)
        for section in ("parties", "issues"):
            if not getattr(form, section):
                self.located.report((section,), f"there are no {section}; a case needs at least one")
        issues = {name: self._issue(name, issue) for name, issue in form.issues.items()}
        parties = {name: self._party(name, party) for name, party in form.parties.items()}
        self._check_aliases()
        case = CaseFile(
            title=form.title,
            parties=parties,
            issues=issues,
            as_of=form.as_of,
            goal=self._condition(("goal",), form.goal),
            hoped_date=self._statements(("hoped_date",), form.hoped_date),
            impossible=tuple(self._rules()),
            one_way=dict(self._one_way()),
            alike=tuple(self._conditions(("alike",), form.alike)),
            leverage=tuple(self._leverage()),
            transition=self._transition(),
            dossier=self.dossier,
            file=self.located.file,
            places={place.path: (place.line, place.column) for place in self.located.values.values()},
        )
        self._check_status_quo(case)
        return case

    # Names and conditions

    def _name(self, path: Path, kind: str, name: str) -> None:
        if not IDENTIFIER.fullmatch(name):
            wording = (
                f"{shorten(name)} cannot name {kind}; use letters, digits and _, a letter first, and not and/or/not/in"
            )
            self.located.report(path, wording, at=self.located.keys.get(path))

    def _known(self, path: Path, kind: str, name: str, names: Iterable[str]) -> bool:
        allowed = sorted(names)
        if name in allowed:
            return True
        self.located.report(path, unknown(kind, name, allowed))
        return False

    def _condition(self, path: Path, text: str | None, *, check: bool = True) -> Expression | None:
        if text is None:
            return None
        try:
            expression = parse(text)
        except ExpressionError as error:
            self._at_column(path, text, error.column, error.message)
            return None
        for atom in atoms(expression.node) if check else ():
            issue = self.form.issues.get(atom.name)
            if atom.name not in self.issues:
                self._at_column(path, text, atom.columns[0], unknown("issue", atom.name, sorted(self.issues)))
            elif issue:
                columns = atom.columns[1:] or atom.columns
                for value, column in zip(atom.values, columns, strict=False):
                    if value not in issue.values:
                        wording = unknown("value", value, issue.values)
                        if len(atom.columns) == 1:
                            wording = (
                                f"'{atom.name}' is no yes/no issue; write {atom.name} = value; values are "
                                + ", ".join(f"'{value}'" for value in issue.values)
                            )
                        self._at_column(path, text, column, wording)
        return expression

    def _at_column(self, path: Path, text: str, column: int, message: str) -> None:
        self.located.report(
            path, f"column {column} of {shorten(text)}: {message}", at=self.located.inside(path, text, column)
        )

    def _conditions(self, path: Path, texts: Iterable[str]) -> Iterator[Expression]:
        for index, text in enumerate(texts):
            expression = self._condition((*path, index), text)
            if expression:
                yield expression

    # Grounds

    def _statements(self, path: Path, names: Iterable[str]) -> tuple[str, ...]:
        found = []
        for index, name in enumerate(names):
            statement = self.dossier.statements.get(name)
            here = (*path, index)
            if statement is None:
                if self.dossier.statements:
                    self._known(here, "statement", name, self.dossier.statements)
                else:
                    self.located.report(here, f"unknown statement '{name}'; there is no statement beside the case")
            elif statement.status == "rejected":
                self.located.report(here, f"statement '{name}' was rejected; confirm it, or take it out of this list")
            elif name in found:
                self.located.report(here, f"statement '{name}' is named twice; once is enough")
            else:
                if statement.status == "drafted":
                    self.located.report(here, f"statement '{name}' is a draft; confirm it", severity="warning")
                found.append(name)
        return tuple(found)

    def _grounds(self, path: Path, form: GroundedForm, otherwise: str) -> dict[str, Any]:
        name = form.id if form.id is not None else otherwise
        if name in self.taken:
            self.located.report((*path, "id"), f"id '{name}' is already taken by {self.taken[name]}; choose another")
        elif form.id is not None and not _is_id(name):
            self.located.report((*path, "id"), f"{shorten(name)} cannot be an id; use letters, digits, . _ -")
        self.taken.setdefault(name, self.located.place(path).path)
        return {"id": name, "because": self._statements((*path, "because"), form.because), "why": form.why}

    # Sections

    def _issue(self, name: str, form: IssueForm) -> Issue:
        path: Path = ("issues", name)
        self._name(path, "an issue", name)
        for index, party in enumerate(form.by):
            self._known((*path, "by", index), "party", party, self.parties)
            if party in form.by[:index]:
                self.located.report((*path, "by", index), f"party '{party}' is named twice; once is enough")
        if not form.by:
            self.located.report((*path, "by"), "nobody decides this issue; name a party")
        if len(set(form.values)) < max(2, len(form.values)):
            wording = "an issue needs two or more different values" + (
                " (write each once)" if len(form.values) > 1 else ""
            )
            self.located.report((*path, "values"), wording)
        now = form.now if form.now is not None else (form.values or ["no"])[0]
        if form.now is not None:
            self._known((*path, "now"), "value", now, form.values)
        for value in form.cost:
            if self._known((*path, "cost", value), "value", value, form.values) and value == now:
                self.located.report(
                    (*path, "cost", value),
                    f"'{value}' is the value of today, so this cost is never paid",
                    severity="warning",
                )
        return Issue(name, form.title or name, tuple(form.by), tuple(form.values), now, dict(form.cost))

    def _party(self, name: str, form: PartyForm) -> Party:
        path: Path = ("parties", name)
        self._name(path, "a party", name)
        positions = tuple(
            position
            for kind in KINDS
            for index, entry in enumerate(getattr(form, kind))
            if (position := self._position((*path, kind, index), name, kind, index, entry))
        )
        if form.wants and form.ranking is not None:
            self.located.report((*path, "ranking"), "a party has either wants or a ranking; take one of the two out")
        weighted = [want.weight is not None for want in form.wants]
        if any(weighted) and not all(weighted):
            wording = "some wants have a weight and some have none; give all a weight, or none"
            self.located.report((*path, "wants", weighted.index(False)), wording)
        for issue, worth in form.worth.items():
            if self._known((*path, "worth", issue), "issue", issue, self.issues) and issue in self.form.issues:
                for value in worth:
                    self._known((*path, "worth", issue, value), "value", value, self.form.issues[issue].values)
                for value in self.form.issues[issue].values:
                    if value not in worth:
                        wording = (
                            f"value '{value}' has no worth; give all values of '{issue}' one, or leave the issue out"
                        )
                        self.located.report((*path, "worth", issue), wording)
        for issue in form.weights:
            if issue not in form.worth:
                self.located.report(
                    (*path, "weights", issue), f"'{issue}' has a weight but no worth; add it under worth"
                )
        self._check_weights(path, form)
        reservation = form.reservation
        if isinstance(reservation, list):
            for index, entry in enumerate(reservation):
                self._pattern((*path, "reservation", index, "state"), entry.state)
            total = sum(entry.chance for entry in reservation)
            if abs(total - 1) > 1e-6:
                self.located.report((*path, "reservation"), f"the chances add up to {total:g}; they must add up to 1")
        return Party(
            id=name,
            name=form.name or name,
            aliases=tuple(form.aliases),
            role=form.role,
            positions=positions,
            ranking=None if form.ranking is None else self._ranking((*path, "ranking"), form.ranking),
            worth={issue: dict(worth) for issue, worth in form.worth.items()},
            weights=dict(form.weights),
            reservation=tuple((entry.state, entry.chance) for entry in reservation)
            if isinstance(reservation, list)
            else reservation,
        )

    def _check_weights(self, path: Path, form: PartyForm) -> None:
        for issue in form.worth if form.weights else ():
            if issue not in form.weights:
                self.located.report((*path, "weights"), f"'{issue}' has a worth but no weight; give it one, 0 included")
        for issue, weight in form.weights.items():
            worth, known = form.worth.get(issue, {}), self.form.issues.get(issue)
            whole = known is not None and worth.keys() >= set(known.values)
            if weight < 0:
                self.located.report((*path, "weights", issue), f"a weight cannot be negative; found {weight:g}")
            elif weight and whole and max(amount.low + amount.high for amount in worth.values()) <= 0:
                wording = f"with weights, worth is measured by the best of '{issue}', which must be more than 0"
                self.located.report((*path, "worth", issue), wording)
        if form.weights and not any(form.weights.values()):
            self.located.report((*path, "weights"), "all weights are 0; give some issue a positive one")

    def _position(self, path: Path, party: str, kind: Kind, index: int, form: PositionForm) -> Position | None:
        grounds = self._grounds(path, form, f"{party}.{kind}.{index + 1}")
        if form.since and form.until and form.since > form.until:
            self.located.report(
                (*path, "since"), f"since {form.since} lies after until {form.until}; swap or mend them"
            )
        match form:
            case Requirement():
                step = self._condition((*path, "step"), form.step)
                that = self._condition((*path, "only_if"), form.only_if)
            case Refusal() | Want():
                step, that = None, self._condition((*path, "that") if self._is_mapping(path) else path, form.that)
        if that is None or (kind == "requires" and step is None):
            return None
        weight = form.weight if isinstance(form, Want) else None
        return Position(
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
            weight=weight,
        )

    def _is_mapping(self, path: Path) -> bool:
        return (*path, "that") in self.located.values

    def _rules(self) -> Iterator[Rule]:
        for index, form in enumerate(self.form.impossible):
            path: Path = ("impossible", index)
            grounds = self._grounds(path, form, f"impossible.{index + 1}")
            that = self._condition((*path, "that") if self._is_mapping(path) else path, form.that)
            if that:
                yield Rule(**grounds, that=that)

    def _leverage(self) -> Iterator[Leverage]:
        for index, form in enumerate(self.form.leverage):
            path: Path = ("leverage", index)
            grounds = self._grounds(path, form, f"leverage.{index + 1}")
            self._known((*path, "by"), "party", form.by, self.parties)
            self._known((*path, "on"), "position", form.on, self.position_ids)
            condition = self._condition((*path, "if"), form.condition)
            yield Leverage(**grounds, by=form.by, on=form.on, cost=form.cost, condition=condition, private=form.private)

    def _one_way(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for issue, values in self.form.one_way.items():
            if self._known(("one_way",), "issue", issue, self.issues) and issue in self.form.issues:
                allowed = self.form.issues[issue].values
                if values and sorted(values) != sorted(allowed):
                    wording = f"the direction of '{issue}' must list each of its values once: {', '.join(allowed)}"
                    self.located.report(("one_way",), wording)
            yield issue, tuple(values)

    def _transition(self) -> Transition | None:
        form = self.form.transition
        if form is None:
            return None
        for index, party in enumerate(form.consent_of):
            self._known(("transition", "consent_of", index), "party", party, self.parties)
        for section in ("vetoes", "order"):
            for party in getattr(form, section):
                self._known(("transition", section, party), "party", party, form.consent_of)
        return Transition(form.model_dump(by_alias=True, exclude_unset=True))

    def _ranking(self, path: Path, tiers: list[Tier]) -> Ranking:
        read = []
        for index, tier in enumerate(tiers):
            one = self.located.values.get((*path, index, 0)) is None
            states = [
                self._state((*path, index) if one else (*path, index, place), state) for place, state in enumerate(tier)
            ]
            read.append(tuple(state for state in states if state is not None))
        return Ranking(tuple(read))

    def _state(self, path: Path, state: str | Mapping[str, str]) -> Mapping[str, str] | None:
        if isinstance(state, str):
            issues = self.form.issues
            other = [name for name, issue in issues.items() if set(issue.values) != {"no", "yes"}]
            if other:
                wording = f"Y and N name a state only when all issues are yes/no, and '{other[0]}' is not; write a map"
                self.located.report(path, wording)
            elif len(state) != len(issues):
                wording = (
                    f"'{state}' has {len(state)} letters for {len(issues)} issues ({', '.join(issues)}); give one each"
                )
                self.located.report(path, wording)
            else:
                letters = {"Y": "yes", "N": "no"}
                return {name: letters[letter] for name, letter in zip(issues, state, strict=True) if letter != "-"}
            return None
        if not self._pattern(path, state):
            return None
        missing = [issue for issue in self.issues if issue not in state]
        if missing:
            self.located.report(path, f"a state gives every issue a value; {', '.join(sorted(missing))} missing")
        return dict(state)

    def _pattern(self, path: Path, state: Mapping[str, str]) -> bool:
        found = True
        for issue, value in state.items():
            here = (*path, issue)
            if not self._known(here, "issue", issue, self.issues):
                found = False
            elif issue in self.form.issues:
                found = self._known(here, "value", value, self.form.issues[issue].values) and found
        return found

    # The whole

    def _check_aliases(self) -> None:
        seen: dict[str, str] = {}
        for name, party in self.form.parties.items():
            for index, alias in enumerate(party.aliases):
                other = seen.setdefault(alias.casefold(), name)
                if other != name:
                    wording = f"'{alias}' also names '{other}', so reports cannot tell the two apart"
                    self.located.report(("parties", name, "aliases", index), wording, severity="warning")

    def _check_status_quo(self, case: CaseFile) -> None:
        if any(problem.severity == "error" for problem in self.located.problems):
            return
        for index, rule in enumerate(case.impossible):
            if holds(rule.that.node, case.status_quo):
                wording = (
                    f"the status quo is excluded by rule '{rule.id}'; mend a 'now' or the rule, if that is not meant"
                )
                self.located.report(("impossible", index), wording, severity="warning")


def _keys(data: Any, section: str) -> Iterable[str]:
    found = data.get(section) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else ()


def _position_ids(data: Any) -> Iterator[str]:
    """Yield the ids of all positions in the file as it stands, broken ones too."""
    for party in _keys(data, "parties"):
        for kind in KINDS:
            entries = data["parties"][party].get(kind) if isinstance(data["parties"][party], dict) else None
            for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                given = entry.get("id") if isinstance(entry, dict) else None
                yield f"{party}.{kind}.{index + 1}" if given is None else str(given)


def _is_id(name: str) -> bool:
    return bool(name) and all(letter.isalnum() or letter in "._-" for letter in name)
