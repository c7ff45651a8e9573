"""How long the best body takes among many candidates, beside one relaxation and one plain program for the same rules.

Thirty seats in three offices; shares for each side's nominees and for women, bounds for each of eight regions and six
skills, heads of different regions; each side strikes 35 in 100 of the others' nominees, and ranks the hundred it likes
best, or everybody. In seconds of one processor. Beside it: the relaxation of the plain program, and it itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import process_time

import numpy as np

from goodoffices.case.entry import Amount
from goodoffices.case.parse import parse
from goodoffices.case.transition import BodyRule, Candidate, Office, Pairing, Quota, Share, Transition, Veto, strike
from goodoffices.transition._pool import groups, satisfaction, wholes
from goodoffices.transition._program import BodyProgram
from goodoffices.transition.blocking import Blocking
from goodoffices.transition.body import Body, best_body

SEED = 2013
SIZES = ((2, 1000, 3.0), (3, 1000, 3.0), (4, 1000, 3.0), (5, 1000, 3.0), (3, 10_000, 6.0))
BLOCKING = 10.0
PATIENCE = 10.0
REGIONS, SKILLS = [f"r{n}" for n in range(8)], [f"s{n}" for n in range(6)]


def body(rng: np.random.Generator, sides: int, candidates: int) -> Transition:
    """Return a body to be filled: every side likes its own nominees better, and some of the others."""
    names = [f"side{n}" for n in range(sides)]
    camps = rng.integers(0, sides, candidates)
    people = tuple(
        Candidate(
            {
                "id": f"c{n}",
                "camp": names[camps[n]],
                "gender": str(rng.choice(["f", "m"], p=[0.35, 0.65])),
                "region": str(rng.choice(REGIONS)),
                "skill": str(rng.choice(SKILLS)),
            }
        )
        for n in range(candidates)
    )
    vetoes, order = list[Veto](), dict[str, tuple[str, ...]]()
    for number, name in enumerate(names):
        liking = rng.normal(size=candidates) + 1.5 * (camps == number)
        ranked = np.argsort(-liking)
        order[name] = tuple(people[n].id for n in ranked)
        struck = rng.permutation(np.flatnonzero(camps != number))[: int(0.35 * (camps != number).sum())]
        vetoes += [
            Veto(
                f"{name}.veto.{k + 1}", party=name, that=strike(people[n].id), candidate=people[n].id, cost=Amount(1, 1)
            )
            for k, n in enumerate(sorted(struck))
        ]
    rules: list[BodyRule] = [Share("women", low=0.3, high=1, of={"gender": "f"})]
    rules += [Share(f"of {name}", low=0.5 / sides, high=1.5 / sides, of={"camp": name}) for name in names]
    for region in REGIONS:
        rules.append(Quota(f"{region} low", bound="at_least", number=2, of={"region": region}))
        rules.append(Quota(f"{region} high", bound="at_most", number=7, of={"region": region}))
    rules += [Quota(f"{skill} low", bound="at_least", number=3, of={"skill": skill}) for skill in SKILLS]
    rules.append(Pairing("heads", kind="apart", offices=("head", "deputies"), by="region"))
    offices = (Office("head", 1), Office("deputies", 2), Office("members", 27))
    return Transition(tuple(names), offices, people, tuple(vetoes), tuple(rules), order)


def plain(asked: Transition) -> BodyProgram:
    """Return the program as one would write it down, with a column for the smallest satisfaction."""
    pool = groups(asked)
    program = BodyProgram(asked, pool)
    smallest = program.column(wholes(asked)[0] * sum(program.seats))
    for side in range(len(asked.consent_of)):
        points = {
            column: group.scores[side] for group, held in zip(pool, program.holding, strict=True) for column in held
        }
        program.row({**points, smallest: -1}, low=0)
    program.highs.setOptionValue("time_limit", PATIENCE)
    return program


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes."""
    start = process_time()
    work()
    return process_time() - start


def measure(sides: int, candidates: int, ranked: int) -> float:
    """Print one line for a size and return the time to the best body."""
    asked = body(np.random.default_rng([SEED, sides, candidates]), sides, candidates)
    asked = replace(asked, order={name: order[:ranked] for name, order in asked.order.items()})
    program = plain(asked)
    aim = {program.highs.getNumCol() - 1: 1}
    relaxation = seconds(lambda: program.best(aim, relaxed=True))
    found: list[Body | None] = []
    took = seconds(lambda: found.append(best_body(asked)))
    assert found[0]
    shares = satisfaction(asked, [asked.candidates[member].id for held in found[0] for member in held])
    alone, late = process_time(), ""
    try:
        program.best(aim)
    except RuntimeError:
        late = "more than "
    alone = process_time() - alone
    print(
        f"{sides} sides, {candidates:6,} candidates, {min(ranked, candidates):6,} ranked | "
        f"best body {took:.2f} s, smallest satisfaction {float(min(shares.values())):.4f} | "
        f"one relaxation {relaxation:.2f} s: {took / relaxation:.0f} × | "
        f"plain program, first level only: {late}{alone:.1f} s = {late}{alone / took:.1f} ×",
        flush=True,
    )
    return took


def infeasible() -> dict[str, Transition]:
    """Return bodies that cannot be: too many seats for the regions, women all struck, a rare skill struck by name."""
    asked = body(np.random.default_rng([SEED, 3, 1000]), 3, 1000)
    strikes = [
        Veto(f"side{n}.veto.women", party=f"side{n}", that=parse(f"gender = f and camp != side{n}")) for n in (0, 1)
    ]
    rare = [candidate.id for candidate in asked.candidates[:12]]
    marked = [
        replace(person, columns={**person.columns, "rare": "yes" if person.id in rare else "no"})
        for person in asked.candidates
    ]
    named = [Veto(f"side0.veto.rare{n}", party="side0", that=strike(name)) for n, name in enumerate(rare[:9])]
    wanted = Quota("rare", bound="at_least", number=5, of={"rare": "yes"})
    return {
        "120 seats": replace(asked, offices=(*asked.offices[:2], Office("members", 117))),
        "women struck": replace(asked, vetoes=(*asked.vetoes, *strikes)),
        "a rare skill struck": replace(
            asked,
            candidates=tuple(marked),
            vetoes=(*(veto for veto in asked.vetoes if veto.candidate not in rare), *named),
            rules=(*asked.rules, wanted),
        ),
    }


def main() -> int:
    """Measure every size; fail if one takes longer than required."""
    late = []
    for ranked, sizes in ((100, SIZES), (10_000, SIZES)):
        for sides, candidates, required in sizes:
            took = measure(sides, candidates, ranked)
            if took > required:
                late.append(f"{sides} × {candidates}: {took:.2f} s (required: {required:.0f} s)")
    for name, asked in infeasible().items():
        blocking = Blocking(asked)
        first = seconds(partial(next, blocking.withdrawals()))
        found: list[tuple[str, ...] | None] = []
        took = seconds(partial(found.extend, blocking.sets()))
        shown = [len(ids) for ids in found if ids is not None]
        print(
            f"{name}: {len(shown)} blocking sets, smallest of {min(shown)}, complete: {None not in found}, "
            f"{took:.2f} s = {took / first:.1f} × the cheapest withdrawals ({first:.2f} s)",
            flush=True,
        )
        if took > BLOCKING:
            late.append(f"{name}: {took:.2f} s (required: {BLOCKING:.0f} s)")
    print("; ".join(late) or "all within what is required")
    return int(bool(late))


if __name__ == "__main__":
    sys.exit(main())
