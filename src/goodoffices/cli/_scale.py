"""Where work is done, and how far it is: options and a line on stderr, at a terminal only."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes on this machine.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="tcp://…", help="Workers of this Dask scheduler instead.", show_default=False),
]


def told(done: int, of: int) -> None:
    """Tell how far it is, on one line that is wiped when all is done."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K" + (f"{done:,} of {of:,}" if done < of else ""))
        sys.stderr.flush()
