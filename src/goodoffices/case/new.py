"""A new case folder, with a commented starter case to change."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from goodoffices.case.whole import whole_folder


def new(folder: str | Path) -> None:
    """Make a folder with a starter case, its statements and a report, or leave nothing behind.

    Raises
    ------
    FolderError
        If the folder is there and not empty, or cannot be made.
    """
    with whole_folder(Path(folder)) as made, resources.as_file(resources.files(__package__) / "starter") as starter:
        shutil.copytree(starter, made, copy_function=shutil.copyfile, dirs_exist_ok=True)
