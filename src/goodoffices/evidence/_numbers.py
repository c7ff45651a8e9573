"""Numbers as reports write them, in digits or words, exact or vague → value, low and high."""

from __future__ import annotations

import re
from typing import NamedTuple

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12, "score": 20,
    "m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_PARTS = {
    "half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_WORD = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PLAIN = rf"(?:(?:{_DIGITS})(?:[ -](?:{_SCALE})s?\b|(?:m|mn|bn|k)\b)?|(?:(?:a|an|half a|a half|a quarter of a|one and a half|two and a half) )?(?:(?:{_WORD})(?:[ -](?:and[ -]a[ -]half|{_WORD}))?|(?:{_SCALE}))(?:[ -](?:and )?(?:{_WORD}|{_SCALE}))*)"  # noqa: E501

NUMBER = re.compile(
    r"(?<![\w])(?:(?P<vague>(?:(?:many |several |some |a few |tens of |hundreds of |dozens of |scores of )*"
    r"(?:dozens|scores|hundreds|thousands|millions|billions)(?: of (?:thousands|millions))?)\b"
    r"|multi-(?:million|billion)\b|(?:a )?few (?:hundred|thousand|million|dozen)\b|several "
    r"(?:hundred|thousand|million|dozen)\b)"
    r"|(?P<half>(?:(?P<whole>"
    + _WORD
    + r"|\d+)(?:-| )and(?:-| )a(?:-| )half(?P<halfscale> (?:million|billion|thousand|hundred))?"
    r"|half a (?P<halves>million|billion|thousand|dozen|hundred)|a quarter of a (?P<quarters>million|billion)))\b"
    r"|(?P<part>(?P<parts>a|one|two|three|four|five|six|seven|eight|nine)[ -](?P<whole_of>"
    + "|".join(f"{word}s?" for word in _PARTS)
    + r")(?= of\b| majority\b)|half(?= of\b| the\b| its\b| their\b| his\b| her\b))"
    r"|(?:(?<=between )(?P<above>" + _PLAIN + r") and (?P<below>" + _PLAIN + r")(?![\w]))"
    r"|(?P<from>" + _PLAIN + r")(?:\s?[-–—]\s?| (?:to|or) (?=" + _PLAIN + r"))(?P<to>" + _PLAIN + r")(?![\w])"
    r"|(?P<one>" + _PLAIN + r")(?![\w]))",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """What a number means: a value, or bounds where the report gives a range or only an order of size."""

    value: float | None
    low: float | None
    high: float | None
    vague: bool = False
    share: bool = False
    """Whether it is a part of a whole: "a third of", "nine tenths of"."""


def amount(match: re.Match[str]) -> Amount | None:
    """Return what a match of `NUMBER` means; None where it is none after all."""
    if match["vague"]:
        return Amount(None, _vague(match["vague"].lower()), None, vague=True)
    if match["half"]:
        return _half(match)
    if match["part"]:
        if match["whole_of"] is None:
            return Amount(0.5, None, None, share=True)
        parts = 1 if match["parts"].lower() == "a" else _UNITS[match["parts"].lower()]
        return Amount(parts / _PARTS[match["whole_of"].lower().removesuffix("s")], None, None, share=True)
    if match["above"]:
        return _range(match["above"], match["below"], match[0])
    if match["from"]:
        if match["from"].lower() in _TENS and match["to"].lower() in _UNITS:  # "twenty-five"
            return Amount(float(_TENS[match["from"].lower()] + _UNITS[match["to"].lower()]), None, None)
        return _range(match["from"], match["to"], match[0])
    value = _value(match["one"])
    return None if value is None else Amount(value, None, None)


def _range(first: str, last: str, words: str) -> Amount | None:
    low, high = _value(first), _value(last)
    if low is None or high is None or (low >= 1600 and high < 2100 and "," not in words):
        return None  # years
    scale = _scale_of(last)
    if scale and not _scale_of(first) and low < 1000:
        low *= scale  # "2-3 million"
    return Amount(None, low, high) if low < high else None


def _vague(words: str) -> float:
    """Return the smallest number that such words allow."""
    if words.startswith("multi-"):
        return 10**6 if words.endswith("million") else 10**9
    total, last = 1.0, words.rsplit(maxsplit=1)[-1]
    if last in _SCALES:
        return 2 * _SCALES[last] if not words.startswith("several") else 3 * _SCALES[last]
    for word in words.split():
        total *= {
            "tens": 10,
            "dozens": 12,
            "scores": 20,
            "hundreds": 100,
            "thousands": 1000,
            "millions": 10**6,
            "billions": 10**9,
        }.get(word, 1)
    return total


def _half(match: re.Match[str]) -> Amount | None:
    if match["halves"]:
        return Amount(_SCALES[match["halves"].lower()] / 2, None, None)
    if match["quarters"]:
        return Amount(_SCALES[match["quarters"].lower()] / 4, None, None)
    whole = _value(match["whole"])
    if whole is None:
        return None
    scale = _SCALES.get((match["halfscale"] or "").strip().lower(), 1)
    return Amount((whole + 0.5) * scale, None, None)


def _scale_of(words: str) -> int | None:
    found = re.search(rf"({_SCALE}|mn|bn|m|k)s?$", words.lower())
    return _SCALES.get(found[1]) if found and not words.isdigit() else None


def _value(words: str) -> float | None:
    low = re.sub(r"[,\u00a0\u202f]", "", words.lower()).replace("-", " ")
    digits = re.fullmatch(r"(\d+(?:\.\d+)?) ?([a-z]+)?", low)
    if digits:
        scale = _SCALES.get((digits[2] or "").removesuffix("s") or "", _SCALES.get(digits[2] or "")) if digits[2] else 1
        return round(float(digits[1]) * scale, 6) if scale else None
    total, current, seen = 0.0, 0.0, False
    for word in low.split():
        if word in ("a", "an", "and"):
            continue
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word in {"hundred", "dozen", "score"}:
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0
        else:
            return None
        seen = True
    return total + current if seen else None
