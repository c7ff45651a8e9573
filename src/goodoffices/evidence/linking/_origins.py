"""Two reports, one origin: both cite one agency, or carry the same copy. They count as one source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from goodoffices.case.statements import Link, Report, Statement
from goodoffices.evidence.linking._likeness import Weights, likeness, terms, weights, words

_RUN = 12
"""So many words in a row outside quotation marks are not written twice by chance."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_ALIKE = 0.3
_SHARED_RUNS = 10


def origins(reports: Mapping[str, Report]) -> Mapping[str, str]:
    """Return report → the first report that carries the same copy, for those that do."""
    runs: dict[tuple[str, ...], str] = {}
    count: dict[tuple[str, str], int] = {}
    same: dict[str, str] = {}
    for report in reports.values():
        spoken = words(_QUOTED.sub(" ; ", _body(report)))
        own = {tuple(spoken[place : place + _RUN]) for place in range(len(spoken) - _RUN + 1)}
        for run in own:
            if (first := runs.setdefault(run, report.id)) != report.id:
                count[report.id, first] = count.get((report.id, first), 0) + 1
        for (name, first), found in count.items():
            if name == report.id and found >= _SHARED_RUNS:
                same[name] = same.get(first, first)
    return same


def _body(report: Report) -> str:
    body = [report.text[r.start : r.end] for r in report.regions if r.role == "body"]
    return "\n".join(body) if body else report.text


def origin_links(statements: Iterable[Statement], same: Mapping[str, str]) -> Iterator[Link]:
    """Yield a link for statements that two reports have from one agency or document, and for copied reports."""
    held = list(statements)
    for name, first in same.items():
        members = tuple(s.id for report in (first, name) for s in held if s.report == report)
        if len({s.report for s in held if s.id in members}) > 1:
            reason = f"{name} carries the copy of {first}; the two are one source"
            yield Link("", "same_origin", members, reason, None, None, None, None)
    weight = weights([terms(statement.words) for statement in held])
    by_source: dict[str, list[Statement]] = {}
    for statement in held:
        if (source := _source(statement)) is not None:
            by_source.setdefault(source, []).append(statement)
    for source, citing in by_source.items():
        members = _on_one_matter(citing, weight)
        if members:
            reason = f"both have this from {source}; that is one source, not two"
            yield Link("", "same_origin", members, reason, None, None, None, None)


def _source(statement: Statement) -> str | None:
    """Return the agency, document or body a statement comes from, unless a party speaks for itself."""
    if statement.via:
        return _plain(statement.via)
    if statement.who:
        return _plain(statement.who)
    voice = statement.speaker
    if voice and voice.party is None and voice.name and voice.how in {"document", "media", "agency"}:
        return _plain(voice.name)
    return None


def _plain(name: str) -> str | None:
    kept = [word for word in words(name) if word not in {"the", "a", "an", "by", "to", "according"}]
    vague = {
        "report",
        "reports",
        "estimates",
        "various",
        "few",
        "some",
        "many",
        "officials",
        "sources",
        "remarks",
        "his",
    }
    return " ".join(kept) if kept and not vague.issuperset(kept) else None


def _on_one_matter(citing: list[Statement], weight: Weights) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for place, left in enumerate(citing):
        for right in citing[place + 1 : place + 50]:
            alike = likeness(terms(left.words), terms(right.words), weight)
            if left.report != right.report and (alike >= _ALIKE or (left.measure and left.measure == right.measure)):
                found |= {left.id: None, right.id: None}
    return tuple(found)
