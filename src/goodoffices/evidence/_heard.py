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
    rivals: tuple[str, ...] = ()
    """The states and bodies of the sentence before where it names several and none of them speaks: "it" may be any."""

    def copy(self) -> Heard:
        """Return it as it stands now."""
        return Heard(self.people[:], self.bodies[:], self.several[:], self.unnamed[:], self.speaker, self.rivals)


def is_plural(voice: Voice) -> bool:
    name = (voice.name or "").lower()
    return " and " in name or name.endswith(
        ("s", "people", "opposition", "government", "military", "coalition", "leadership", "council", "group")
    )
