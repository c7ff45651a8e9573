"""What rests on one source although another report of the same matter could have told it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from goodoffices.case.statements import Link, Report, Statement
from goodoffices.evidence.linking._likeness import terms, words
from goodoffices.evidence.linking._passages import Passage

_NEAR = timedelta(days=7)
"""So far apart two reports may appear and still tell of the same days."""
_WHOLE = 4
"""Fewer telling terms make no claim of their own: "accept it", "that development"."""
_REPEATED = 0.75
"""Of two claims of one report that share so much, one only repeats the other."""
_TOUCHED = 0.34
"""A report that has so much of a claim's words deals with what the claim is about."""
_ENOUGH = 40
"""So many other reports of the matter are looked through."""
_COUNTED = frozenset({"people", "dollars", "euros", "pounds", "yen"})


def single_sources(
    held: Sequence[Passage],
    statements: Sequence[Statement],
    links: Sequence[Link],
    reports: Mapping[str, Report],
    same: Mapping[str, str],
) -> Iterator[Link]:
    """Yield the claims that one origin alone carries, where a report of another origin could have.

    A claim is a position with a type, what somebody is said to have said if it is a whole sentence, or a figure of
    people or money of which it is known what it measures. A report could have carried it if some other link joins the
    two, they appeared within a week of one another (or one is undated), and it deals with what the claim is about.
    What a report tells more than once is listed once.
    """
    origin = {s.id: same.get(s.report, s.report) for s in statements}
    joined = _joined(links, origin)
    told = _told(statements, reports, same)
    borne = {name for link in links if len(_sources(link, origin)) > 1 for name in link.members}
    near = {
        report: sorted(o for o in joined.get(same.get(report, report), ()) if _is_near(report, o, reports))[:_ENOUGH]
        for report in {passage.report for passage in held}
    }
    for group in _repeats(held):
        report = group[0].report
        matter = any(_matters(passage) for passage in group) and not any(borne & set(p.ids) for p in group)
        if matter and any(_touches(told[other], passage) for other in near[report] for passage in group):
            yield _link([name for passage in group for name in passage.ids], report)
    measures = {(origin[s.id], s.measure) for s in statements if s.kind == "figure"}
    for figure in (s for s in statements if s.kind == "figure" and s.measure and s.unit in _COUNTED):
        others = joined.get(origin[figure.id], set())
        if others and figure.id not in borne and not any((other, figure.measure) in measures for other in others):
            yield _link([figure.id], figure.report)


def _link(ids: Sequence[str], report: str) -> Link:
    reason = f"only {report} tells this, though another report deals with the matter"
    return Link("", "single_source", tuple(ids), reason, None, None, None, None)


def _sources(link: Link, origin: Mapping[str, str]) -> set[str]:
    return {origin[name] for name in link.members if name in origin}


def _joined(links: Iterable[Link], origin: Mapping[str, str]) -> dict[str, set[str]]:
    """Return origin → the other origins of which some claim is linked with one of its own."""
    found: dict[str, set[str]] = {}
    for link in links:
        sources = _sources(link, origin)
        for one in sources:
            found.setdefault(one, set()).update(sources - {one})
    return found


def _told(
    statements: Iterable[Statement], reports: Mapping[str, Report], same: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return origin → all it is about."""
    found: dict[str, frozenset[str]] = {}
    texts = [(report.id, report.text) for report in reports.values()] + [(s.report, s.words) for s in statements]
    for name, text in texts:
        source = same.get(name, name)
        found[source] = found.get(source, frozenset()) | terms(text)
    return found


def _repeats(held: Iterable[Passage]) -> list[list[Passage]]:
    """Return the passages in groups, those of one report that say much the same together."""
    groups: list[list[Passage]] = []
    of_report: dict[str, list[list[Passage]]] = {}
    for passage in held:
        here = of_report.setdefault(passage.report, [])
        group = next((g for g in here if _is_repeated(passage, g[0])), None)
        if group is None:
            group = []
            here.append(group)
            groups.append(group)
        group.append(passage)
    return groups


def _is_repeated(passage: Passage, other: Passage) -> bool:
    ours, theirs = passage.terms, other.terms
    return bool(ours and theirs) and len(ours & theirs) >= _REPEATED * max(len(ours), len(theirs))


def _matters(passage: Passage) -> bool:
    if passage.types:
        return True
    return bool(passage.voices) and len(passage.terms) >= _WHOLE and len(words(passage.words)) > _WHOLE


def _touches(told: frozenset[str], passage: Passage) -> bool:
    return len(passage.terms & told) >= _TOUCHED * len(passage.terms)


def _is_near(report: str, other: str, reports: Mapping[str, Report]) -> bool:
    ours, theirs = (reports[name].published if name in reports else None for name in (report, other))
    return ours is None or theirs is None or abs(ours - theirs) <= _NEAR
