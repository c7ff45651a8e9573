"""Which packages are open: what every issue may still be, and which issues are tied together.

A rule on one issue strikes values; a rule on several ties them into one cluster. Rules are taken apart where they say
several things at once, and an issue with one value left ties nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.case import CaseFile, Position, in_force
from goodoffices.case.expressions import And, Node, Not, Or, names
from goodoffices.encode.clauses import honoured
from goodoffices.encode.states import Mask, States
from goodoffices.settle.worths import IntArray


@dataclass(frozen=True, slots=True)
class Cluster:
    """Issues, by their number, and the conditions that tie them: none for an issue by itself."""

    issues: tuple[int, ...]
    conditions: tuple[Node, ...]


@dataclass(frozen=True, eq=False)
class Open:
    """The packages that conditions leave open."""

    issues: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    allowed: tuple[IntArray, ...]
    """For every issue which of its values are left."""
    clusters: tuple[Cluster, ...]

    @property
    def shut(self) -> bool:
        """Whether some issue has no value left."""
        return not all(map(len, self.allowed))

    def number(self, issue: str) -> int:
        """Return the number of an issue."""
        return self.issues.index(issue)

    def open(self, codes: IntArray) -> Mask:
        """Return which packages are open; `codes` says row by row which of its values each issue has."""
        columns = dict(enumerate(codes.T))
        found = np.ones(len(codes), np.bool_)
        for issue, left in enumerate(self.allowed):
            found &= np.isin(codes[:, issue], left)
        for node in (node for cluster in self.clusters for node in cluster.conditions):
            found &= self.meets(node, columns, len(codes))
        return found

    def meets(self, node: Node, columns: dict[int, IntArray], count: int) -> Mask:
        """Return in which rows a condition holds; `columns` gives the values of the issues not settled yet."""
        named = [self.number(name) for name in sorted(names(node))]
        filled = [columns[i] if i in columns else np.full(count, self.allowed[i][0]) for i in named]
        values = np.stack(filled, axis=1) if filled else np.zeros((count, 0), np.int64)
        part = States(
            tuple(self.issues[i] for i in named), tuple(self.labels[i] for i in named), values.astype(np.uint32)
        )
        return part.where(node)


def open_packages(case: CaseFile, conditions: Iterable[Node]) -> Open:
    """Return what the conditions leave open."""
    found = Open(
        issues=tuple(case.issues),
        labels=tuple(issue.values for issue in case.issues.values()),
        allowed=tuple(np.arange(len(issue.values)) for issue in case.issues.values()),
        clusters=(),
    )
    waiting = [part for condition in conditions for part in _parts(condition)]
    while not found.shut:
        simple = [node for node in waiting if len(_scope(found, node)) < 2]
        if not simple:
            break
        waiting = [node for node in waiting if node not in simple]
        for node in simple:
            found = _narrowed(found, node)
            if found.shut:
                break
    return Open(found.issues, found.labels, found.allowed, tuple(_clusters(found, waiting)))


def rules_of(case: CaseFile) -> list[Node]:
    """Return the conditions of feasibility."""
    return [Not(rule.that.node) for rule in case.impossible]


def standing(case: CaseFile) -> tuple[Position, ...]:
    """Return the positions that bind here: what the sides refuse and require."""
    sides = {party.id for party in case.parties.values() if party.role == "side"}
    return tuple(held for held in in_force(case, "refuses", "requires") if held.party in sides)


def conditions_of(case: CaseFile) -> list[Node]:
    """Return the conditions of feasibility, and those of the sides' positions."""
    return [*rules_of(case), *(honoured(position) for position in standing(case))]


def _parts(node: Node) -> Iterator[Node]:
    """Yield conditions that hold together exactly when the one does."""
    match node:
        case And(parts):
            for part in parts:
                yield from _parts(part)
        case Not(Not(part)):
            yield from _parts(part)
        case Not(Or(parts)):
            for part in parts:
                yield from _parts(Not(part))
        case _:
            yield node


def _scope(found: Open, node: Node) -> list[int]:
    return [i for i in map(found.number, sorted(names(node))) if len(found.allowed[i]) > 1]


def _narrowed(found: Open, node: Node) -> Open:
    """Strike the values that a condition on at most one open issue excludes."""
    scope = _scope(found, node) or [found.number(min(names(node)))]
    left = list(found.allowed)
    left[scope[0]] = left[scope[0]][found.meets(node, {scope[0]: left[scope[0]]}, len(left[scope[0]]))]
    return Open(found.issues, found.labels, tuple(left), ())


def _clusters(found: Open, conditions: Sequence[Node]) -> Iterator[Cluster]:
    groups: list[tuple[set[int], list[Node]]] = [({i}, []) for i in range(len(found.issues))]
    for node in [] if found.shut else conditions:
        scope = set(_scope(found, node))
        touched = [group for group in groups if group[0] & scope]
        groups = [group for group in groups if not group[0] & scope]
        merged = set().union(*(issues for issues, _ in touched))
        groups.append((merged, [held for _, nodes in touched for held in nodes] + [node]))
    for issues, nodes in groups:
        yield Cluster(tuple(sorted(issues)), tuple(nodes))
