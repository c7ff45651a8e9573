"""goodoffices export: statements, orders or worth for another program."""

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
            help="Where to. Statements: .jsonld Web Annotations, .qdpx REFI-QDA, .csv quote list, .json, .html digest; "
            "the sides' orders of candidates: .soc or .soi PrefLib.",
            show_default=False,
        ),
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="FORM",
            help="Make a folder of it with the sides' worth: genius or negmas.",
            show_default=False,
        ),
    ] = None,
    share: Annotated[bool, typer.Option("--share", help="Leave out what only private entries rest on.")] = False,
) -> int:
    """Write a case for another program."""
    case_from(folder).export(to, form=form, share=share)
    print(f"{folder}, as {form or to.suffix}: {to}")
    return 0
