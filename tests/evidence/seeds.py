"""The two seed reports of ../shared, their gold as statements and links; None where the folder is missing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from goodoffices.case.statements import Report, Statement, Voice

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"
_PARTIES = {
    "United States": "us",
    "John Kerry": "us",
    "Barack Obama": "us",
    "Russia": "russia",
    "Sergei Lavrov": "russia",
    "Syrian government": "government",
    "Syrian opposition": "opposition",
    "United Kingdom": "uk",
    "United Nations": "un",
}
_KINDS = {
    "same quote": "same_quote",
    "quote vs paraphrase": "quote_and_paraphrase",
    "figure differs": "figures_differ",
    "same claim, different strength": "claim_strength",
    "contradiction": "contradiction",
    "same claim": "same_claim",
    "related quote": "same_claim",
    "single source": "single_source",
}
_TYPES = {"opposition": "refusal", "position": None, "provision": None}


def seeds(folder: Path = FOLDER) -> tuple[list[Statement], dict[str, Report], list[tuple[str, frozenset[str]]]] | None:
    """Return statements, reports and gold links."""
    if not (folder / "gold.json").exists():
        return None
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    reports = {
        name: Report(
            name,
            found["file"],
            found["title"],
            found["publisher"],
            "unknown",
            dt.date(2013, 5, 7) if name == "A" else None,
            found["sha256"],
            (),
            (folder / found["file"]).read_bytes().decode("utf-8"),
        )
        for name, found in gold["docs"].items()
    }
    kinds = {"quotes": "quote", "indirect": "indirect", "positions": "position", "figures": "figure", "dates": "date"}
    statements = [
        _statement(kind, entry, reports[entry["doc"]].text)
        for section, kind in kinds.items()
        for entry in gold[section]
        if entry.get("tier") != "boilerplate"
    ]
    links = [(_KINDS[relation["kind"]], frozenset(relation["members"])) for relation in gold["relations"]]
    return statements, reports, links


def _statement(kind: str, entry: dict[str, Any], text: str) -> Statement:
    stretches = entry.get("spans") or [entry.get("content") or entry["span"]]
    spans = tuple((stretch["start"], stretch["end"]) for stretch in stretches)
    fields: dict[str, Any] = {}
    if kind == "figure":
        fields = {key: entry.get(key) for key in ("value", "low", "high", "qualifier", "unit")}
        fields |= {"measure": entry["measures"], "who": entry.get("source")}
    elif kind == "position":
        named = entry["kind"]
        fields = {"type": _TYPES.get(named, named), "holder": _voice(entry["holder"])}
    elif kind == "date":
        day = entry["resolves_to"]
        fields = {"date": dt.date.fromisoformat(day) if len(day) == 10 and day[0].isdigit() else None}
    if kind in {"quote", "indirect"}:
        names = entry["speaker"] if isinstance(entry["speaker"], list) else [entry["speaker"]]
        fields = {"speaker": _voice(names), "cue": (entry.get("cue") or {}).get("text")}
    words = " … ".join(text[start:end] for start, end in spans)
    return Statement(entry["id"], entry["doc"], kind, spans, words, "drafted", **fields)


def _voice(names: list[str]) -> Voice | None:
    named = [name for name in names if name not in {"unnamed", "author"}]
    if not named:
        return None
    parties = [_PARTIES[name] for name in named if name in _PARTIES]
    one = len(named) == 1
    return Voice(
        None, " and ".join(named), parties[0] if one and parties else None, None, () if one else tuple(parties)
    )
