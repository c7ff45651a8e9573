"""Invented dossiers: what several reports of one event say, and how a reader would link it.

A line is `id | kind | who | words | fields`; `who` is a person or body, the party behind a slash: `Dara Vell/south`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from goodoffices.case.statements import Report, Statement, Voice

FOLDER = Path(__file__).parent / "dossiers"
Linked = tuple[str, frozenset[str]]

RIVER = (FOLDER / "river.txt").read_text(encoding="utf-8")
RIVER_LINKS: list[Linked] = [
    ("same_quote", frozenset({"w1", "p1"})),
    ("same_claim", frozenset({"w3", "p2"})),
    ("figures_differ", frozenset({"w4", "p3"})),
    ("claim_strength", frozenset({"w6", "p4"})),
    ("contradiction", frozenset({"w7", "p5"})),
    ("contradiction", frozenset({"w8", "p6"})),
    ("contradiction", frozenset({"w9", "p7"})),
    ("contradiction", frozenset({"p8", "l1"})),
]

HOSTAGES = (FOLDER / "hostages.txt").read_text(encoding="utf-8")
HOSTAGES_LINKS: list[Linked] = [
    ("quote_and_paraphrase", frozenset({"a1", "b1"})),
    ("claim_strength", frozenset({"a3", "b2"})),
    ("figures_differ", frozenset({"a4", "b3"})),
    ("contradiction", frozenset({"a5", "b4"})),
    ("same_claim", frozenset({"a6", "b5"})),
    ("claim_strength", frozenset({"a7", "b6"})),
]


ISLANDS = (FOLDER / "islands.txt").read_text(encoding="utf-8")
ISLANDS_LINKS: list[Linked] = [
    ("same_quote", frozenset({"e1", "h1"})),
    ("same_claim", frozenset({"e2", "h2"})),
    ("figures_differ", frozenset({"e4", "h3"})),
    ("same_claim", frozenset({"e5", "h4"})),
    ("contradiction", frozenset({"e6", "h5"})),
    ("same_claim", frozenset({"e7", "h6"})),
    ("claim_strength", frozenset({"e8", "h7"})),
    ("contradiction", frozenset({"e9", "h8"})),
    ("same_claim", frozenset({"e10", "h11"})),
]
MINES = (FOLDER / "mines.txt").read_text(encoding="utf-8")
MINES_LINKS: list[Linked] = [
    ("quote_and_paraphrase", frozenset({"c1", "o1"})),
    ("same_claim", frozenset({"c2", "o2"})),
    ("contradiction", frozenset({"c3", "o3"})),
    ("figures_differ", frozenset({"c4", "o4"})),
    ("claim_strength", frozenset({"c5", "o5"})),
    ("same_claim", frozenset({"c6", "o6"})),
    ("same_claim", frozenset({"c8", "o8"})),
    ("contradiction", frozenset({"c9", "o9"})),
    ("contradiction", frozenset({"c10", "o10"})),
    ("contradiction", frozenset({"c11", "o11"})),
]


CAUSES = (FOLDER / "causes.txt").read_text(encoding="utf-8")
CAUSES_LINKS: list[Linked] = [
    ("contradiction", frozenset({"g1", "h1"})),
    ("contradiction", frozenset({"g2", "h2"})),
    ("contradiction", frozenset({"g3", "h3"})),
    ("contradiction", frozenset({"g3", "h4"})),
    ("same_claim", frozenset({"g5", "h5"})),
]


def dossier(text: str) -> tuple[list[Statement], dict[str, Report]]:
    """Return the statements and reports of an invented dossier; each statement is a paragraph of its report."""
    statements: list[Statement] = []
    texts: dict[str, str] = {}
    heads: dict[str, tuple[str, dt.date | None]] = {}
    for line in text.strip().splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) == 3:
            name = parts[0]
            heads[name] = (parts[1], None if parts[2] == "-" else dt.date.fromisoformat(parts[2]))
            texts[name] = ""
            continue
        texts[name] += "\n" if texts[name] else ""
        start = len(texts[name])
        texts[name] += parts[3] + "\n"
        statements.append(_statement(parts, name, start))
    reports = {
        name: Report(name, f"{name}.txt", name, None, *heads[name], None, (), text) for name, text in texts.items()
    }
    return statements, reports


def _statement(parts: list[str], report: str, start: int) -> Statement:
    identity, kind, who, words, rest = parts
    fields: dict[str, Any] = {}
    for pair in rest.split():
        key, value = pair.split("=")
        number = key in {"value", "low", "high"}
        fields[key] = (
            float(value) if number else dt.date.fromisoformat(value) if key == "date" else value.replace("_", " ")
        )
    speaker = _voice(who)
    holder = speaker if kind in {"position", "tie"} else None
    spoke = None if speaker and speaker.name is None else speaker
    span = ((start, start + len(words)),)
    return Statement(identity, report, kind, span, words, "confirmed", speaker=spoke, holder=holder, **fields)


def _voice(text: str) -> Voice | None:
    name, _, party = text.partition("/")
    given = [None if part in {"", "-"} else part for part in (name, party)]
    return Voice(given[0], given[0], given[1], None) if any(given) else None
