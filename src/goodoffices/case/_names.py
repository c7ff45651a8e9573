"""What a case file declares and how entries call it: names, conditions and grounds, with every mistake in them."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from goodoffices.case._dossier import Reading
from goodoffices.case._form import GroundedForm
from goodoffices.case._located_yaml import Located, Path, Severity, repeated, spell
from goodoffices.case.expressions import IDENTIFIER, Expression, Is, atoms, holds
from goodoffices.case.model import Kind
from goodoffices.case.parse import parse
from goodoffices.case.schema import CaseForm
from goodoffices.errors import ExpressionError, shorten, unknown

KINDS: tuple[Kind, ...] = ("refuses", "requires", "wants")

_ID = re.compile(r"[\w.-]+")
_KEPT = re.compile(r"set\..*|(.+\.)?(refuses|requires|wants|veto|impossible|leverage|rule)\.[0-9]+")
"""Ids of what has none of its own, and of what is pinned from outside."""
_FEW = 64
"""As many combinations of values are tried to tell whether a condition depends on anything."""

Values = Mapping[str, Sequence[str]]


class Names:
    """Looks names up among all that the file declares; every mistake is noted in `located`.

    Those of broken entries count too, so that one mistake does not bring forth others.
    """

    def __init__(self, form: CaseForm, located: Located, whole: Any, reading: Reading) -> None:
        self.located = located
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

    def shorthand(self, path: Path, text: str) -> Expression | None:
        """Return the condition `that` of the entry at `path`, which may be written as its condition alone."""
        written = (*path, "that")
        return self.condition(written if written in self.located.values else path, text)

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

    def named(self, path: Path, kind: str, name: str) -> None:
        """Note a name that no condition could hold."""
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
        return {"id": name, "because": self.grounds_of((*path, "because"), form.because), "why": form.why}

    def grounds_of(self, path: Path, names: Iterable[str]) -> tuple[str, ...]:
        """Return the statements named in the list at `path` that an entry can rest on."""
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
