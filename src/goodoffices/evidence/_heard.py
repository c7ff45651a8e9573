"""Who has been heard of so far in a report: what a pronoun can point back to."""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.case.statements import Voice


@dataclass(slots=True)
class Heard:
    """Who has spoken or acted so far: what a pronoun can point back to."""

    people: list[Voice] = field(default_factory=list)
    bodies: list[Voice] = field(default_factory=list)
    several: list[Voice] = field(default_factory=list)
    unnamed: list[Voice] = field(default_factory=list)
    speaker: Voice | None = None


def is_plural(voice: Voice) -> bool:
    name = (voice.name or "").lower()
    return " and " in name or name.endswith(
        ("s", "people", "opposition", "government", "military", "coalition", "leadership", "council", "group")
    )
