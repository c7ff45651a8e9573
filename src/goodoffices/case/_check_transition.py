"""The transition section of a case → the frozen body by mutual consent, with every mistake of meaning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Literal

from goodoffices.case._beside import read_beside
from goodoffices.case._located_yaml import Located, Path, repeated
from goodoffices.case._names import Names
from goodoffices.case._shape import shape
from goodoffices.case._table import read_table
from goodoffices.case.expressions import Expression
from goodoffices.case.schema_transition import BodyRuleForm, CandidateForm, CandidatesForm, TransitionForm, VetoForm
from goodoffices.case.transition import (
    Balance,
    BodyRule,
    Candidate,
    Office,
    Pairing,
    Quota,
    Share,
    Transition,
    Veto,
    strike,
)
from goodoffices.errors import shorten

AT = "transition"


class TransitionChecker:
    """Builds the transition from its form and its section as it stands, with the names of the whole file."""

    def __init__(self, names: Names, form: TransitionForm, section: Mapping[str, Any], folder: FilePath) -> None:
        self.names, self.form, self.section, self.folder = names, form, section, folder
        self.located: Located = names.located
        self.rows: Path = (AT, "candidates")
        self.ids: frozenset[str] | None = None
        """The ids that stand in the file, those of broken entries too; None: it cannot tell."""
        self.columns: Mapping[str, Sequence[str]] | None = None
        """The values that stand in each column; None: it cannot tell."""
        self.offices = list(_ids(section["offices"]))
        self.candidates = list(self._candidates())

    def transition(self) -> Transition:
        """Return the section as frozen data; what is wrong in it is noted."""
        form = self.form
        self._some("consent_of", "the parties whose consent a body needs")
        self._once((AT, "consent_of"), "party", form.consent_of, self.names.parties)
        self._some("offices", "an office: {id: …, seats: …}")
        for index, name in repeated(office.id for office in form.offices):
            wording = f"id {shorten(name)} is already taken; give each of the offices its own"
            self.located.report((AT, "offices", index, "id"), wording)
        for index, office in enumerate(form.offices):
            if not office.seats:
                self.located.report((AT, "offices", index, "seats"), "an office without seats; give it at least one")
        for section in ("vetoes", "order"):
            for party in getattr(form, section):
                self.names.known((AT, section, party), "party", party, form.consent_of, key=True)
        for party, ranked in form.order.items():
            self._once((AT, "order", party), "candidate", ranked, self.ids)
        return Transition(
            consent_of=tuple(form.consent_of),
            offices=tuple(Office(office.id, office.seats) for office in form.offices),
            candidates=tuple(self.candidates),
            vetoes=tuple(self._vetoes()),
            rules=tuple(self._rules()),
            order={party: tuple(ranked) for party, ranked in form.order.items()},
            candidates_file=form.candidates if isinstance(form.candidates, str) else None,
        )

    def _some(self, section: str, what: str) -> None:
        if not getattr(self.form, section) and self.located.is_whole((AT, section)):
            self.located.report((AT, section), f"the list is empty; name {what}")

    def _once(self, path: Path, kind: str, names: Sequence[str], allowed: Collection[str] | None) -> None:
        if allowed is not None:
            self.names.each_known(path, kind, names, allowed)

    def _known(self, path: Path, kind: str, name: str, allowed: Collection[str] | None, **how: Any) -> bool:
        return allowed is None or self.names.known(path, kind, name, allowed, **how)

    # Candidates

    def _candidates(self) -> Iterator[Candidate]:
        forms, located = self._forms()
        columns = list(dict.fromkeys(name for form in forms for name in _cells(form)))
        seen: set[str] = set()
        for index, form in enumerate(forms):
            path: Path = (*self.rows, index)
            if form.id in seen:
                wording = f"id {shorten(form.id)} is already taken; give each of the candidates its own"
                located.report((*path, "id"), wording)
                continue
            seen.add(form.id)
            if form.nominated_by is not None:
                by = form.nominated_by
                self.names.known((*path, "nominated_by"), "party", by, self.names.parties, within=located)
            offices = [name.strip() for part in form.offices for name in part.split(";") if name.strip()]
            for name in offices:
                self.names.known((*path, "offices"), "office", name, self.offices, within=located)
            means = self.names.condition((*path, "means"), form.means, within=located)
            yield Candidate(dict.fromkeys(columns, "") | _cells(form), tuple(offices), means)

    def _forms(self) -> tuple[Sequence[CandidateForm], Located]:
        """Return the candidates as written, and the document they stand in."""
        given = self.form.candidates
        if not isinstance(given, str):
            self._see(self.section["candidates"])
            return given, self.located
        self.rows = ("candidates",)
        raw = read_beside(self.located, (AT, "candidates"), self.folder, given)
        if raw is None:
            return [], self.located
        table = read_table(str(self.folder / given), raw, "candidates", self.located.problems)
        if table.data is None:
            return [], table
        self._see(table.data["candidates"])
        form, located = shape(table, CandidatesForm)
        return (form.candidates if form else []), located

    def _see(self, entries: Sequence[Any]) -> None:
        """Take down what the candidates are called and what stands in their columns, as far as that can be told."""
        if not entries:
            self.located.report((AT, "candidates"), "there are no candidates; add one")
            return
        self.columns = _columns(entries)
        ids = list(_ids(entries))
        self.ids = frozenset(ids) if len(ids) == len(entries) else None

    # Vetoes and rules

    def _vetoes(self) -> Iterator[Veto]:
        for party, forms in self.form.vetoes.items():
            for index, form in enumerate(forms):
                path: Path = (AT, "vetoes", party, index)
                grounds = self.names.grounds(path, form, f"{party}.veto.{index + 1}")
                that = self._struck(path, form)
                if that:
                    yield Veto(**grounds, party=party, that=that, candidate=form.candidate, cost=form.cost)

    def _struck(self, path: Path, form: VetoForm) -> Expression | None:
        if form.candidate is None:
            return self.names.condition((*path, "that"), form.that, over="column", values=self.columns)
        self._known((*path, "candidate"), "candidate", form.candidate, self.ids)
        return strike(form.candidate)

    def _rules(self) -> Iterator[BodyRule]:
        for index, form in enumerate(self.form.rules):
            path: Path = (AT, "rules", index)
            grounds = self.names.grounds(path, form, f"rule.{index + 1}") | {"cost": form.cost}
            if form.apart is not None or form.together is not None:
                yield self._pairing(path, form, grounds)
            elif form.balance is not None:
                yield self._balance(path, form, form.balance, grounds)
            else:
                yield self._counted(path, form, grounds)

    def _pairing(self, path: Path, form: BodyRuleForm, grounds: dict[str, Any]) -> Pairing:
        kind: Literal["apart", "together"] = "apart" if form.apart is not None else "together"
        offices = (form.apart if form.apart is not None else form.together) or []
        self._once((*path, kind), "office", offices, self.offices)
        if len(offices) < 2 and self.located.is_whole((*path, kind)):
            self.located.report((*path, kind), f"'{kind}' needs two offices or more; add one")
        self._known((*path, "by"), "column", form.by or "", self.columns)
        return Pairing(**grounds, kind=kind, offices=tuple(offices), by=form.by or "")

    def _balance(self, path: Path, form: BodyRuleForm, between: Sequence[str], grounds: dict[str, Any]) -> Balance:
        self._once((*path, "in"), "office", form.within, self.offices)
        by = form.by if form.by is not None else "nominated_by"
        if self._known((*path, "by"), "column", by, self.columns) and self.columns:
            for index, value in enumerate(between):
                self._known((*path, "balance", index), "value", value, self.columns[by], severity="warning")
        for index, value in repeated(between):
            self.located.report((*path, "balance", index), f"value {shorten(value)} is named twice; once is enough")
        if len(between) < 2 and self.located.is_whole((*path, "balance")):
            self.located.report((*path, "balance"), "'balance' needs two values or more; add one")
        return Balance(**grounds, between=tuple(between), by=by, margin=form.margin, offices=tuple(form.within))

    def _counted(self, path: Path, form: BodyRuleForm, grounds: dict[str, Any]) -> Quota | Share:
        self._once((*path, "in"), "office", form.within, self.offices)
        for column, value in form.of.items():
            here = (*path, "of", column)
            if self._known(here, "column", column, self.columns, key=True) and self.columns:
                self._known(here, "value", value, self.columns[column], severity="warning")
        common = grounds | {"of": dict(form.of), "offices": tuple(form.within)}
        if form.share is not None:
            low, high = form.share.min, form.share.max
            if low > high:
                self.located.report((*path, "share"), f"min {low:g} lies above max {high:g}; swap or mend them")
            return Share(**common, low=low, high=high)
        for bound in ("at_least", "at_most", "exactly"):
            if (number := getattr(form, bound)) is not None:
                break
        return Quota(**common, bound=bound, number=number)


def _cells(form: CandidateForm) -> dict[str, str]:
    known = {"id": form.id, "name": form.name, "nominated_by": form.nominated_by}
    return {name: text for name, text in known.items() if text is not None} | (form.model_extra or {})


def _ids(entries: Any) -> Iterator[str]:
    """Yield the ids of entries as they stand in a file."""
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            yield entry["id"]


def _columns(entries: Iterable[Any]) -> Mapping[str, Sequence[str]]:
    """Return the values that stand in each column of candidates, those of broken entries too."""
    rows = [entry for entry in entries if isinstance(entry, dict)]
    names = dict.fromkeys(str(name) for row in rows for name in row if name not in {"offices", "means"})
    return {name: tuple(dict.fromkeys(str(row.get(name, "")) for row in rows)) for name in names}
