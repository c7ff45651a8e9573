"""A case folder → a frozen `CaseFile`, or every problem at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from goodoffices.case._added import add_entry
from goodoffices.case._check import Checker
from goodoffices.case._dossier import read_dossier
from goodoffices.case._located_yaml import LARGEST, read_yaml
from goodoffices.case._shape import shape
from goodoffices.case.model import CaseFile
from goodoffices.case.schema import CaseForm
from goodoffices.errors import CaseError, FolderError, Problem

CASE, STATEMENTS = "case.yaml", "statements.yaml"


def load(path: str | Path, *, adding: Iterable[str] = ()) -> CaseFile:
    """Read a case from its folder or file, with the statements and reports beside it.

    Parameters
    ----------
    path : str or Path
        A folder that holds `case.yaml`, or the case file itself.
    adding : iterable of str
        Entries in YAML to read as if they stood in the file, last of their kind: `{party: us, refuses: {that: …}}`,
        `{impossible: …}` or `{leverage: {by: …, on: …}}`.

    Returns
    -------
    CaseFile
        The case as frozen data; its `warnings` hold what does not keep it from being used.

    Raises
    ------
    CaseError
        With every problem found, each with file, line and column, what is allowed and what to do.
    FolderError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> load("examples/syria-2013").issues["assad"].values
    ('leaves first', 'left to the talks', 'stays')
    """
    file = case_file(path)
    try:
        raw = file.read_bytes() if file.stat().st_size <= LARGEST else b" " * (LARGEST + 1)
        whole = read_yaml(str(file), raw)
        for entry in adding:
            add_entry(whole, entry)
        form, located = (None, whole) if whole.problems and whole.data is None else shape(whole, CaseForm)
        if form is None:
            raise CaseError(_in_order(located.problems))
        parties = whole.data["parties"] if isinstance(whole.data["parties"], dict) else {}
        dossier, statements = read_dossier(file.parent / STATEMENTS, set(parties))
    except OSError as error:
        raise FolderError(
            f"{error.filename}: cannot be read ({error.strerror}); check the path and its permissions"
        ) from None
    case = Checker(form, located, whole.data, dossier).case()
    problems = _in_order([*located.problems, *statements.problems])
    if any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return dataclasses.replace(case, warnings=tuple(problems))


def case_file(path: str | Path) -> Path:
    """Return the case file meant by a path to it or to its folder."""
    given = Path(path)
    if given.is_dir():
        if not (given / CASE).is_file():
            raise FolderError(
                f"{given}: there is no {CASE} in this folder; name a case's folder, or make one: goodoffices new DIR"
            )
        return given / CASE
    if not given.is_file():
        raise FolderError(f"{given}: there is no such file or folder; name a case's folder or its {CASE}")
    return given


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
