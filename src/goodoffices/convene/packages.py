"""The cheapest packages of concessions, in order, each with its state, its bill and the order of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.case import CaseFile, grounds, in_force
from goodoffices.convene._problem import Pair, Problem, in_order, is_possible, problem
from goodoffices.convene.answer import Change, Concession, Package
from goodoffices.convene.changes import changes_to, cheapest_state, number
from goodoffices.convene.order import moves, order_of


def packages(asked: Problem) -> Iterator[Package]:
    """Yield every package by cost, then number of concessions, then ids."""
    seen: list[Package] = []
    for pairs in in_order(asked):
        package = _package(asked, pairs)
        package = replace(package, undominated=not any(_dominates(other, package) for other in seen))
        seen.append(package)
        yield package


def cheapest_pairs(case: CaseFile) -> Sequence[Pair] | None:
    """Return what the first package gives up, and how: nothing where the case convenes; None where no package does."""
    asked = problem(case)
    if is_possible([*asked.hard, *([literal] for literal in asked.encoding.positions.values())]):
        return ()
    return next(in_order(asked), None)


def _dominates(other: Package, package: Package) -> bool:
    parties = {*other.pays, *package.pays}
    costs = [(other.pays.get(party, 0), package.pays.get(party, 0)) for party in parties]
    return all(one <= two for one, two in costs) and any(one < two for one, two in costs)


def _package(asked: Problem, pairs: Sequence[Pair]) -> Package:
    case, encoding = asked.case, asked.encoding
    conditions = [encoding.conditions[p.leverage.id] for p in pairs if p.leverage and p.leverage.condition]
    state = cheapest_state(asked, [pair.position.id for pair in pairs], conditions)
    changes = changes_to(case, state)
    steps = order_of(case, pairs, changes, in_force(case, "refuses", "requires"))
    concessions = tuple(_concession(asked, pair) for pair in pairs)
    bill = _bill(pairs, changes)
    return Package(
        cost=number(sum(pair.thousandths for pair in pairs) + sum(round(change.cost * 1000) for change in changes)),
        concessions=concessions,
        state=state,
        changes=changes,
        pays=bill,
        undominated=True,
        order=steps if steps == "simultaneous" else moves(steps),
        grounds=grounds(
            case, [*(p.position for p in pairs), *(p.leverage for p in pairs if p.leverage), *case.impossible]
        ),
    )


def _concession(asked: Problem, pair: Pair) -> Concession:
    leverage = pair.leverage
    return Concession(
        position=pair.position.id,
        party=pair.position.party,
        delivered_by=leverage.by if leverage else None,
        leverage=leverage.id if leverage else None,
        condition=str(leverage.condition) if leverage and leverage.condition else None,
        cost=number(pair.thousandths),
        grounds=grounds(asked.case, [pair.position, *([leverage] if leverage else [])]),
    )


def _bill(pairs: Sequence[Pair], changes: Sequence[Change]) -> dict[str, int | float]:
    """Return what each party pays; those who decide an issue together share the cost of its change evenly."""
    shares: dict[str, Fraction] = {}
    for pair in pairs:
        payer = pair.leverage.by if pair.leverage else pair.position.party
        shares[payer] = shares.get(payer, Fraction()) + pair.thousandths
    for change in changes:
        for party in change.by if change.cost else ():
            shares[party] = shares.get(party, Fraction()) + Fraction(round(change.cost * 1000), len(change.by))
    return {party: number(share) for party, share in sorted(shares.items()) if share}
