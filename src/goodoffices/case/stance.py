"""What binds a party or a body, in words: as the answers to several questions tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from goodoffices.case.answer import Answer
from goodoffices.case.grounds import Grounds


@dataclass(frozen=True, slots=True)
class Stance(Answer):
    """A position, veto or rule in words, with what it rests on."""

    id: str
    party: str | None
    """Whose it is; a rule of a body is nobody's."""
    kind: str
    words: str
    grounds: Grounds
    derived: ClassVar = ("because", "assumed")

    @property
    def because(self) -> tuple[str, ...]:
        """The statements it rests on."""
        return self.grounds.statements

    @property
    def assumed(self) -> bool:
        """Whether no statement stands behind it."""
        return not self.because
