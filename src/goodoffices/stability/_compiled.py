"""How kernels are compiled: once, kept on disk beside this file, and without the interpreter's lock, so that threads help."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numba

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Return the function as machine code."""
    return numba.njit(cache=True, nogil=True, boundscheck=False)(function)  # type: ignore[no-any-return]


def in_threads(tasks: Iterable[Callable[[], None]]) -> None:
    """Run the tasks, as many at a time as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in [pool.submit(task) for task in tasks]:
            done.result()
