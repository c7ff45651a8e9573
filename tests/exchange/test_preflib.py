"""Orders go to PrefLib's files and come back as they were, and PrefLib's own tools read them alike."""

import json
import subprocess
from pathlib import Path

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


@pytest.mark.skipif(not PEERS.exists(), reason="`make peers` sets up the tools we exchange files with")
def test_preflibtools_reads_the_same_orders(tmp_path):
    written = from_ranked("A title", NAMES, {"x": NAMES, "y": NAMES[::-1]})
    file = tmp_path / f"orders.{written.kind}"
    file.write_text(dumps(written))
    code = (
        "import json, sys; from preflibtools.instances import OrdinalInstance as I; i = I(); i.parse_file(sys.argv[1]);"
        "print(json.dumps([i.alternatives_name, [[i.multiplicity[o], o] for o in i.orders]]))"
    )
    found = subprocess.run([PEERS, "-c", code, file], capture_output=True, text=True, check=True).stdout
    names, counted = json.loads(found)
    assert [names[str(n)] for n in range(1, 5)] == list(NAMES)
    assert [[count, [[names[str(n)] for n in part] for part in order]] for count, order in counted] == [
        [count, [list(part) for part in order]] for count, order in written.orders
    ]
