"""Who is meant: the case's parties first, then the shipped table, then names learnt within the report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from goodoffices.evidence._known import bare, by_code, state_words, table
from goodoffices.evidence._words import classes, states, titles

_TITLES = sorted(titles(), key=len, reverse=True)
_TITLE = "|".join(re.escape(title).replace(r"\ ", " ") for title in _TITLES)
_INNER = r"[\w\u0300-\u036f]"
_PART = rf"(?:[A-ZÀ-ÞŠŽČĆĐŁŞİ](?:{_INNER}|[’'-])*{_INNER}|[A-Z]\.|(?:al|el|ul|ad|as|an|ar)-[A-Z]{_INNER}+)"
_SMALL = r"(?:van|von|der|den|de|del|da|dos|bin|ibn|bint|abu|al|el|la|le|ben)"
NAME = rf"{_PART}(?: (?:{_SMALL} )*{_PART}){{0,4}}"
_QUALIFIERS = sorted(classes()["qualifier"])
_QUALIFIER = f"(?:{'|'.join(_QUALIFIERS)})"


@dataclass(frozen=True, slots=True)
class Side:
    """A party as reports may name it."""

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(slots=True)
class Person:
    """Somebody the report names, with what it says about them."""

    full: str
    titles: set[str] = field(default_factory=set)
    state: str | None = None
    body: str | None = None
    """The body they head or speak for, where the report puts it before their title."""
    woman: bool | None = None

    @property
    def last(self) -> str:
        """The name they are called by later."""
        return self.full.split(" ")[-1]


class Cast:
    """Everybody one report may mean: built once a report, from the case's parties and the report's own words."""

    def __init__(self, parties: Mapping[str, Side], text: str) -> None:
        self.parties = parties
        self.aliases = _aliases(parties)
        self.party_of_state = _states_of(self.aliases)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, str] = {}
        self.acronyms: dict[str, str] = {}
        self._learn(text)

    def _learn(self, text: str) -> None:
        words = list(_WORD.finditer(text))
        for match in _at_words(_TITLED, text, [w.start() for w in words if w[0].lower() in _opening_a_title()]):
            called = _titles_in(match["title"])
            body = _body_before(text, match.start("title"), self.aliases)
            abroad = bool(called & _ENVOYS) and not _is_people(match["of"] or "")
            state = None if body or abroad else _state_in(match["of"] or match["title"])
            self._add(match["name"], called, state, body)
        for match in _APPOSED.finditer(text):
            self._add(match["name"], _titles_in(match["title"]), _state_in(match["of"] or ""))
        for match in _SELF_NAMED.finditer(text):
            self._add(match["name"], {"mr" if match["own"] in ("his", "himself") else "ms"}, None)
        for match in NICKED.finditer(text):
            self._add(f"{match[1]} {match[2]}", set(), None)
        for match in _PLAIN.finditer(text):
            if not re.search(r"[’']s ", match[0]):
                self._add(match[0], set(), None)
        for match in _ACRONYM.finditer(text):
            initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", match["name"]))
            if match["short"][0] in initials and len(match["name"].split()) > 1:
                self.acronyms[match["short"]] = match["name"]
        for match in _at_words(_GROUP, text, [w.start() for w in words if w[0][0].isupper()]):
            self.groups.setdefault((match["noun"] or match["noun2"]).lower(), _people_name(match[0]))

    def _add(self, name: str, called: set[str], state: str | None, body: str | None = None) -> None:
        full = _without_titles(name)
        words = full.split(" ")
        if not full or _is_no_person(words):
            return
        known = self.people.get(full) or self._by_last(words[-1]) if len(words) == 1 else self.people.get(full)
        if known is None and len(words) > 1:
            known = self.people.get(words[-1])
            if known is not None:  # "Mr Last" came before the full name
                del self.people[words[-1]]
                known.full = full
                self.people[full] = known
        if known is None:
            if len(words) == 1 and not called:
                return
            known = self.people.setdefault(full, Person(full))
        known.titles |= called
        known.state = known.state or state
        known.body = known.body or body
        if called & {
            "mrs",
            "mrs.",
            "ms",
            "ms.",
            "miss",
            "lady",
            "dame",
            "queen",
            "princess",
            "spokeswoman",
            "chairwoman",
            "congresswoman",
        }:
            known.woman = True
        elif called & {"mr", "mr.", "sir", "lord", "king", "prince", "spokesman", "chairman", "congressman"}:
            known.woman = False
        elif known.woman is None:
            known.woman = _is_womans(known.full)

    def _by_last(self, last: str) -> Person | None:
        wanted = re.sub(r"^(?:al|el|ul|ad|as|an|ar)-", "", last, flags=re.IGNORECASE).lower()
        ranked = [person for person in self.people.values() if person.titles] + [
            p for p in self.people.values() if not p.titles
        ]
        fitting = [
            person
            for person in ranked
            if re.sub(r"^(?:al|el|ul|ad|as|an|ar)-", "", person.last, flags=re.IGNORECASE).lower() == wanted
        ]
        clear = len(fitting) == 1 or (len(fitting) > 1 and fitting[0].titles and not fitting[1].titles)
        return fitting[0] if clear else None

    def person(self, words: str) -> Person | None:
        """Return whom a name (full, or only the last part) means in this report, if it is one person."""
        full = _without_titles(" ".join(words.split()).replace("’", "'"))
        if not full:
            return None
        if full in self.people:
            return self.people[full]
        parts = full.split(" ")
        found = self._by_last(parts[-1])
        if found and len(parts) > 1 and len(found.full.split(" ")) > 1 and parts[0] != found.full.split(" ")[0]:
            return found if full.endswith(" " + found.full) else None
        return found

    def titled(self, words: str) -> Person | None:
        """Return the one person of this report who bears the title named, of the state named if one is."""
        called, state = _titles_in(words), _state_in(words)
        if not called:
            return None
        fitting = [
            person
            for person in self.people.values()
            if any(title in have or have.endswith(" " + title) for title in called for have in person.titles)
            and (state is None or person.state == state)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def party(self, *, words: str = "", state: str | None = None) -> str | None:
        """Return the party of the case that the words name, or that speaks for the state."""
        named = self.aliases.get(bare(words)) if words else None
        return named or (self.party_of_state.get(state) if state else None)


_TITLED = re.compile(
    rf"(?:(?P<of>{state_words().pattern})(?:[’']s?)? )?(?:{_QUALIFIER} )*"
    rf"\b(?P<title>(?i:{_TITLE})(?: (?:of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*?)?),? (?P<name>{NAME})"
)
_APPOSED = re.compile(
    rf"(?P<name>{_PART}(?: (?:{_SMALL} )*{_PART}){{1,3}}),? (?:who is |who was |is |was )?(?:the "
    rf"|a |an |his |her )?(?:(?:{_QUALIFIER}) )*"
    rf"(?:(?P<of>{state_words().pattern})(?:[’']s?)? )?(?:[a-z]+ )?(?P<title>(?i:{_TITLE}))\b"
)
_SELF_NAMED = re.compile(
    rf"(?:gave|identified) (?P<own>his|her|himself|herself)(?: name)?(?: only)? as (?P<name>{_PART})"
)
NICKED = re.compile(rf"({_PART}) [\"“‘'][A-Z][\w' -]{{1,20}}[\"”’'] ({_PART})")
"""A name with what its bearer is called between its parts."""
_PLAIN = re.compile(rf"(?<![\w’'-]){_PART}(?: (?:{_SMALL} )*{_PART}){{1,3}}")
_ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+(?: (?:of|for|the|and|in|de|to)(?: the)?)? ?){2,8})\s?\((?P<short>[A-Z]{2,8})\)"
)
_GROUP = re.compile(
    rf"(?:{state_words().pattern})(?:[’']s)?(?: [a-z-]+){{0,2}} (?P<noun>opposition|rebels|"
    rf"coalition|government|regime|army|military|insurgents|authorities|parliament|council)"
    rf"(?: (?:coalition|leadership|groups?|forces))?"
    r"|(?:[A-Z][\w’'-]+ ){1,4}(?P<noun2>Coalition|Council|Front|Movement|Army|Alliance|Party|Union|Government)",
)


_WORD = re.compile(r"\w+")


def _at_words(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what `finditer` would find, trying only where it can begin: the alternatives are hundreds."""
    after = 0
    for start in starts:
        match = pattern.match(text, start) if start >= after else None
        if match is not None:
            after = match.end()
            yield match


