"""How many draws a second the Syria case takes, by question, on one and two workers, beside one plain answer.

Every position is put in doubt, so that hardly two draws are alike for stability; what is alike is asked once, which is
most of what convening and settling need. Then every cost and worth is given an interval too, so that hardly two draws
are alike for anything that reads them; and last, every combination of twelve interests is asked. Required: 1,000 draws
of the whole case, every position in doubt, in under ten seconds on two workers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter, process_time

from goodoffices.case import CaseFile, Position, load
from goodoffices.case.entry import Amount
from goodoffices.sensitivity import QUESTIONS
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.doubt import doubt
from goodoffices.sensitivity.questions import conclusions
from goodoffices.sensitivity.shares import enumerated, sampled

SEED, DRAWS, REQUIRED, INTERESTS = 2013, 1000, 10.0, 12

Ask = Callable[[CaseFile, Asker, Sequence[str]], object]


def with_positions(case: CaseFile, changed: Callable[[Position], Position]) -> CaseFile:
    """Return the case with every position changed."""
    parties = {
        name: replace(party, positions=tuple(map(changed, party.positions))) for name, party in case.parties.items()
    }
    return replace(case, parties=parties)


def with_intervals(case: CaseFile) -> CaseFile:
    """Return the case with every cost and worth up to a fifth lower or higher."""

    def wide(amounts: Mapping[str, Amount]) -> dict[str, Amount]:
        return {value: around(amount) for value, amount in amounts.items()}

    def around(amount: Amount) -> Amount:
        return Amount(0.8 * amount.low, 1.2 * amount.high)

    case = with_positions(case, lambda held: replace(held, cost=around(held.cost)))
    return replace(
        case,
        parties={
            name: replace(party, worth={issue: wide(worth) for issue, worth in party.worth.items()})
            for name, party in case.parties.items()
        },
        issues={name: replace(issue, cost=wide(issue.cost)) for name, issue in case.issues.items()},
        leverage=tuple(replace(entry, cost=around(entry.cost)) for entry in case.leverage),
    )


def plain(case: CaseFile, question: str) -> float:
    """Return how many seconds of a processor one plain answer takes, at best of twenty."""
    times = []
    for _ in range(20):
        start = process_time()
        conclusions(question, case)
        times.append(process_time() - start)
    return min(times)


def in_draws(case: CaseFile, ask: Asker, questions: Sequence[str]) -> None:
    """Ask in a thousand draws."""
    sampled(doubt(case), ask, dict.fromkeys(questions, ()), draws=DRAWS, seed=SEED, within=-1)


def in_every_combination(case: CaseFile, ask: Asker, questions: Sequence[str]) -> None:
    """Ask in every combination of the uncertain positions."""
    for question in questions:
        enumerated(doubt(case), ask, question)


def told(title: str, case: CaseFile, questions: Sequence[str], asking: Ask, draws: int = DRAWS) -> float:
    """Print how long it takes on one worker and on two, and return the seconds on two."""
    one, taken = sum(plain(case, name) for name in questions), 0.0
    for workers in (1, 2):
        ask = Asker(case, workers=workers)
        start, own = perf_counter(), process_time()
        asking(case, ask, questions)
        taken, own = perf_counter() - start, process_time() - own
        count = sum(len(ask.known[name]) for name in questions)
        print(
            f"{title:33} | {workers} worker{'s' if workers > 1 else ' '} | {draws:,}, {count:5,} asked | {taken:5.2f} s"
            f" ({own:5.2f} s of this process) | {draws / taken:6,.0f} a second = {taken / draws / one:4.2f} × one "
            f"plain answer of {one * 1000:4.1f} ms of a processor",
            flush=True,
        )
    return taken


def main() -> int:
    """Measure every question and all together; fail if the whole takes longer than required."""
    case = load("examples/syria-2013")
    doubtful = with_positions(case, lambda held: replace(held, confidence=0.7))
    in_draws(doubtful, Asker(doubtful, workers=2), ["convene"])  # the processes start once
    print(f"{DRAWS:,} draws, every position at confidence 0.7, seed {SEED}")
    for question in QUESTIONS:
        told(question, doubtful, [question], in_draws)
    taken = told("the whole case", doubtful, list(QUESTIONS), in_draws)
    told("… with intervals for every amount", with_intervals(doubtful), list(QUESTIONS), in_draws)
    wants = [held.id for held in case.positions if held.kind == "wants"][:INTERESTS]
    open_ = with_positions(case, lambda held: replace(held, confidence=0.7 if held.id in wants else 1.0))
    print(f"every combination of {INTERESTS} uncertain interests: exact shares")
    told("stability", open_, ["stability"], in_every_combination, 2**INTERESTS)
    print(f"the whole case on two workers: {taken:.2f} s for {DRAWS:,} draws (required: under {REQUIRED:.0f} s)")
    return int(taken >= REQUIRED)


if __name__ == "__main__":
    sys.exit(main())
