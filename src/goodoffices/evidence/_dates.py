"""Words for days, months and years → dates counted from the report's own day; what nothing fixes stays open."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.evidence._days import MONTH, MONTHS, WEEKDAY, WEEKDAYS, day_of, full_dates
from goodoffices.evidence._numbers import NUMBER, amount

_EDGE = r"(?:the )?(?:very )?(?P<edge>end|close|beginning|start|middle|first half|second half)(?: of)? (?:the )?"
_LIMIT = (
    r"(?P<limit>(?:as early as|as soon as|as late as|no earlier than(?: in)?|no later than|"
    r"not before|by|before|until|at|since|from|after|on|in)\s)?"
)
_SIDE = r"(?P<side>early|late|mid-?|later|earlier)\s?"
_PERIOD = r"(?P<period>week|month|year|weekend|decade|spring|summer|autumn|fall|winter)"
_TURN = r"(?P<turn>this|next|last|the coming|coming|the past|the same|the following|the previous|previous|the)"
_COUNT = r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|\d{1,3})"

_EXPRESSIONS = re.compile(
    r"\b(?:"
    rf"(?P<edged>{_LIMIT}{_EDGE}(?:(?:(?P<eturn>this|next|last|the|coming|current) )?(?P<eperiod>week|"
    rf"month|year)|(?P<emonth>{MONTH})(?: (?P<eyear>(?:19|20)\d\d))?))"
    rf"|(?P<monthday>(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{MONTH})|(?P<m2>{MONTH})"
    rf" (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d))(?:,? (?P<dyear>(?:19|20)\d\d))?)"
    rf"|(?P<weekday>(?:(?P<wturn>last|next|this|the following) )?(?P<day>{WEEKDAY}|Mon\.|Tues?\.|"
    rf"Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)(?! Times| Post| Mail| Telegraph)(?:(?: night| morning|"
    rf" evening| afternoon))?)"
    rf"|(?P<month>(?:{_SIDE})?(?:(?P<mturn>last|next|this) )?(?P<mname>{MONTH})(?:,? (?P<myear>(?:19|20)\d\d))?)"
    r"|(?P<deictic>(?:the day after tomorrow|the day before yesterday|today|yesterday|tomorrow|"
    r"tonight|last night|this morning|this evening|this afternoon))"
    rf"|(?P<turned>(?:(?P<tside>early|late|later|earlier|mid)[ -])?{_TURN} {_PERIOD}(?! of (?:war|conflict|fighting)))"
    rf"|(?P<ago>(?P<count>{_COUNT}) (?P<aunit>day|week|month|year|decade)s? (?P<way>ago|earlier|later|from now))"
    rf"|(?P<soon>(?:in|over|within) the (?:coming|next|following) (?:few )?(?:days|weeks|months|years))"
    r"|(?P<year>(?<=in )(?:19|20)\d\d|(?<=since )(?:19|20)\d\d|(?<=until )(?:19|20)\d\d|(?<=by "
    r")(?:19|20)\d\d|(?<=for )(?:19|20)\d\d|(?<=of )(?:19|20)\d\d|(?<=during )(?:19|20)\d\d|"
    r"(?<=before )(?:19|20)\d\d|(?<=after )(?:19|20)\d\d)(?![\w,-]\d)"
    r")\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|set to|due|to be held|to meet|to resume|to start|to begin|scheduled|"
    r"planned|expected|by|before|until|next|going to|plans? to|agreed to|hope[sd]? to|intends? "
    r"to|ready to)\b",
    re.IGNORECASE,
)


class _When(NamedTuple):
    """From which day to count, and whether what is dated lies ahead of it."""

    anchor: dt.date | None
    ahead: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time; `date` is None where the report gives nothing to count from, `unit` how exact it is."""

    start: int
    end: int
    date: dt.date | None
    unit: str
    qualifier: str | None
    asks: str | None = None
    """What would have to be known to date it."""


def dated(text: str, start: int, end: int, anchor: dt.date | None) -> Iterator[Dated]:
    """Yield the expressions of time in a sentence, in order; `anchor` is the day the report appeared."""
    full = list(full_dates(text, start, end))
    for day in full:
        asks = None if day.date else "is the day or the month written first?"
        yield Dated(day.start, day.end, day.date, "day", None, asks)
    for match in _EXPRESSIONS.finditer(text, start, end):
        if any(day.start < match.end() and match.start() < day.end for day in full):
            continue
        found = _dated(text, match, start, anchor)
        if found is not None:
            yield found


