"""A case folder → a frozen `CaseFile`, or every problem at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from goodoffices.case._added import add_entry
from goodoffices.case._beside import read_bytes, shown
from goodoffices.case._check import Checker
from goodoffices.case._dossier import read_dossier
from goodoffices.case._located_yaml import EnoughError, Located, read_yaml
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
    return read(file, read_bytes(file), adding=adding)


def read(file: Path, raw: bytes, *, adding: Iterable[str] = ()) -> CaseFile:
    """Read a case from the bytes that its file holds or is to hold; see `load`."""
    problems: list[Problem] = []
    try:
        whole = read_yaml(str(file), raw, problems)
        for entry in adding:
            add_entry(whole, entry)
        case = None if problems and whole.data is None else _read(whole, file.parent)
    except EnoughError:
        case = None
    problems.sort(key=lambda problem: (problem.file, problem.line, problem.column))
    if case is None or any(problem.severity == "error" for problem in problems):
        raise CaseError(problems)
    return dataclasses.replace(case, warnings=tuple(problems))


def case_file(path: str | Path) -> Path:
    """Return the case file meant by a path to it or to its folder.

    Raises
    ------
    FolderError
        If there is none, or it cannot be looked for.
    """
    given = Path(path)
    try:
        file = given / CASE if given.is_dir() else given
        if file.is_file():
            return file
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise FolderError(f"{shown(given)}: cannot be read ({why}); check the path and its permissions") from None
    if file != given and not file.exists() and not file.is_symlink():
        found = f"{shown(given)}: there is no {CASE} in this folder"
        raise FolderError(f"{found}; name a case's folder, or make one: goodoffices new DIR")
    if file.exists() or file.is_symlink():
        raise FolderError(f"{shown(file)}: is no file that can be read; put the case there as a plain text file")
    allowed = f"name a case's folder or its {CASE}, or make one: goodoffices new DIR"
    raise FolderError(f"{shown(given)}: there is no such file or folder; {allowed}")


def _read(whole: Located, folder: Path) -> CaseFile | None:
    form, located = shape(whole, CaseForm)
    if form is None:
        return None
    reading = read_dossier(folder / STATEMENTS, whole.data["parties"], located.problems)
    return Checker(form, located, whole.data, reading).case(folder)