@lru_cache
def _opening_a_title() -> frozenset[str]:
    """Return the first words, in lower case, of states, their people, qualifiers and titles."""
    named = [*(word for state in states() for word in (*state.people, *state.names)), *titles(), *_QUALIFIERS]
    return frozenset(match[0].lower() for match in map(_WORD.match, named) if match)


_ENVOYS = frozenset(
    [
        "envoy",
        "peace envoy",
        "special envoy",
        "mediator",
        "chief mediator",
        "special representative",
        "facilitator",
        "ambassador",
    ]
)
_BEFORE = re.compile(r"((?:[A-ZÀ-Þ][\w’'-]*|of|for|the)(?: (?:[A-ZÀ-Þ][\w’'-]*|of|for|the))*) $")


def _body_before(text: str, title: int, aliases: Mapping[str, str]) -> str | None:
    """Return the body named right before a title: "Syrian National Coalition President X"."""
    match = _BEFORE.search(text[max(0, title - 70) : title])
    if match is None:
        return None
    words = re.sub(r"[’']s?$", "", match[1]).split(" ")
    for start in range(len(words)):
        name = " ".join(words[start:])
        known = table().get(bare(name))
        if bare(name) in aliases and not (known and known.state):
            return name
        if (
            (known and known.kind in ("body", "force", "paper"))
            or (start == 0 and len(words) > 1 and words[-1].lower() in classes()["body_word"])
            or (len(words) - start == 1 and name.isupper() and 2 < len(name) < 8 and known is None)
        ):
            return name
    return None


