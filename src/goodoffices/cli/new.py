"""goodoffices new: a commented starter case."""

from __future__ import annotations

from typing import Annotated

import typer


def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder to make.", show_default=False)],
) -> int:
    """Make a folder with a commented starter case."""
    from goodoffices.case.new import new as make

    make(folder)
    print(f"{folder}: a starter case; edit {folder}/case.yaml, then: goodoffices check {folder}")
    return 0
