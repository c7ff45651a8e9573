"""Groups: a body of a state, somebody's government, what the report called a group before → a `Voice`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from goodoffices.case.statements import Voice
from goodoffices.evidence._cast import Cast
from goodoffices.evidence._known import bare, by_code, state_words, table
from goodoffices.evidence._words import classes

_RULING = frozenset(["government", "regime", "administration", "authorities", "leadership", "junta"])
_OF_STATE = re.compile(rf"(?:the )?(?P<state>{state_words().pattern})(?:[’']s?)? (?P<rest>.+)", re.DOTALL)
_OF_AFTER = re.compile(rf"(?:the )?(?P<rest>[\w -]+?) (?:of|in|for) (?:the )?(?P<state>{state_words().pattern})\b")
_OWNED = re.compile(r"(?P<owner>.+?)[’']s? (?:[\w-]+ )*(?P<last>[\w-]+)")
_ACTING_FOR = _RULING | classes()["official_noun"]


def group_voice(text: str, low: str, cast: Cast, voice: Callable[[str], Voice]) -> Voice | None:
    of_state = _OF_STATE.fullmatch(text) or _OF_AFTER.match(text)
    if of_state:
        return _of_state(text, of_state["state"], " ".join(of_state["rest"].split()), cast)
    owned = _OWNED.fullmatch(text)
    if owned and (owner := cast.aliases.get(bare(owned["owner"]))) and owned["last"].lower() in _ACTING_FOR:
        return Voice(text, plain(owned["owner"]), owner, "metonym")
    words = low.split(" ")
    led = _led(text, words, cast, voice)
    if led is not None:
        return led
    if words[-1] in classes()["group_noun"] and len(words) <= 2:
        learnt = cast.groups.get(words[-1])
        if learnt is None and words[-1] in _RULING:
            learnt = cast.groups.get("government") or cast.groups.get("regime")
        if learnt and low != learnt.lower():
            inner = group_voice(learnt, bare(learnt), cast, voice) if _OF_STATE.fullmatch(learnt) else None
            party = inner.party if inner else cast.party(words=learnt)
            return Voice(text, inner.name if inner else learnt, party, "named")
    for size in range(len(words) - 1, 0, -1):
        party = cast.aliases.get(" ".join(words[:size])) or cast.aliases.get(" ".join(words[-size:]))
        if party and size * 2 >= len(words):
            return Voice(text, plain(text), party, "named")
    return None


def _of_state(text: str, state_name: str, rest: str, cast: Cast) -> Voice:
    """Return "Russia's Foreign Ministry" or "the Syrian opposition": a body of a state, of its rulers or not."""
    state = by_code()[table()[state_name.lower()].state or ""]
    people = (state.people or (state.name,))[0]
    last, first = rest.lower().split(" ")[-1], rest.lower().split(" ")[0]
    party = cast.party(words=f"{people} {rest}") or cast.party(words=rest)
    if last in _RULING or first in ("government", "regime"):
        return Voice(text, f"{people} government", party or cast.party(state=state.code), "named")
    if last in classes()["official_noun"]:
        party = party or cast.party(state=state.code)
    return Voice(text, f"{people} {rest}", party, "named")


def _led(text: str, words: list[str], cast: Cast, voice: Callable[[str], Voice]) -> Voice | None:
    """Return "X's regime" as the government it is, "the X administration" as the state it speaks for."""
    owned = re.fullmatch(r"(.+?)[’']s? (?:\w+ )?(government|regime|forces|army|troops|administration|side)", text)
    if owned and (person := cast.person(owned[1])):
        ruled = by_code()[person.state] if person.state else None
        if ruled:
            named = f"{(ruled.people or (ruled.name,))[0]} government"
            return Voice(text, named, cast.party(words=named) or cast.party(state=person.state), "named")
        learnt = cast.groups.get("government") or cast.groups.get("regime")
        return replace(voice(learnt), text=text) if learnt else None
    if words[-1] == "administration" and len(words) > 1 and (person := cast.person(text.split(" ")[-2])):
        name = by_code()[person.state].name if person.state else f"{person.last} administration"
        return Voice(text, name, cast.party(state=person.state), "metonym")
    return None


def state_named(words: str) -> str | None:
    match = state_words().search(words)
    known = table().get(match[0].lower()) if match else None
    return known.state if known else None


def plain(text: str) -> str:
    return re.sub(r"^(?:the|a|an|his|her|their|its) ", "", text, flags=re.IGNORECASE)
