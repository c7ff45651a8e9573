"""How many draws a second the Syria case takes, by question, on one and two workers, beside one plain answer.

Every position is put in doubt, so that hardly two draws are alike for stability; what is alike is asked once, which is
most of what convening needs. Required: 1,000 draws of the whole case in under ten seconds on two workers.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from time import perf_counter, process_time

from goodoffices.case import CaseFile, load
from goodoffices.sensitivity import QUESTIONS
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.doubt import doubt
from goodoffices.sensitivity.questions import conclusions
from goodoffices.sensitivity.shares import sampled
from goodoffices.sensitivity.spread import spread

SEED, DRAWS, REQUIRED = 2013, 1000, 10.0


def doubtful() -> CaseFile:
    """Return the Syria case with every position in doubt."""
    case = load("examples/syria-2013")
    parties = {
        name: replace(party, positions=tuple(replace(held, confidence=0.7) for held in party.positions))
        for name, party in case.parties.items()
    }
    return replace(case, parties=parties)


def plain(case: CaseFile, question: str) -> float:
    """Return how many seconds of a processor one plain answer takes, at best of twenty."""
    times = []
    for _ in range(20):
        start = process_time()
        conclusions(question, case)
        times.append(process_time() - start)
    return min(times)


def drawn(case: CaseFile, questions: list[str], workers: int) -> tuple[float, float, int]:
    """Return how long the draws take, how much of this process's time, and how many different cases were asked."""
    ask = Asker(case, workers=workers)
    start, own = perf_counter(), process_time()
    sampled(doubt(case), ask, dict.fromkeys(questions, ()), draws=DRAWS, seed=SEED, within=-1)
    return perf_counter() - start, process_time() - own, sum(len(ask.known[name]) for name in questions)


def main() -> int:
    """Measure every question and all together; fail if the whole takes longer than required."""
    case = doubtful()
    list(spread(abs, [1, 2, 3, 4], workers=2))  # the processes start once
    slowest = 0.0
    for questions in (*([name] for name in QUESTIONS), list(QUESTIONS)):
        one = sum(plain(case, name) for name in questions)
        for workers in (1, 2):
            taken, own, asked = drawn(case, questions, workers)
            slowest = max(slowest, taken if workers == 2 else 0)
            print(
                f"{' + '.join(questions):19} | {workers} worker{'s' if workers > 1 else ' '} | one plain answer "
                f"{one * 1000:4.1f} ms of a processor | {DRAWS:,} draws, {asked:,} of them different: {taken:5.2f} s "
                f"({own:5.2f} s of this process) = {DRAWS / taken:5.0f} a second = {taken / DRAWS / one:4.2f} × plain",
                flush=True,
            )
    print(f"the whole case on two workers: {slowest:.2f} s for {DRAWS:,} draws (required: under {REQUIRED:.0f} s)")
    return int(slowest >= REQUIRED)


if __name__ == "__main__":
    sys.exit(main())
