"""What an entry rests on: its statements and their reports, whether they are disputed, or why it is assumed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.case.answer import Answer
from goodoffices.case.model import CaseFile, Entry


@dataclass(frozen=True, slots=True)
class Grounds(Answer):
    """The grounds of a conclusion, carried by every item of every answer.

    `statements` are ids in the order cited; `disputed` are those another statement does not agree with; `assumed` are
    the ids of the entries no statement stands behind, and `why` the reasons the analyst gave for them.
    """

    statements: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


def grounds(case: CaseFile, entries: Iterable[Entry]) -> Grounds:
    """Return what the entries rest on together."""
    held = list(entries)
    statements = tuple(dict.fromkeys(name for entry in held for name in entry.because))
    return Grounds(
        statements=statements,
        reports=tuple(dict.fromkeys(case.dossier.statements[name].report for name in statements)),
        disputed=tuple(name for name in statements if name in case.dossier.disputed),
        assumed=tuple(dict.fromkeys(entry.id for entry in held if entry.assumed)),
        why=tuple(dict.fromkeys(entry.why for entry in held if entry.assumed and entry.why)),
    )
