"""Where work is done: options of the commands that can share it out."""

from __future__ import annotations

from typing import Annotated

import typer

Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes on this machine.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="tcp://…", help="Workers of this Dask scheduler instead.", show_default=False),
]
