"""Stability under many drawn preferences in one call."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

import numpy as np

from goodoffices.encode.graph_model import GraphModel, with_ranks
from goodoffices.encode.preferences import Ranks
from goodoffices.encode.states import Mask, numbered
from goodoffices.progress import Progress, silent
from goodoffices.stability._engine import CONCEPTS, METHODS, choose, fitting, stable_nodes

_IN_LANES = 4096
"""Nodes up to which draws are judged side by side: beyond, they would not stay in the processor's cache."""

_WORTH_COMPILING = 1 << 16
"""Nodes in all draws together from which a compiler is loaded; fewer are judged before it would be there."""
_NARROW = 1 << 16


def stable_in_draws(
    model: GraphModel, draws: Ranks, *, concepts: Sequence[str] = CONCEPTS, progress: Progress = silent
) -> Mask:
    """Return which nodes are stable under each of many drawn preferences.

    Parameters
    ----------
    model : GraphModel
        The case; its own ranks do not count.
    draws : array of int, shape (draws, parties, nodes)
        How each decision maker ranks each node, from 0; higher is better.
    concepts : sequence of str
        Of `CONCEPTS`; all unless given.
    progress : function
        Told how much of the draws is done.

    Returns
    -------
    array of bool, shape (concepts, parties, draws, nodes)
        In the order given.

    Notes
    -----
    Where every combination of values is feasible and numba is there, many draws are judged by one instruction.
    """
    in_lanes = len(model) <= _IN_LANES and len(draws) * len(model) >= _WORTH_COMPILING
    if in_lanes and METHODS["normal form"] in fitting(model) and importlib.util.find_spec("numba"):
        from goodoffices.stability._lanes import stable_in_lanes

        return stable_in_lanes(model, _dense(draws) if draws.max(initial=0) >= _NARROW else draws, concepts, progress)
    count, parties, nodes = draws.shape
    found = np.empty((len(concepts), parties, count, nodes), np.bool_)
    method, _ = choose(model)
    for number, draw in enumerate(draws):
        found[:, :, number] = stable_nodes(with_ranks(model, _dense(draw)), concepts=concepts, method=method)
        progress(number + 1, count)
    return found


def _dense(ranks: Ranks) -> Ranks:
    """Return the ranks with places counted from 0 without gaps."""
    rows = ranks.reshape(-1, ranks.shape[-1])
    return np.stack([numbered(row) for row in rows]).reshape(ranks.shape).astype(np.int32)
