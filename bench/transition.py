"""How long the best body takes among many candidates, beside one relaxation and one plain program for the same rules.

Thirty seats in three offices; shares for each side's nominees and for women, bounds for each of eight regions and six
skills, heads of different regions; each side strikes one candidate in seven and ranks everybody.
"""

from __future__ import annotations

import sys
from time import perf_counter

import numpy as np

from goodoffices.case.model import Amount
from goodoffices.case.transition import BodyRule, Candidate, Office, Pairing, Quota, Share, Transition, Veto, strike
from goodoffices.transition.body import best_body

SEED = 2013
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
        struck = rng.permutation(np.flatnonzero(camps != number))[: int(0.35 * (camps != number).sum() / 1)]
        vetoes += [
            Veto(f"{name}.veto.{k + 1}", party=name, that=strike(people[n].id), candidate=people[n].id, cost=Amount(1, 1))
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


def main() -> int:
    """Measure every size; fail if one takes longer than required."""
    late = 0
    for sides, candidates, required in ((2, 1000, 3.0), (3, 1000, 3.0), (4, 1000, 3.0), (5, 1000, 3.0), (3, 10_000, 6.0)):
        asked = body(np.random.default_rng([SEED, sides, candidates]), sides, candidates)
        start = perf_counter()
        found = best_body(asked)
        took = perf_counter() - start
        print(f"{sides} sides, {candidates:6,} candidates: {took:.2f} s (required: {required:.0f} s) {found is not None}", flush=True)
        late += took > required
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
