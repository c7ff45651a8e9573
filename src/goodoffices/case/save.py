"""A case → its file, with every comment and every line that says nothing new left as it was."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from goodoffices.case._beside import read_bytes
from goodoffices.case._edit import edited
from goodoffices.case._plain import to_data
from goodoffices.case._yaml_text import document
from goodoffices.case.load import CASE, read
from goodoffices.case.model import CaseFile
from goodoffices.case.whole import write_whole
from goodoffices.errors import CaseError, FolderError, Problem

_PASSES = 4


def save(case: CaseFile, path: str | Path) -> None:
    """Write a case to its folder or file; statements and reports stay as they are.

    Only what differs from the case in that file is changed in it: the rest keeps its comments, order, quoting and
    spacing, and a case without changes leaves the file as it is, byte for byte. It is replaced whole or not at all.
    Entries without an id of their own are counted anew.

    Parameters
    ----------
    case : CaseFile
        The case to write.
    path : str or Path
        A folder, made where there is none, or a case file.

    Raises
    ------
    CaseError
        If the file there has mistakes, or the case has any that would keep it from being read again there.
    FolderError
        If the file cannot be written.
    """
    given = Path(path)
    file = given / CASE if given.is_dir() or given.suffix.lower() not in {".yaml", ".yml"} else given
    standing = read(file, read_bytes(file)) if file.exists() else None
    case = _with_candidates(case, standing)
    if standing is not None and _says(standing, to_data(case)):
        return
    text = _changed(file, standing, to_data(case)) if standing is not None else None
    if text is None:
        text = document(to_data(case))
        if not _says(read(file, text.encode()), to_data(case)):
            raise CaseError([Problem(str(file), 1, 1, "", "the case holds what no case file can say; mend it first")])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError(f"{file.parent}: cannot be made ({error.strerror}); check the path") from None
    write_whole(file, text)


def _with_candidates(case: CaseFile, standing: CaseFile | None) -> CaseFile:
    """Return the case with its candidates written out, unless the table they came from still says the same."""
    body = case.transition
    if body is None or body.candidates_file is None:
        return case
    there = standing.transition if standing else None
    if there and there.candidates_file == body.candidates_file and there.candidates == body.candidates:
        return case
    return dataclasses.replace(case, transition=dataclasses.replace(body, candidates_file=None))


def _changed(file: Path, standing: CaseFile, wanted: dict[str, Any]) -> str | None:
    """Return the file's text changed to say what is wanted; None if that cannot be done piece by piece.

    A second pass mends what the first could not see: a default that follows from another entry, or an alias.
    """
    text = read_bytes(file).decode("utf-8")
    for _ in range(_PASSES):
        text = edited(text, to_data(standing), wanted)
        try:
            standing = read(file, text.encode())
        except CaseError:
            return None
        if _says(standing, wanted):
            return text
    return None


def _says(case: CaseFile, wanted: dict[str, Any]) -> bool:
    found = to_data(case)
    return found == wanted and all(list(found[section]) == list(wanted[section]) for section in ("parties", "issues"))
