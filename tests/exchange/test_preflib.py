"""Orders go to PrefLib's files and come back as they were, and PrefLib's own tools read them alike."""

import itertools
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ExchangeError
from goodoffices.exchange.preflib import Orders, dumps, from_ranked, loads

PEERS = Path(".venv-peers/bin/python")
NAMES = ("the judge", "the deputy: acting", "an economist", "c4")


@st.composite
def orders(draw):
    names = NAMES[: draw(st.integers(1, 4))]
    found = []
    for _ in range(draw(st.integers(1, 4))):
        ranked = draw(st.permutations(names))[: draw(st.integers(1, len(names)))]
        parts, rest = [], list(ranked)
        while rest:
            size = draw(st.integers(1, len(rest)))
            parts.append(tuple(rest[:size]))
            rest = rest[size:]
        found.append((draw(st.integers(1, 9)), tuple(parts)))
    return Orders("A title", names, tuple(found))


@given(orders())
def test_orders_come_back_as_they_went(given):
    assert loads(dumps(given)) == given


def test_the_kind_of_file_follows_from_the_orders():
    assert from_ranked("", "abc", {"x": "abc", "y": "cba"}).kind == "soc"
    assert from_ranked("", "abc", {"x": "ab"}).kind == "soi"
    assert Orders("", ("a", "b"), ((1, (("a", "b"),)),)).kind == "toc"
    assert Orders("", ("a", "b", "c"), ((1, (("a", "b"),)),)).kind == "toi"


def test_a_file_as_preflib_prints_it_is_read():
    text = "# FILE NAME: 1-1.toi\n# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"
    found = loads(text + "# ALTERNATIVE NAME 3: C\n4: 2,{1,3}\n1: {2, 3}\n")
    assert found.orders == ((4, (("B",), ("A", "C"))), (1, (("B", "C"),)))


@pytest.mark.parametrize("line", ["4 2,1", "1: 1,1", "1: 3", "1: {1", "x: 1", "1: a"])
def test_a_broken_line_is_named(line):
    with pytest.raises(ExchangeError, match="line 4"):
        loads(f"# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n{line}\n")


THEIRS = """
import json, sys
from preflibtools.instances import OrdinalInstance
for file in sys.argv[1:]:
    read = OrdinalInstance()
    read.parse_file(file)
    names = [read.alternatives_name[number] for number in sorted(read.alternatives_name)]
    print(json.dumps([names, [[read.multiplicity[order], order] for order in read.orders]]))
    read.write(file + "-theirs")
"""


def some_orders(seed: int) -> Orders:
    """Return one to six different orders of up to four, with ties and gaps as the seed has it."""
    rng = np.random.default_rng(seed)
    names = NAMES[: rng.integers(2, 5)]
    found: dict[tuple[tuple[str, ...], ...], int] = {}
    for _ in range(rng.integers(1, 7)):
        ranked = list(rng.permutation(names))[: len(names) if seed % 2 else int(rng.integers(1, len(names) + 1))]
        starts = [0, *(n for n in range(1, len(ranked)) if seed % 4 < 2 or rng.random() < 0.5), len(ranked)]
        order = tuple(tuple(sorted(map(str, ranked[a:b]))) for a, b in itertools.pairwise(starts))
        found[order] = int(rng.integers(1, 9))
    return Orders(f"Made with seed {seed}", names, tuple((count, order) for order, count in found.items()))


@pytest.mark.skipif(not PEERS.exists(), reason="`make peers` sets up .venv-peers, where preflibtools is")
def test_preflibtools_reads_the_same_orders_and_we_read_what_it_writes(tmp_path):
    given = [some_orders(seed) for seed in range(40)]
    assert {orders.kind for orders in given} == {"soc", "soi", "toc", "toi"}
    files = [tmp_path / f"{seed}.{orders.kind}" for seed, orders in enumerate(given)]
    for file, orders in zip(files, given, strict=True):
        file.write_text(dumps(orders))
    told = subprocess.run([PEERS, "-c", THEIRS, *files], capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr
    for file, orders, line in zip(files, given, told.stdout.splitlines(), strict=True):
        names, counted = json.loads(line)
        assert names == list(orders.alternatives)
        assert {
            tuple(tuple(sorted(names[n - 1] for n in part)) for part in order): count for count, order in counted
        } == {order: count for count, order in orders.orders}
        back = loads(file.with_name(f"{file.name}-theirs").read_text())
        assert (back.title, back.alternatives) == (orders.title, orders.alternatives)
        assert {tuple(tuple(sorted(part)) for part in order): count for count, order in back.orders} == {
            order: count for count, order in orders.orders
        }
