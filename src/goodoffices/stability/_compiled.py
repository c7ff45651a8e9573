"""How kernels are compiled: once, kept on disk, and without the interpreter's lock, so that threads help."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar, cast

import numba

from goodoffices.progress import Progress, silent

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Return the function as machine code."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


def in_threads(tasks: Iterable[Callable[[], None]], progress: Progress = silent) -> None:
    """Run the tasks, as many at a time as there are processors; an error or Ctrl-C drops those not begun."""
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        begun = [pool.submit(task) for task in tasks]
        for number, done in enumerate(begun, start=1):
            done.result()
            progress(number, len(begun))
    finally:
        pool.shutdown(cancel_futures=True)
