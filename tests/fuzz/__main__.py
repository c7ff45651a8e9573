"""Broken case folders by the thousand: each is told what is wrong, or answered; never a traceback, never a hang.

`python -m tests.fuzz --seconds 600 [--seed S]`; every case has a number, and `--seed S --only N` makes case N again.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import importlib
import itertools
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goodoffices.case import load
from goodoffices.case._yaml_text import document, inline
from goodoffices.case.save import save
from goodoffices.errors import GoodOfficesError

LIMIT = 20
"""Seconds a case may take."""
KEPT = Path("build/fuzz")
SOURCES = [Path("examples"), Path("src/goodoffices/case/starter"), Path("tests/published")]
LARGEST = 200_000

ODD: list[Any] = [
    *["", "null", "~", "yes", "no", "true", "-1", "0", "1e400", ".nan", ".inf", "9" * 400, "0.0001", "1_000", "0x10"],
    *[
        "2013-02-30",
        "9999-12-31",
        "0000-00-00",
        "and",
        "not",
        "a = ",
        "((",
        "'",
        '"',
        "\\",
        "a\tb",
        "a\nb",
        " ",
        "-",
        "?",
    ],
    *[
        "é",
        "e\u0301",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x85",
        "\U0001f54a",
        "Y" * 50,
        "YN-",
        "[",
        "{",
        "%",
        "&a",
        "*a",
        "!x",
    ],
    *[
        "case.yaml",
        "../case.yaml",
        "/etc/passwd",
        ".",
        "x" * 5000,
        "now",
        "set.arms",
        "a.wants.1",
        [],
        {},
        [[]],
        {"": ""},
    ],
    *[{"low": "1", "high": "0"}, {"that": "no"}, ["yes", "yes"], {"state": {}, "chance": "1"}],
]
PIECES = [
    *[
        "\0",
        "\t",
        "\r",
        "\n\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
        "&x ",
        "*x",
        "!!binary ",
        "<<: *x\n",
        "? ",
        "- ",
        ": ",
        "#",
    ],
    *[
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        ",",
        "|\n",
        ">-\n",
        "\\",
        "\ufeff",
        "\x85",
        "\ud7ff",
        "\u2029",
        "\x1b",
        "é",
        "  ",
        "\xa0",
    ],
]


def folders() -> list[Path]:
    """Return the folders of all cases at hand."""
    found = {file.parent for source in SOURCES if source.exists() for file in source.rglob("case.yaml")}
    return sorted(found)


# What is done to a file


def broken_bytes(raw: bytes, rng: random.Random) -> bytes:
    """Cut, double, flip or insert bytes."""
    data = bytearray(raw)
    for _ in range(rng.choice([1, 1, 2, 5, 30])):
        at, length = rng.randrange(len(data) + 1), rng.choice([1, 1, 4, 40, 400])
        match rng.randrange(6):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = data[at : at + length] * rng.choice([1, 2, 50])
            case 2 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case 3:
                data[at:at] = rng.choice(PIECES).encode("utf-8", "surrogatepass")
            case 4:
                data[at:at] = rng.randbytes(rng.choice([1, 3]))
            case _:
                data = data[:at]
        del data[LARGEST:]
    encoding = rng.choice(["utf-8"] * 30 + ["utf-16", "latin-1", "utf-32"])
    return bytes(data) if encoding == "utf-8" else bytes(data).decode("utf-8", "replace").encode(encoding, "replace")


def broken_lines(raw: bytes, rng: random.Random) -> bytes:
    """Drop, double, move, indent or join lines."""
    lines = raw.splitlines(keepends=True) or [b""]
    for _ in range(rng.choice([1, 2, 4])):
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines[at:at] = lines[at : at + rng.choice([1, 5, 20])]
            case 2:
                lines.insert(rng.randrange(len(lines)), lines.pop(at))
            case 3:
                lines[at] = rng.choice([b" ", b"    ", b"\t", b"- "]) + lines[at]
            case _:
                lines[at] = lines[at].rstrip() + b" "
        lines = lines or [b""]
    return b"".join(lines)


def parts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in nested data."""
    yield path
    for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from parts(part, (*path, key))


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def broken_structure(raw: bytes, rng: random.Random) -> bytes:
    """Delete, double, swap or replace values and keys of the YAML itself, and write it in another form."""
    data = as_text(YAML(typ="safe", pure=True).load(raw.decode()))
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        paths = [path for path in parts(data) if path]
        if not paths:
            break
        path = rng.choice(paths)
        holder, key = at(data, path[:-1]), path[-1]
        other = rng.choice(paths)
        match rng.randrange(8):
            case 0:
                del holder[key]
            case 1:
                holder[key] = rng.choice(ODD)
            case 2:
                holder[key] = copied(at(data, other))
            case 3:
                holder[key] = [holder[key]]
            case 4:
                holder[key] = {rng.choice([str(part) for part in path]): holder[key]}
            case 5 if isinstance(holder, list):
                holder.append(copied(holder[key]))
            case 6 if isinstance(holder, dict):
                holder[str(rng.choice([*ODD[:40], str(other[-1])]))] = holder.pop(key)
            case _ if isinstance(holder, dict):
                entries = list(holder.items())
                rng.shuffle(entries)
                holder.clear()
                holder.update(entries)
    text = document(data) if isinstance(data, dict) and rng.random() < 0.5 else inline(data)
    return text.encode("utf-8", "replace")[:LARGEST]


