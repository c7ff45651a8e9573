"""Many draws, many cases, many dates: one function that answers them here, on several processes, or on a cluster."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from goodoffices.errors import ClusterError, MissingPartError

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], items: Sequence[T], *, workers: int = 1, cluster: str | None = None) -> Iterator[R]:
    """Yield what `work` makes of each item, in order, wherever it is done.

    Parameters
    ----------
    work : callable
        A pure function that can be pickled; a worker lost on the way has its items done again by another.
    items : sequence
        What to work on; each should be worth sending.
    workers : int
        Processes on this machine; 1 works in this one.
    cluster : str, optional
        Address of a Dask scheduler (`tcp://…`), whose workers can import `goodoffices`; `workers` then has no effect.

    Raises
    ------
    MissingPartError
        If a cluster is named and Dask is not installed.
    ClusterError
        If no scheduler answers there.

    Examples
    --------
    >>> list(spread(abs, [-1, 2]))
    [1, 2]
    """
    if cluster is not None:
        yield from _on_cluster(work, items, cluster)
    elif workers == 1 or len(items) < 2:
        yield from map(work, items)
    else:
        from joblib import Parallel, delayed

        yield from Parallel(n_jobs=workers, return_as="generator")(delayed(work)(item) for item in items)


def _on_cluster(work: Callable[[T], R], items: Sequence[T], address: str) -> Iterator[R]:
    try:
        from distributed import Client
    except ImportError:
        raise MissingPartError("a cluster needs Dask; install it: pip install 'goodoffices[cluster]'") from None
    from joblib import Parallel, delayed, parallel_config

    client = _client(Client, address)
    with parallel_config("dask", client=client):
        yield from Parallel(return_as="generator")(delayed(work)(item) for item in items)


@functools.cache
def _client(kind: Any, address: str) -> Any:
    """Return a connection, one to each scheduler for as long as this process lives."""
    try:
        return kind(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers ({type(error).__name__}); give the address it prints, tcp://host:port"
        ) from None
