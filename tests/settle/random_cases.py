"""Random cases with everything that an agreement depends on, all mixed: at most a few hundred packages."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from goodoffices.case import CaseFile, Issue, Party, Position, Rule
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or

Issues = dict[str, Issue]


def random_case(rng: np.random.Generator, *, largest: int = 250) -> CaseFile:
    """Return a case of 2–5 sides and a sponsor, with rules, red lines, preconditions and worth of either kind."""
    issues = _issues(rng, largest)
    names = [f"p{number}" for number in range(rng.integers(2, 6))]
    coarse = bool(rng.random() < 0.4)
    parties = {name: _party(rng, name, issues, coarse=coarse) for name in names}
    parties["sponsor"] = Party("sponsor", "", (), "sponsor", _positions(rng, "sponsor", issues), None, {}, {}, "now")
    rules = tuple(Rule(f"r{number}", that=_written(_condition(rng, issues))) for number in range(rng.integers(0, 4)))
    return CaseFile(
        "random", {name: parties[name] for name in map(str, rng.permutation(list(parties)))}, issues, impossible=rules
    )


def _issues(rng: np.random.Generator, largest: int) -> Issues:
    issues: Issues = {}
    for number in range(rng.integers(1, 8)):
        values = tuple(f"v{value}" for value in range(rng.integers(2, 5)))
        if math.prod(len(issue.values) for issue in issues.values()) * len(values) <= largest:
            issues[f"i{number}"] = Issue(f"i{number}", "", ("p0",), values, str(rng.choice(values)), {})
    return issues


def _party(rng: np.random.Generator, name: str, issues: Issues, *, coarse: bool) -> Party:
    worth = {issue.id: _amounts(rng, issue, coarse=coarse) for issue in issues.values() if rng.random() < 0.85}
    worth = worth or {issue.id: _amounts(rng, issue, coarse=coarse) for issue in issues.values()}
    weights = {issue: float(rng.integers(1, 6)) / 7 for issue in worth} if rng.random() < 0.3 else {}
    return Party(
        name, "", (), "side", _positions(rng, name, issues), None, worth, weights, _reservation(rng, issues, weights)
    )


def _amounts(rng: np.random.Generator, issue: Issue, *, coarse: bool) -> dict[str, Amount]:
    points = rng.integers(0, 4, len(issue.values)) if coarse else np.round(rng.uniform(-5, 30, len(issue.values)), 2)
    points[rng.integers(len(points))] = 5  # weights divide by the largest, which must be positive
    return {
        value: Amount(float(x), float(x + 2 * (rng.random() < 0.1)))
        for value, x in zip(issue.values, points, strict=True)
    }


def _reservation(rng: np.random.Generator, issues: Issues, weights: dict[str, float]) -> Any:
    match rng.integers(3):
        case 0:
            return "now"
        case 1:
            return float(np.round(rng.uniform(-1, 0.4) * (1 if weights else 10 * len(issues)), 2))
    states = [{i.id: str(rng.choice(i.values)) for i in issues.values() if rng.random() < 0.5} for _ in range(2)]
    return ((states[0], 0.3), (states[1], 0.7))


def _positions(rng: np.random.Generator, name: str, issues: Issues) -> tuple[Position, ...]:
    held = []
    for number in range(rng.integers(0, 3) * rng.integers(0, 2)):
        step = _written(_condition(rng, issues)) if rng.random() < 0.5 else None
        held.append(
            Position(
                f"{name}.{number}",
                party=name,
                kind="refuses" if step is None else "requires",
                that=_written(_condition(rng, issues)),
                step=step,
                withdrawn=bool(rng.random() < 0.2),
            )
        )
    return tuple(held)


def _condition(rng: np.random.Generator, issues: Issues) -> Node:
    one, other, third = (_atom(rng, issues) for _ in range(3))
    kinds: list[Node] = [
        one,
        And((one, other)),
        And((one, other)),
        Or((one, And((other, third)))),
        Iff(one, And((other, third))),
    ]
    return kinds[rng.integers(len(kinds))]


def _atom(rng: np.random.Generator, issues: Issues) -> Node:
    issue = issues[str(rng.choice(list(issues)))]
    atom = Is(issue.id, tuple(map(str, rng.permutation(issue.values)[: rng.integers(1, len(issue.values))])))
    return Not(atom) if rng.random() < 0.3 else atom


def _written(node: Node) -> Expression:
    return Expression("random", node)
