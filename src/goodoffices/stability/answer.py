"""What stability answers, as frozen data that carries its grounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from goodoffices.case import Answer, Grounds, State
from goodoffices.encode.graph_model import GraphModel
from goodoffices.encode.states import Mask

Coalitions = Literal["all"] | Iterable[Sequence[str]]
"""Which groups of decision makers are asked about."""


@dataclass(frozen=True, slots=True)
class Equilibria(Answer):
    """The states stable for every decision maker by one concept; `count` counts those not listed too."""

    count: int
    states: tuple[State, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class StableFor(Answer):
    """For whom a state is stable by each concept."""

    state: State
    stable: Mapping[str, tuple[str, ...]]
    coalitions: Mapping[str, tuple[tuple[str, ...], ...]]
    """For which of the coalitions asked about, by concept of coalitional stability."""

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data; nothing of coalitions where none was asked about."""
        answer = Answer.keyed(self)
        if not self.coalitions:
            del answer["coalitions"]
        return answer


@dataclass(frozen=True, slots=True)
class Step(Answer):
    """Who moves, and where to."""

    by: tuple[str, ...]
    to: State


@dataclass(frozen=True, slots=True)
class Answered(Answer):
    """An improvement, why it is one, and what the others can do about it.

    `answer` is the sanction, step by step; None where nothing they can do is one. `worse_by` names what then tells
    against the improvement. Where an answer would do if its target could not leave again, `evaded` is how it leaves.
    """

    improvement: Step
    better_by: tuple[str, ...]
    """The wants, or the ranking, by which the mover gains."""
    answer: tuple[Step, ...] | None
    worse_by: tuple[str, ...]
    evaded: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reason(Answer):
    """Why a state is stable for a party by a concept, or not.

    If it is not, `improvements` holds one that no sanction answers; if it is, all of them with a sanction each (of a
    case too large to enumerate, those from which a proof was drawn). `stable` is None where the search was given up.
    """

    state: State
    party: str
    concept: str
    stable: bool | None
    improvements: tuple[Answered, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Why(Answer):
    """Why a state is stable or not, for each decision maker by each concept."""

    state: State
    method: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PreferenceChange(Answer):
    """A want of a party that is dropped, moved to a place (from 1, once all changes are made), or added there."""

    party: str
    kind: Literal["drop", "move", "add"]
    want: str
    words: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Remedy(Answer):
    """The changes of preference that make a state an equilibrium.

    `changes` is empty where it is one already, and None where no change of wants does it; `proven` says whether no
    fewer will do, or these are the best found.
    """

    state: State
    concept: str
    changes: tuple[PreferenceChange, ...] | None
    proven: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Way(Answer):
    """A shortest way to a state; by improvements if each step is one for all who take it."""

    to: State
    steps: tuple[Step, ...]
    by_improvements: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Reached(Answer):
    """What one kind of steps reaches from a state: how many states, and in how many steps each."""

    count: int
    most_steps: int
    states: tuple[tuple[State, int], ...] | None
    """None when there are too many to list unasked."""

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data: the states as `state` and `steps`."""
        listed = None if self.states is None else [{"state": state, "steps": n} for state, n in self.states]
        return {"count": self.count, "most_steps": self.most_steps, "states": listed}


@dataclass(frozen=True, slots=True)
class Leads(Answer):
    """Whether steps lead to an equilibrium: by each kind, in how many steps at least; None where none do."""

    to: State
    equilibrium: tuple[str, ...]
    steps: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class StatusQuo(Answer):
    """What is reached from a state, by `moves`, by `improvements`, by `coalitions` (joint improvements)."""

    start: State
    reached: Mapping[str, Reached]
    equilibria: tuple[Leads, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Standing(Answer):
    """How one state stands: by each concept, for whom it is stable and for whom not; nobody, if it is not feasible."""

    state: State
    feasible: bool
    stable: Mapping[str, tuple[str, ...]]
    unstable: Mapping[str, tuple[str, ...]]
    grounds: Grounds
    derived: ClassVar = ("equilibrium",)

    @property
    def equilibrium(self) -> tuple[str, ...]:
        """The concepts by which the state is an equilibrium."""
        return tuple(concept for concept, parties in self.unstable.items() if self.feasible and not parties)


@dataclass(frozen=True, slots=True)
class StabilityAnswer(Answer):
    """Which states are stable for whom, the equilibria, and the ways there from the status quo.

    States that are alike are one, printed as the first of them; `feasible` counts them once. `model` and `nodes`, from
    which further questions (`standing`, `ways`) are answered, are the graph model, and which of its nodes are stable by
    which concept for whom.
    """

    parties: tuple[str, ...]
    """The decision makers."""
    issues: tuple[str, ...]
    feasible: int
    status_quo: State
    status_quo_feasible: bool
    method: str
    equilibria: Mapping[str, Equilibria]
    coalitions: tuple[tuple[str, ...], ...] | None
    states: tuple[StableFor, ...] | None
    """None when there are too many to list unasked."""
    ways: tuple[Way, ...]
    ways_complete: bool
    """Whether ways were sought to every equilibrium."""
    grounds: Grounds
    model: GraphModel = field(repr=False, compare=False)
    nodes: Mask = field(repr=False, compare=False)

    def keyed(self) -> dict[str, Any]:
        """Return what stands in the data: what answers further questions does not."""
        answer = Answer.keyed(self)
        del answer["model"], answer["nodes"]
        if self.states is None:
            del answer["states"]
        return answer
