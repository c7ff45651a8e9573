"""A new case folder, with a commented starter case to change."""

from __future__ import annotations

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from goodoffices.case._beside import shown
from goodoffices.errors import FolderError


def new(folder: str | Path) -> None:
    """Make a folder with a starter case, its statements and a report, or leave nothing behind.

    Raises
    ------
    FolderError
        If the folder is there and not empty, or cannot be made.
    """
    target = Path(folder)
    try:
        if (
            target.is_symlink()
            or (target.exists() and not target.is_dir())
            or (target.is_dir() and any(target.iterdir()))
        ):
            raise FolderError(f"{shown(target)}: is already there and not an empty folder; name another")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as made:
            whole = Path(made) / "case"
            with resources.as_file(resources.files(__package__) / "starter") as starter:
                shutil.copytree(starter, whole, copy_function=shutil.copyfile)
            if target.exists():
                target.rmdir()
            whole.rename(target)
    except (OSError, ValueError) as error:  # ValueError: a name no folder can have
        if isinstance(error, FolderError):
            raise
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise FolderError(f"{shown(target)}: cannot be made ({why}); check the path and its permissions") from None
