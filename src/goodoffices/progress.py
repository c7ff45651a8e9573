"""How long work tells how far it is."""

from __future__ import annotations

import sys
import threading
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
    """Give something to tell: shown on stderr, if that is a terminal, once the work has taken two seconds.

    Then it is shown that there is work, even if nothing has been told of it.
    """
    start, shown = time.monotonic(), 0

    def show(words: str) -> None:
        nonlocal shown
        if sys.stderr.isatty():
            print(f"\r{words:<{shown}}", end="", file=sys.stderr, flush=True)
            shown = len(words)

    def tell(done: int, of: int) -> None:
        if time.monotonic() - start > _PATIENCE:
            waiting.cancel()
            show(f"{what}: {done} of {of}")

    waiting = threading.Timer(_PATIENCE, show, [f"{what} …"])
    waiting.daemon = True
    waiting.start()
    try:
        yield tell
    finally:
        waiting.cancel()
        if shown:
            print(f"\r{'':<{shown}}\r", end="", file=sys.stderr, flush=True)