def _dated(text: str, match: re.Match[str], start: int, anchor: dt.date | None) -> Dated | None:
    before = text[start : match.start()]
    ahead = bool(_AHEAD.search(before[-120:])) and not re.search(
        r"\b(?:said|told|announced|added)(?: \w+)?(?: on)? $", before
    )
    for kind, reader in _READERS.items():
        if match[kind]:
            return reader(match, _When(anchor, ahead))
    return None


def _span(match: re.Match[str], date: dt.date | None, unit: str, qualifier: str | None, *, asks: bool) -> Dated:
    question = "from which day is this counted?" if asks and date is None else None
    return Dated(match.start(), match.end(), date, unit, qualifier, question)


def _edged(match: re.Match[str], when: _When) -> Dated | None:
    limit = (match["limit"] or "").strip().lower() or None
    first = match["edge"].lower() in ("beginning", "start", "first half")
    if match["emonth"]:
        month = _month(match["emonth"])
        year = int(match["eyear"]) if match["eyear"] else _year_of(month, when.anchor, ahead=True)
        return _span(match, _edge(year, month, first) if year else None, "day", limit, asks=True)
    if when.anchor is None:
        return _span(match, None, "day", limit, asks=True)
    turn = {"next": 1, "coming": 1, "last": -1}.get((match["eturn"] or "").lower(), 0)
    if match["eperiod"].lower() == "month":
        year, month = _shifted(when.anchor, turn)
        return _span(match, _edge(year, month, first), "day", limit, asks=True)
    if match["eperiod"].lower() == "year":
        return _span(
            match, dt.date(when.anchor.year + turn, 1 if first else 12, 1 if first else 31), "day", limit, asks=True
        )
    monday = when.anchor - dt.timedelta(days=when.anchor.weekday()) + dt.timedelta(weeks=turn)
    return _span(match, monday if first else monday + dt.timedelta(days=6), "day", limit, asks=True)


def _edge(year: int, month: int, first: bool) -> dt.date:
    return dt.date(year, month, 1 if first else calendar.monthrange(year, month)[1])


def _shifted(anchor: dt.date, months: int) -> tuple[int, int]:
    number = anchor.year * 12 + anchor.month - 1 + months
    return number // 12, number % 12 + 1


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _year_of(month: int, anchor: dt.date | None, *, ahead: bool) -> int | None:
    """Return the year of a month named without one: the coming where something lies ahead, else the latest past."""
    if anchor is None:
        return None
    if month == anchor.month:
        return anchor.year
    if ahead:
        return anchor.year + (month < anchor.month)
    return anchor.year - (month > anchor.month)