def as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): as_text(part) for key, part in data.items()}
    if isinstance(data, list):
        return [as_text(part) for part in data]
    if data is None or isinstance(data, bool):
        return {None: "", True: "true", False: "false"}[data]
    return str(data)


def copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: copied(part) for key, part in data.items()}
    return [copied(part) for part in data] if isinstance(data, list) else data


def broken_conditions(raw: bytes, rng: random.Random) -> bytes:
    """Change words and signs inside the lines of a file, so that most of it still reads."""
    words = raw.decode().split(" ")
    pool = [
        *words,
        "and",
        "or",
        "not",
        "->",
        "<->",
        "(",
        ")",
        "=",
        "!=",
        "in",
        "{a,",
        "b}",
        "yes",
        "no",
        "0",
        "-5",
        "99999",
    ]
    for _ in range(rng.choice([1, 2, 3, 6])):
        words[rng.randrange(len(words))] = rng.choice(pool)
    return " ".join(words).encode()


WAYS: list[Callable[[bytes, random.Random], bytes]] = [
    *[broken_bytes, broken_lines, broken_conditions],
    *[broken_structure] * 3,
]


def breaks(folder: Path, rng: random.Random) -> None:
    """Break one file of a case folder or more."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    for file in [folder / "case.yaml"] * rng.choice([0, 1, 1, 2]) + rng.sample(files, rng.choice([0, 0, 1])):
        way = rng.choice(WAYS) if file.suffix == ".yaml" else broken_bytes
        # What an earlier change has made unreadable is broken on as bytes.
        try:
            broken = way(file.read_bytes(), rng)
        except Exception:  # noqa: BLE001
            broken = broken_bytes(file.read_bytes(), rng)
        file.write_bytes(broken)
    if rng.random() < 0.02:
        rng.choice(files).unlink(missing_ok=True)


# What must not fail


def asked(folder: Path) -> str:
    """Read a folder and ask everything of it; return how far it came."""
    case = load(folder)
    save(case, folder)
    save(dataclasses.replace(case, title=case.title + " again"), folder)
    if load(folder).title != case.title + " again":
        raise AssertionError("what is saved does not read back")
    try:
        api = importlib.import_module("goodoffices.api")
    except ImportError:
        return "loaded"
    whole = api.Case.load(folder)
    for question in ("convene", "stability", "brief"):
        if hasattr(whole, question):
            with contextlib.suppress(GoodOfficesError):
                getattr(whole, question)().to_dict()
    return "answered"


class TooSlowError(Exception):
    """A case took longer than it may."""


def _stop(*_: object) -> None:
    raise TooSlowError(f"took longer than {LIMIT} s")


def tried(seed: int, number: int, sources: list[Path]) -> tuple[str, str | None]:
    """Make one broken case and try it; return the outcome, and the traceback of a finding."""
    rng = random.Random(f"{seed}/{number}")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "case"
        shutil.copytree(rng.choice(sources), folder)
        breaks(folder, rng)
        copy = Path(made) / "copy"
        shutil.copytree(folder, copy)
        signal.alarm(LIMIT)
        try:
            outcome = asked(folder)
        except GoodOfficesError as error:
            if not str(error).strip():
                return "finding", kept(copy, seed, number, "an error without words")
            outcome = "told"
        except Exception:  # noqa: BLE001 (any other is what we look for)
            return "finding", kept(copy, seed, number, traceback.format_exc())
        finally:
            signal.alarm(0)
    return outcome, None


def kept(folder: Path, seed: int, number: int, said: str) -> str:
    """Save the folder of a finding and return what is to be printed of it."""
    place = KEPT / f"{seed}-{number}"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(folder, place)
    (place / "TRACEBACK").write_text(said, "utf-8")
    return f"finding: --seed {seed} --only {number}, kept in {place}\n{said}"


def main() -> int:
    """Run until the time is up; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", type=int, default=None)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    sources = folders()
    signal.signal(signal.SIGALRM, _stop)
    start = time.monotonic()
    counts: dict[str, int] = {}
    for number in itertools.count() if given.only is None else [given.only]:
        if time.monotonic() - start > given.seconds:
            break
        outcome, said = tried(seed, number, sources)
        counts[outcome] = counts.get(outcome, 0) + 1
        if said:
            print(said, flush=True)
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()) if outcome != "finding")
    findings = counts.get("finding", 0)
    total, took = sum(counts.values()), time.monotonic() - start
    print(f"seed {seed}: {total} cases in {took:.0f} s ({outcomes}); {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
