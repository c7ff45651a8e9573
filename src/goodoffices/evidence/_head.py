"""What a report says of itself: title, outlet, genre (a guess), and the day it appeared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case.statements import Region
from goodoffices.evidence._days import full_dates
from goodoffices.evidence._stored import Stored
from goodoffices.evidence._words import bodies

_OPINION = re.compile(
    r"\b(?:opinion|op-ed|comment(?:ary)?|editorial|column|viewpoint|perspective|letters?)\b", re.IGNORECASE
)
_ANALYSIS = re.compile(
    r"\b(?:analysis|explainer|in[- ]depth|background(?:er)?|briefing|policy (?:paper|brief))\b", re.IGNORECASE
)
_OFFICIAL = re.compile(
    r"\b(?:press release|for immediate release|joint (?:statement|communiqu[eé])|official "
    r"(?:statement|communiqu[eé])|remarks (?:by|at|with|of)"
    r"|press (?:statement|briefing|availability)|readout|(?:final|joint|closing) communiqu[eé]|text "
    r"of the|s/res/|resolution \d+|ministry of foreign affairs)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"\b(?:apparently|arguably|interesting|seems?|seemingly|appears to|no doubt|in my view|"
    r"I (?:think|believe)|we must|viable|distant|worth watching"
    r"|remains to be seen|unlikely|suggests that|after all|of course|question is|ought to|should be)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:(?:story |written |words |report )?by|from our)\b", re.IGNORECASE)
_PLACED = re.compile(r"^(?:[A-ZÀ-Þ][\w'’.]*[ ,/]*){1,5}[(,]?\s*$")


@dataclass(frozen=True, slots=True)
class Head:
    """Title, outlet, genre and day of a report; `doubts` are what a person has to settle."""

    title: str
    outlet: str | None
    genre: str
    published: dt.date | None
    doubts: tuple[tuple[str, str], ...]


def head(stored: Stored, regions: Sequence[Region], name: str, *, spoken: float) -> Head:
    """Return what a report says of itself; `spoken` is the share of its sentences that attribute something."""
    text = stored.text
    lines = [(region.role, " ".join(text[region.start : region.end].strip("\ufeff").split())) for region in regions]
    title = next((line for role, line in lines if role == "title"), None) or stored.title or name
    published, doubt = _published(stored, regions)
    genre = _genre(lines, title, spoken)
    doubts = [doubt] if doubt else []
    doubts.append(("genre", f"'{genre}' is a guess; set the genre" if genre != "unknown" else "which genre is this?"))
    return Head(title.lstrip("# "), stored.outlet or _outlet(lines), genre, published, tuple(doubts))


def _outlet(lines: Sequence[tuple[str, str]]) -> str | None:
    """Return the outlet a line at the top or a source line at the end names."""
    top = [line for role, line in lines if role == "masthead" and not _BYLINE.match(line)]
    known = {words.lower(): body.name for body in bodies() if body.kind == "paper" for words in body.names}
    for line in top:
        if any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", line.lower()) for words in known if len(words) > 4):
            return line.split("|")[0].strip()
    for _, line in lines:
        if source := re.match(r"source ?: ?(.{2,60})$", line, re.IGNORECASE):
            return source[1].strip()
    sure = [line for line in top if 1 <= len(line.split("|")[0].split()) <= 6]
    return sure[0].split("|")[0].strip() if sure else None


def _published(stored: Stored, regions: Sequence[Region]) -> tuple[dt.date | None, tuple[str, str] | None]:
    text = stored.text
    if stored.published:
        return stored.published, None
    for region in regions:
        if region.role == "dateline":
            day = next(full_dates(text, region.start, region.end), None)
            if day and day.date:
                return day.date, None
            if day:
                return None, ("published", f"'{text[day.start : day.end]}': is the day or the month written first?")
    body = next((region for region in regions if region.role == "body"), None)
    if body is not None:
        day = next(full_dates(text, body.start, min(body.end, body.start + 70)), None)
        if day and day.date and _PLACED.match(text[body.start : day.start].strip(" ,(—–-")):
            return day.date, None
    for region in regions:
        if region.role == "caption":
            day = next(full_dates(text, region.start, region.end), None)
            if day and day.date:
                return day.date, (
                    "published",
                    f"{day.date} is taken from a caption; is that the day the report appeared?",
                )
    return None, ("published", "when did the report appear? It does not say; its relative dates stay open until then")


def _genre(lines: Sequence[tuple[str, str]], title: str, spoken: float) -> str:
    """Guess the genre from what the top of the page calls it, else from how much is attributed and how much weighed."""
    top = " ".join(line for role, line in lines if role in ("masthead", "page tools"))[:400]
    body = " ".join(line for role, line in lines if role == "body")
    if _OFFICIAL.search(title) or (_OFFICIAL.search(body[:200]) and not re.search(r"\bsaid\b", body[:400])):
        return "official"
    if _ANALYSIS.search(top) or _ANALYSIS.search(title[:20]):
        return "analysis"
    if _OPINION.search(top) or re.match(r"(?:opinion|editorial|comment)\b", title, re.IGNORECASE):
        return "opinion"
    count = len(body.split()) or 1
    hedged = len(_HEDGES.findall(body)) * 100 / count
    if len(re.findall(r"\b(?:I|my|me)\b", re.sub(r"[\"“”][^\"“”]*[\"“”]", "", body))) * 100 / count > 0.8:
        return "opinion"
    if hedged > 1.0 and spoken < 0.75:
        return "analysis"
    return "news" if spoken >= 0.25 else "unknown"
