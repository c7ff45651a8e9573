"""Who stands by whom: ties between the same two parties, told by several reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.case.statements import Link, Statement
from goodoffices.evidence.linking._claims import strength
from goodoffices.evidence.linking._difference import difference
from goodoffices.evidence.linking._passages import Passage, parties


def tie_links(statements: Iterable[Statement]) -> Iterator[Link]:
    """Yield a link for every tie that more than one report tells."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if statement.kind == "tie" and statement.beneficiary and statement.status != "rejected":
            for holder in parties(statement.holder):
                groups.setdefault((holder, statement.beneficiary), []).append(statement)
    for (holder, beneficiary), group in groups.items():
        if len({statement.report for statement in group}) > 1:
            yield _link(holder, beneficiary, group)


def _link(holder: str, beneficiary: str, group: list[Statement]) -> Link:
    hearsay = [strength(Passage((statement,))) == "as hearsay" for statement in group]
    told = f"{_name(group, holder)} stands by {beneficiary}"
    kind, reason = "same_claim", f"both tell that {told}"
    if any(hearsay) and not all(hearsay):
        doubtful = next(s for s, is_hearsay in zip(group, hearsay, strict=True) if is_hearsay)
        kind, reason = "claim_strength", f"that {told} is told as a fact, and in {doubtful.report} as hearsay"
    members = tuple(statement.id for statement in group)
    return Link("", kind, members, reason, difference([s.words for s in group]), None, None, None)


def _name(group: list[Statement], holder: str) -> str:
    """Return a party's name as the reports give it where they name it alone."""
    alone = (s.holder.name for s in group if s.holder and s.holder.party == holder and s.holder.name)
    return next(alone, holder)
