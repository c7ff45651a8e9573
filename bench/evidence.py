"""How much of what reports say is found: quotations, indirect speech, positions, figures; and how fast.

Measured on the texts in ../shared, which are other people's; the rules were tuned on one half of them, and the other
half ("held back") is the honest estimate. Where the folder is missing only speed and memory are printed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.evidence.wires import HELD_BACK, TUNED_ON, totals

from goodoffices.case import load
from goodoffices.case.statements import Statement, Voice
from goodoffices.evidence import read, readings
from goodoffices.evidence._words import cues, verb_forms

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SPEECH = frozenset(form for form, (lemma, _) in verb_forms().items() if lemma in cues() and cues()[lemma].weight == "s")
MARKS = re.compile(r"[\"“”«»]|''|(?<!\w)'|'(?!\w)")
FITTING = {
    "demand": {"demand", "precondition"},
    "precondition": {"precondition", "demand", "refusal"},
    "opposition": {"refusal", "concern"},
    "provision": {"agreement"},
    "shift": {"concession"},
}
"""The types of these golds, where they differ from the design's; "position" fits any."""

Spans = Sequence[tuple[int, int]]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "–"


def covered(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def likeness(first: Spans, second: Spans) -> float:
    one, other = covered(first), covered(second)
    return len(one & other) / max(1, len(one | other))


def names_in(folder: Path) -> list[str]:
    return [file.name for file in folder.glob("*.txt")]


def halves(names: Iterable[str], held: int) -> tuple[list[str], list[str]]:
    """Divide by hash, so that nobody chose: held back, tuned on."""
    ordered = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return ordered[:held], ordered[held:]


def same_speaker(voice: Voice | None, words: str) -> bool:
    """Whether a gold speaker's words and ours name one another, or are the same pronoun resolved."""
    if voice is None or voice.name is None:
        return False
    ours = _name_words(f"{voice.text or ''} {voice.name}")
    gold = _name_words(words)
    pronoun = words.lower() in ("he", "she", "they", "it", "who") and voice.how in ("pronoun", "previous", "named")
    return pronoun or bool(ours & gold)


def _name_words(words: str) -> set[str]:
    """Return the words of a name: "al-Halabi" and "Halabi" name one another, "U.S." and "US" too."""
    small = {"the", "a", "an", "of", "and", "mr", "ms", "in", "for", "to", "al", "el", "s"}
    return set(re.findall(r"\w+", words.lower().replace(".", ""))) - small


SIDES = {
    "United States": "us",
    "Russia": "russia",
    "Syrian government": "government",
    "Syrian opposition": "opposition",
    "United Kingdom": "uk",
}


def same_side(voice: Voice | None, words: str) -> bool:
    """Whether a holder is the side named, or speaks for it."""
    if voice is not None and words in SIDES:
        return SIDES[words] in (voice.party, *voice.candidates)
    return same_speaker(voice, words)


def polnear(names: Sequence[str]) -> str:
    count: Counter[str] = Counter()
    for name in names:
        reading = read([SHARED / "polnear" / "text" / name])
        text = reading.reports[0].text
        gold = [event for event in attributions(name) if event["Content"]]
        quotes = [s for s in reading.statements if s.kind == "quote"]
        told = [s for s in reading.statements if s.kind == "indirect"]
        for event in gold:
            marked = any(MARKS.search(text[start:end]) for start, end in event["Content"])
            cue = " ".join(text[start:end] for start, end in event["Cue"]).lower()
            if marked:
                content = covered(event["Content"])
                found = [
                    s
                    for s in quotes
                    if any(len(content & covered([span])) * 2 >= span[1] - span[0] for span in s.spans)
                ]
                count["quotes"] += 1
                count["quotes found"] += bool(found)
                if found and event["Source"]:
                    words = " ".join(text[start:end] for start, end in event["Source"])
                    count["sourced"] += 1
                    count["speaker right"] += same_speaker(found[0].speaker, words)
                    count["speaker open"] += found[0].speaker is None or found[0].speaker.name is None
            elif "according" in cue or SPEECH & set(re.findall(r"\w+", cue)):
                count["indirect"] += 1
                count["indirect found"] += any(likeness(s.spans, event["Content"]) >= 0.5 for s in told)
        for statement in told:
            last = (statement.cue or "").lower().split()
            if {"according", *SPEECH} & set(last):
                count["told"] += 1
                count["told right"] += any(likeness(statement.spans, event["Content"]) >= 0.5 for event in gold)
    return (
        f"quotes found {share(count['quotes found'], count['quotes'])},"
        f" speaker right {share(count['speaker right'], count['sourced'])}"
        f" (open {share(count['speaker open'], count['sourced'])});\n    indirect speech with a speech verb: recall"
        f" {share(count['indirect found'], count['indirect'])}, precision {share(count['told right'], count['told'])}"
    )


def attributions(name: str) -> list[dict[str, list[tuple[int, int]]]]:
    """Read brat standoff: the attributions of an article."""
    file = next((SHARED / "polnear" / "attributions").glob(f"{name[:-4]}_*.ann"))
    spans: dict[str, list[tuple[int, int]]] = {}
    found = []
    # The lines of an event may come before those of its spans.
    for line in sorted(file.read_text(encoding="utf-8").splitlines(), key=lambda line: not line.startswith("T")):
        key, *rest = line.split("\t")
        if key.startswith("T"):
            places = rest[0].split(" ", 1)[1]
            spans[key] = [(int(part.split()[0]), int(part.split()[1])) for part in places.split(";")]
        elif key.startswith("E"):
            event: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
            for argument in rest[0].split()[1:]:
                role, _, value = argument.partition(":")
                event.setdefault(re.sub(r"\d+$", "", role), []).extend(spans[value])
            found.append(event)
    return found


def peace_reports(names: Sequence[str]) -> str:
    gold = json.loads((SHARED / "reports" / "gold.json").read_text(encoding="utf-8"))["gold"]
    count: Counter[str] = Counter()
    for name in names:
        reading = read([SHARED / "reports" / name])
        text = reading.reports[0].text
        of = {kind: [s for s in reading.statements if s.kind == kind] for kind in ("quote", "position", "figure")}
        for words, speaker in gold[name]["quotes"]:
            found = [s for s in of["quote"] if words.lower() in s.words.lower()]
            count["quotes"] += 1
            count["quotes found"] += bool(found)
            count["speaker right"] += bool(found) and same_speaker(found[0].speaker, speaker)
        used: set[str] = set()
        for words, kind in gold[name]["positions"]:
            at = text.lower().find(words.lower())
            found = [s for s in of["position"] if any(start < at + len(words) and at < end for start, end in s.spans)]
            count["positions"] += 1
            count["positions found"] += bool(found)
            count["type right"] += any(fits(kind, s) for s in found)
            used.update(s.id for s in found)
        count["drafted"] += len(of["position"])
        count["drafted right"] += len(used)
        for words in gold[name]["figures"]:
            count["figures"] += 1
            count["figures found"] += any(words in s.words or s.words in words for s in of["figure"])
    return told(count)


def fits(kind: str, statement: Statement) -> bool:
    return kind == "position" or statement.type in FITTING.get(kind, {kind})


def told(count: Counter[str]) -> str:
    return (
        f"quotes found {share(count['quotes found'], count['quotes'])},"
        f" speaker right {share(count['speaker right'], count['quotes'])};\n"
        f"    positions: recall {share(count['positions found'], count['positions'])},"
        f" precision {share(count['drafted right'], count['drafted'])},"
        f" type {share(count['type right'], count['positions found'])}"
        + (f", holder {share(count['holder right'], count['positions found'])}" if count["holder"] else "")
        + f"; figures {share(count['figures found'], count['figures'])}"
    )


def wires(files: Sequence[Path]) -> str:
    """Return how well the invented wire reports are read; they ship with every position in them."""
    count = totals(files)
    shares = {part: share(count[f"{part} right"], count[part]) for part in ("type", "holder", "condition")}
    return (
        f"positions: recall {share(count['positions found'], count['positions'])},"
        f" precision {share(count['drafted right'], count['drafted'])},"
        f" type {shares['type']}, holder {shares['holder']}, condition {shares['condition']};"
        f" figures {share(count['figures found'], count['figures'])},"
        f" dates {share(count['dates found'], count['dates'])}"
    )


def seeds() -> str:
    gold: dict[str, Any] = json.loads((SHARED / "seeds" / "gold.json").read_text(encoding="utf-8"))
    count: Counter[str] = Counter()
    parties = load(ROOT / "examples" / "syria-2013").parties
    for letter, about in gold["docs"].items():
        reading = read([SHARED / "seeds" / about["file"]], parties=parties)
        mine = {
            kind: [s for s in reading.statements if s.kind == kind]
            for kind in ("quote", "indirect", "position", "figure")
        }
        for item in (item for item in gold["quotes"] if item["doc"] == letter):
            spans = [(span["start"], span["end"]) for span in item["spans"]]
            found = [s for s in mine["quote"] if likeness(s.spans, spans) > 0.9]
            count["quotes"] += 1
            count["quotes found"] += bool(found)
            count["speaker right"] += bool(found) and same_speaker(found[0].speaker, item["speaker"])
        items = [item for item in gold["indirect"] if item["doc"] == letter]
        wanted = {item["id"]: [(item["content"]["start"], item["content"]["end"])] for item in items}
        for item in items:
            if item["tier"] == "core":
                count["core"] += 1
                count["core found"] += any(likeness(s.spans, wanted[item["id"]]) >= 0.5 for s in mine["indirect"])
        count["told"] += len(mine["indirect"])
        count["told right"] += sum(any(likeness(s.spans, w) >= 0.5 for w in wanted.values()) for s in mine["indirect"])
        used = set()
        for item in (item for item in gold["positions"] if item["doc"] == letter):
            span = [(item["span"]["start"], item["span"]["end"])]
            best = max(mine["position"], key=lambda s: likeness(s.spans, span))
            found_it = likeness(best.spans, span) >= 0.4
            count["positions"] += 1
            count["positions found"] += found_it
            count["holder"] += 1
            if found_it:
                used.add(best.id)
                count["type right"] += fits(item["kind"], best)
                count["holder right"] += any(same_side(best.holder, holder) for holder in item["holder"])
        count["drafted"] += len(mine["position"])
        count["drafted right"] += len(used)
        for item in (item for item in gold["figures"] if item["doc"] == letter):
            count["figures"] += 1
            count["figures found"] += any(
                likeness(s.spans, [(item["span"]["start"], item["span"]["end"])]) > 0.6 for s in mine["figure"]
            )
    core = share(count["core found"], count["core"])
    return f"{told(count)};\n    indirect (core) recall {core}, precision {share(count['told right'], count['told'])}"


def speed(number: int) -> tuple[float, float, float]:
    """Return the seconds that so many reports of 4 kB take, those of the processors, and the most MB a process held."""
    invented = [
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests" / "evidence" / "reports").glob("*.txt"))
    ]
    with tempfile.TemporaryDirectory() as folder:
        for index in range(number):
            text = "\n\n".join(invented[(index + shift) % len(invented)] for shift in range(5))
            (Path(folder) / f"{index:05}.txt").write_text(f"{text[:4000]}\n\nReport {index}.\n", encoding="utf-8")
        start = time.perf_counter()
        for _ in readings([folder]):
            pass
        seconds = time.perf_counter() - start
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor().shutdown()  # only a process that has ended is counted
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return seconds, sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used) / 1024