def _monthday(match: re.Match[str], when: _When) -> Dated | None:
    month, day = _month(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
    if not 1 <= day <= 31:
        return None
    year = int(match["dyear"]) if match["dyear"] else _nearest_year(month, day, when.anchor, when.ahead)
    return _span(match, day_of(year, month, day) if year else None, "day", None, asks=True)


def _nearest_year(month: int, day: int, anchor: dt.date | None, ahead: bool) -> int | None:
    if anchor is None:
        return None
    found = [day_of(anchor.year + shift, month, day) for shift in (-1, 0, 1)]
    near = sorted((abs((date - anchor).days), date.year) for date in found if date)
    if not near:
        return None
    if ahead and (date := day_of(anchor.year, month, day)) and date < anchor and (anchor - date).days > 60:
        return anchor.year + 1
    return near[0][1]


def _weekday(match: re.Match[str], when: _When) -> Dated | None:
    if not match["day"][0].isupper():
        return None
    if when.anchor is None:
        return _span(match, None, "day", None, asks=True)
    wanted = next(
        number for number, name in enumerate(WEEKDAYS) if name.startswith(match["day"].lower().rstrip(".")[:3])
    )
    turn = (match["wturn"] or "").lower()
    back = (when.anchor.weekday() - wanted) % 7
    if turn in ("next", "the following"):
        date = when.anchor + dt.timedelta(days=(wanted - when.anchor.weekday()) % 7 or 7)
    elif turn == "last":
        date = when.anchor - dt.timedelta(days=back or 7)
    elif when.ahead:
        date = when.anchor + dt.timedelta(days=(wanted - when.anchor.weekday()) % 7)
    else:
        date = when.anchor - dt.timedelta(days=back)
    return _span(match, date, "day", None, asks=True)


def _only_month(match: re.Match[str], when: _When) -> Dated | None:
    name = match["mname"]
    if not name[0].isupper():
        return None
    bare_may = name.lower() in ("may", "march") and not (match["myear"] or match["side"] or match["mturn"])
    if bare_may and not re.search(
        r"\b(?:in|since|by|until|of|for|from|during|before|after|through|and|to|late|early|mid)\s$",
        match.string[max(0, match.start() - 9) : match.start()],
        re.IGNORECASE,
    ):
        return None
    month = _month(name)
    side = (match["side"] or "").strip(" -").lower() or None
    if match["myear"]:
        return _span(match, dt.date(int(match["myear"]), month, 1), "month", side, asks=True)
    turn = (match["mturn"] or "").lower()
    if when.anchor is None:
        return _span(match, None, "month", side, asks=True)
    if turn == "last":
        year = when.anchor.year - (month >= when.anchor.month)
    elif turn == "next":
        year = when.anchor.year + (month <= when.anchor.month)
    else:
        year = _year_of(month, when.anchor, ahead=when.ahead) or when.anchor.year
    return _span(match, dt.date(year, month, 1), "month", side, asks=True)


def _deictic(match: re.Match[str], when: _When) -> Dated | None:
    words = match["deictic"].lower()
    days = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
        "the day before yesterday": -2,
    }.get(words, 0)
    return _span(match, when.anchor + dt.timedelta(days=days) if when.anchor else None, "day", None, asks=True)


_TURNS = {"last": -1, "the previous": -1, "previous": -1, "next": 1, "the coming": 1, "coming": 1, "the following": 1}


def _turned(match: re.Match[str], when: _When) -> Dated | None:
    turn, period = match["turn"].lower(), match["period"].lower()
    if turn in ("the", "the same", "the past"):
        return None
    side = (match["tside"] or "").lower() or None
    if when.anchor is None:
        return _span(match, None, period, side, asks=True)
    shift = _TURNS.get(turn, 0)
    if period == "year":
        date = dt.date(when.anchor.year + shift, 1, 1)
    elif period == "month":
        date = dt.date(*_shifted(when.anchor, shift), 1)
    elif period in ("week", "weekend"):
        date = (
            when.anchor
            - dt.timedelta(days=when.anchor.weekday())
            + dt.timedelta(weeks=shift, days=5 if period == "weekend" else 0)
        )
    else:
        return _span(match, None, period, side, asks=False)
    return _span(match, date, "week" if period == "weekend" else period, side, asks=True)


def _ago(match: re.Match[str], when: _When) -> Dated | None:
    words, unit, way = match["count"].lower(), match["aunit"].lower(), match["way"].lower()
    number = NUMBER.fullmatch(words)
    found = amount(number) if number else None
    count = 1 if words in ("a", "an", "one") else int(found.value) if found and found.value else None
    if way in ("earlier", "later"):
        return _span(match, None, unit, None, asks=False)
    if when.anchor is None:
        return _span(match, None, unit, None, asks=True)
    if count is None:
        return _span(match, None, unit, "vague", asks=False)
    sign = 1 if way == "from now" else -1
    if unit in ("day", "week"):
        return _span(
            match, when.anchor + dt.timedelta(days=sign * count * (7 if unit == "week" else 1)), unit, None, asks=True
        )
    if unit == "month":
        return _span(match, dt.date(*_shifted(when.anchor, sign * count), 1), unit, None, asks=True)
    years = count * (10 if unit == "decade" else 1)
    return _span(match, dt.date(max(1, when.anchor.year + sign * years), 1, 1), "year", None, asks=True)


def _soon(match: re.Match[str], _when: _When) -> Dated | None:
    return _span(match, None, match["soon"].rsplit(" ", 1)[-1].rstrip("s"), "vague", asks=False)


def _year(match: re.Match[str], _when: _When) -> Dated | None:
    return _span(match, dt.date(int(match["year"]), 1, 1), "year", None, asks=False)


_READERS = {
    "edged": _edged, "monthday": _monthday, "weekday": _weekday, "month": _only_month, "deictic": _deictic,
    "turned": _turned, "ago": _ago, "soon": _soon, "year": _year,
}  # fmt: skip
