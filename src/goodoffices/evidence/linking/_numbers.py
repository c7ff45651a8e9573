"""Which numbers stand in a text? Digits and number words; used to disbelieve a number that does not."""

from __future__ import annotations

import re


def _counted(listed: str, start: int, step: int = 1) -> dict[str, float]:
    return {word: float(start + step * place) for place, word in enumerate(listed.split())}


_WORDS = {
    **_counted("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", 0),
    **_counted("sixteen seventeen eighteen nineteen", 16),
    **_counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    **_counted("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth", 1),
    "a": 1.0,
    "an": 1.0,
    "dozen": 12.0,
    "dozens": 12.0,
    "half": 0.5,
    "once": 1.0,
    "twice": 2.0,
    "both": 2.0,
    "pair": 2.0,
    "decade": 10.0,
    "decades": 10.0,
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "bn": 1e9}
_TOKEN = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|…")


def numbers_in(text: str) -> frozenset[float]:
    """Return every number that stands in a text; `half a million` is 500000, `third` is 3, `millions` is 1000000."""
    found: set[float] = set()
    total: float | None = None
    for token in _TOKEN.findall(text.casefold()):
        scale = _SCALES.get(token.removesuffix("s")) or (_SHORT.get(token) if total is not None else None)
        values = _values(token)
        if scale is not None:
            total = (total or 1) * scale
            found.add(total)
        elif values:
            total = _joined(total, values[0], token)
            found.update([total, *values] if token not in {"a", "an"} else [total])
        else:
            total = None
    return frozenset(found)


def _joined(total: float | None, value: float, token: str) -> float:
    """Return a number word together with the one before it: `half a`, `twenty five`."""
    if total == 0.5 and token in {"a", "an"}:
        return total
    if total is not None and 20 <= total < 100 and total % 10 == 0 and 0 < value < 10:
        return total + value
    return value


def _values(token: str) -> list[float]:
    """Return what a token can mean as a number: 1.250 is one and a quarter, or more than a thousand."""
    if not token[0].isdigit():
        return [_WORDS[token]] if token in _WORDS else []
    whole = float(re.sub(r"\D", "", token))
    return [whole, float(token)] if re.fullmatch(r"\d+\.\d+", token) else [whole]
