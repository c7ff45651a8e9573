"""How well found links agree with those a reader made: pairs of statements; those on the same words count as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from goodoffices.case.statements import Link, Statement

Pair = tuple[str, str]
_ASIDE = {"single_source", "same_origin"}


@dataclass(frozen=True)
class Agreement:
    """Recall and precision over pairs; `kinds` is the share of the found gold pairs whose kind is right too."""

    recall: float
    precision: float
    kinds: float
    missed: tuple[Pair, ...]
    extra: tuple[Pair, ...]


def agreement(
    found: Iterable[Link], gold: Iterable[tuple[str, Collection[str]]], statements: Sequence[Statement]
) -> Agreement:
    by_id = {statement.id: statement for statement in statements}

    def overlap(one: str, other: str) -> bool:
        a, b = by_id[one], by_id[other]
        return a.report == b.report and any(max(s, t) < min(e, f) for s, e in a.spans for t, f in b.spans)

    def pairs(links: Iterable[tuple[str, Collection[str]]]) -> dict[Pair, str]:
        return {
            (a, b): kind
            for kind, members in links
            if kind not in _ASIDE
            for a, b in combinations(sorted(members), 2)
            if not overlap(a, b)
        }

    def same(left: Pair, right: Pair) -> bool:
        return any(overlap(left[0], a) and overlap(left[1], b) for a, b in (right, right[::-1]))

    wanted, told = pairs(gold), pairs((link.kind, link.members) for link in found)
    hits = {pair: [other for other in told if same(pair, other)] for pair in wanted}
    missed = tuple(pair for pair, others in hits.items() if not others)
    right = [pair for pair, others in hits.items() if any(told[other] == wanted[pair] for other in others)]
    extra = tuple(other for other in told if not any(same(pair, other) for pair in wanted))
    hit = len(wanted) - len(missed)
    return Agreement(hit / len(wanted), 1 - len(extra) / max(1, len(told)), len(right) / max(1, hit), missed, extra)
