"""Files that a case names: they lie in its folder, and may be missing, too large or unreadable."""

from __future__ import annotations

import os
from pathlib import Path as FilePath

from goodoffices.case._located_yaml import LARGEST, Located, Path
from goodoffices.errors import FolderError, shorten


def shown(file: FilePath) -> str:
    """Return a path as it can stand in a message."""
    return str(file) if str(file).isprintable() and len(str(file)) <= 500 else shorten(file)


def read_bytes(file: FilePath) -> bytes:
    """Return what a file holds, or just more than is allowed of it.

    Raises
    ------
    FolderError
        If it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or str(error)
        raise FolderError(f"{shown(file)}: cannot be read ({why}); check the path and its permissions") from None


def read_beside(located: Located, path: Path, folder: FilePath, name: str) -> bytes | None:
    """Return the bytes of the file named at `path`, or None after noting why there are none."""
    shown = shorten(name)
    try:
        file = folder / name
        if not FilePath(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
            located.report(path, f"{shown} lies outside the case's folder; put the file into the folder")
        elif not file.is_file():
            located.report(path, f"there is no file {shown} in the case's folder; add it or mend the name")
        elif len(raw := read_bytes(file)) > LARGEST:
            located.report(path, f"{shown} has more than {LARGEST:,} bytes, the most that is read; take a smaller file")
        else:
            return raw
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        located.report(path, f"{shown} cannot be read ({why}); check the name and the file's permissions")
    return None
