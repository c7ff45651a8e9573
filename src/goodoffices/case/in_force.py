"""Which positions count, and the case seen otherwise: with an issue pinned, without what is private."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TypeVar

from goodoffices.case.entry import Entry
from goodoffices.case.expressions import Expression, Not, equals
from goodoffices.case.model import CaseFile, Leverage, Party, Position, Rule
from goodoffices.case.statements import Dossier, Link
from goodoffices.errors import UnknownNameError, unknown

EntryT = TypeVar("EntryT", Position, Leverage, Link)


def is_in_force(position: Position, as_of: dt.date | None) -> bool:
    """Whether a position is held on a date: not withdrawn, and since ≤ date ≤ until (no date: no filter)."""
    if position.withdrawn or as_of is None:
        return not position.withdrawn
    return (position.since or as_of) <= as_of <= (position.until or as_of)


def in_force(case: CaseFile, *kinds: str) -> tuple[Position, ...]:
    """Return the positions of the given kinds that count at the case's date, in the order of the file."""
    return tuple(p for p in case.positions if p.kind in kinds and is_in_force(p, case.as_of))


def pinned(case: CaseFile, values: Mapping[str, str]) -> CaseFile:
    """Return the case with issues held at the given values: today's value, and no other.

    Raises
    ------
    UnknownNameError
        If an issue or value is not in the case.
    """
    issues = dict(case.issues)
    rules = {rule.id: rule for rule in case.impossible}
    for name, value in values.items():
        if name not in issues:
            raise UnknownNameError(unknown("issue", name, issues))
        if value not in issues[name].values:
            raise UnknownNameError(f"issue '{name}': " + unknown("value", value, issues[name].values))
        issues[name] = replace(issues[name], now=value)
        held = equals(name, value)
        rule = Rule(f"set.{name}", why="pinned", that=Expression(f"not ({held})", Not(held.node)))
        rules[rule.id] = rule
    return replace(case, issues=issues, impossible=tuple(rules.values()))


def public(case: CaseFile) -> CaseFile:
    """Return the case without its private entries, and without the statements and reports that only they rest on.

    Nothing drawn from the result can tell what was private: it is the case as it would be had that never been there,
    and entries without an id of their own are counted anew.
    """
    names: dict[str, str] = {}
    parties = {party.id: _shared(party, names) for party in case.parties.values()}
    leverage = [
        replace(entry, on=names[entry.on]) for entry in case.leverage if not entry.private and entry.on in names
    ]
    shared = replace(
        case,
        parties=parties,
        leverage=tuple(_counted("leverage", index, entry) for index, entry in enumerate(leverage, 1)),
        places={},
        warnings=(),
    )
    hidden = _cited(case) - _cited(shared)
    return replace(shared, dossier=_without(case.dossier, hidden)) if hidden else shared


def _shared(party: Party, names: dict[str, str]) -> Party:
    """Return a party without its private positions; `names` takes what each of the others was and is called."""
    positions = []
    for kind in ("refuses", "requires", "wants"):
        held = [position for position in party.positions if position.kind == kind and not position.private]
        for index, position in enumerate(held, 1):
            positions.append(_counted(f"{party.id}.{kind}", index, position))
            names[position.id] = positions[-1].id
    return replace(party, positions=tuple(positions))


def _counted(stem: str, index: int, entry: EntryT) -> EntryT:
    unnamed = re.fullmatch(rf"{re.escape(stem)}\.[0-9]+", entry.id)
    return replace(entry, id=f"{stem}.{index}") if unnamed else entry


def _without(dossier: Dossier, hidden: Set[str]) -> Dossier:
    """Return the dossier without some statements, the links they are in, and the reports that hold no others."""
    statements = {name: statement for name, statement in dossier.statements.items() if name not in hidden}
    emptied = {dossier.statements[name].report for name in hidden} - {held.report for held in statements.values()}
    links = [link for link in dossier.links if hidden.isdisjoint(link.members)]
    return Dossier(
        {name: report for name, report in dossier.reports.items() if name not in emptied},
        statements,
        tuple(_counted("link", index, link) for index, link in enumerate(links, 1)),
    )


def _cited(case: CaseFile) -> set[str]:
    body = case.transition
    entries: list[Entry] = [*case.positions, *case.impossible, *case.leverage]
    entries += [*body.vetoes, *body.rules] if body else []
    return {name for entry in entries for name in entry.because} | set(case.hoped_date)
