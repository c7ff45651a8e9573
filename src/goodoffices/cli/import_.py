"""goodoffices import: what other programs wrote, into a case or as a case of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import case_from

_ANNOTATIONS = {".jsonld", ".json"}


def import_(
    folder: Annotated[
        str, typer.Argument(metavar="CASE", help="The case; for all but annotations a new one.", show_default=False)
    ],
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Web Annotations (.jsonld); or a folder of Genius or NegMAS, Genius profiles (.xml), PrefLib orders "
            "(.soc, .soi).",
            show_default=False,
        ),
    ],
    *,
    as_written: Annotated[
        bool,
        typer.Option("--as-written", help="Genius evaluations count as written, not by the best of their issue."),
    ] = False,
) -> int:
    """Take in what another program wrote."""
    if len(files) == 1 and files[0].suffix.lower() in _ANNOTATIONS and not files[0].is_dir():
        return _annotations(folder, files[0])
    from goodoffices.api import make_case

    case = make_case(files, folder, as_written=as_written).file
    question = "transition" if case.transition else "settle"
    print(f"{folder}: a case of {len(case.parties)} sides; ask it: goodoffices {question} {folder}")
    return 0


def _annotations(folder: str, file: Path) -> int:
    added, left_out = case_from(folder).take_in(file)
    for remark in left_out:
        print(f"left out: {remark}", file=sys.stderr)
    print(f"{added} statements added, as drafted; confirm them: goodoffices review {folder}")
    return 0
