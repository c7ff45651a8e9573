"""Reports, the statements taken from them, and how statements agree or differ: the grounds of every conclusion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

DISPUTES = frozenset({"contradiction", "figures_differ", "claim_strength"})
"""Kinds of link whose members do not agree."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a report and its role (title, body, caption …)."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it came: its text is never edited."""

    id: str
    file: str
    title: str
    outlet: str | None
    genre: str
    published: dt.date | None
    sha256: str | None
    regions: tuple[Region, ...]
    text: str
    original: str | None = None
    """The file as it came, where `file` holds only its stored text; `sha256` is that of the bytes that came."""

    def line(self, offset: int) -> int:
        """Return the line, from 1, on which the character at `offset` stands."""
        return self.text.count("\n", 0, offset) + 1


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks or holds: the words that name them in the report, and who that is."""

    text: str | None
    name: str | None
    party: str | None
    how: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What a report says, by exact span; fields that do not fit its kind are None."""

    id: str
    report: str
    kind: str
    spans: tuple[tuple[int, int], ...]
    words: str
    """The text of the spans, joined by an ellipsis."""
    status: str
    speaker: Voice | None = None
    holder: Voice | None = None
    via: str | None = None
    cue: str | None = None
    type: str | None = None
    condition: str | None = None
    beneficiary: str | None = None
    firmness: str | None = None
    standing: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    unit: str | None = None
    measure: str | None = None
    who: str | None = None
    date: dt.date | None = None
    said_on: dt.date | None = None
    extractor: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How statements stand to each other, with the reason and the difference in words."""

    id: str
    kind: str
    members: tuple[str, ...]
    reason: str | None
    difference: str | None
    low: float | None
    high: float | None
    ruling: str | None

    @property
    def is_dispute(self) -> bool:
        """Whether the members do not agree."""
        return self.kind in DISPUTES


@dataclass(frozen=True, slots=True)
class Dossier:
    """All reports, statements and links beside a case."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    @property
    def disputed(self) -> frozenset[str]:
        """Ids of the statements that another statement disputes."""
        return frozenset(member for link in self.links if link.is_dispute for member in link.members)
