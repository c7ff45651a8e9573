"""Invented wire reports with every position in them, and how well a reading agrees.

Written before the rules were ever run on them. The half whose names hash lowest is held back: looked at in totals only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goodoffices.case.statements import Statement, Voice
from goodoffices.evidence import Reading, read

FOLDER = Path(__file__).parent / "wires"
FILES = sorted(FOLDER.glob("*.txt"), key=lambda file: hashlib.sha256(file.name.encode()).hexdigest())
HELD_BACK, TUNED_ON = FILES[: len(FILES) // 2], FILES[len(FILES) // 2 :]


@dataclass(frozen=True)
class Agreed:
    """What was found and missed of one report, and what was found that no reader would call a position."""

    count: Counter[str]
    missed: tuple[str, ...]
    extra: tuple[Statement, ...]
    wrong: tuple[tuple[str, Statement], ...]


def gold_of(report: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(report.with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


def totals(files: Iterable[Path]) -> Counter[str]:
    return sum((agreed(file).count for file in files), Counter())


def agreed(file: Path) -> Agreed:
    """Compare the reading of a report with its gold: a position is found where half of the gold's words are in it."""
    reading, gold = read([file]), gold_of(file)
    found = [s for s in reading.statements if s.kind == "position"]
    count: Counter[str] = Counter()
    missed: list[str] = []
    wrong: list[tuple[str, Statement]] = []
    used: set[str] = set()
    for wanted in gold["positions"]:
        here = _on(reading, found, wanted["words"])
        used |= {s.id for s in here}
        count["positions"] += 1
        if not here:
            missed.append(wanted["words"])
            continue
        best = max(here, key=lambda s: (_type_fits(wanted, s), _holder_fits(wanted, s)))
        count["positions found"] += 1
        for key, right in _details(wanted, best).items():
            count[key] += 1
            count[f"{key} right"] += right
            if not right:
                wrong.append((f"{key}: {wanted}", best))
    either = {s.id for words in gold["either"] for s in _on(reading, found, words)} - used
    count["drafted"] = len(found) - len(either)
    count["drafted right"] = len(used)
    _others(reading, gold, count, missed)
    return Agreed(count, tuple(missed), tuple(s for s in found if s.id not in used | either), tuple(wrong))


def _details(wanted: dict[str, Any], best: Statement) -> dict[str, bool]:
    """Whether what the gold says of a position is so: type and holder always, the rest where it stands there."""
    said = {"type": _type_fits(wanted, best), "holder": _holder_fits(wanted, best)}
    if "condition" in wanted:
        said["condition"] = wanted["condition"] in _flat(best.condition or "")
    return said | {key: getattr(best, key) == wanted[key] for key in ("firmness", "standing") if key in wanted}


def _others(reading: Reading, gold: dict[str, Any], count: Counter[str], missed: list[str]) -> None:
    for kind, wanted in (("figure", gold.get("figures", [])), ("date", gold.get("dates", []))):
        of_kind = [s for s in reading.statements if s.kind == kind]
        for item in wanted:
            words, value = item if kind == "date" else (item, None)
            near = [
                s for s in _on(reading, of_kind, words) if kind == "figure" or str(s.date or "") == str(value or "")
            ]
            count[f"{kind}s"] += 1
            count[f"{kind}s found"] += bool(near)
            missed += [] if near else [f"{kind} {words}"]


def _on(reading: Reading, statements: Sequence[Statement], words: str) -> list[Statement]:
    """Return the statements that hold at least half of the words at the one place where they stand."""
    text = reading.reports[0].text
    pattern = _flat(text)
    assert pattern.count(words) == 1, words
    places = [at for at, character in enumerate(text) if not character.isspace() or not text[at - 1].isspace()]
    start = places[pattern.index(words)]
    end = start + len(words)
    return [s for s in statements if sum(max(0, min(end, b) - max(start, a)) for a, b in s.spans) * 2 >= end - start]


def _flat(text: str) -> str:
    return "".join(
        (" " if character.isspace() else character)
        for at, character in enumerate(text)
        if not character.isspace() or not text[at - 1].isspace()
    )


def _type_fits(wanted: dict[str, Any], statement: Statement) -> bool:
    return (statement.type or "stance") in wanted["type"].split(" / ")


def _holder_fits(wanted: dict[str, Any], statement: Statement) -> bool:
    names = wanted["holder"].lower().split(" / ")
    return any(name in _named(statement.holder) for name in names)


def _named(voice: Voice | None) -> str:
    return f"{voice.text} {voice.name}".lower() if voice is not None and voice.name else ""
