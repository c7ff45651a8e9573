"""Where the work is done changes nothing: workers, a cluster that loses one, a run cut short."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sensitivity.doubting_everything import answer, doubtful

from goodoffices.sensitivity.kept import Kept, fingerprint
from goodoffices.sensitivity.otherwise import Otherwise
from goodoffices.sensitivity.spread import spread


@pytest.fixture(scope="module")
def plain():
    return answer()


def test_two_workers_give_the_same_answer_as_one(plain):
    assert not plain.exact
    assert answer(workers=2) == plain


def test_items_come_back_in_order_wherever_they_are_worked_on():
    numbers = list(range(-20, 20))
    assert list(spread(abs, numbers)) == list(spread(abs, numbers, workers=2)) == list(map(abs, numbers))


def test_a_run_killed_and_started_again_goes_on_from_what_it_has(tmp_path, plain):
    file = tmp_path / "draws.jsonl"
    command = [sys.executable, "-m", "tests.sensitivity.doubting_everything", str(file)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE)
    while not (file.exists() and file.read_bytes().count(b"\n") > 60):
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    with file.open("ab") as stream:  # as if the kill had come in the middle of a line
        stream.write(b'{"key": "half-wri')
    before = file.read_bytes()
    again = subprocess.run(command, capture_output=True, check=True, text=True)
    assert json.loads(again.stdout) == json.loads(json.dumps(plain.to_dict()))
    after = file.read_bytes()
    assert after.startswith(before + b"\n")
    asked = [
        (entry["question"], *entry["gone"])
        for line in after.splitlines()
        if b"half-wri" not in line and (entry := json.loads(line))
    ]
    assert len(asked) == len(set(asked)), "nothing is asked twice"


def test_answers_of_another_case_or_seed_are_not_taken(tmp_path):
    case, file = doubtful(), tmp_path / "draws.jsonl"
    Kept(file, case, 1).add("convene", [(Otherwise(("a",), ((("entry", "b"), 1.5),)), frozenset(["convenes"]))])
    assert Kept(file, case, 1).answers("convene") == {
        Otherwise(("a",), ((("entry", "b"), 1.5),)): frozenset(["convenes"])
    }
    assert not Kept(file, case, 1).answers("stability")
    assert not Kept(file, case, 2).answers("convene")
    assert not Kept(file, replace(case, impossible=case.impossible[1:]), 1).answers("convene")


def test_a_case_has_one_fingerprint_in_every_process_and_folder(tmp_path):
    code = (
        "from tests.sensitivity.doubting_everything import doubtful;"
        "from goodoffices.sensitivity.kept import fingerprint; print(fingerprint(doubtful()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == fingerprint(doubtful())


CLUSTER = """
import json, os, signal, sys, threading, time
from pathlib import Path
from distributed import LocalCluster
from tests.sensitivity.doubting_everything import answer

def kill_one(cluster, file, told):
    while not (file.exists() and file.read_bytes().count(b"\\n") > 40):
        time.sleep(0.01)
    nanny = next(iter(cluster.workers.values()))
    told.append(nanny.pid)
    os.kill(nanny.pid, signal.SIGKILL)

if __name__ == "__main__":
    file, told = Path(sys.argv[1]), []
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        killer = threading.Thread(target=kill_one, args=(cluster, file, told))
        killer.start()
        found = answer(cluster=cluster.scheduler_address, keep=file)
        killer.join()
        print(json.dumps({"killed": told, "answer": found.to_dict()}))
"""


def test_a_cluster_that_loses_a_worker_in_the_middle_gives_the_same_answer(tmp_path, plain):
    pytest.importorskip("distributed")
    script, file = tmp_path / "cluster.py", tmp_path / "draws.jsonl"
    script.write_text(CLUSTER)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    command = [sys.executable, str(script), str(file)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False, env=environment)
    assert found.returncode == 0, found.stderr[-3000:]
    told = json.loads(found.stdout.splitlines()[-1])
    assert len(told["killed"]) == 1
    assert told["answer"] == json.loads(json.dumps(plain.to_dict()))
    asked = [(entry["question"], *entry["gone"]) for entry in map(json.loads, file.read_text().splitlines())]
    assert len(asked) == len(set(asked)) > 300


def test_a_scheduler_that_does_not_answer_is_told_in_words():
    pytest.importorskip("distributed")
    code = (
        "from goodoffices.errors import ClusterError\nfrom goodoffices.sensitivity.spread import spread\n"
        "try:\n    list(spread(abs, [1], cluster='tcp://127.0.0.1:9'))\n"
        "except ClusterError as error:\n    print(error)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert "no Dask scheduler answers" in found.stdout, found.stderr
