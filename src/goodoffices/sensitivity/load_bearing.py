"""What flips when one statement, one report or one outlet falls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from goodoffices.case import CaseFile, grounds
from goodoffices.case.entry import Entry
from goodoffices.sensitivity.answer import LoadBearing
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.falls import based_on_statements, sources, without
from goodoffices.sensitivity.questions import QUESTIONS


def load_bearing(case: CaseFile, ask: Asker, today: Mapping[str, Collection[str]]) -> Iterator[LoadBearing]:
    """Yield each source whose fall alone ends a conclusion of today, with what ends and what holds instead.

    Parameters
    ----------
    case : CaseFile
        The case as filed.
    ask : Asker
        Asks it otherwise.
    today : mapping
        The conclusions of each question to the case as filed.
    """
    based = based_on_statements(case, QUESTIONS)
    units = list(sources(case, based))
    cases = [without(based, statements) for _, _, statements in units]
    found = {question: ask(question, cases) for question in today}
    for place, (kind, name, statements) in enumerate(units):
        flips = [one for question, now in today.items() for one in now if one not in found[question][place]]
        instead = [one for question, now in today.items() for one in _verdict_first(found[question][place] - set(now))]
        if flips:
            rests = grounds(case, [Entry(name, tuple(sorted(statements)))])
            yield LoadBearing(kind, name, tuple(flips), tuple(instead), cases[place].gone, rests)


def _verdict_first(conclusions: Collection[str]) -> list[str]:
    """Return conclusions by name, those first that name nothing."""
    return sorted(conclusions, key=lambda one: (": " in one, one))
