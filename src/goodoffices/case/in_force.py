"""Which positions count, and the case seen otherwise: at another date, with an issue pinned, without what is private."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from goodoffices.case.expressions import Expression, Not, equals
from goodoffices.case.model import CaseFile, Position, Rule
from goodoffices.case.statements import Dossier
from goodoffices.errors import UnknownNameError, unknown


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
    issues, rules = dict(case.issues), list(case.impossible)
    for name, value in values.items():
        if name not in issues:
            raise UnknownNameError(unknown("issue", name, issues))
        if value not in issues[name].values:
            raise UnknownNameError(f"issue '{name}': " + unknown("value", value, issues[name].values))
        issues[name] = replace(issues[name], now=value)
        held = equals(name, value)
        rules.append(Rule(f"set.{name}", why="pinned", that=Expression(f"not ({held})", Not(held.node))))
    return replace(case, issues=issues, impossible=tuple(rules))


def public(case: CaseFile) -> CaseFile:
    """Return the case without its private entries and without the statements that only they rest on.

    Nothing drawn from the result can tell what was private, for it was never there.
    """
    parties = {
        party.id: replace(party, positions=_without(party.positions, lambda p: p.private))
        for party in case.parties.values()
    }
    gone = {position.id for position in case.positions if position.private}
    leverage = tuple(entry for entry in case.leverage if not entry.private and entry.on not in gone)
    shared = replace(case, parties=parties, leverage=leverage, warnings=(), places={})
    hidden = _cited(case) - _cited(shared)
    statements = {name: s for name, s in case.dossier.statements.items() if name not in hidden}
    links = tuple(link for link in case.dossier.links if hidden.isdisjoint(link.members))
    return replace(shared, dossier=Dossier(case.dossier.reports, statements, links))


def _without(positions: tuple[Position, ...], hidden: Callable[[Position], bool]) -> tuple[Position, ...]:
    return tuple(position for position in positions if not hidden(position))


def _cited(case: CaseFile) -> set[str]:
    entries = [*case.positions, *case.impossible, *case.leverage]
    return {name for entry in entries for name in entry.because} | set(case.hoped_date)
