"""Random cases with doubts, for every question: some positions uncertain, entries resting on a few statements."""

from dataclasses import replace

import numpy as np
from tests.stability.random_cases import random_case
from tests.transition.random_bodies import random_body

from goodoffices.case import CaseFile, Leverage, Position
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import And, Expression, Is, Node, Not
from goodoffices.case.statements import Dossier, Report, Statement


def doubtful_case(
    rng: np.random.Generator, *, uncertain: int, statements: int = 5, intervals: bool = False
) -> CaseFile:
    """Return a case with exactly so many uncertain positions (as far as it has so many) and statements.

    Two of its parties are sides; in two cases of three both say what values are worth. Half have a body to be formed,
    and one in six states no goal.
    """
    case = random_case(rng, alike=False, largest=16)
    issues = list(case.issues.values())

    def literal() -> Node:
        issue = issues[rng.integers(len(issues))]
        atom = Is(issue.id, (str(rng.choice(issue.values)),))
        return atom if rng.random() < 0.6 else Not(atom)

    def written() -> Expression:
        return Expression("random", literal())

    def because() -> tuple[str, ...]:
        names = [f"s{number}" for number in range(statements)]
        return tuple(map(str, rng.choice(names, rng.integers(0, 3), replace=False)))

    def price() -> Amount:
        low = int(rng.integers(0, 6))
        return Amount(low, low + (int(rng.integers(0, 3)) if intervals else 0))

    binding = [
        Position(
            f"b{number}",
            because(),
            party=str(rng.choice(list(case.parties))),
            kind="requires",
            step=written(),
            that=written(),
            cost=price(),
        )
        for number in range(rng.integers(2, 7))
    ]
    leverage = tuple(
        Leverage(f"l{number}", because(), by=str(rng.choice(list(case.parties))), on=held.id, cost=price())
        for number, held in enumerate(binding)
        if rng.random() < 0.3
    )
    every = [replace(held, because=because()) for held in case.positions] + binding
    doubted = set(rng.permutation(len(every))[:uncertain].tolist())
    every = [
        replace(held, confidence=float(rng.choice([0.0, 0.2, 0.5, 0.8, 0.95]))) if number in doubted else held
        for number, held in enumerate(every)
    ]
    sides, by_points = list(case.parties)[:2], rng.random() < 2 / 3

    def worth() -> dict[str, dict[str, Amount]]:
        return {issue.id: {value: price() for value in issue.values} for issue in issues if rng.random() < 0.8}

    parties = {
        name: replace(
            party,
            positions=tuple(held for held in every if held.party == name),
            role="side" if name in sides else "sponsor",
            worth=worth() if by_points and name in sides else {},
        )
        for name, party in case.parties.items()
    }
    rules = tuple(replace(rule, because=because()) for rule in case.impossible)
    goal = Expression("random", And((literal(), literal()))) if rng.random() < 5 / 6 else None
    body = random_body(rng, sides, most=5) if rng.random() < 0.5 else None
    if body:
        body = replace(
            body,
            vetoes=tuple(replace(veto, because=because(), cost=price()) for veto in body.vetoes),
            rules=tuple(replace(rule, because=because(), cost=price()) for rule in body.rules),
        )
    return replace(
        case,
        parties=parties,
        impossible=rules,
        leverage=leverage,
        goal=goal,
        transition=body,
        dossier=_dossier(rng, statements),
    )


def _dossier(rng: np.random.Generator, statements: int) -> Dossier:
    reports = {
        name: Report(name, f"{name}.txt", name, outlet, "news", None, None, (), "words")
        for name, outlet in (("r0", "The Courier"), ("r1", "The Courier"), ("r2", "The Review"))
    }
    said = {
        f"s{number}": Statement(f"s{number}", f"r{rng.integers(3)}", "position", ((0, 5),), "words", "confirmed")
        for number in range(statements)
    }
    return Dossier(reports, said)
