"""Two cases side by side: what their answers say differently, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.case import Answer, CaseFile, Grounds
from goodoffices.sensitivity.facts import FACTS, Fact, facts
from goodoffices.sensitivity.spread import spread


@dataclass(frozen=True, slots=True)
class Difference(Answer):
    """What one fact says before and after; None where it is not there. Its grounds are those of the latter it is in."""

    question: str
    name: str
    before: str | None
    after: str | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Comparison(Answer):
    """All that differs between two cases, and how many facts do not."""

    before: str
    after: str
    differences: tuple[Difference, ...]
    differ: int
    alike: int

    def limited(self, most: int | None) -> Comparison:
        """Return it with no more differences than that; counts stay whole."""
        return replace(self, differences=self.differences[:most])


def differences(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Difference, ...]:
    """Return what differs between two lists of facts, in their order."""
    earlier, later = ({(fact.question, fact.name): fact for fact in found} for found in (before, after))
    found = []
    for key in dict.fromkeys([*earlier, *later]):
        one, other = earlier.get(key), later.get(key)
        was, became = (fact.value if fact else None for fact in (one, other))
        if was != became:
            found.append(Difference(*key, was, became, (other or earlier[key]).grounds))
    questions = list(dict.fromkeys(fact.question for fact in (*before, *after)))
    return tuple(sorted(found, key=lambda one: questions.index(one.question)))


def compare(before: CaseFile, after: CaseFile, *, workers: int = 1, cluster: str | None = None) -> Comparison:
    """Return what the answers to two cases say differently.

    Parameters
    ----------
    before, after : CaseFile
        Two cases, or one case at two dates or with something changed; facts are matched by name.
    workers : int
        Processes on this machine.
    cluster : str, optional
        Address of a Dask scheduler whose workers are used instead.

    Returns
    -------
    Comparison
        States are told as what they change from today in `before`.

    Examples
    --------
    >>> from goodoffices.case import load, pinned
    >>> case = load("examples/syria-2013")
    >>> found = compare(case, pinned(case, {"arms": "supplied"}))
    >>> [(one.before, one.after) for one in found.differences if one.name == "its cost"]
    [('7', '13')]
    """
    work = [(question, case, before) for case in (before, after) for question in FACTS]
    answers = list(spread(_facts, work, workers=workers, cluster=cluster))
    earlier, later = (
        tuple(fact for part in half for fact in part) for half in (answers[: len(FACTS)], answers[len(FACTS) :])
    )
    found = differences(earlier, later)
    same = {(fact.question, fact.name, fact.value) for fact in earlier} & {
        (fact.question, fact.name, fact.value) for fact in later
    }
    return Comparison(_name(before), _name(after), found, len(found), len(same))


def _facts(item: tuple[str, CaseFile, CaseFile]) -> tuple[Fact, ...]:
    return facts(*item)


def _name(case: CaseFile) -> str:
    return f"{case.title}, {case.as_of}" if case.as_of else case.title
