"""goodoffices brief: all of it on a few pages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import AsOf, Folder, Json, Pins, case_from, print_json


def brief(
    folder: Folder,
    *,
    json: Json = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one HTML page too.", show_default=False)
    ] = None,
    share: Annotated[
        bool, typer.Option("--share", help="Leave out what is private, and all that rests on it.")
    ] = False,
    as_of: AsOf = None,
    pins: Pins = None,
) -> int:
    """Put all answers on a few pages."""
    case = case_from(folder, as_of, pins)
    found = case.brief(share=share)
    if html is not None:
        case.write_page(found, html)
    if json:
        print_json(found.to_dict())
    else:
        case.show(found)
        if html is not None:
            print(f"The same as a page: {html}")
    return 0 if found.ready else 1
