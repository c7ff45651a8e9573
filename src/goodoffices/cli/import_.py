"""goodoffices import: annotations of another program, as drafted statements."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import Folder, case_from


def import_(
    folder: Folder,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="W3C Web Annotations (.jsonld).", show_default=False)],
) -> int:
    """Take in Web Annotations as drafted statements."""
    added, left_out = case_from(folder).take_in(file)
    for remark in left_out:
        print(f"left out: {remark}", file=sys.stderr)
    print(f"{added} statements added, as drafted; confirm them: goodoffices review {folder}")
    return 0
