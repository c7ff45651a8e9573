"""The library's front door: a case to load, look at otherwise, and ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.case import Answer, CaseFile, State, load, pinned
from goodoffices.case.in_force import public
from goodoffices.case.named_state import named_state
from goodoffices.case.save import save
from goodoffices.case.whole import whole_folder, write_whole
from goodoffices.encode.feasible import problems_of_states
from goodoffices.errors import CaseError, ExchangeError, FolderError, Problem, UnknownNameError, unknown
from goodoffices.progress import Progress, silent

if TYPE_CHECKING:  # each question loads its solver only when it is asked
    from goodoffices.brief import Brief
    from goodoffices.convene import ConveneAnswer
    from goodoffices.sensitivity import Comparison, SensitivityAnswer, Timeline
    from goodoffices.settle import ForecastAnswer, SettleAnswer
    from goodoffices.stability import Remedy, StabilityAnswer, StatusQuo, Why
    from goodoffices.stability.answer import Coalitions
    from goodoffices.transition import TransitionAnswer


class Picture(str):
    """An SVG element; notebooks show it."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


_FILES = {
    ".jsonld": ("goodoffices.exchange.web_annotation", "written"),
    ".qdpx": ("goodoffices.exchange.refi_qda", "written"),
    ".csv": ("goodoffices.exchange.quote_list", "written"),
    ".json": ("goodoffices.exchange.statement_list", "written"),
    ".html": ("goodoffices.brief.digest", "digest"),
    ".soc": ("goodoffices.exchange.preflib", "complete"),
    ".soi": ("goodoffices.exchange.preflib", "incomplete"),
}
"""Suffix → what writes a case in that form; each is loaded when it is first asked for."""
_FOLDERS = {
    "genius": ("goodoffices.exchange.genius", "write_genius"),
    "negmas": ("goodoffices.exchange.negmas", "write_negmas"),
}
"""Program → what writes a case as a folder of its files."""


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
    def load(cls, path: str | Path, *, adding: Iterable[str] = ()) -> Case:
        """Read a case from its folder or file; `adding` are entries in YAML, read as if they stood there too.

        Raises
        ------
        CaseError
            With every problem found, each with its place and what to do.
        FolderError
            If there is no such folder or file.
        """
        file = load(path, adding=adding)
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

    def without(self, *names: str) -> Case:
        """Return the case without entries, statements, reports or outlets, and without what rests on nothing else."""
        from goodoffices.sensitivity import dropped

        return Case(dropped(self.file, names))

    def convene(self, *, most_packages: int | None = 10, most_deadlocks: int | None = 100) -> ConveneAnswer:
        """Return who will come, what stands in the way, and the least that unlocks it; see `goodoffices.convene`."""
        from goodoffices.convene import convene

        return convene(self.file, most_packages=most_packages, most_deadlocks=most_deadlocks)

    def after(self, package: int) -> Case:
        """Return the case once the package of that number, from 1, has brought the parties to the table.

        Its concessions are out of force; the goal and the conditions of the leverages it uses must hold. Where the case
        convenes without concessions, package 1 is none at all.

        Raises
        ------
        MissingGoalError
            If the case states no goal.
        UnknownNameError
            If there is no package of that number.
        """
        from goodoffices.convene import met

        answer = self.convene(most_packages=package, most_deadlocks=1)
        there = met(self.file, answer, package)
        if there is None:
            raise UnknownNameError(f"there is no package {package}; convene finds {len(answer.packages)}")
        return Case(there)

    def settle(
        self, *, after_package: int | None = None, limit: int | None = None, start: State | None = None
    ) -> SettleAnswer:
        """Return what the sides could agree on, once a package has brought them together; see `goodoffices.settle`."""
        from goodoffices.settle import settle

        asked = self if after_package is None else self.after(after_package)
        return settle(asked.file, limit=limit, start=start)

    def transition(self, *, most_sets: int | None = 100, most_withdrawals: int | None = 10) -> TransitionAnswer:
        """Return who could govern meanwhile, or what keeps everybody from it; see `goodoffices.transition`."""
        from goodoffices.transition import transition

        return transition(self.file, most_sets=most_sets, most_withdrawals=most_withdrawals)

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

    def sensitivity(
        self,
        *,
        draws: int = 1000,
        seed: int = 0,
        within: float = 0.05,
        workers: int = 1,
        cluster: str | None = None,
        keep: str | Path | None = None,
        progress: Progress = silent,
    ) -> SensitivityAnswer:
        """Return how often each conclusion survives doubt, and what carries it; see `goodoffices.sensitivity`."""
        from goodoffices.sensitivity import sensitivity

        return sensitivity(
            self.file,
            draws=draws,
            seed=seed,
            within=within,
            workers=workers,
            cluster=cluster,
            keep=Path(keep) if keep is not None else None,
            progress=progress,
        )

    def compare(self, after: Case, *, workers: int = 1, cluster: str | None = None) -> Comparison:
        """Return what the answers to another case say differently, and nothing else."""
        from goodoffices.sensitivity import compare

        return compare(self.file, after.file, workers=workers, cluster=cluster)

    def timeline(self, *, workers: int = 1, cluster: str | None = None) -> Timeline:
        """Return how positions, deadlocks and the cheapest package moved from date to date."""
        from goodoffices.sensitivity import timeline

        return timeline(self.file, workers=workers, cluster=cluster)

    def brief(self, *, share: bool = False) -> Brief:
        """Return all answers on a few pages; `share` leaves out what is private, and all that rests on it."""
        from goodoffices.brief.brief import brief

        return brief(self.file, share=share)

    def show(self, answer: Answer, *, most: int | None = None) -> None:
        """Print an answer, or the brief, on the terminal; at most so many lines of what is uncertain, or differs."""
        from goodoffices.brief.terminal import show

        show(self.file, answer, most=most)

    def picture(self, answer: StabilityAnswer) -> Picture:
        """Return which states hold as a picture: SVG text that a notebook shows."""
        from goodoffices.pictures import holding

        return Picture(holding(answer))

    def write_picture(self, timeline: Timeline, file: str | Path) -> None:
        """Write the picture of a timeline as SVG.

        Raises
        ------
        FolderError
            If it cannot be written there; what stood there stays.
        """
        from goodoffices.brief.moving import picture

        write_whole(Path(file), picture(self.file, timeline))

    def write_page(self, brief: Brief, file: str | Path) -> None:
        """Write a brief as one HTML page that needs no network.

        Raises
        ------
        FolderError
            If it cannot be written there; what stood there stays.
        """
        from goodoffices.brief.page import page

        write_whole(Path(file), page(brief))

    def save(self, folder: str | Path) -> None:
        """Write the case to its folder or file; only what differs is changed there.

        Raises
        ------
        CaseError
            If what stands there, or the case, has mistakes that keep it from being read again.
        FolderError
            If it cannot be written there; what stood there stays.
        """
        save(self.file, folder)

    def export(self, target: str | Path, *, form: str | None = None, share: bool = False) -> None:
        """Write the case for another program.

        Parameters
        ----------
        target : path
            A file, whose suffix says for which: of reports, statements and links, `.jsonld` is W3C Web Annotations,
            `.qdpx` a REFI-QDA project, `.csv` a list of quotations, `.json` plain data and `.html` a digest with every
            passage in its context; of the sides' orders of candidates, `.soc` and `.soi` are PrefLib's.
        form : {"genius", "negmas"}, optional
            Then `target` is a folder to make, with the sides' worth in the files of that program.
        share : bool
            Leave out what only private entries rest on.

        Raises
        ------
        UnknownNameError
            If there is no such form.
        CaseError, ExchangeError
            If the form cannot hold the case.
        FolderError
            If it cannot be written there; what stood there stays.
        """
        place, forms, key = Path(target), _FOLDERS if form else _FILES, form or Path(target).suffix.lower()
        if key not in forms:
            other = "" if form else f"; for a folder, name a form: {', '.join(_FOLDERS)}"
            raise UnknownNameError(unknown("form" if form else "suffix", key, forms) + other)
        module, name = forms[key]
        written = getattr(import_module(module), name)(public(self.file) if share else self.file)
        if form is None:
            write_whole(place, written)
            return
        with whole_folder(place) as made:
            for file, text in written.items():
                (made / file).write_text(text, "utf-8")

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