def _is_womans(full: str) -> bool | None:
    """Return whether a full name begins with a woman's given name; None where the name does not tell."""
    first = full.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]
    given = classes("given_names")
    if " " not in full or first not in given["woman"] | given["man"]:
        return None
    return first in given["woman"]


def _is_people(word: str) -> bool:
    known = table().get(word.lower())
    return known is not None and known.kind == "people"


def _aliases(parties: Mapping[str, Side]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, party in parties.items():
        for words in (party.name, *party.aliases):
            found.setdefault(bare(words), name)
        found.setdefault(name.replace("_", " ").lower(), name)
    return found


def _states_of(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return which party speaks for which state: the one called by its name, capital or seat, or its government."""
    found: dict[str, str] = {}
    for words, party in aliases.items():
        known = table().get(words)
        if known and known.state and known.kind in ("state", "capital", "seat"):
            found.setdefault(known.state, party)
    for words, party in aliases.items():
        ruling = re.fullmatch(
            r"government of (?:the )?(.+)|(.+?)(?:'s)? (?:government|regime|authorities|administration)", words
        )
        known = table().get(ruling[1] or ruling[2]) if ruling else None
        if known and known.state:
            found[known.state] = party
    return found


def _titles_in(words: str) -> set[str]:
    """Return the titles in some words; the longest fit first, so that a prime minister is no mere minister."""
    return {match[0] for match in _any_title().finditer(" ".join(words.lower().split()))}


@lru_cache
def _any_title() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_TITLE})(?![\w-])")


def _state_in(words: str) -> str | None:
    match = state_words().search(words)
    known = table().get(match[0].lower()) if match else None
    return known.state if known else None


def _without_titles(name: str) -> str:
    """Return a name without titles, peoples and marks of possession before or after it."""
    words = re.sub(r"['’]s?$", "", unicodedata.normalize("NFC", name).strip(" ,.")).split(" ")
    low = [word.lower().rstrip(",") for word in words]
    single = single_titles()
    while words and (
        low[0] in single
        or low[0] in ("the", "former", "then", "of", "state", "foreign", "prime", "vice", "u.s.", "us", "un")
        or (low[0] in classes()["creed"] and len(words) > 1)
        or (low[0] in table() and table()[low[0]].kind == "people" and len(words) > 1)
    ):
        words, low = words[1:], low[1:]
    return " ".join(words)


@lru_cache
def single_titles() -> frozenset[str]:
    return frozenset(word for title in titles() for word in title.split(" ")) - {"of", "st", "st."}


def _is_no_person(words: list[str]) -> bool:
    low = [word.lower().rstrip(".") for word in words]
    if low[0] in classes()["preposition"] | classes()["subordinator"] | classes()["adverb"] | classes()["determiner"]:
        return True
    if low[0] in classes()["not_a_name"] or low[0] in classes()["month"] | classes()["weekday"]:
        return True
    if " ".join(low) in table() or any(word in classes()["body_word"] for word in low):
        return True
    if any(word in classes()["document_noun"] or word in classes()["month"] | classes()["weekday"] for word in low):
        return True
    return (low[-1] in table() and table()[low[-1]].kind in ("state", "people")) or (
        low[0] in table() and table()[low[0]].kind in ("state", "capital")
    )


def _people_name(words: str) -> str:
    """Return "Syria's opposition" as "Syrian opposition"."""
    match = re.match(rf"({state_words().pattern})[’']s ", words)
    if match is None:
        return " ".join(words.split())
    known = table()[match[1].lower()]
    state = by_code()[known.state or ""]
    return f"{(state.people or (state.name,))[0]} {words[match.end() :]}"
