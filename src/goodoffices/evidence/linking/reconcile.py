"""Statements of all reports → links: where they agree, where they differ, what rests on one source.

Accounts that differ stay side by side; nothing is averaged and nothing is decided. A person's rulings are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from goodoffices.case.statements import Link, Report, Statement
from goodoffices.evidence.linking._alone import single_sources
from goodoffices.evidence.linking._claims import Relation, relation
from goodoffices.evidence.linking._dates import date_links
from goodoffices.evidence.linking._difference import difference
from goodoffices.evidence.linking._figures import figure_links
from goodoffices.evidence.linking._likeness import Weights, weights
from goodoffices.evidence.linking._matter import matters
from goodoffices.evidence.linking._origins import origin_links, origins
from goodoffices.evidence.linking._passages import Passage, passages
from goodoffices.evidence.linking._ties import tie_links

_AGREEING = frozenset({"same_claim", "claim_strength"})
_SURE = frozenset({"same_quote", "contradiction"})
_SECOND, _NEARLY = 0.5, 0.92
"""A passage is linked to a second one of a report only if that is this much alike, and nearly as much as the first."""
_FEW = 300
"""Up to so many passages every pair is compared; beyond, only those that share telling terms."""
_TELLING, _LAST, _HARDLY = 8, 100, 5


def reconcile(
    statements: Iterable[Statement], reports: Mapping[str, Report], *, rulings: Iterable[Link] = ()
) -> tuple[Link, ...]:
    """Return how the statements of all reports stand to each other.

    Parameters
    ----------
    statements : iterable of Statement
        Drafted and confirmed ones; rejected ones are left out.
    reports : mapping
        Id → the report, for its date, outlet and text.
    rulings : iterable of Link
        Links recorded before. One that a person has ruled on or written is kept as it stands, as long as its members
        are there, and stands for what is found anew of its kind within its members.

    Returns
    -------
    tuple of Link
        Each with its reason and the difference word by word; kinds as in section 4.1 of the design. `low` and `high`
        of `figures_differ` span what all members allow. Ids are made of the kind and the members.

    Notes
    -----
    Statements of one report on the same words (a quote and the position in it) count as one passage; a dispute names
    them all. Of two reports, the claims most alike are linked first, each mostly to one.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> dossier = load("examples/syria-2013").dossier
    >>> found = reconcile(dossier.statements.values(), dossier.reports)
    >>> [(link.members, link.low, link.high) for link in found if link.kind == "figures_differ"]
    [(('d8', 'c14', 'c15'), 70000.0, 120000.0)]
    """
    held = [statement for statement in statements if statement.status != "rejected"]
    folded = passages(held)
    same, is_one_matter = origins(reports), matters(reports)
    pairs = list(_pairs(folded, is_one_matter))
    claims = [
        *_claim_links(pairs),
        *date_links(held, reports, is_one_matter),
        *tie_links(held),
        *figure_links(held, reports, is_one_matter),
    ]
    found = [*claims, *origin_links(held, same)]
    if len(reports) > 1:
        found += single_sources(folded, held, claims, reports, same)
    return _with_rulings([_named(link) for link in _unique(found)], tuple(rulings), {s.id for s in held})


def _pairs(
    held: list[Passage], is_one_matter: Callable[[str, str], bool]
) -> Iterator[tuple[Passage, Passage, Relation]]:
    """Yield related pairs, the most alike first; those that agree mostly one to one between two reports."""
    weight = weights([passage.terms for passage in held])
    related = [
        (held[i], held[j], found)
        for i, j in _candidates(held, weight)
        if (found := relation(held[i], held[j], weight)) is not None
        and (found.kind == "same_quote" or is_one_matter(held[i].report, held[j].report))
    ]
    best: dict[tuple[int, str], float] = {}
    for left, right, found in sorted(related, key=lambda pair: -pair[2].score):
        keys = (id(left), right.report), (id(right), left.report)
        highest = max(best.get(key, 0.0) for key in keys)
        if found.kind in _SURE or not highest or found.score >= max(_SECOND, _NEARLY * highest):
            yield left, right, found
            for key in keys if found.kind != "contradiction" else ():
                best.setdefault(key, found.score)


def _candidates(held: list[Passage], weight: Weights) -> Iterable[tuple[int, int]]:
    if len(held) <= _FEW:
        return combinations(range(len(held)), 2)
    postings: dict[str, list[int]] = {}
    return [pair for place, passage in enumerate(held) for pair in _near(place, passage, postings, weight)]


def _near(place: int, passage: Passage, postings: dict[str, list[int]], weight: Weights) -> Iterator[tuple[int, int]]:
    """Yield earlier passages that share two of the terms that tell most, or one that hardly any other has."""
    telling = sorted(passage.terms, key=lambda term: (-weight[term], term))[:_TELLING]
    shared = Counter(other for term in telling for other in postings.get(term, ())[-_LAST:])
    rare = {other for term in telling if len(postings.get(term, ())) <= _HARDLY for other in postings.get(term, ())}
    for term in telling:
        postings.setdefault(term, []).append(place)
    for other, count in sorted(shared.items()):
        if count > 1 or other in rare:
            yield other, place


def _claim_links(pairs: list[tuple[Passage, Passage, Relation]]) -> Iterator[Link]:
    agreeing = [pair for pair in pairs if pair[2].kind in _AGREEING]
    quotes = [pair for pair in pairs if pair[2].kind == "same_quote"]
    for group in [*_joined(quotes), *_joined(agreeing)]:
        members = list(dict.fromkeys(passage for pair in group for passage in pair[:2]))
        kinds = {pair[2].kind for pair in group}
        kind = "claim_strength" if "claim_strength" in kinds else group[0][2].kind
        reasons = dict.fromkeys(pair[2].reason for pair in group if pair[2].kind == kind)
        yield _link(kind, members, "; ".join(reasons))
    for left, right, found in pairs:
        if found.kind not in _AGREEING and found.kind != "same_quote":
            yield _link(found.kind, [left, right], found.reason)


def _joined(pairs: list[tuple[Passage, Passage, Relation]]) -> list[list[tuple[Passage, Passage, Relation]]]:
    """Return the pairs in groups that share passages."""
    leader: dict[int, int] = {}

    def find(one: int) -> int:
        while leader.setdefault(one, one) != one:
            leader[one] = one = leader.setdefault(leader[one], leader[one])
        return one

    for left, right, _ in pairs:
        leader[find(id(left))] = find(id(right))
    groups: dict[int, list[tuple[Passage, Passage, Relation]]] = {}
    for pair in pairs:
        groups.setdefault(find(id(pair[0])), []).append(pair)
    return list(groups.values())


def _link(kind: str, members: list[Passage], reason: str) -> Link:
    wide = kind in {"contradiction", "claim_strength"}
    ids = [name for passage in members for name in (passage.ids if wide else (passage.first.id,))]
    wordings = [passage.first.words if kind == "same_quote" else passage.words for passage in members]
    return Link("", kind, tuple(dict.fromkeys(ids)), reason, difference(wordings), None, None, None)


def _unique(links: Iterable[Link]) -> list[Link]:
    """Return the links without those whose members another of the same kind holds all."""
    found: list[Link] = []
    seen: dict[tuple[str, str], list[set[str]]] = {}
    for link in sorted(links, key=lambda link: -len(link.members)):
        members = set(link.members)
        if any(members <= other for other in seen.get((link.kind, link.members[0]), ())):
            continue
        found.append(link)
        for name in link.members:
            seen.setdefault((link.kind, name), []).append(members)
    return found


def _named(link: Link) -> Link:
    shown = list(link.members[:3]) + ([f"{len(link.members) - 3}-more"] if len(link.members) > 3 else [])
    return replace(link, id=".".join([link.kind, *shown]))


def _is_a_persons(link: Link) -> bool:
    """Whether a person has ruled on a link, or made it: ours are named after their kind and members."""
    return link.ruling is not None or link.id != _named(link).id


def _with_rulings(links: list[Link], earlier: tuple[Link, ...], known: set[str]) -> tuple[Link, ...]:
    """Return the links, those a person has written or ruled on as they were, in place of what they hold."""
    kept = [link for link in earlier if _is_a_persons(link) and known.issuperset(link.members)]
    told = [(link.kind, set(link.members)) for link in kept]
    kept += [link for link in links if not any(link.kind == kind and set(link.members) <= of for kind, of in told)]
    order = ("contradiction", "figures_differ", "claim_strength", "same_quote", "quote_and_paraphrase", "same_claim")
    rank = {kind: place for place, kind in enumerate(order)}
    return tuple(sorted(kept, key=lambda link: (rank.get(link.kind, len(rank)), link.kind)))
