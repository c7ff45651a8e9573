"""The command line: exit codes, one JSON object, 80 columns, mistakes in words, nothing half-written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodoffices import Case

EXAMPLE = "examples/syria-2013"
COMMANDS = [
    "check",
    "convene",
    "settle",
    "transition",
    "stability",
    "sensitivity",
    "whatif",
    "compare",
    "timeline",
    "forecast",
    "read",
    "brief",
    "new",
    "schema",
]


def run(*arguments: str, columns: int = 80, **options) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "dumb", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "goodoffices", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False, **options)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_fits_80_columns(command):
    found = run(command, "--help")
    assert found.returncode == 0
    assert "Usage:" in found.stdout
    assert max(map(len, found.stdout.splitlines())) <= 80


def test_help_lists_every_command():
    found = run("--help")
    assert found.returncode == 0
    assert all(f"\n  {command} " in found.stdout for command in COMMANDS)
    assert "..." not in found.stdout.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "code", "ask"),
    [
        ("convene", 1, lambda case: case.convene()),
        ("settle", 0, lambda case: case.settle()),
        ("transition", 0, lambda case: case.transition()),
        ("stability", 0, lambda case: case.stability()),
        ("sensitivity", 0, lambda case: case.sensitivity()),
        ("timeline", 0, lambda case: case.timeline()),
        ("brief", 1, lambda case: case.brief()),
    ],
)
def test_json_is_one_object_equal_to_the_librarys(command, code, ask):
    found = run(command, EXAMPLE, "--json")
    assert found.returncode == code
    assert json.loads(found.stdout) == json.loads(json.dumps(ask(Case.load(EXAMPLE)).to_dict()))
    assert not found.stderr


@pytest.mark.parametrize(
    "command", ["convene", "settle", "transition", "stability", "sensitivity", "timeline", "brief"]
)
def test_words_fit_80_columns(command):
    found = run(command, EXAMPLE)
    assert found.stdout
    assert max(map(len, found.stdout.splitlines())) <= 80


def test_check_tells_a_good_case_and_a_typo(tmp_path):
    assert run("check", EXAMPLE).returncode == 0
    copied = Path(shutil.copytree(EXAMPLE, tmp_path / "case"), "case.yaml")
    copied.write_text(copied.read_text().replace("step: government_attends", "step: goverment_attends"))
    found = run("check", str(copied))
    assert found.returncode == 2
    assert "case.yaml:24:15: parties.government.requires[0].step" in found.stderr
    assert "did you mean 'government_attends'?" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_check_json_lists_the_problems(tmp_path):
    (tmp_path / "case.yaml").write_text("goodoffices: 1\ntitle: T\nparties: {a: {}}\nissues: {x: {by: b}}\n")
    found = run("check", str(tmp_path), "--json")
    answer = json.loads(found.stdout)
    assert found.returncode == 2
    assert not answer["ok"]
    assert [(p["line"], p["severity"]) for p in answer["problems"]] == [(4, "error")]
    assert set(answer["problems"][0]) == {"file", "line", "column", "path", "message", "severity"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["convene", "no-such-case"],
        ["convene"],
        ["convene", EXAMPLE, "--as-of", "yesterday"],
        ["convene", EXAMPLE, "--set", "arms"],
        ["convene", EXAMPLE, "--set", "arms=given"],
        ["convene", EXAMPLE, "--set", "army=given"],
        ["convene", EXAMPLE, "--limit", "0"],
        ["brief", EXAMPLE, "--html", "no/such/folder/brief.html"],
        ["settle", EXAMPLE, "--after-package", "99"],
        ["settle", EXAMPLE, "--after-package", "0"],
        ["settle", EXAMPLE, "--from", "arms=given"],
        ["settle", EXAMPLE, "--from", "arms"],
        ["forecast", "no-such-file.csv"],
        ["timeline", EXAMPLE, "--svg", "no/such/folder/course.svg"],
        ["sensitivity", EXAMPLE, "--draws", "0"],
        ["sensitivity", EXAMPLE, "--keep", "no/such/folder/draws"],
        ["whatif", EXAMPLE],
        ["whatif", EXAMPLE, "--drop", "nothing"],
        ["whatif", EXAMPLE, "--add", "{party: us}"],
        ["compare", EXAMPLE],
        ["compare", EXAMPLE, EXAMPLE, "--as-of", "2013-05-06", "--as-of", "2013-05-07", "--as-of", "2013-05-08"],
        ["confer"],
        ["convene", EXAMPLE, "--jsno"],
    ],
)
def test_a_users_mistake_is_told_in_a_line_with_code_2(arguments):
    found = run(*arguments)
    assert found.returncode == 2
    assert len(found.stderr.splitlines()) == 1
    assert "Traceback" not in found.stderr
    assert not found.stdout


def test_debug_shows_the_traceback():
    assert "Traceback" in run("convene", "no-such-case", "--debug").stderr


def test_a_pin_and_a_date_change_the_answer():
    pinned = json.loads(run("convene", EXAMPLE, "--json", "--set", "arms=supplied").stdout)
    later = json.loads(run("convene", EXAMPLE, "--json", "--as-of", "2013-05-08").stdout)
    today = json.loads(run("convene", EXAMPLE, "--json").stdout)
    assert pinned["packages"][0]["cost"] > today["packages"][0]["cost"] > later["packages"][0]["cost"]


def test_settle_asks_what_follows_a_package_and_tells_when_nothing_is_acceptable():
    after = run("settle", EXAMPLE, "--json", "--after-package", "1")
    assert after.returncode == 0
    assert json.loads(after.stdout) == json.loads(json.dumps(Case.load(EXAMPLE).settle(after_package=1).to_dict()))
    none = run("settle", EXAMPLE, "--json", "--set", "assad=leaves first")
    assert none.returncode == 1
    assert json.loads(none.stdout)["frontier"] == []
    assert json.loads(none.stdout)["points"] == {}


def test_a_text_starts_where_it_is_told_to():
    signed = json.loads(run("settle", EXAMPLE, "--json", "--from", "arms=supplied").stdout)["text"]
    assert signed["start"]["package"]["arms"] == "supplied"


def test_forecast_reads_a_table(tmp_path):
    file = tmp_path / "actors.csv"
    file.write_text("Actor,Capability,Position,Salience\nA,1,2..4,1\nB,1,6,1\n")
    answer = json.loads(run("forecast", str(file), "--json").stdout)
    assert answer["mean"] == {"value": 4.5, "low": 4.0, "high": 5.0}
    assert "baselines" in run("forecast", str(file)).stdout
    file.write_text("Actor,Capability,Position,Salience\nA,-1,2,1\nB,1,6..5,1\n,1,1,1\n")
    found = run("forecast", str(file))
    assert found.returncode == 2
    assert [line.split(": ")[0] for line in found.stderr.splitlines()] == [
        "actors.csv:2:2", "actors.csv:3:3", "actors.csv:4:1",
    ]  # fmt: skip


def test_what_if_shows_only_what_changed():
    found = run("whatif", EXAMPLE, "--drop", "d22", "--add", "{party: us, wants: arms = withheld}")
    assert found.returncode == 0
    assert "Gone: assad-removed" in found.stdout
    assert "New: us.wants.7" in found.stdout
    assert "no-seat-for-terrorists: government" not in found.stdout
    assert max(map(len, found.stdout.splitlines())) <= 80


def test_one_case_at_two_dates_is_compared():
    dates = ["--as-of", "2013-05-06", "--as-of", "2013-05-08"]
    answer = json.loads(run("compare", EXAMPLE, EXAMPLE, *dates, "--json").stdout)
    assert "assad-steps-down" in {one["name"] for one in answer["differences"]}


def test_the_course_is_drawn_as_a_picture(tmp_path):
    file = tmp_path / "course.svg"
    found = run("timeline", "examples/syria-course", "--svg", str(file))
    assert found.stdout.splitlines()[-1].endswith(str(file))
    assert file.read_text().startswith("<svg")


def test_sensitivity_has_the_shape_of_the_contract():
    answer = json.loads(run("sensitivity", EXAMPLE, "--json", "--seed", "4").stdout)
    assert {"draws", "seed", "exact", "conclusions", "load_bearing", "overturning"} <= set(answer)
    assert answer["seed"] == 4
    assert all({"question", "conclusion", "holds", "low", "high"} <= set(one) for one in answer["conclusions"])
    assert all({"statement", "report", "outlet"} & set(one) and "flips" in one for one in answer["load_bearing"])
    assert all({"statements", "proven"} <= set(one) for one in answer["overturning"].values())


def test_limit_caps_lists_and_says_so():
    answer = json.loads(run("convene", EXAMPLE, "--json", "--limit", "1").stdout)
    assert len(answer["deadlocks"]) == 1
    assert not answer["deadlocks_complete"]


def test_limits_on_doubt_and_differences_leave_the_counts_whole():
    whole, first = (json.loads(run("sensitivity", EXAMPLE, "--json", *more).stdout) for more in ([], ["--limit", "1"]))
    assert first["counts"] == whole["counts"]
    assert [one["question"] for one in first["conclusions"]] == ["convene", "settle", "transition", "stability"]
    assert len(first["load_bearing"]) == len(first["ask_next"]) == 1
    assert whole["counts"]["load_bearing"] == len(whole["load_bearing"]) > 1
    differing = json.loads(run("whatif", EXAMPLE, "--drop", "d22", "--json", "--limit", "2").stdout)
    assert len(differing["differences"]) == 2 < differing["differ"]
    short, long = (run("whatif", EXAMPLE, "--drop", "d22", *more).stdout for more in (["--limit", "1"], ["--all"]))
    assert "more; --all lists them." in short
    assert "more; --all lists them." not in long
    assert len(short) < len(long)


def test_an_interrupt_says_what_is_kept(tmp_path):
    file = tmp_path / "draws.jsonl"
    shutil.copytree(EXAMPLE, tmp_path / "case")
    case = tmp_path / "case" / "case.yaml"
    text = case.read_text()
    case.write_text(text.replace("        cost: 9\n", "        cost: {low: 1, high: 9}\n"))
    assert case.read_text() != text
    command = [sys.executable, "-m", "goodoffices", "sensitivity", str(case), "--within", "0", "--keep", str(file)]
    running = subprocess.Popen(
        [*command, "--draws", "100000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not (file.exists() and file.read_bytes().count(b"\n")):
        assert running.poll() is None
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, told = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert told == f"interrupted; what was answered is kept: the same command goes on from {file}\n"


def test_the_page_is_written_whole_and_named_last(tmp_path):
    file = tmp_path / "brief.html"
    found = run("brief", EXAMPLE, "--html", str(file))
    assert found.stdout.splitlines()[-1].endswith(str(file))
    assert file.read_text().rstrip().endswith("</html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief.html"]


def test_an_interrupt_leaves_nothing_half_written(tmp_path):
    case = tmp_path / "case.yaml"
    issues = "\n".join(f"  i{n}: {{by: p{n % 6}}}" for n in range(23))
    parties = "\n".join(f"  p{n}: {{wants: [i{n}, not i{n + 6}]}}" for n in range(6))
    case.write_text(f"goodoffices: 1\ntitle: Large\ngoal: i0\nparties:\n{parties}\nissues:\n{issues}\n")
    file = tmp_path / "brief.html"
    command = [sys.executable, "-m", "goodoffices", "brief", str(case), "--html", str(file)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    running.send_signal(signal.SIGINT)
    try:
        _, told = running.communicate(timeout=60)
    finally:
        running.kill()
    if running.returncode == 130:
        assert told.strip() == "interrupted; nothing was written"
    assert running.returncode in (130, 0, 1, -signal.SIGINT)  # or it was done, or had not begun
    left = {entry.name for entry in tmp_path.iterdir()}
    assert left == {"case.yaml"} or (left == {"case.yaml", "brief.html"} and file.read_text().endswith("</html>\n"))


def test_a_reader_that_has_enough_is_no_fault():
    command = f"env -u PYTHONUNBUFFERED {sys.executable} -m goodoffices convene {EXAMPLE} --json | head -1"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert found.stdout == "{\n"
    assert not found.stderr


def test_nothing_heavy_is_imported_for_help():
    heavy = "{'numpy', 'pysat', 'highspy', 'jinja2', 'networkx', 'lark', 'pydantic'}"
    code = f"import sys, goodoffices.cli; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"
