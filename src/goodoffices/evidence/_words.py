"""The word lists in `words/`, read once: closed classes, verbs with their forms, cues, titles, states, bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cue:
    """What a verb of saying or thinking may take, and how it weighs (speech, attitude, finding)."""

    lemma: str
    weight: str
    takes: frozenset[str]
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """A state with the words that stand for it."""

    code: str
    name: str
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body, force or news house that is no state."""

    name: str
    names: tuple[str, ...]
    kind: str


def lines(name: str) -> Iterator[str]:
    """Yield the lines of a word list, remarks left out."""
    text = files("goodoffices.evidence").joinpath(f"words/{name}.txt").read_text(encoding="utf-8")
    yield from (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache
def classes(name: str = "function") -> Mapping[str, frozenset[str]]:
    """Return the named lists of a file of `name: member member …` lines."""
    split = (line.partition(":") for line in lines(name))
    return {key.strip(): frozenset(members.split()) for key, _, members in split}


@lru_cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the named lists of a file of `name: phrase, phrase …` lines; a name may stand more than once."""
    found: dict[str, list[str]] = {}
    for line in lines(name):
        key, _, members = line.partition(":")
        found.setdefault(key.strip(), []).extend(part.strip() for part in members.split(",") if part.strip())
    return {key: tuple(members) for key, members in found.items()}


@lru_cache
def cues() -> Mapping[str, Cue]:
    """Return the cues by lemma."""
    found: dict[str, Cue] = {}
    for line in lines("cues"):
        lemma, weight, *rest = line.split()
        prepositions = next((part[2:].split(",") for part in rest if part.startswith("p:")), [])
        takes = frozenset(part for part in rest if len(part) == 1)
        found.setdefault(lemma, Cue(lemma, weight, takes, frozenset(prepositions)))
    return found


@lru_cache
def verb_forms() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return each form of each verb with its lemma and what it may be: base, s, past, part, ing."""
    found: dict[str, tuple[str, set[str]]] = {}
    irregular: dict[str, tuple[str, str]] = {}
    lemmas: dict[str, None] = {}
    for line in lines("verbs"):
        lemma, *forms = line.split()
        lemmas[lemma] = None
        if len(forms) == 2:
            irregular[lemma] = (forms[0], forms[1])
    lemmas |= dict.fromkeys(cues())
    for lemma in lemmas:
        past, part = irregular.get(lemma) or (_ed(lemma), _ed(lemma))
        for form, kind in ((lemma, "base"), (_s(lemma), "s"), (past, "past"), (part, "part"), (_ing(lemma), "ing")):
            found.setdefault(form, (lemma, set()))[1].add(kind)
    return {form: (lemma, frozenset(kinds)) for form, (lemma, kinds) in found.items()}


@lru_cache
def titles() -> tuple[str, ...]:
    """Return what people are called before or after their names, longest first."""
    return tuple(sorted(set(lines("titles")), key=lambda title: (-len(title), title)))


@lru_cache
def states() -> tuple[State, ...]:
    """Return the states of the shipped table."""
    found = []
    for line in lines("states"):
        code, name, *rest = line.split("|")
        people, capitals, seats, others = (tuple(filter(None, part.split(","))) for part in rest)
        found.append(State(code, name, people, capitals, seats, (name, *others)))
    return tuple(found)


@lru_cache
def bodies() -> tuple[Body, ...]:
    """Return the bodies, forces and news houses of the shipped table."""
    found = []
    for line in lines("bodies"):
        name, others, kind = line.split("|")
        found.append(Body(name, (name, *filter(None, others.split(","))), kind))
    return tuple(found)


def _s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + "s"


def _ed(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if lemma in classes()["doubling_verb"] else lemma) + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) and lemma != "be":
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if lemma in classes()["doubling_verb"] else lemma) + "ing"
