"""Figures of one measure side by side: the range over all, who says which, never an average."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping

from goodoffices.case.statements import Link, Report, Statement
from goodoffices.evidence.linking._difference import difference
from goodoffices.evidence.linking._likeness import stem, stems_of, terms, words

_PEOPLE = stems_of(
    "people persons lives life dead deaths killed civilians soldiers men women children refugees victims casualties "
    "fatalities prisoners captives hostages detainees fighters troops families residents sailors workers"
)
_DAYS = {"year": 365.25, "month": 365.25 / 12, "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_TIMES = {stem(unit): days for unit, days in _DAYS.items()}
_GENERIC = stems_of(
    "length duration number total count size amount figure how long year month week day hour minute decade percent per "
    "cent dollar euro pound yen hundred thousand million billion trillion dozen ten share more less than about some"
) | {"MONTH"}
_OPEN = frozenset(
    ["more than", "over", "above", "upwards of", "nearly", "almost", "under", "less than", "fewer than", "below"]
)
_ALIKE = 0.6
_SMALL = 10


def figure_links(
    statements: Iterable[Statement], reports: Mapping[str, Report], is_one_matter: Callable[[str, str], bool]
) -> Iterator[Link]:
    """Yield a link for every measure that is told more than once."""
    counted = [s for s in statements if s.kind == "figure" and s.status != "rejected" and _tells(s)]
    for group in _measures(counted, is_one_matter):
        across = len({statement.report for statement in group}) > 1
        amounts = {_amount(statement) for statement in group}
        if len(group) > 1 and (across or len(amounts) > 1):
            yield _link(group, amounts, reports)


def _link(
    group: list[Statement], amounts: set[tuple[float | None, float, float]], reports: Mapping[str, Report]
) -> Link:
    members = tuple(statement.id for statement in group)
    told = "; ".join(_told(statement, reports) for statement in group)
    about = f" ({group[0].measure})" if group[0].measure else ""
    own = _scale(group[0])
    bounds = [
        bound if _scale(s) == own else round(bound * _scale(s) / own, 3)
        for s in group
        for bound in (s.low, s.value, s.high)
        if bound is not None and math.isfinite(bound)
    ]
    low, high = (min(bounds), max(bounds)) if bounds else (None, None)
    if len(amounts) == 1:
        return Link("", "same_claim", members, f"the same figure{about}: {told}", "the same figure", low, high, None)
    shown = difference([_words(statement) for statement in group]) if len(group) > 2 else " / ".join(map(_words, group))
    if any(_excludes(a, b) for a in group for b in group) and _unit(group[0]) == "time":
        return Link("", "contradiction", members, f"not both can hold{about}: {told}", shown, low, high, None)
    return Link("", "figures_differ", members, f"one measure{about}: {told}", shown, low, high, None)


def _words(statement: Statement) -> str:
    return " ".join(statement.words.split())


def _told(statement: Statement, reports: Mapping[str, Report]) -> str:
    who = statement.who or (statement.speaker.name if statement.speaker else None) or "no source named"
    report = reports.get(statement.report)
    when = f", {report.published.isoformat()}" if report and report.published else ""
    return f"{statement.report} ({who}{when}) has {_words(statement)}"


def _tells(figure: Statement) -> bool:
    """Whether it can be told what a figure counts; that there are two sides needs no comparing."""
    largest = max(figure.value or 0, figure.low or 0, figure.high or 0)
    return bool(figure.measure) or (largest >= _SMALL and bool(_about(figure)))


def _measures(figures: list[Statement], is_one_matter: Callable[[str, str], bool]) -> Iterator[list[Statement]]:
    """Yield figures that count the same thing, in the order of their first."""
    groups: list[tuple[str, frozenset[str], list[Statement]]] = []
    by_term: dict[tuple[str, str], list[int]] = {}
    for figure in figures:
        unit, about = _unit(figure), _about(figure)
        places = sorted({place for term in about for place in by_term.get((unit, term), ())})
        fitting = (groups[place] for place in places if _is_one_measure(groups[place][1], about))
        found = next((group for group in fitting if is_one_matter(group[2][0].report, figure.report)), None)
        if found is None:
            found = (unit, about, [])
            groups.append(found)
            for term in about:
                by_term.setdefault((unit, term), []).append(len(groups) - 1)
        found[2].append(figure)
    return (group for _, _, group in groups)


def _about(figure: Statement) -> frozenset[str]:
    told = terms(figure.measure) if figure.measure else terms(figure.words)
    return frozenset(term for term in told if term not in _GENERIC and not term[0].isdigit())


def _is_one_measure(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left & right) and len(left & right) >= _ALIKE * min(len(left), len(right))


def _unit(figure: Statement) -> str:
    stems = [stem(word) for word in words(figure.unit or "")]
    if any(part in _TIMES for part in stems):
        return "time"
    if any(part in _PEOPLE for part in stems):
        return "people"
    return " ".join(stems)


def _amount(figure: Statement) -> tuple[float | None, float, float]:
    """Return the value and the least and most it can be."""
    value, low, high = figure.value, figure.low, figure.high
    if low is None and high is None and value is not None:
        ordinal = figure.qualifier == "ordinal"
        low, high = (value - 1 if ordinal else value), value
    scale = _scale(figure)
    least = -math.inf if low is None else low * scale
    return None if value is None else value * scale, least, math.inf if high is None else high * scale


def _scale(figure: Statement) -> float:
    """Return how many days a unit of time has, so that weeks and months compare; 1 for all else."""
    return next((_TIMES[part] for part in map(stem, words(figure.unit or "")) if part in _TIMES), 1.0)


def _excludes(left: Statement, right: Statement) -> bool:
    """Whether no amount can be both."""
    (_, _, high), (_, low, _) = _amount(left), _amount(right)
    is_open = any((figure.qualifier or "") in _OPEN for figure in (left, right))
    return high < low or (high == low and is_open and _amount(left) != _amount(right))
