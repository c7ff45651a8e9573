"""The library's front door: a case to load, look at otherwise, and ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.case import Answer, CaseFile, load, pinned
from goodoffices.case.whole import write_whole
from goodoffices.encode.feasible import problems_of_states
from goodoffices.errors import CaseError, Problem

if TYPE_CHECKING:  # each question loads its solver only when it is asked
    from goodoffices.brief import Brief
    from goodoffices.convene import ConveneAnswer
    from goodoffices.stability import StabilityAnswer
    from goodoffices.transition import TransitionAnswer


@dataclass(frozen=True, slots=True)
class Case:
    """A conflict, and the questions to ask of it.

    Attributes
    ----------
    file : CaseFile
        The case as frozen data.

    Examples
    --------
    >>> case = Case.load("examples/syria-2013")
    >>> case.convene().convenes
    False
    >>> [concession.delivered_by for concession in case.convene().packages[0].concessions]
    ['us', None, 'russia']
    """

    file: CaseFile

    @classmethod
    def load(cls, path: str | Path) -> Case:
        """Read a case from its folder or file.

        Raises
        ------
        CaseError
            With every problem found, each with its place and what to do.
        FolderError
            If there is no such folder or file.
        """
        file = load(path)
        found = problems_of_states(file)
        problems = (*file.warnings, *found)
        if any(problem.severity == "error" for problem in found):
            raise CaseError(problems)
        return cls(dataclasses.replace(file, warnings=problems))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What does not keep the case from being used, but may not be meant."""
        return self.file.warnings

    def at(self, date: dt.date | None) -> Case:
        """Return the case as of another date (None: all positions count that are not withdrawn)."""
        return Case(dataclasses.replace(self.file, as_of=date))

    def pinned(self, **values: str) -> Case:
        """Return the case with issues held at a value: `case.pinned(arms="supplied")`."""
        return Case(pinned(self.file, values))

    def convene(self, *, most_packages: int | None = 10, most_deadlocks: int | None = 100) -> ConveneAnswer:
        """Return who will come, what stands in the way, and the least that unlocks it; see `goodoffices.convene`."""
        from goodoffices.convene import convene

        return convene(self.file, most_packages=most_packages, most_deadlocks=most_deadlocks)

    def transition(self, *, most_sets: int | None = 100, most_withdrawals: int | None = 10) -> TransitionAnswer:
        """Return who could govern meanwhile, or what keeps everybody from it; see `goodoffices.transition`."""
        from goodoffices.transition import transition

        return transition(self.file, most_sets=most_sets, most_withdrawals=most_withdrawals)

    def stability(self, *, limit: int | None = None, every_state: bool = False) -> StabilityAnswer:
        """Return which states hold, for whom and by which concept; see `goodoffices.stability`."""
        from goodoffices.stability import stability

        return stability(self.file, limit=limit, every_state=every_state)

    def brief(self, *, share: bool = False) -> Brief:
        """Return all answers on a few pages; `share` leaves out what is private, and all that rests on it."""
        from goodoffices.brief import brief

        return brief(self.file, share=share)

    def show(self, answer: Answer) -> None:
        """Print an answer, or the brief, on the terminal."""
        from goodoffices.brief.terminal import show

        show(self.file, answer)

    def write_page(self, brief: Brief, file: str | Path) -> None:
        """Write a brief as one HTML page that needs no network.

        Raises
        ------
        FolderError
            If it cannot be written there; what stood there stays.
        """
        from goodoffices.brief.page import page

        write_whole(Path(file), page(brief))
