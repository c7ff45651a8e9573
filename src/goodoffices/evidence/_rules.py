"""The words of `words/positions.txt` as rules, found by the word each begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.evidence._words import lines, verb_forms


@dataclass(frozen=True, slots=True)
class Rule:
    type: str
    whose: str
    firmness: str
    pattern: re.Pattern[str]


ORDER = Rule("demand", "W", "will", re.compile(""))
"""What a quotation asks for in so many words: "Give us the timetable"."""


@lru_cache
def rules_by_word() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by the word their pattern begins with."""
    found: dict[str, list[Rule]] = {}
    for line in lines("positions"):
        head, _, words = line.partition(" : ")
        kind, whose, firmness = head.split()
        pattern = re.sub(r"\{([^}]+)\}", lambda m: "(" + "|".join(_forms(m[1])) + ")", words)
        gaps = pattern.replace(" .. ", r" (?:[^ ,;:]+ ){0,6}?").replace(" .2. ", r" (?:[^ ,;:]+ ){0,2}?")
        closed = re.sub(r"\((?!\?)", "(?:", gaps)
        rule = Rule(kind, whose, firmness, re.compile(f"(?:{closed})(?= )"))
        for word in _first_words(pattern):
            found.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in found.items()}


def _first_words(pattern: str) -> set[str]:
    """Return the words a pattern can begin with: those of its first group, or its first word."""
    if not pattern.startswith("("):
        return {pattern.split(" ", maxsplit=1)[0]}
    depth, part, parts = 0, "", []
    for character in pattern:
        depth += (character == "(") - (character == ")")
        if depth == 0:
            break
        if depth == 1 and character == "|":
            parts.append(part)
            part = ""
        elif character not in "()":
            part += character
    return {alternative.split(" ")[0] for alternative in (*parts, part)}


def _forms(lemmas: str) -> list[str]:
    wanted = set(lemmas.split("|"))
    found = [form for form, (lemma, _) in verb_forms().items() if lemma in wanted]
    return sorted(found, key=len, reverse=True) or sorted(wanted)
