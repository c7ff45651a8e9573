"""goodoffices settle: what the sides could agree on, and the fair points of it."""

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.cli._options import AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json, values_from


def settle(
    folder: Folder,
    *,
    json: Json = False,
    after_package: Annotated[
        int | None,
        typer.Option(
            "--after-package", metavar="N", min=1, help="Once package N of convene is agreed.", show_default=False
        ),
    ] = None,
    start: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="ISSUE=VALUE",
            help="Start the text here, other issues as today; may be given again.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = None,
    pins: Pins = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say what the sides could agree on."""
    case = case_from(folder, as_of, pins)
    if after_package is not None:
        case = case.after(after_package)
    answer = case.settle(limit=None if every else limit, start=values_from(start, "--from"))
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
    return 0 if answer.frontier_size else 1
