"""`goodoffices stability`: why a state holds, what would make it hold, what is reached, who moves together."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from tests.behaviour.test_command_line import EXAMPLE, run

from goodoffices import Case

AGREED = "assad=left to the talks,government_attends=yes,opposition_attends,opposition_recognised=yes"


@pytest.mark.parametrize(
    ("options", "ask"),
    [
        (["--why", AGREED], lambda case: case.why(case.state(AGREED))),
        (["--wanted", AGREED], lambda case: case.remedy(case.state(AGREED))),
        (["--reached"], lambda case: case.reached()),
        (["--coalition", "us,russia"], lambda case: case.stability(coalitions=[("us", "russia")])),
        (["--coalitions", "all"], lambda case: case.stability(coalitions="all")),
    ],
)
def test_each_question_is_answered_in_words_and_as_the_librarys_json(options, ask) -> None:
    told, data = run("stability", EXAMPLE, *options), run("stability", EXAMPLE, *options, "--json")
    assert (told.returncode, data.returncode) == (0, 0)
    assert max(map(len, told.stdout.splitlines())) <= 80
    assert json.loads(data.stdout) == json.loads(json.dumps(ask(Case.load(EXAMPLE)).to_dict()))


def test_a_reason_names_who_moves_what_they_gain_and_what_answers_it() -> None:
    words = " ".join(run("stability", EXAMPLE, "--why", AGREED).stdout.split())
    assert "nash: does not hold: it gains by moving to the American supply of arms “withheld”" in words
    assert "but then the Syrian government moves to the government attends “no”" in words
    assert "no longer holds that the government attends and the opposition attends" in words


def test_a_remedy_says_which_want_would_have_to_give_way() -> None:
    words = run("stability", EXAMPLE, "--wanted", AGREED).stdout
    assert "would have to" in words
    assert "Fewer changes do not do it." in words


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--why", "asad=stays"], "did you mean 'assad'?"),
        (["--why", "opposition_attends=yes"], "rule 'seated-or-absent' excludes it"),
        (["--wanted", "today", "--concept", "nesh"], "did you mean 'nash'?"),
        (["--coalition", "us,rusia"], "did you mean 'russia'?"),
        (["--coalitions", "some"], "only 'all' can be named"),
    ],
)
def test_a_mistake_is_told_in_a_line_with_the_remedy(options, message) -> None:
    found = run("stability", EXAMPLE, *options)
    assert found.returncode == 2
    assert message in found.stderr


def test_a_case_too_large_to_enumerate_is_asked_about_one_state(tmp_path) -> None:
    issues = ", ".join(f"i{k}: {{by: {'ab'[k % 2]}}}" for k in range(60))
    (tmp_path / "case.yaml").write_text(
        "goodoffices: 1\ntitle: t\nparties: {a: {wants: [i0 and i1, not i2]}, b: {wants: [i1, i3 -> i2]}}\n"
        f"issues: {{{issues}}}\n"
    )
    assert "--set issue=value" in run("stability", str(tmp_path)).stderr
    start = time.monotonic()
    found = json.loads(run("stability", str(tmp_path), "--why", "today", "--json").stdout)
    assert time.monotonic() - start < 10
    assert found["method"] == "satisfiability, one state"
    by_nash = {reason["party"]: reason["stable"] for reason in found["reasons"] if reason["concept"] == "nash"}
    assert by_nash == {"a": True, "b": False}


def test_a_long_run_tells_that_it_works_and_ends_at_once_when_interrupted(tmp_path) -> None:
    issues = "\n".join(f"  i{n}: {{by: p{n % 4}}}" for n in range(23))
    parties = "\n".join(f"  p{n}: {{wants: [i{n}, not i{n + 6}, i{n + 3} <-> i{n + 9}]}}" for n in range(4))
    (tmp_path / "case.yaml").write_text(f"goodoffices: 1\ntitle: Large\nparties:\n{parties}\nissues:\n{issues}\n")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "goodoffices", "stability", str(tmp_path), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True) as running:
        os.close(theirs)
        told = os.read(ours, 1000).decode()
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        printed, _ = running.communicate(timeout=60)
        took = time.monotonic() - begun
    with contextlib.suppress(OSError):  # what Linux says of a terminal that nobody holds any more
        while more := os.read(ours, 1000).decode():
            told += more
    assert "judged" in told
    assert told.rsplit("\r", 2)[1] == "interrupted; nothing was written"
    assert (running.returncode, printed) == (130, "")
    assert took < 20
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.yaml"]


@pytest.mark.parametrize("options", [[], ["--json"], ["--why", AGREED], ["--coalitions", "all"], ["--reached"]])
def test_a_small_case_waits_for_no_compiler(options) -> None:
    assert loads_no_compiler("stability", EXAMPLE, *options)


def test_nor_does_the_brief_of_one(tmp_path) -> None:
    """Every combination of values is feasible here, and wants are in doubt: what many draws would be compiled for."""
    wants = "wants: [{that: one, confidence: 0.5}, {that: not two, confidence: 0.5}]"
    (tmp_path / "case.yaml").write_text(
        f"goodoffices: 1\ntitle: Two\ngoal: one and two\nparties:\n  a: {{{wants}}}\n  b: {{{wants}}}\n"
        "issues: {one: {by: a}, two: {by: b}}\n"
    )
    assert loads_no_compiler("brief", str(tmp_path))


def loads_no_compiler(*arguments) -> bool:
    code = "import sys; from goodoffices.cli import app; app(standalone_mode=False); print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1] == "False"
