"""goodoffices timeline: how matters moved from date to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import Folder, Json, Pins, case_from, print_json
from goodoffices.cli._scale import Cluster, Workers


def timeline(
    folder: Folder,
    *,
    json: Json = False,
    pins: Pins = None,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw it as an SVG picture too.", show_default=False)
    ] = None,
    workers: Workers = 1,
    cluster: Cluster = None,
) -> int:
    """Say how matters moved from date to date."""
    case = case_from(folder, None, pins)
    answer = case.timeline(workers=workers, cluster=cluster)
    if svg is not None:
        case.write_picture(answer, svg)
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
        if svg is not None:
            print(f"The same as a picture: {svg}")
    return 0
