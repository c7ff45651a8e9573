"""Reports → sourced statements: one report at a time, so that memory does not grow with their number."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from goodoffices.case.model import Party
from goodoffices.case.statements import Link, Report, Statement
from goodoffices.errors import FolderError
from goodoffices.evidence._cast import Side
from goodoffices.evidence._files import contents, report_files
from goodoffices.evidence._statements import Draft, drafted
from goodoffices.evidence.answer import Question, Reading
from goodoffices.evidence.linking import reconcile

_MANY = 24
"""From how many reports on several processes pay off."""


def read(
    reports: Iterable[str | Path],
    *,
    parties: Mapping[str, Party] | None = None,
    known: Iterable[Report] = (),
    told: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read reports and return what they say, each item by exact span.

    Parameters
    ----------
    reports : iterable of str or Path
        Files, folders (read whole, in the order of their names) and patterns such as ``"press/*.html"``.
    parties : mapping of str to Party, optional
        The parties of a case; their names and aliases are recognised before any other.
    known : iterable of Report, optional
        Reports read before: what has their sha256 is left out, and their ids are not given again.
    told : callable, optional
        Called with the number of reports done and of all reports.

    Returns
    -------
    Reading
        Reports, drafted statements, links and questions. A report that comes twice is read once.

    Raises
    ------
    FolderError
        If a name means no report, or the only report cannot be read; of several, those that cannot are asked about.
    MissingPartError
        If a page or a PDF needs a part that is not installed.

    Examples
    --------
    >>> found = read(["examples/syria-2013/reports/dispatch.txt"])
    >>> next(s.words for s in found.statements if s.kind == "figure" and s.measure == "killed")
    'more than 70,000 people'
    """
    gathered: list[Report] = []
    statements: list[Statement] = []
    questions: list[Question] = []
    for report, drafts, asked in readings(reports, parties=parties, known=known, told=told):
        if report is not None:
            gathered.append(report)
        statements += drafts
        questions += asked
    links = _links(statements, gathered)
    return Reading(tuple(gathered), tuple(statements), links, tuple(questions))


Part = tuple[Report | None, tuple[Statement, ...], tuple[Question, ...]]


def readings(
    reports: Iterable[str | Path],
    *,
    parties: Mapping[str, Party] | None = None,
    known: Iterable[Report] = (),
    told: Callable[[int, int], None] | None = None,
) -> Iterator[Part]:
    """Yield each report with its statements and questions as soon as it is read; one that came before yields no report.

    The parameters are those of `read`; nothing is kept but hashes and ids.
    """
    files = list(report_files(reports))
    hashes = {report.sha256: report.id for report in known if report.sha256}
    ids = {report.id for report in known}
    for number, (file, part) in enumerate(zip(files, _parts(files, _sides(parties)), strict=True), 1):
        if told:
            told(number, len(files))
        if isinstance(part, FolderError):
            if len(files) == 1:
                raise part
            yield None, (), (Question("unreadable", str(part)),)
            continue
        report, statements, questions = part
        if report.sha256 in hashes:
            words = f"{file} is the report '{hashes[report.sha256]}' over again; it is left out"
            yield None, (), (Question("read twice", words, hashes[report.sha256]),)
            continue
        name = _free(_slug(file), ids)
        ids.add(name)
        hashes[report.sha256 or ""] = name
        yield _named(name, report, statements, questions)


def _parts(files: list[Path], sides: Mapping[str, Side]) -> Iterator[Draft | FolderError]:
    jobs = min(os.cpu_count() or 1, len(files) // (_MANY // 2))
    if len(files) < _MANY or jobs < 2:
        yield from (_part(file, sides) for file in files)
        return
    from joblib import Parallel, delayed

    # Batches of one would cost more in talk between the processes than the reading itself.
    parallel = Parallel(n_jobs=jobs, return_as="generator", batch_size=8, pre_dispatch="4*n_jobs")
    yield from parallel(delayed(_part)(file, sides) for file in files)


def _part(file: Path, sides: Mapping[str, Side]) -> Draft | FolderError:
    """Return what a report says, or why it cannot be read: one bad file does not keep the others from being read."""
    try:
        raw = contents(file)
        if not raw.strip():
            return FolderError(f"{file}: the report is empty; leave it out or save it again")
        report, statements, questions = drafted(raw, file.name, sides)
    except FolderError as error:
        return error
    return replace(report, file=str(file), sha256=hashlib.sha256(raw).hexdigest()), statements, questions


def _sides(parties: Mapping[str, Party] | None) -> Mapping[str, Side]:
    return {name: Side(party.name, party.aliases) for name, party in (parties or {}).items()}


def _slug(file: Path) -> str:
    return re.sub(r"[^\w]+", "-", file.stem.lower()).strip("-_") or "report"


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, len(taken) + 3) if f"{name}-{number}" not in taken)


def _named(
    name: str, report: Report, statements: tuple[Statement, ...], questions: tuple[Question, ...]
) -> tuple[Report, tuple[Statement, ...], tuple[Question, ...]]:
    """Give the report and all that hangs on it its id."""
    return (
        replace(report, id=name),
        tuple(replace(statement, id=f"{name}-{statement.id}", report=name) for statement in statements),
        tuple(
            replace(question, report=name, statement=f"{name}-{question.statement}" if question.statement else None)
            for question in questions
        ),
    )


def _links(statements: list[Statement], reports: list[Report]) -> tuple[Link, ...]:
    """Return how the statements agree and differ."""
    return reconcile(tuple(statements), {report.id: report for report in reports})
