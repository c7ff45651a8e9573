"""What the shipped tables know by name: states, their people, capitals and seats, bodies, forces and papers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.evidence._words import State, bodies, states


@dataclass(frozen=True, slots=True)
class Known:
    """Something the tables or the report know by name."""

    name: str
    kind: str
    """state, people, capital, seat, body, force, paper or party."""
    state: str | None = None
    party: str | None = None


@lru_cache
def table() -> Mapping[str, Known]:
    """Return the shipped names, in lower case, without their article."""
    found: dict[str, Known] = {}
    for state in states():
        for kind, words in (
            ("seat", state.seats),
            ("capital", state.capitals),
            ("people", state.people),
            ("state", state.names),
        ):
            for word in words:
                if kind == "state" or word.lower() not in found:
                    found[word.lower()] = Known(state.name, kind, state.code)
    for body in bodies():
        for word in body.names:
            found.setdefault(word.lower(), Known(body.name, body.kind))
    return found


@lru_cache
def papers() -> Mapping[str, Known]:
    """Return the news houses by their names."""
    return {words: known for words, known in table().items() if known.kind == "paper"}


@lru_cache
def by_code() -> Mapping[str, State]:
    """Return the states by their code."""
    return {state.code: state for state in states()}


@lru_cache
def state_words() -> re.Pattern[str]:
    """Return what names a state or its people, as a pattern; the longest first."""
    words = {word for state in states() for word in (*state.people, *state.names)}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def bare(text: str) -> str:
    """Return a phrase in lower case, blanks joined, without article or mark of possession."""
    words = unicodedata.normalize("NFC", " ".join(text.split())).replace("’", "'").strip(' ,;:"“”()')
    words = re.sub(r"^(?:the|a|an|this|that|these|those) ", "", words, flags=re.IGNORECASE)
    return re.sub(r"'s?$", "", words).lower()
