"""Random cases with everything that `convene` depends on, all mixed: at most 108 states and 1,500 packages."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from goodoffices.case import CaseFile, Issue, Leverage, Party, Position, Rule
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or

TODAY = dt.date(2013, 5, 6)
VALUES = ("no", "yes"), ("no", "yes"), ("yes", "no"), ("low", "mid", "high"), ("leaves first", "stays")
COSTS = 0, 0, 1, 1, 1, 2, 2, 3, 5, 0.5, 0.25, 1.125, 0.001, 7


def random_case(rng: np.random.Generator, *, largest: int = 1500) -> CaseFile:
    """Return a case with 2–4 parties and 2–5 issues; most do not convene, few are shut out by the rules alone."""
    names = [f"p{number}" for number in range(rng.integers(2, 5))]
    issues = _issues(rng, names)
    parties = {
        name: Party(name, name, (), "side", _positions(rng, issues, name), None, {}, {}, "now") for name in names
    }
    held = [position.id for party in parties.values() for position in party.positions]
    ways = dict.fromkeys(held, 2)
    leverage: list[Leverage] = []
    for number in range(rng.integers(0, 5)):
        on = str(rng.choice(held)) if held else ""
        if on and math.prod({**ways, on: ways[on] + 1}.values()) <= largest:
            ways[on] += 1
            condition = _written(_condition(rng, issues, 2)) if rng.random() < 0.6 else None
            leverage.append(Leverage(f"l{number}", by=_one(rng, names), on=on, cost=_cost(rng), condition=condition))
    rules = [Rule(f"rule{n}", that=_written(_conjunction(rng, issues))) for n in range(rng.integers(0, 4))]
    return CaseFile(
        title="random",
        parties=parties,
        issues=issues,
        as_of=TODAY if rng.random() < 0.8 else None,
        goal=_written(_goal(rng, issues)),
        impossible=tuple(rules),
        leverage=tuple(leverage),
    )


def _issues(rng: np.random.Generator, names: list[str]) -> dict[str, Issue]:
    issues = {}
    for number in rng.permutation(rng.integers(2, 6)):
        values = VALUES[rng.integers(len(VALUES))]
        by = tuple(map(str, rng.permutation(names)[: 1 if rng.random() < 0.7 else rng.integers(2, len(names) + 1)]))
        cost = {value: _cost(rng) for value in values if rng.random() < 0.5}
        issues[f"i{number}"] = Issue(f"i{number}", "", by, values, _one(rng, values), cost)
    return issues


def _positions(rng: np.random.Generator, issues: dict[str, Issue], party: str) -> tuple[Position, ...]:
    return tuple(_position(rng, issues, party, number) for number in range(rng.integers(0, 4)))


def _position(rng: np.random.Generator, issues: dict[str, Issue], party: str, number: int) -> Position:
    def day() -> dt.date | None:
        return TODAY + dt.timedelta(days=int(rng.integers(-3, 4))) if rng.random() < 0.1 else None

    kind = "wants" if rng.random() < 0.1 else "refuses" if rng.random() < 0.5 else "requires"
    return Position(
        f"{party}.{rng.integers(10)}{number}",
        why="It is random." if rng.random() < 0.3 else None,
        party=party,
        kind=kind,  # type: ignore[arg-type]
        that=_written(_condition(rng, issues, int(rng.integers(1, 4)))),
        step=_written(_condition(rng, issues, int(rng.integers(1, 3)))) if kind == "requires" else None,
        cost=_cost(rng),
        since=day(),
        until=day(),
        withdrawn=rng.random() < 0.08,
    )


def _cost(rng: np.random.Generator) -> Amount:
    low = float(rng.choice(COSTS))
    return Amount(low, low + 1) if rng.random() < 0.1 else Amount(low, low)


def _one(rng: np.random.Generator, names: list[str] | tuple[str, ...]) -> str:
    return str(rng.choice(names))


def _atom(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    issue = issues[_one(rng, list(issues))]
    return Is(issue.id, tuple(map(str, rng.permutation(issue.values)[: rng.integers(1, len(issue.values))])))


def _condition(rng: np.random.Generator, issues: dict[str, Issue], depth: int) -> Node:
    if depth == 1:
        atom = _atom(rng, issues)
        return Not(atom) if rng.random() < 0.3 else atom
    one, other = (_condition(rng, issues, depth - 1) for _ in range(2))
    return (And((one, other)), Or((one, other)), Or((one, other)), Iff(one, other), Not(one))[rng.integers(5)]


def _conjunction(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    return And(tuple(_atom(rng, issues) for _ in range(rng.integers(2, 4))))


def _goal(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    """Return a goal that the status quo seldom meets."""
    parts = (Not(Is(issue.id, (issue.now,))) for issue in issues.values() if rng.random() < 0.5)
    return And(tuple(parts)) if rng.random() < 0.8 else _condition(rng, issues, 3)


def _written(node: Node) -> Expression:
    return Expression("random", node)
