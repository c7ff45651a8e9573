"""Full dates as they are written, and lines that are hardly more than one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

_FULL = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{MONTH}),? (?P<y1>(?:19|20)\d\d)"
    rf"|(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<a>\d{1,2})(?P<mark>[./])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<y4>(?:19|20)\d\d))(?!\d)",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A date as written; `date` is None where day and month cannot be told apart."""

    start: int
    end: int
    date: dt.date | None


def full_dates(text: str, start: int, end: int) -> Iterator[Day]:
    """Yield every date of a stretch that states day, month and year."""
    for match in _FULL.finditer(text, start, end):
        yield Day(match.start(), match.end(), _date(match))


def _date(match: re.Match[str]) -> dt.date | None:
    named = match.groupdict()
    if named["y4"]:
        first, second = int(match["a"]), int(match["b"])
        if named["mark"] == "/" and first <= 12 and second <= 12 and first != second:
            return None  # American or not: the report does not say
        day, month = (second, first) if second > 12 else (first, second)
        return day_of(int(named["y4"]), month, day)
    if named["y3"]:
        return day_of(int(named["y3"]), int(named["m3"]), int(named["d3"]))
    number = "1" if named["y1"] else "2"
    return day_of(int(match[f"y{number}"]), MONTHS[match[f"m{number}"].lower().rstrip(".")], int(match[f"d{number}"]))


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_AROUND = re.compile(
    rf"\b(?:last|first|updated|modified|published|posted|date|on|at|by|created|issued|edited|{WEEKDAY}"
    r"|mon|tue|wed|thu|fri|sat|sun|GMT|UTC|EST|EDT|BST|CET|am|pm|a\.m\.|p\.m\.|utc|hrs?|local "
    r"time)\b|\d{1,2}[:.]\d\d|[|,.:;()/·•–—-]",
    re.IGNORECASE,
)


def is_dateline(line: str) -> bool:
    """Whether a line is hardly more than a full date, with a place or a time of day perhaps."""
    line = line.strip("*_# ")
    if len(line) > 120:
        return False
    found = next(full_dates(line, 0, len(line)), None)
    if found is None:
        return False
    rest = _AROUND.sub(" ", line[: found.start] + " " + line[found.end :])
    left = [word for word in rest.split() if not word.isdigit()]
    return len(left) <= 4 and all(word[0].isupper() for word in left)
