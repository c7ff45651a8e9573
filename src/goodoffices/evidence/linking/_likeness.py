"""How alike are two wordings? Content words, brought to one form and one meaning, weighed by how rare they are here.

No trained model stands behind this: a table of what reports on negotiations say in several ways, a light stemmer, and
weights from the statements at hand.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from itertools import pairwise

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")

_SUFFIXES = ("ational", "ations", "ation", "ments", "ment", "ings", "ing", "ies", "ied", "edly", "ed", "ly", "es", "s")


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, possessive endings cut off."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return WORD.findall(re.sub(r"'s\b|s'(?=\s)", " ", plain))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return a word without its common endings."""
    for ending in ("ian", "ia"):  # a country and its people: Syria, Syrian; Iran, Iranian
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            base = word.removesuffix(suffix)
            if suffix in {"ies", "ied"}:
                return base + "i"
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls":
                base = base[:-1]
            return base.rstrip("e") if suffix != "s" else base
    return word.rstrip("e") if len(word) > 4 else word


def stems_of(listed: str) -> frozenset[str]:
    """Return the stems of words listed with blanks between them."""
    return frozenset(stem(word) for word in listed.split())


def _lines() -> list[list[str]]:
    text = (resources.files("goodoffices.evidence.linking") / "meanings.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def _table() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    singles: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for meaning, *forms in _lines()[1:]:
        for form in (meaning, *forms):
            first, underscore, second = form.partition("_")
            if underscore:
                pairs[stem(first), stem(second)] = meaning.upper()
            else:
                singles.setdefault(stem(first), meaning.upper())
    return singles, pairs


_SINGLES, _PAIRS = _table()
_STOP = frozenset(_lines()[0])


def is_telling(word: str) -> bool:
    """Whether a word says what a sentence is about."""
    return word not in _STOP


@lru_cache(maxsize=65_536)
def terms(text: str) -> frozenset[str]:
    """Return what a wording is about: stems of its content words, those of one meaning under one name."""
    stems = [stem(word) for word in words(text) if word not in _STOP]
    everything = [stem(word) for word in words(text)]
    joined = {_PAIRS[pair] for pair in pairwise(everything) if pair in _PAIRS}
    return frozenset(_SINGLES.get(part, part) for part in stems) | joined


class Weights(dict[str, float]):
    """How much each term tells; it remembers how much whole wordings tell."""

    def __init__(self, told: Mapping[str, float]) -> None:
        super().__init__(told)
        self._sums: dict[frozenset[str], float] = {}

    def sum(self, held: frozenset[str]) -> float:
        """Return how much a set of terms tells together."""
        if held not in self._sums:
            self._sums[held] = sum(self.get(term, 1.0) for term in held)
        return self._sums[held]


def weights(texts: Iterable[Collection[str]]) -> Weights:
    """Return how much each term tells: the rarer among these wordings, the more."""
    held = list(texts)
    count = Counter(term for text in held for term in text)
    return Weights({term: math.log(1 + (len(held) + 2) / found) for term, found in count.items()})


def likeness(left: frozenset[str], right: frozenset[str], weight: Weights) -> float:
    """Return the cosine of two sets of terms, 0 to 1; that the shorter is within the longer counts for much."""
    shared = left & right
    if not shared:
        return 0.0
    common = sum(weight.get(term, 1.0) for term in shared)
    sizes = weight.sum(left), weight.sum(right)
    within = 0.75 * common / min(sizes) if len(shared) >= 3 else 0.0
    return max(common / math.sqrt(sizes[0] * sizes[1]), within)