def make_case(files: Iterable[str | Path], folder: str | Path, *, as_written: bool = False) -> Case:
    """Make a case of a bargaining scenario or of orders that another program wrote, in a folder of its own.

    Parameters
    ----------
    files : paths
        A folder of Genius or NegMAS; or the Genius profiles of all sides; or a PrefLib file of strict orders.
    folder : path
        Where the case is made; nothing must stand there.
    as_written : bool
        Genius evaluations count as they are written, instead of by the best of their issue, as Genius counts them.

    Raises
    ------
    CaseError, ExchangeError
        If the files are none of these, or have mistakes.
    FolderError
        If a file cannot be read, or the folder cannot be made.
    """
    from goodoffices.exchange.scenario import read_scenario

    file = read_scenario(list(files), scaling="as_written" if as_written else "by_maximum")
    with whole_folder(Path(folder)) as made:
        save(file, made)
    return Case.load(folder)


def forecast(file: str | Path) -> ForecastAnswer:
    """Return where an issue may come out, by a CSV table of actors, their capability, position and salience.

    Raises
    ------
    CaseError
        With every mistake in the table.
    FolderError
        If it cannot be read.
    """
    from goodoffices.settle import forecast as forecast_of
    from goodoffices.settle.forecast import read_actors

    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise FolderError(f"{file}: cannot be read ({reason})") from None
    return forecast_of(read_actors(text, Path(file).name))


def show_forecast(answer: ForecastAnswer) -> None:
    """Print a forecast on the terminal."""
    from goodoffices.brief.terminal import show_forecast as show

    show(answer)
