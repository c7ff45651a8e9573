"""What sensitivity answers, as frozen data that carries its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from goodoffices.case import Answer, Grounds

Stop = Literal["exact", "narrow enough", "budget spent"]


@dataclass(frozen=True, slots=True)
class Conclusion(Answer):
    """In which share of the draws a conclusion holds, between which ends, and what it rests on."""

    question: str
    conclusion: str
    today: bool
    """Whether it holds of the case as filed."""
    holds: float
    low: float
    high: float
    exact: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class LoadBearing(Answer):
    """A source whose fall alone ends conclusions of today; `fallen` are the entries that fall with it."""

    kind: Literal["statement", "report", "outlet"]
    name: str
    flips: tuple[str, ...]
    instead: tuple[str, ...]
    fallen: tuple[str, ...]
    grounds: Grounds

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data, its name under its kind."""
        found = Answer.keyed(self)
        del found["name"], found["kind"]
        return {self.kind: self.name, **found}


@dataclass(frozen=True, slots=True)
class Overturning(Answer):
    """The fewest statements without which a conclusion no longer holds; None: no set of statements overturns it."""

    statements: tuple[str, ...] | None
    proven: bool
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True)
class Ask(Answer):
    """What to have confirmed, by how many bits that narrows the conclusions, and the uncertain positions it settles."""

    kind: str
    """`statement`, `entry` (an assumed one) or `amount` (an interval)."""
    name: str
    bits: float
    settles: tuple[str, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class SensitivityAnswer(Answer):
    """How often each conclusion survives the doubts on file, what it hangs on, and what to ask next."""

    draws: int
    """How many cases were drawn; combinations, where every one was asked."""
    seed: int
    exact: bool
    stopped: Stop
    uncertain: tuple[str, ...]
    """The positions of less than full confidence."""
    asked: Mapping[str, int]
    """How many draws, or combinations, each question was asked of."""
    counts: Mapping[str, int]
    """How long each list is in whole; the conclusions of each question by its name."""
    conclusions: tuple[Conclusion, ...]
    """Question by question; those of today first, then by share."""
    load_bearing: tuple[LoadBearing, ...]
    overturning: Mapping[str, Overturning]
    ask_next: tuple[Ask, ...]
    left_out: tuple[str, ...]
    """Questions that the case does not answer."""

    def today(self, question: str) -> tuple[Conclusion, ...]:
        """Return the conclusions of a question that hold of the case as filed, the headline first."""
        return tuple(one for one in self.conclusions if one.today and one.question == question)

    def limited(self, most: int | None) -> SensitivityAnswer:
        """Return the answer with no list longer than that, that of conclusions for no question; counts stay whole."""
        questions = dict.fromkeys(one.question for one in self.conclusions)
        groups = ([one for one in self.conclusions if one.question == question] for question in questions)
        conclusions = tuple(one for group in groups for one in group[:most])
        listed = {one.conclusion for one in conclusions}
        return replace(
            self,
            conclusions=conclusions,
            load_bearing=self.load_bearing[:most],
            overturning={one: found for one, found in self.overturning.items() if one in listed},
            ask_next=self.ask_next[:most],
        )
