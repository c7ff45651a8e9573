"""goodoffices export: reports, statements and links for another program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import Folder, case_from


def export(
    folder: Folder,
    *,
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            metavar="FILE",
            help="Where to: .jsonld Web Annotations, .qdpx REFI-QDA, .csv quote list, .json, .html digest.",
            show_default=False,
        ),
    ],
    share: Annotated[bool, typer.Option("--share", help="Leave out what only private entries rest on.")] = False,
) -> int:
    """Write the statements for another program."""
    case = case_from(folder)
    case.export(to, share=share)
    print(f"The statements of {folder}: {to}")
    return 0
