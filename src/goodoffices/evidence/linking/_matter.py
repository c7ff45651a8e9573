"""Are two reports about one matter? Told by the names they share: what is said of two conflicts does not compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from goodoffices.case.statements import Report
from goodoffices.evidence._words import classes
from goodoffices.evidence.linking._likeness import is_telling, stem

_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = classes()["weekday"] | classes()["month"] | classes()["person_title"] | classes()["not_a_name"]
_LEAST, _SHARE = 3, 0.2


def matters(reports: Mapping[str, Report]) -> Callable[[str, str], bool]:
    """Return what tells of two reports, by id, whether they share enough names; with too few names it cannot tell."""

    @cache
    def named(name: str) -> frozenset[str]:
        return names(reports[name].text) if name in reports else frozenset()

    @cache
    def is_one(left: str, right: str) -> bool:
        ours, theirs = named(left), named(right)
        fewer = min(len(ours), len(theirs))
        return left == right or fewer < _LEAST or len(ours & theirs) >= max(_LEAST, _SHARE * fewer)

    return lambda left, right: is_one(*sorted((left, right)))


def names(text: str) -> frozenset[str]:
    """Return the names in a text: words that it never writes small."""
    found = _WORD.findall(text)
    small = {word for word in found if word[0].islower()}
    large = {word.casefold() for word in found if word[0].isupper()}
    return frozenset(stem(word) for word in large - small - _COMMON if is_telling(word))
