"""Numbers in a report → figures: value or bounds, qualifier, unit and what is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.evidence._days import MONTH
from goodoffices.evidence._known import table
from goodoffices.evidence._numbers import NUMBER, Amount, amount
from goodoffices.evidence._words import classes, verb_forms

_QUALIFIER = re.compile(
    r"\b(?P<words>(?:an? )?(?:(?P<low>more than|over|at least|upwards of|no fewer than|no "
    r"less than|not less than|in excess of|well over|exceed(?:s|ed|ing)?|above)"
    r"|(?P<high>not (?:to )?exceed(?:ing)?|up to|as many as|as much as|as high as|at most|no more than|not more than|"
    r"less than|fewer than|under|below|nearly|almost|close to|just under)"
    r"|(?P<near>about|around|some|approximately|roughly|estimated|reported|as few as|only|"
    r"just|exactly|another|further|additional)))(?: (?:an )?estimated)?\s*$",
    re.IGNORECASE,
)
_MONEY = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen"}
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_ORDINAL_YEAR = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th)) (?P<unit>year|month|week|day)\b", re.IGNORECASE
)
_UNIT = re.compile(
    r"(?P<hyphen>-(?:strong )?(?P<unit1>[a-z]{2,})(?P<old>[- ]old|-long)?s?\b)"
    r"|(?P<sign>\s?%|\sper\s?cent\b|\spct\b)|(?P<short>\s?(?:km|kg|m)\b)"
    r"|(?P<of>\sof(?: the| its| his| their)?)?(?P<words>(?:\s(?!(?:and|or|to|in|on|at|by|for|"
    r"from|with|of|as|have|has|had|were|was|are|is|been|who|that|which|since|while|when|after|"
    r"before|but|not|because|until|the|a|an|this|his|her|its|their|last|next|per|ago|each|"
    r"today|if|only|more|less)\b)[^\W\d_][\w’'-]*){1,3})",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(rf"\s*(?:(?:a|p)\.?m\b|o['’]clock|GMT|UTC|{MONTH}\b|(?:st|nd|rd|th)\b|:\d)", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    rf"(?:\b{MONTH}\.?|\b(?:No|no|number|Number|page|Page|at|Article|article|Resolution|Chapter|"
    rf"chapter|Group of|G|aged|age|phase|Phase|stage|point|size|channel|Channel)|[A-Z][\w’'-]+|"
    rf"#)\s*$"
)


_SINGLE = re.compile(
    r"\b(?:(?:after|for|within|lasting|lasted|nearly|almost|about|over|another) (?P<one>an? "
    r"(?P<unit>year|month|week|fortnight|decade|century|day|hour))(?! ago| earlier| later| after| before|ly)"
    r"|(?P<half>half an? (?P<of>year|month|decade|century|day|hour)))\b",
    re.IGNORECASE,
)
"""A length of time told without a number: "within a week", "half a year"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    start: int
    end: int
    amount: Amount
    qualifier: str | None
    unit: str | None
    measure: str | None
    confidence: float


