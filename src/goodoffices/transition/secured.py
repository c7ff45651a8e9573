"""Which positions a side need not insist on, for its own veto secures them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pysat.solvers import Solver

from goodoffices.case import CaseFile, Position, grounds, in_force
from goodoffices.case.expressions import And, Expression, Node, Not
from goodoffices.case.transition import Transition
from goodoffices.encode.clauses import SOLVER, encode
from goodoffices.transition._pool import strikes
from goodoffices.transition.answer import Secured


def secured(case: CaseFile, body: Transition) -> Iterator[Secured]:
    """Yield the positions that their holder's own veto secures, as far as they can be broken by seating somebody.

    A position wishes that what it refuses does not hold, or that what it requires for a step does. A candidate breaks
    it if no feasible state has both what seating the candidate means and the wish. The position is secured if some
    candidate breaks it and its holder is one of those whose consent the body needs: it vetoes each such candidate, or
    still may, and while it does nobody who breaks the wish is seated, whatever else is agreed.
    """
    by_meaning: dict[Node, list[int]] = {}
    for number, candidate in enumerate(body.candidates):
        if candidate.means:
            by_meaning.setdefault(candidate.means.node, []).append(number)
    struck = strikes(body)
    for position in in_force(case, "refuses", "requires"):
        if position.party not in body.consent_of:
            continue
        breaking = sorted(n for node, held in by_meaning.items() if not _may_hold(case, node, position) for n in held)
        own = {number for number, veto in enumerate(body.vetoes) if veto.party == position.party}
        cast = sorted({veto for number in breaking for veto in struck[number] if veto in own})
        if breaking:
            yield Secured(
                position=position.id,
                by=position.party,
                candidates=tuple(body.candidates[number].id for number in breaking),
                vetoes=tuple(body.vetoes[veto].id for veto in cast),
                still_to_strike=tuple(body.candidates[n].id for n in breaking if own.isdisjoint(struck[n])),
                grounds=grounds(case, [position, *(body.vetoes[veto] for veto in cast)]),
            )


def _may_hold(case: CaseFile, meaning: Node, position: Position) -> bool:
    """Whether some feasible state has both what a seating means and what a position wishes."""
    wish = Not(position.that.node) if position.kind == "refuses" else position.that.node
    both = encode(replace(case, goal=Expression("", And((meaning, wish)))))
    clauses = [*both.clauses, *([rule] for rule in both.rules.values()), [both.goal or 0]]
    with Solver(name=SOLVER, bootstrap_with=clauses) as solver:
        return bool(solver.solve())
