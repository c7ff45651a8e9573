"""Which method answers: the cheapest exact one for the shape of the case that fits into memory."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Index, Mask
from goodoffices.errors import TooLargeError
from goodoffices.progress import Progress, silent
from goodoffices.stability import _plain, _sweeps

CONCEPTS = _plain.CONCEPTS

LARGEST = 4 << 30
"""Bytes that a method may take, its answer included."""

SMALL = 4096
"""So many states are answered without loading a compiler."""

_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Method:
    """A way to find what is stable: the bytes it takes for a model, and what does it."""

    name: str
    needs: Callable[[GraphModel], int]
    run: Callable[[GraphModel, Sequence[str], Sequence[int], Progress], Mask]


def _by_normal_form(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    from goodoffices.stability._normal_form import stable_by_normal_form

    return stable_by_normal_form(model, concepts, focal, progress)


def _by_labels(model: GraphModel, concepts: Sequence[str], focal: Sequence[int], progress: Progress) -> Mask:
    from goodoffices.stability._labels import stable_by_labels

    return stable_by_labels(model, concepts, focal, progress)


def _moves(model: GraphModel) -> int:
    return sum(int(steps.size.sum()) - len(model.states) for steps in model.moves)


def _swept(model: GraphModel) -> int:
    """Return how many moves take as long to list as a sweep, which looks at every state once per level of its party."""
    levels = dict.fromkeys(model.parties, 1)
    for issue in model.case.issues.values():
        if len(issue.by) == 1 and issue.id in model.case.one_way:
            levels[issue.by[0]] *= len(issue.values)
    return 4 * len(model) * sum(levels.values())


METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        Method("plain", lambda m: 16 * _moves(m) + 60 * len(m.parties) * len(m.states), _plain.stable_by_moves),
        Method("sweeps", lambda m: (60 * len(m.parties) + 80) * len(m), _sweeps.stable_by_sweeps),
        Method("labels", lambda m: (40 * len(m.parties) + 40) * len(m), _by_labels),
        Method("normal form", lambda m: (24 * len(m.parties) + 8) * len(m), _by_normal_form),
    )
}


def fitting(model: GraphModel) -> list[Method]:
    """Return the methods that are exact for a model's shape, numba or not."""
    if model.classes is not None:
        return [METHODS["plain"]]
    whole = math.prod(map(len, model.states.labels))
    alone = {issue.id for issue in model.case.issues.values() if len(issue.by) == 1}
    full = len(model) == whole and not alone & model.case.one_way.keys()
    return [METHODS[name] for name in ("plain", "sweeps", "labels", *(["normal form"] if full else []))]


def choose(model: GraphModel) -> tuple[Method, str]:
    """Return the method for a model, and its name with what could have been faster.

    Raises
    ------
    TooLargeError
        If it would take more than `LARGEST`; says how much, and what can be asked instead.
    """
    fit = {method.name: method for method in fitting(model)}
    words = ""
    if len(fit) == 1 or (len(model) <= SMALL and _moves(model) <= _swept(model)):
        method = fit["plain"]
    elif len(model) <= SMALL:
        method = fit["sweeps"]
    elif importlib.util.find_spec("numba") is None:
        method = fit["sweeps"]
        words = "; numba is not installed, and would be faster: pip install 'goodoffices[fast]'"
    else:
        method = fit.get("normal form", fit["labels"])
    needed = method.needs(model)
    if needed > LARGEST:
        moves, instead = "", "ask about one state (--why)"
        if model.classes is not None:
            moves = f" with {_moves(model):,} moves, some of them between states held to be alike,"
            instead = "take 'alike' out"
        raise TooLargeError(
            f"{len(model.states):,} feasible states{moves} would take {needed / _GIB:.1f} GiB; at most "
            f"{LARGEST / _GIB:.1f} are used; hold issues at a value (--set issue=value), or {instead}"
        )
    return method, method.name + words


def stable_nodes(
    model: GraphModel,
    *,
    concepts: Sequence[str] = CONCEPTS,
    parties: Sequence[str] | None = None,
    nodes: Index | None = None,
    method: Method | None = None,
    progress: Progress = silent,
) -> Mask:
    """Return which nodes are stable by which concept for whom.

    Parameters
    ----------
    model : GraphModel
        The case as nodes and steps.
    concepts : sequence of str
        Of `CONCEPTS`; all unless given.
    parties : sequence of str, optional
        Decision makers; all unless given.
    nodes : array of int, optional
        Nodes to tell of; all unless given.
    method : Method, optional
        The cheapest for the model's shape unless given.
    progress : function
        Told how many decision makers are done, and of how many.

    Returns
    -------
    array of bool, shape (concepts, parties, nodes)
        In the order given.

    Raises
    ------
    TooLargeError
        If no method fits; says so before it starts.

    Notes
    -----
    Fang, Hipel & Kilgour (1993), chapter 3, with sequences in which no party moves twice in a row.
    """
    focal = [model.parties.index(party) for party in (model.parties if parties is None else parties)]
    found = (method or choose(model)[0]).run(model, concepts, focal, progress)
    return found if nodes is None else np.ascontiguousarray(found[:, :, nodes])
