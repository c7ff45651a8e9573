"""Which entries fall when statements do, and which statements stand or fall together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from goodoffices.case import CaseFile
from goodoffices.case.entry import Entry
from goodoffices.sensitivity.otherwise import Otherwise, entries
from goodoffices.sensitivity.questions import QUESTIONS

Source = Literal["statement", "report", "outlet"]


def without(based: Collection[Entry], statements: Collection[str]) -> Otherwise:
    """Return what is left when the statements fall: an entry goes that rested on nothing else.

    An entry that never rested on a statement is assumed, and stays.
    """
    fallen = frozenset(statements)
    return Otherwise(tuple(sorted(entry.id for entry in based if entry.because and fallen.issuperset(entry.because))))


def based_on_statements(case: CaseFile, questions: Iterable[str]) -> tuple[Entry, ...]:
    """Return the entries that rest on statements and that the answer to some of the questions depends on."""
    reads = frozenset[str]().union(*(QUESTIONS[name].reads(case) for name in questions))
    return tuple(entry for entry in entries(case, reads) if entry.because)


def sources(case: CaseFile, based: Collection[Entry]) -> Iterator[tuple[Source, str, frozenset[str]]]:
    """Yield every statement that an entry rests on, every report and outlet, with the statements that fall with it."""
    cited = list(dict.fromkeys(name for entry in based for name in entry.because))
    reports: dict[str, set[str]] = {}
    outlets: dict[str, set[str]] = {}
    for name in cited:
        yield "statement", name, frozenset([name])
        report = case.dossier.statements[name].report
        reports.setdefault(report, set()).add(name)
        outlet = case.dossier.reports[report].outlet
        if outlet:
            outlets.setdefault(outlet, set()).add(name)
    yield from (("report", name, frozenset(held)) for name, held in reports.items())
    yield from (("outlet", name, frozenset(held)) for name, held in outlets.items())
