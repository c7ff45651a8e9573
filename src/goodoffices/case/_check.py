"""The form of `case.yaml` → the frozen case, with every mistake of meaning.

Parties and the transition have files of their own; all of them look names up in `_names`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from goodoffices.case._check_parties import PartyChecker
from goodoffices.case._check_transition import AT, TransitionChecker
from goodoffices.case._dossier import Reading
from goodoffices.case._located_yaml import Located, Path, repeated, spell
from goodoffices.case._names import Names
from goodoffices.case.expressions import Expression, holds
from goodoffices.case.model import CaseFile, Issue, Leverage, Rule
from goodoffices.case.schema import VERSION, CaseForm, IssueForm
from goodoffices.case.transition import Transition
from goodoffices.errors import shorten


class Checker:
    """Builds the case from its form."""

    def __init__(self, form: CaseForm, located: Located, whole: Any, reading: Reading) -> None:
        self.form, self.located, self.whole = form, located, whole
        self.names = Names(form, located, whole, reading)

    def case(self, folder: FilePath) -> CaseFile:
        """Return the case, whose other files lie in `folder`; what is wrong with it is noted."""
        form = self.form
        if form.goodoffices != VERSION:
            wording = f"found format version {shorten(form.goodoffices)}; this program reads version {VERSION}"
            self.located.report(("goodoffices",), f"{wording}, so write goodoffices: {VERSION}")
        for section in ("parties", "issues"):
            if not getattr(form, section):
                self.located.report((section,), f"there are no {section}; add at least one")
        check = PartyChecker(self.names, list(form.issues))
        issues = {name: self._issue(name, issue) for name, issue in form.issues.items()}
        parties = {name: check.party(name, party) for name, party in form.parties.items()}
        self._check_aliases()
        case = CaseFile(
            title=form.title,
            parties=parties,
            issues=issues,
            as_of=form.as_of,
            goal=self.names.condition(("goal",), form.goal),
            hoped_date=self.names.grounds_of(("hoped_date",), form.hoped_date),
            impossible=tuple(self._rules()),
            one_way=dict(self._one_way()),
            alike=tuple(self._alike()),
            leverage=tuple(self._leverage()),
            transition=self._transition(folder),
            dossier=self.names.dossier,
            file=self.located.file,
            places={spell(path): place[:2] for path, place in self.located.values.items() if len(path) <= 4},
        )
        if not any(problem.severity == "error" for problem in self.located.problems):
            self._check_status_quo(case)
        return case

    def _transition(self, folder: FilePath) -> Transition | None:
        form = self.form.transition
        return TransitionChecker(self.names, form, self.whole[AT], folder).transition() if form else None

    # Issues and rules

    def _issue(self, name: str, form: IssueForm) -> Issue:
        path: Path = ("issues", name)
        self.names.named(path, "an issue", name)
        self.names.each_known((*path, "by"), "party", form.by, self.names.parties)
        if not form.by:
            self.located.report((*path, "by"), "nobody decides this issue; name a party")
        if len(form.values) < 2 and self.located.is_whole((*path, "values")):
            self.located.report((*path, "values"), "an issue needs two or more values; add one")
        for index, value in repeated(form.values):
            self.located.report((*path, "values", index), f"value {shorten(value)} stands twice; keep one")
        now = form.now if form.now is not None else (form.values or ["no"])[0]
        values = self.names.values.get(name)
        if values is not None:
            self.names.known((*path, "now"), "value", now, values)
        for value in form.cost:
            here = (*path, "cost", value)
            if values is not None and self.names.known(here, "value", value, values, key=True) and value == now:
                wording = f"{shorten(value)} is the value of today, so this cost is never paid; take it out"
                self.located.report(here, wording, severity="warning")
        return Issue(name, form.title or name, tuple(form.by), tuple(form.values), now, dict(form.cost))

    def _rules(self) -> Iterator[Rule]:
        for index, form in enumerate(self.form.impossible):
            path: Path = ("impossible", index)
            grounds = self.names.grounds(path, form, f"impossible.{index + 1}")
            if that := self.names.shorthand(path, form.that):
                yield Rule(**grounds, that=that)

    def _alike(self) -> Iterator[Expression]:
        for index, text in enumerate(self.form.alike):
            if expression := self.names.condition(("alike", index), text):
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
                elif self.names.known(path, "issue", issue, self.names.issues, key=True) and issue in self.names.values:
                    allowed = self.names.values[issue]
                    if values and sorted(values) != sorted(allowed):
                        shown = ", ".join(map(shorten, allowed))
                        wording = f"the direction of '{issue}' must list each of its values once; values are {shown}"
                        self.located.report(path, wording)
                seen.add(issue)
                yield issue, tuple(values)

    def _leverage(self) -> Iterator[Leverage]:
        for index, form in enumerate(self.form.leverage):
            path: Path = ("leverage", index)
            grounds = self.names.grounds(path, form, f"leverage.{index + 1}")
            self.names.known((*path, "by"), "party", form.by, self.names.parties)
            kinds = self.names.kinds
            if self.names.known((*path, "on"), "position", form.on, kinds) and kinds[form.on] == "wants":
                wording = f"{shorten(form.on)} is a want, which keeps nobody away; leverage has no effect on it"
                self.located.report((*path, "on"), f"{wording}, so name a refusal or requirement", severity="warning")
            condition = self.names.condition((*path, "if"), form.condition)
            yield Leverage(**grounds, by=form.by, on=form.on, cost=form.cost, condition=condition, private=form.private)

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
