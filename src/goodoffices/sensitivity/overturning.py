"""The fewest statements that would have to be wrong for a conclusion to fall.

Only what falls counts: sets of statements are tried as unions of what entries rest on, by size, so that the first set
that overturns a conclusion is a smallest. Where trials run out, all statements are taken away and given back one by one
for as long as the conclusion stays overturned: none of those left can be spared, but another set may be smaller.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from goodoffices.case import CaseFile, grounds
from goodoffices.case.entry import Entry
from goodoffices.sensitivity.answer import Overturning
from goodoffices.sensitivity.ask import Asker
from goodoffices.sensitivity.falls import based_on_statements, without
from goodoffices.sensitivity.verdict import fewest_to_convene

_AT_ONCE = 32
"""How many sets are asked together; fixed, so that the result does not depend on the workers."""

Statements = frozenset[str]

PROVERS: Mapping[str, Callable[[CaseFile, Collection[Entry]], Statements | None]] = {
    "does not convene": fewest_to_convene
}
"""Conclusions for which there is a quicker way to a smallest set."""


def overturning(
    case: CaseFile, ask: Asker, question: str, today: Collection[str], *, tries: int
) -> dict[str, Overturning]:
    """Return for each conclusion of a question the fewest statements without which it no longer holds.

    Parameters
    ----------
    case : CaseFile
        The case as filed.
    ask : Asker
        Asks it otherwise.
    question : str
        The question that the conclusions answer.
    today : collection of str
        Its conclusions in the case as filed.
    tries : int
        How many sets may be tried before the best one found has to do; 0: only conclusions for which there is a quicker
        way are told of.

    Returns
    -------
    dict
        `statements` is None where no set of statements overturns a conclusion; `proven` says whether there is no
        smaller set (or none at all).
    """
    based = based_on_statements(case, [question])
    left, found = dict.fromkeys(today), dict[str, Overturning]()
    for one in [one for one in left if one in PROVERS]:
        fewest = PROVERS[one](case, based)
        found[one] = _found(case, fewest, proven=True) if fewest else Overturning(None, proven=True)
        del left[one]
    if not tries:
        return found
    tried, candidates = 0, _by_size(based)
    while left and (bundle := _next(candidates, min(_AT_ONCE, tries - tried))):
        tried += len(bundle)
        answers = ask(question, [without(based, statements) for statements in bundle])
        for statements, holding in zip(bundle, answers, strict=True):
            for one in [one for one in left if one not in holding]:
                found[one] = _found(case, statements, proven=True)
                del left[one]
    exhausted = tried < tries or next(candidates, None) is None
    for one in left:
        found[one] = Overturning(None, proven=True) if exhausted else _shrunk(case, ask, question, based, one)
    return {one: found[one] for one in today}


def _next(candidates: Iterator[Statements], most: int) -> list[Statements]:
    return [statements for _, statements in zip(range(most), candidates, strict=False)]


def _by_size(based: Sequence[Entry]) -> Iterator[Statements]:
    """Yield every set of statements without which some more entries fall, smallest first, then by name.

    Each is a union of what entries rest on, and each union is reached through smaller ones.
    """
    reasons = sorted({frozenset(entry.because) for entry in based}, key=lambda reason: (len(reason), sorted(reason)))
    waiting: list[tuple[int, list[str]]] = [(len(reason), sorted(reason)) for reason in reasons]
    heapq.heapify(waiting)
    seen = {frozenset(reason) for reason in reasons}
    while waiting:
        _, names = heapq.heappop(waiting)
        statements = frozenset(names)
        yield statements
        for reason in reasons:
            larger = statements | reason
            if larger not in seen:
                seen.add(larger)
                heapq.heappush(waiting, (len(larger), sorted(larger)))


def _shrunk(case: CaseFile, ask: Asker, question: str, based: Sequence[Entry], conclusion: str) -> Overturning:
    """Return a set from which no statement can be spared, if taking all away overturns the conclusion."""
    left = sorted({name for entry in based for name in entry.because})

    def overturns(statements: Collection[str]) -> bool:
        return conclusion not in ask(question, [without(based, statements)])[0]

    if not overturns(left):
        return Overturning(None, proven=False)
    spared: str | None = ""
    while spared is not None:
        spared = next((name for name in left if overturns([other for other in left if other != name])), None)
        left = [name for name in left if name != spared]
    return _found(case, left, proven=False)


def _found(case: CaseFile, statements: Collection[str], *, proven: bool) -> Overturning:
    named = tuple(sorted(statements))
    return Overturning(named, proven, grounds(case, [Entry(named[0], named)]))
