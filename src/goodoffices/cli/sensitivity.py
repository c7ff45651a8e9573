"""goodoffices sensitivity: how sure is that, and what carries it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import READABLE, AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json
from goodoffices.cli._scale import Cluster, Workers
from goodoffices.progress import on_terminal

_INTERRUPTED = 130  # what every command returns for Ctrl-C


def sensitivity(
    folder: Folder,
    *,
    json: Json = False,
    as_of: AsOf = None,
    pins: Pins = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=1, help="Draw at most N times.")] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Seed of the draws.")] = 0,
    within: Annotated[
        float, typer.Option("--within", metavar="X", min=0, help="Stop once all shares are known so well.")
    ] = 0.05,
    workers: Workers = 1,
    cluster: Cluster = None,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FILE", help="Keep answers here; go on from them.", show_default=False),
    ] = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say how sure each conclusion is, and what carries it."""
    case = case_from(folder, as_of, pins)
    try:
        with on_terminal("asked") as progress:
            answer = case.sensitivity(
                draws=draws,
                seed=seed,
                within=within,
                workers=workers,
                cluster=cluster,
                keep=keep,
                progress=progress,
            )
    except KeyboardInterrupt:
        if keep is None:
            raise
        print(f"interrupted; what was answered is kept: the same command goes on from {keep}", file=sys.stderr)
        raise SystemExit(_INTERRUPTED) from None
    if json:
        print_json(answer.limited(None if every else limit).to_dict())
    else:
        case.show(answer, most=None if every else limit or READABLE)
    return 0
