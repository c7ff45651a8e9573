"""The report model: what a brief says, line by line, each with its grounds. Rendered to terminal, HTML and JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from goodoffices.case import Answer, Grounds

if TYPE_CHECKING:  # one answer is told without loading the solvers of the others
    from goodoffices.convene import ConveneAnswer
    from goodoffices.sensitivity import SensitivityAnswer
    from goodoffices.settle import SettleAnswer
    from goodoffices.transition import TransitionAnswer


@dataclass(frozen=True, slots=True)
class Line(Answer):
    """One thing the brief says, and what it rests on."""

    text: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class SideView(Answer):
    """One side on the first page: what it asks, who is to deliver it, what of it blocks."""

    party: str
    name: str
    asks: tuple[Line, ...]
    delivered_by: tuple[Line, ...]
    blocks: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section(Answer):
    """A part of the reasons: a question as its title, and lines that answer it."""

    title: str
    lines: tuple[Line, ...]

    @property
    def shared(self) -> Grounds | None:
        """The grounds to be told once: those of all lines, or of most where each other line has some of its own."""
        if len(self.lines) < 2:
            return None
        grounds, count = Counter(line.grounds for line in self.lines).most_common(1)[0]
        told = all(line.grounds.statements or line.grounds.assumed for line in self.lines)
        return grounds if count == len(self.lines) or (told and count > max(2, len(self.lines) / 2)) else None

    @property
    def rests_on(self) -> str:
        """The words before the shared grounds."""
        return f"All {'of this' if all(line.grounds == self.shared for line in self.lines) else 'else'} rests on"


def shortened(lines: Iterable[Line], most: int | None) -> tuple[Line, ...]:
    """Return so many lines, and how many more there are."""
    told = tuple(lines)
    left = 0 if most is None else len(told) - most
    shared = {line.grounds for line in told}
    rests = shared.pop() if len(shared) == 1 else Grounds()
    return told if left <= 0 else (*told[:most], Line(f"{left} more; --all lists them.", rests))


@dataclass(frozen=True, slots=True)
class Seat(Answer):
    """A row of the table of the body: who sits where, put forward by whom, at which place with each side."""

    office: str
    name: str
    nominated_by: str | None
    places: Mapping[str, str]
    survives: int


@dataclass(frozen=True, slots=True)
class Passage(Answer):
    """The words of a report a statement stands for, in their context."""

    statement: str
    report: str
    before: str
    words: str
    after: str
    line: int
    speaker: str | None
    firmness: str | None
    standing: str | None
    disputed: bool


@dataclass(frozen=True, slots=True)
class Dispute(Answer):
    """Statements that do not agree, side by side."""

    id: str
    kind: str
    reason: str | None
    difference: str | None
    members: tuple[str, ...]
    ruling: str | None


@dataclass(frozen=True, slots=True)
class Origin(Answer):
    """A report the brief draws on, with its whole text in stretches, some of which stand for statements."""

    id: str
    title: str
    outlet: str | None
    genre: str
    published: dt.date | None
    text: str
    marks: tuple[tuple[int, int, str], ...]
    """Start, end and statement of each stretch cited, in the order of the text; they may overlap."""


@dataclass(frozen=True, slots=True)
class Stage(Answer):
    """A stop on the way from today to a settlement: a state, or a move of some party, and what is new there."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tie(Answer):
    """Who leans on whom: by leverage on a position, or as an ally the reports name."""

    start: str
    end: str
    kind: Literal["leverage", "tie"]
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Brief(Answer):
    """All answers on a few pages; every line carries its grounds."""

    title: str
    as_of: dt.date | None
    shared: bool
    ready: bool
    verdict: Line
    hoped_date: tuple[Line, ...]
    sides: tuple[SideView, ...]
    way_out: Line | None
    next_step: Line | None
    accept: Line | None
    """What the sides could accept once they sit."""
    holds: Line | None
    sure: Line
    """The one line that gives shares of draws."""
    disputed: int
    assumed: tuple[Line, ...]
    sections: tuple[Section, ...]
    ties: tuple[Tie, ...]
    names: Mapping[str, str]
    roles: Mapping[str, str]
    way: tuple[Stage, ...]
    passages: Mapping[str, Passage]
    origins: tuple[Origin, ...]
    disputes: tuple[Dispute, ...]
    convene: ConveneAnswer
    settle: SettleAnswer | None
    """Once the changes, or package 1, have brought the sides together."""
    stability: Any
    sensitivity: SensitivityAnswer | None
    seats: tuple[Seat, ...]
    transition: TransitionAnswer | None

    def _repr_html_(self) -> str:
        from goodoffices.brief.page import page

        return page(self)
