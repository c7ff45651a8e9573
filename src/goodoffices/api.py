"""The library's front door: a case to load, look at otherwise, and ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.case import Answer, CaseFile, State, load, pinned
from goodoffices.case.named_state import named_state
from goodoffices.case.whole import write_whole
from goodoffices.encode.feasible import problems_of_states
from goodoffices.errors import CaseError, Problem
from goodoffices.progress import Progress, silent

if TYPE_CHECKING:  # each question loads its solver only when it is asked
    from goodoffices.brief import Brief
    from goodoffices.convene import ConveneAnswer
    from goodoffices.stability import Remedy, StabilityAnswer, StatusQuo, Why
    from goodoffices.stability.questions import Coalitions


class Picture(str):
    """An SVG element; notebooks show it."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


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

    def stability(
        self,
        *,
        limit: int | None = None,
        every_state: bool = False,
        coalitions: Coalitions = (),
        progress: Progress = silent,
    ) -> StabilityAnswer:
        """Return which states hold, for whom and by which concept; see `goodoffices.stability`."""
        from goodoffices.stability import stability

        return stability(self.file, limit=limit, every_state=every_state, coalitions=coalitions, progress=progress)

    def state(self, text: str) -> State:
        """Return the state a text names: `issue=value,issue=value`, all else as today; or Y and N for every issue."""
        return named_state(self.file, text)

    def why(self, state: State, *, parties: Sequence[str] | None = None) -> Why:
        """Return why a state holds or not, move by move; see `goodoffices.stability`."""
        from goodoffices.stability import why

        return why(self.file, state, parties=parties)

    def remedy(
        self, state: State, concept: str = "nash", *, adding: bool = False, progress: Progress = silent
    ) -> Remedy:
        """Return the fewest changes of preference that make a state hold; see `goodoffices.stability`."""
        from goodoffices.stability import remedy

        return remedy(self.file, state, concept, adding=adding, progress=progress)

    def reached(
        self, start: State | None = None, *, coalitions: Coalitions = (), every_state: bool = False
    ) -> StatusQuo:
        """Return what is reached from today, or another state, in how many steps; see `goodoffices.stability`."""
        from goodoffices.stability import stability, status_quo

        return status_quo(stability(self.file, limit=0), start, coalitions=coalitions, every_state=every_state)

    def brief(self, *, share: bool = False) -> Brief:
        """Return all answers on a few pages; `share` leaves out what is private, and all that rests on it."""
        from goodoffices.brief import brief

        return brief(self.file, share=share)

    def show(self, answer: Answer) -> None:
        """Print an answer, or the brief, on the terminal."""
        from goodoffices.brief.terminal import show

        show(self.file, answer)

    def picture(self, answer: StabilityAnswer) -> Picture:
        """Return which states hold as a picture: SVG text that a notebook shows."""
        from goodoffices.pictures import holding

        return Picture(holding(answer))

    def write_page(self, brief: Brief, file: str | Path) -> None:
        """Write a brief as one HTML page that needs no network.

        Raises
        ------
        FolderError
            If it cannot be written there; what stood there stays.
        """
        from goodoffices.brief.page import page

        write_whole(Path(file), page(brief))
