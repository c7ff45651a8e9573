"""The library's front door: a case to load, look at otherwise, and ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.case import Answer, CaseFile, load, pinned
from goodoffices.case.in_force import public
from goodoffices.case.whole import write_whole
from goodoffices.encode.feasible import problems_of_states
from goodoffices.errors import CaseError, ExchangeError, FolderError, Problem, UnknownNameError, unknown

if TYPE_CHECKING:  # each question loads its solver only when it is asked
    from goodoffices.brief import Brief
    from goodoffices.convene import ConveneAnswer
    from goodoffices.stability import StabilityAnswer


_FORMS = {
    ".jsonld": ("goodoffices.exchange.web_annotation", "written"),
    ".qdpx": ("goodoffices.exchange.refi_qda", "written"),
    ".csv": ("goodoffices.exchange.quote_list", "written"),
    ".json": ("goodoffices.exchange.statement_list", "written"),
    ".html": ("goodoffices.brief.digest", "digest"),
}
"""Suffix → what writes statements in that form; each is loaded when it is first asked for."""


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

    def export(self, file: str | Path, *, share: bool = False) -> None:
        """Write reports, statements and links for another program; the suffix of the file says for which.

        `.jsonld` is W3C Web Annotations, `.qdpx` a REFI-QDA project, `.csv` a list of quotations, `.json` plain data
        and `.html` a digest with every passage in its context. `share` leaves out what only private entries rest on.

        Raises
        ------
        UnknownNameError
            If no form has that suffix.
        FolderError
            If it cannot be written there; what stood there stays.
        """
        target = Path(file)
        if target.suffix.lower() not in _FORMS:
            raise UnknownNameError(unknown("suffix", target.suffix, _FORMS))
        module, name = _FORMS[target.suffix.lower()]
        written = getattr(import_module(module), name)
        write_whole(target, written(public(self.file) if share else self.file))

    def take_in(self, file: str | Path) -> tuple[int, tuple[str, ...]]:
        """Add the statements of a file of W3C Web Annotations to the case's folder, as drafted.

        Returns
        -------
        added, left_out
            How many were added, and which were not, and why.

        Raises
        ------
        ExchangeError
            If the file holds no Web Annotations.
        FolderError
            If it cannot be read, or the statements file cannot be written.
        """
        from goodoffices.evidence.added import add
        from goodoffices.exchange.web_annotation import read

        try:
            text = Path(file).read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise FolderError(f"{file}: cannot be read ({error.strerror}); check the path") from None
        except UnicodeDecodeError as error:
            raise ExchangeError(f"{file}: byte {error.start} is not UTF-8; export the annotations as UTF-8") from None
        found, left_out = read(text, self.file)
        add(self.file, found)
        return len(found), left_out
