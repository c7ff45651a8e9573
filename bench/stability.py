"""How long stability takes, beside one pass over the payoffs at the memory's bandwidth, and beside the definitions.

Games of 2–5 parties and 2^12 … 2^24 states, their payoffs drawn one by one; then the same with structured preferences
(lexicographic, weighted), with half the states infeasible and a one-way issue a party, single states of cases too large
to enumerate, 100,000 draws of preferences in one call, and how much longer the command takes on a small case than
`goodoffices check`. Wall and CPU seconds and the load stand side by side: on a
shared machine only the CPU seconds compare. `--quick` leaves out what takes long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import numpy.typing as npt
from tests.stability.random_cases import random_case, yes_no_case
from tests.stability.reference import Reference

from goodoffices.case import CaseFile
from goodoffices.case.expressions import holds
from goodoffices.encode.graph_model import graph_model
from goodoffices.stability import CONCEPTS
from goodoffices.stability._engine import stable_nodes
from goodoffices.stability._normal_form import stable_flags
from goodoffices.stability._too_large import judge
from goodoffices.stability.draws import stable_in_draws

SEED = 2013
REQUIRED = 2.0
"""Seconds that a single state of 60 issues may take, by nash, gmr or smr, at the 95th percentile."""
OVER_CHECK = 0.2
"""Seconds that a case of up to 4,096 states may take longer than `check` on the same case."""

METARATIONAL, ALL = 7, 31

Payoffs = npt.NDArray[np.uint16]


def timed(work: Callable[[], object], repeat: int = 1) -> tuple[float, float]:
    """Return the least wall seconds and the CPU seconds then."""
    found = []
    for _ in range(repeat):
        cpu, start = process_time(), perf_counter()
        work()
        found.append((perf_counter() - start, process_time() - cpu))
    return min(found)


def bandwidth() -> float:
    """Return the bytes a second that one pass over 256 MiB reads."""
    block = np.ones(1 << 25, np.uint64)
    return block.nbytes / timed(block.max, 5)[0]


def strategies(states: int, parties: int) -> tuple[int, ...]:
    """Return one game, and how many strategies each party has."""
    return (1, *(1 << (states // parties + (j < states % parties)) for j in range(parties)))


def measure(name: str, states: int, payoffs: Payoffs, speed: float) -> float:
    """Print one line for a game and return the CPU seconds for all five concepts."""
    parties, n = payoffs.shape
    shape = strategies(states, parties)
    repeat = 3 if states <= 20 else 1
    few, _ = timed(lambda: stable_flags(payoffs, shape, METARATIONAL, range(parties)), repeat)
    tracemalloc.start()
    wall, cpu = timed(lambda: stable_flags(payoffs, shape, ALL, range(parties)), repeat)
    peak = tracemalloc.get_traced_memory()[1] + payoffs.nbytes
    tracemalloc.stop()
    floor = payoffs.nbytes / speed
    print(
        f"2^{states} states, {parties} parties, {name} | nash, gmr, smr {few:8.4f} s = {few / floor:6.1f} × a pass "
        f"| all five {wall:8.3f} s (CPU {cpu:8.3f}) = {wall / floor:6.0f} × a pass | {peak / n:5.1f} bytes a state",
        flush=True,
    )
    return cpu


def drawn(rng: np.random.Generator, states: int, parties: int) -> Payoffs:
    """Return payoffs drawn one by one."""
    return rng.integers(0, 1 << 16, (parties, 1 << states), dtype=np.uint16)


def structured(rng: np.random.Generator, states: int, parties: int, *, weighted: bool) -> Payoffs:
    """Return payoffs from 14 statements of two literals each, in order of importance or by weight."""
    index = np.arange(1 << states)
    payoffs = np.zeros((parties, 1 << states), np.uint16)
    for party in range(parties):
        for statement in range(14):
            one, other = ((index >> bit & 1) ^ flip for bit, flip in rng.integers((states, 2), size=(2, 2)))
            held = (one & other) if rng.random() < 0.5 else (one | other)
            payoffs[party] += (held * (rng.integers(1, 1000) if weighted else 1 << (13 - statement))).astype(np.uint16)
    return payoffs


def general(rng: np.random.Generator) -> None:
    """Print what 2^20 states take of which half are infeasible, with a one-way issue a party, from the case on."""
    case = yes_no_case(rng, 20, parties=4, statements=14, rules=5)
    case = CaseFile(
        case.title, case.parties, case.issues, impossible=case.impossible, one_way={f"i{j}": () for j in range(4)}
    )
    start = perf_counter()
    model = graph_model(case)
    laid_out = perf_counter() - start
    wall, cpu = timed(lambda: stable_nodes(model))
    print(
        f"{len(model):,} of 2^20 states feasible, a one-way issue each of 4 parties: laid out {laid_out:.2f} s, "
        f"all five {wall:.2f} s (CPU {cpu:.2f})",
        flush=True,
    )


def single_states(rng: np.random.Generator, queries: int) -> float:
    """Print what a single state of 60 issues takes, and return the slowest 95th percentile of nash, gmr and smr."""
    slowest = 0.0
    for rules in (0, 20):
        seconds: dict[str, list[float]] = {concept: [] for concept in CONCEPTS}
        unknown = dict.fromkeys(CONCEPTS, 0)
        cases = [yes_no_case(rng, 60, parties=4, statements=30, rules=rules) for _ in range(5)]
        asked = 0
        while asked < queries:
            case = cases[asked % 5]
            state = {issue: ("no", "yes")[rng.integers(2)] for issue in case.issues}
            if any(holds(rule.that.node, state) for rule in case.impossible):
                continue
            asked += 1
            party = str(rng.choice(list(case.parties)))
            for concept in CONCEPTS:
                start = perf_counter()
                unknown[concept] += judge(case, state, party, concept).stable is None
                seconds[concept].append(perf_counter() - start)
        told = ", ".join(
            f"{concept} {np.median(took):.3f}/{np.percentile(took, 95):.3f} s"
            + f" ({unknown[concept]} unknown)" * (unknown[concept] > 0)
            for concept, took in seconds.items()
        )
        print(f"60 issues, 30 statements, 4 parties, {rules} rules, {queries} states, median/95 %: {told}", flush=True)
        slowest = max(slowest, *(float(np.percentile(seconds[concept], 95)) for concept in ("nash", "gmr", "smr")))
    return slowest


def many_draws(rng: np.random.Generator, count: int) -> None:
    """Print what many draws of preferences take in one call, for 256 states and 4 parties."""
    model = graph_model(yes_no_case(rng, 8, parties=4, statements=1))
    draws = rng.integers(0, 1 << 15, (count, 4, 256), dtype=np.int32)
    stable_in_draws(model, draws[:1000])  # compiled, or loaded, before it counts
    wall, cpu = timed(lambda: stable_in_draws(model, draws))
    speed = f"{wall:.1f} s (CPU {cpu:.1f}) = {count / wall:,.0f} a second"
    print(f"{count:,} draws for 256 states, 4 parties, all five: {speed}", flush=True)


def start_up(rng: np.random.Generator, repeat: int) -> float:
    """Print how much longer `stability` takes than `check`, of 102 and of 4,096 states; return the longer in words."""
    with tempfile.TemporaryDirectory() as folder:
        issues = "".join(f"  i{k}: {{by: p{k % 4}}}\n" for k in range(12))
        pairs = rng.integers(12, size=(4, 8, 2)).tolist()
        wants = (", ".join(f"i{one} or not i{other}" for one, other in drawn) for drawn in pairs)
        parties = "".join(f"  p{j}: {{wants: [{of}]}}\n" for j, of in enumerate(wants))
        text = f"goodoffices: 1\ntitle: drawn\nparties:\n{parties}issues:\n{issues}"
        Path(folder, "case.yaml").write_text(text, encoding="utf-8")
        return max(_over_check("examples/syria-2013", repeat), _over_check(folder, repeat))


def _over_check(case: str, repeat: int) -> float:
    asked = (["check", case], ["stability", case], ["stability", case, "--json"])
    took = np.array([[_cpu_seconds(arguments) for arguments in asked] for _ in range(repeat)])
    middle, least = np.median(took, axis=0), took.min(axis=0)
    told = ", ".join(
        f"{name} {least[k] - least[0]:+.3f} (medians {middle[k] - middle[0]:+.3f})"
        for k, name in ((1, "in words"), (2, "as JSON"))
    )
    print(f"CPU seconds over `check` ({least[0]:.3f}), {Path(case).name}, least of {repeat}: {told}", flush=True)
    return float(least[1] - least[0])


def _cpu_seconds(arguments: list[str]) -> float:
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    running = subprocess.Popen(
        [sys.executable, "-m", "goodoffices", *arguments],
        env=plain,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    used = os.wait4(running.pid, 0)[2]
    return used.ru_utime + used.ru_stime


def against_the_definitions() -> None:
    """Print how much faster small cases are than their definitions, computed word by word."""
    cases = [random_case(np.random.default_rng([SEED, number]), largest=100) for number in range(20)]
    models = [graph_model(case) for case in cases]
    ours, _ = timed(lambda: [stable_nodes(model) for model in models], 3)
    theirs, _ = timed(lambda: [list(Reference(case).stable(concept)) for case in cases for concept in CONCEPTS])
    print(
        f"20 random cases of up to 100 states: {ours:.3f} s; the definitions {theirs:.2f} s = {theirs / ours:.0f} ×",
        flush=True,
    )


def main() -> int:
    """Measure everything; fail if a single state of 60 issues takes longer than required."""
    quick = "--quick" in sys.argv
    rng = np.random.default_rng(SEED)
    stable_flags(drawn(rng, 8, 2), strategies(8, 2), ALL, range(2))  # compiled, or loaded, before it counts
    stable_flags(drawn(rng, 13, 2), strategies(13, 2), ALL, range(2))
    speed = bandwidth()
    load = os.getloadavg()[0]
    print(
        f"seed {SEED}, {os.cpu_count()} processors, load {load:.1f}, memory read at {speed / 1e9:.1f} GB/s", flush=True
    )
    sizes = (12, 16, 20) if quick else (12, 16, 20, 22, 24)
    for parties in (2, 3, 4, 5):
        took = [measure("drawn", states, drawn(rng, states, parties), speed) for states in sizes]
        exponent = np.polyfit(sizes[1:], np.log2(took[1:]), 1)[0]
        print(f"{parties} parties: CPU seconds grow as states to the power of {exponent:.2f} from 2^16 on", flush=True)
    for weighted in (False, True):
        name = "weighted" if weighted else "lexicographic"
        measure(name, 20, structured(rng, 20, 4, weighted=weighted), speed)
        if not quick:
            measure(name, 24, structured(rng, 24, 4, weighted=weighted), speed)
    general(rng)
    against_the_definitions()
    many_draws(rng, 10_000 if quick else 100_000)
    over = start_up(rng, 5 if quick else 15)
    slowest = single_states(rng, 20 if quick else 200)
    print(f"load {os.getloadavg()[0]:.1f} at the end, memory read at {bandwidth() / 1e9:.1f} GB/s")
    print(f"a single state of 60 issues, slowest 95th percentile: {slowest:.3f} s (required: under {REQUIRED} s)")
    print(f"a small case, over `check`: {over:.3f} s (required: under {OVER_CHECK} s)")
    return int(slowest >= REQUIRED or over >= OVER_CHECK)


if __name__ == "__main__":
    sys.exit(main())
