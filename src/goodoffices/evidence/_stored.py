"""A report's text as stored; it is never edited afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stored:
    """A report's text as stored, and what its file format says beyond the words."""

    text: str
    form: str
    kept: tuple[tuple[int, int], ...] | None = None
    """For pages: the stretches an extractor takes for the report itself; None where nothing is known."""
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    flags: tuple[str, ...] = field(default=())
    guessed: str | None = None
    """The encoding, where neither the file nor its bytes told it."""
