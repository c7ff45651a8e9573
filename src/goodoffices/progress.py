"""How long work tells how far it is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_PATIENCE = 2.0


def silent(done: int, of: int) -> None:
    """Tell nobody."""


@contextmanager
def on_terminal(what: str) -> Iterator[Progress]:
    """Give something to tell: shown on stderr, if that is a terminal, once the work has taken two seconds."""
    start, shown = time.monotonic(), 0

    def tell(done: int, of: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and time.monotonic() - start > _PATIENCE:
            words = f"{what}: {done} of {of}"
            print(f"\r{words:<{shown}}", end="", file=sys.stderr, flush=True)
            shown = len(words)

    try:
        yield tell
    finally:
        if shown:
            print(f"\r{'':<{shown}}\r", end="", file=sys.stderr, flush=True)