def figures(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of a sentence in order."""
    taken = start
    readers = {_ORDINAL_YEAR: _ordinal, _SINGLE: _single, NUMBER: _figure}
    spotted = sorted(
        (match for pattern in readers for match in pattern.finditer(text, start, end)), key=lambda m: m.start()
    )
    for match in spotted:
        if match.start() < taken:
            continue
        figure = readers[match.re](text, match, start, end)
        if figure is not None:
            taken = figure.end
            yield figure


def _ordinal(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    """Read "in its third year": at least two, at most three."""
    before = text[max(start, match.start() - 30) : match.start()].lower()
    if not re.search(r"\b(?:its|their|the|a|into|entering|entered|now in)\s*$", before):
        return None
    word = match["nth"].lower()
    nth = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(re.sub(r"\D", "", word))
    measure = _duration(text, match.span(), (start, end))
    if measure is None or nth < 2:
        return None
    return Figure(
        match.start(), match.end(), Amount(nth, nth - 1, nth), "ordinal", match["unit"].lower() + "s", measure, 0.85
    )


def _single(text: str, match: re.Match[str], start: int, end: int) -> Figure:
    """Read "within a week" and "half a year"."""
    at = match.span("half" if match["half"] else "one")
    value = 0.5 if match["half"] else 1.0
    unit = (match["of"] or match["unit"]).lower() + "s"
    return Figure(*at, Amount(value, None, None), None, unit, _duration(text, at, (start, end)), 0.7)


def _figure(text: str, match: re.Match[str], start: int, end: int) -> Figure | None:
    found = amount(match)
    before, after = text[max(start, match.start() - 40) : match.start()], text[match.end() : min(end, match.end() + 60)]
    if found is None or _is_no_figure(match[0], before, after):
        return None
    qualifier = None if found.vague and re.search(r"\bover\s*$", before) else _QUALIFIER.search(before)
    money = _MONEY.get(before[-1:])
    low = match.start() - (1 if money else 0)
    unit, high = (money, match.end()) if money else _unit(text, match.end(), end)
    if money:
        qualifier = _QUALIFIER.search(before[:-1])
    word = match[0].lower()
    measure = _measure(text, (low, high), (start, end), unit)
    kind = _kind(unit)
    if (
        re.match(r"-?\s?(?:ago|later|earlier|from now|before|afterwards)\b", text[high : high + 14].lstrip())
        and unit in _LENGTHS
    ):
        return None
    if text[match.end() : high].endswith("-old"):
        following = re.findall(r"[\w-]+", text[high : min(end, high + 40)].lower())[:3]
        measure = next((_near("durations")[word] for word in following if word in _near("durations")), "age")
    if (
        measure not in ("killed", "displaced", "wounded", "aid", "age", None)
        and kind not in (None, "people")
        and unit not in _LENGTHS
    ):
        measure = None
    if found.share:
        unit, kind, measure = "share", "share", None
        high += len(_WHOLE.match(text[match.end() : end])[0])  # type: ignore[index]
    great = (found.value or found.high or 0) >= 1000 and ("," in word or word[-1:].isalpha())
    if unit is None and measure is None and not (found.vague or great):
        return None
    if measure is not None and kind is None and (unit is None or measure in ("killed", "wounded", "displaced")):
        unit = "people"
    if found.value is not None and found.value < 2 and kind in (None, "people") and measure is None:
        return None
    named, amounts = _qualified(found, qualifier)
    if qualifier:
        low = max(
            start,
            match.start()
            - (1 if money else 0)
            - len(before.removesuffix(before[-1:]) if money else before)
            + qualifier.start(),
        )
    sure = 0.9 if kind or measure else 0.6
    return Figure(low, high, amounts, named, kind or unit, measure, sure)


def _is_no_figure(word: str, before: str, after: str) -> bool:
    """Whether a number is a date, a time of day, a name's part, or only "one"."""
    if _NOT_AFTER.match(after) or re.search(r"[\d.,:/-]$", before) or re.match(r"[.:,/]\d|/", after):
        return True
    if word.lower() in ("one", "a", "an", "score", "zero"):
        return True
    if re.fullmatch(r"(?:1[6-9]|20)\d\d", word):
        noun = re.match(r"\s([a-z]+)", after)
        if not (noun and noun[1] in classes("units")["people"]) and not _QUALIFIER.search(before):
            return True
    if re.fullmatch(r"\d+(?:[-–]\d+)?", word) and re.search(r"(?:19|20)\d\d[-–/]$", before):
        return True
    if (
        word[0].isdigit()
        and _NOT_BEFORE.search(before)
        and not _QUALIFIER.search(before)
        and not _counts(word, before, after)
    ):
        # "Resolution 2118", "Channel 4": the number belongs to a name, unless a sentence begins there.
        return not re.search(r"[.!?][\"”]?\s+[A-Z][\w’'-]+\s*$", before) or bool(re.search(rf"{MONTH}\s*$", before))
    aged = re.search(r",\s$", before) and re.match(r",", after)
    return bool(aged) or (
        word.isdigit() and len(word) <= 2 and bool(re.match(r"\)|\.(?:\s|$)", after)) and not before.strip()
    )


_WHOLE = re.compile(r"(?: of)?(?: the| its| his| her| their| all)?(?: [a-z][\w’'-]+)?")
_COUNTED = re.compile(
    r"-(?:year|month|week|day|hour|mile|point|seat|member|strong)|\s?(?:%|per ?cent\b)"
    r"|\s(?:\w+ )?(?:people|men|soldiers|troops|civilians|prisoners|euros|dollars|pounds|tonnes|tons|years|days)\b"
)


def _counts(word: str, before: str, after: str) -> bool:
    """Whether what follows, or its size, shows that a number after a name or "at" counts something."""
    sized = "," in word or (word.isdigit() and len(word) == 3)
    return bool(_COUNTED.match(after)) or (sized and before.endswith(" at "))


def _unit(text: str, at: int, end: int) -> tuple[str | None, int]:
    """Return the unit after a number and where it ends."""
    match = _UNIT.match(text, at, end)
    if match is None:
        return None, at
    if match["hyphen"]:
        word = match["unit1"].lower()
        unit = "people" if word == "strong" else word if word in ("km", "percent") else word + "s"
        return unit, match.end()
    if match["sign"]:
        return "percent", match.end()
    if match["short"]:
        return match["short"].strip().lower(), match.end()
    words = match["words"].split()
    place = match.start("words")
    chosen: tuple[str, int] | None = None
    for word in words:
        place = text.index(word, place)
        low = re.sub(r"['’]s$|['’]$", "", word.lower())
        finish = place + len(word)
        if _kind(low) or _is_people(low):
            return low, finish
        if low in verb_forms() and not low.endswith("s") and not verb_forms()[low][1] & {"base", "ing"}:
            break
        if (chosen is None and low.endswith("s") and not low.endswith(("ss", "ous")) and len(low) > 3) or (
            chosen is None and low.endswith(("men", "children", "people"))
        ):
            chosen = (low, finish)
        place = finish
    return chosen or (None, at)


def _is_people(word: str) -> bool:
    known = table().get(word)
    return known is not None and known.kind == "people" and word.endswith("s")


def _kind(unit: str | None) -> str | None:
    """Return the name a unit goes by."""
    if unit is None:
        return None
    if _is_people(unit):
        return "people"
    return next((kind for kind, words in classes("units").items() if unit in words), None) or (
        unit if unit in _MONEY.values() else None
    )


def _qualified(found: Amount, qualifier: re.Match[str] | None) -> tuple[str | None, Amount]:
    """Turn "more than" into a lower bound and "up to", "nearly" into an upper one."""
    words = " ".join(qualifier["words"].lower().split()) if qualifier else None
    words = re.sub(r"^an? ", "", words) if words else None
    if found.vague:
        return words or "vague", found
    if qualifier is None or found.value is None:
        return words, found
    if qualifier["low"]:
        return words, Amount(found.value, found.value, None)
    if qualifier["high"]:
        return words, Amount(found.value, None, found.value)
    return words, found


@lru_cache
def _near(name: str) -> Mapping[str, str]:
    """Return each word that says what is measured, with the measure."""
    if name == "durations":
        return {word: measure for measure, words in classes("durations").items() for word in words}
    return {
        word: key.removesuffix(".near")
        for key, words in classes("measures").items()
        if key.endswith(".near")
        for word in words
    }


_LENGTHS = frozenset(
    [
        form
        for unit in ("year", "month", "week", "day", "hour", "minute", "decade", "fortnight")
        for form in (unit, f"{unit}s")
    ]
)


def _measure(text: str, number: tuple[int, int], clause: tuple[int, int], unit: str | None) -> str | None:
    """Return what a number measures: what its unit says, else the nearest word that tells."""
    if unit in _LENGTHS:
        return _duration(text, number, clause)
    said = next((key for key, words in classes("measures").items() if key.endswith(".unit") and unit in words), "")
    if said:
        return said.removesuffix(".unit") if said != "nothing.unit" else None
    kind = _kind(unit)
    if kind in ("percent", "km", "miles", "metres", "hectares", "tonnes"):
        return None
    if kind in ("dollars", "pounds", "euros", "yen"):
        return "aid" if _AID.search(text, *clause) else None
    # Of things that are no people only what stands right beside them tells: "killed 12 horses", not "two powers".
    return _nearest(text, number, clause, _near("measures"), most=500 if unit is None or kind == "people" else 12)


_AID = re.compile(r"\b(?:aid|assistance|help|pledge|donat|support|relief|fund)", re.IGNORECASE)


def _duration(text: str, number: tuple[int, int], clause: tuple[int, int]) -> str | None:
    if re.search(r"\bwithin(?: the next)?\s*$", text[clause[0] : number[0]], re.IGNORECASE):
        return "time limit"
    return _nearest(text, number, clause, _near("durations"))


def _nearest(
    text: str, number: tuple[int, int], clause: tuple[int, int], near: Mapping[str, str], *, most: int = 500
) -> str | None:
    """Return the measure whose word stands nearest; what stands beyond another number counts less."""
    (low, high), (start, end) = number, clause
    best: tuple[int, str] | None = None
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text[start:end]):
        measure = near.get(match[0].lower())
        if measure is None:
            continue
        at = start + match.start()
        if low <= at < high:
            continue
        left = at < low
        between = text[start + match.end() : low] if left else text[high:at]
        distance = (
            len(between)
            + (60 if NUMBER.search(between) else 0)
            + (40 if re.search(r"[;,]", between) else 0)
            + (25 if not left and re.search(r"\band\b", between) else 0)
        )
        if best is None or distance < best[0]:
            best = (distance, measure)
    return best[1] if best and best[0] <= most else None