def main() -> None:
    if len(sys.argv) > 1:  # a process of its own, whose memory nothing else has filled
        print(json.dumps(speed(int(sys.argv[1]))))
        return
    print(f"invented wire reports, tuned on:\n    {wires(TUNED_ON)}")
    print(f"invented wire reports, held back:\n    {wires(HELD_BACK)}")
    if (SHARED / "seeds").is_dir():
        print(f"seeds, tuned on:\n    {seeds()}")
        held, tuned = halves(names_in(SHARED / "reports"), 4)
        print(f"peace reports, tuned on:\n    {peace_reports(tuned)}")
        print(f"peace reports, held back:\n    {peace_reports(held)}")
        held, tuned = halves(names_in(SHARED / "polnear" / "text"), 42)
        print(f"PolNeAR, tuned on:\n    {polnear(tuned)}\nPolNeAR, held back:\n    {polnear(held)}")
    else:
        print(f"{SHARED} is missing: what is found is not measured")
    for number in (250, 1000):
        command = [sys.executable, "-m", "bench.evidence", str(number)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        seconds, busy, most = json.loads(done.stdout)
        load = f"{busy:.1f} s of processor time on {os.cpu_count()} cores"
        print(f"{number} reports of 4 kB: {seconds:.1f} s ({load}), at most {most:.0f} MB a process")


if __name__ == "__main__":
    main()
