"""Random cases: small ones with everything that stability depends on, all mixed; and large ones of yes/no issues."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from goodoffices.case import CaseFile, Issue, Party, Position, Rule
from goodoffices.case.expressions import And, Expression, Iff, Is, Node, Not, Or, holds
from goodoffices.case.model import Kind, Ranking

VALUES = ("no", "yes"), ("no", "yes"), ("no", "yes"), ("yes", "no"), ("low", "mid", "high")


def random_case(rng: np.random.Generator, *, alike: bool = True, largest: int = 32) -> CaseFile:
    """Return a case with 2–6 parties, some states infeasible, some issues one-way or decided by consent."""
    names = tuple(f"p{j}" for j in range(rng.integers(2, 7)))
    issues = _issues(rng, names, largest)
    case = CaseFile("random", {name: _party(name) for name in names}, issues)
    is_whole = rng.random() < 0.3
    for number in range(0 if is_whole else rng.integers(0, 4)):
        rule = Rule(f"r{number}", that=_written(_conjunction(rng, issues)))
        if any(not any(holds(r.that.node, s) for r in (*case.impossible, rule)) for s in _states(issues)):
            case = replace(case, impossible=(*case.impossible, rule))
    if alike:
        classes = tuple(_written(_conjunction(rng, issues)) for _ in range(rng.integers(0, 3) * rng.integers(0, 2)))
        case = replace(case, alike=classes)
    return replace(
        case,
        one_way={} if is_whole else _one_way(rng, issues),
        parties={name: _with_preference(rng, case, name) for name in names},
    )


def _issues(rng: np.random.Generator, names: tuple[str, ...], largest: int) -> dict[str, Issue]:
    issues: dict[str, Issue] = {}
    for number in range(rng.integers(2, 9)):
        values = VALUES[rng.integers(len(VALUES))]
        if math.prod(len(issue.values) for issue in issues.values()) * len(values) <= largest:
            deciders = rng.permutation(names)[: 1 if rng.random() < 0.85 else rng.integers(2, len(names) + 1)]
            now = values[rng.integers(len(values))]
            issues[f"i{number}"] = Issue(f"i{number}", "", tuple(map(str, deciders)), values, now, {})
    return issues


def _states(issues: dict[str, Issue]) -> list[dict[str, str]]:
    states: list[dict[str, str]] = [{}]
    for issue in issues.values():
        states = [{**state, issue.id: value} for state in states for value in issue.values]
    return states


def _party(name: str) -> Party:
    return Party(name, name, (), "side", (), None, {}, {}, "now")


def _atom(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    issue = issues[str(rng.choice(list(issues)))]
    values = rng.permutation(issue.values)[: rng.integers(1, len(issue.values))]
    atom = Is(issue.id, tuple(map(str, values)))
    return Not(atom) if rng.random() < 0.3 else atom


def _conjunction(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    return And(tuple(_atom(rng, issues) for _ in range(rng.integers(2, 4))))


def _condition(rng: np.random.Generator, issues: dict[str, Issue]) -> Node:
    one, other = _atom(rng, issues), _atom(rng, issues)
    return (one, And((one, other)), Or((one, other)), Iff(one, other))[rng.integers(4)]


def _written(node: Node) -> Expression:
    return Expression("random", node)


def _one_way(rng: np.random.Generator, issues: dict[str, Issue]) -> dict[str, tuple[str, ...]]:
    chosen = [issue for issue in issues.values() if rng.random() < 0.25]
    return {issue.id: tuple(map(str, rng.permutation(issue.values))) if rng.random() < 0.5 else () for issue in chosen}


def _with_preference(rng: np.random.Generator, case: CaseFile, name: str) -> Party:
    party = case.parties[name]
    match rng.integers(4):
        case 0:
            return replace(party, ranking=_ranking(rng, case))
        case 1:
            weights = rng.integers(-2, 4, 4) / 2
            return replace(
                party, positions=tuple(_want(rng, case, name, n, float(weight)) for n, weight in enumerate(weights))
            )
        case _:
            return replace(party, positions=tuple(_want(rng, case, name, n, None) for n in range(rng.integers(0, 6))))


def _want(rng: np.random.Generator, case: CaseFile, name: str, number: int, weight: float | None) -> Position:
    kind: Kind = "wants"
    that = _written(_condition(rng, dict(case.issues)))
    return Position(
        f"{name}.wants.{number}", party=name, kind=kind, that=that, weight=weight, withdrawn=rng.random() < 0.1
    )


def _ranking(rng: np.random.Generator, case: CaseFile) -> Ranking:
    """Tiers of full states in random order, alike ones together, some states left out."""
    groups: list[list[dict[str, str]]] = [[state] for state in _states(dict(case.issues))]
    for condition in case.alike:
        hit = [g for g in groups if any(holds(condition.node, s) and not _excluded(case, s) for s in g)]
        groups = [g for g in groups if g not in hit] + ([[s for g in hit for s in g]] if hit else [])
    places = rng.integers(0, rng.integers(1, len(groups) + 1), len(groups))
    tiers = [
        tuple(s for group, at in zip(groups, places, strict=True) if at == place for s in group)
        for place in range(max(places) + 1)
    ]
    return Ranking(tuple(tier for tier in tiers if tier and rng.random() < 0.9))


def _excluded(case: CaseFile, state: dict[str, str]) -> bool:
    return any(holds(rule.that.node, state) for rule in case.impossible)


def yes_no_case(rng: np.random.Generator, issues: int, *, parties: int, statements: int, rules: int = 0) -> CaseFile:
    """Return a case of yes/no issues whose wants have two or three literals."""

    def literal() -> Node:
        atom = Is(f"i{rng.integers(issues)}", ("yes",))
        return atom if rng.random() < 0.5 else Not(atom)

    def condition() -> Expression:
        one, two, three = literal(), literal(), literal()
        nodes: tuple[Node, ...] = (Or((one, two)), And((one, two)), Iff(one, two), Or((one, two, three)))
        return Expression("drawn", nodes[rng.integers(len(nodes))])

    def wants(party: str) -> tuple[Position, ...]:
        return tuple(
            Position(f"{party}.wants.{number}", party=party, kind="wants", that=condition())
            for number in range(1, statements + 1)
        )

    names = [f"p{number}" for number in range(parties)]
    return CaseFile(
        "drawn",
        {name: Party(name, name, (), "side", wants(name), None, {}, {}, "now") for name in names},
        {f"i{k}": Issue(f"i{k}", "", (names[k % parties],), ("no", "yes"), "no", {}) for k in range(issues)},
        impossible=tuple(
            Rule(f"r{k}", that=Expression("drawn", And((literal(), literal(), literal())))) for k in range(rules)
        ),
    )
