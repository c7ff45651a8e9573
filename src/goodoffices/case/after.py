"""The case once a package has brought the parties to the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from goodoffices.case.entry import Entry
from goodoffices.case.expressions import Expression, Not
from goodoffices.case.model import CaseFile, Rule


def after(case: CaseFile, given_up: Iterable[str], leverage: Iterable[str]) -> CaseFile:
    """Return the case in which positions are given up, and the goal and the conditions of leverages used must hold.

    Parameters
    ----------
    case : CaseFile
        The case before.
    given_up : iterable of str
        Ids of positions, withdrawn in the result.
    leverage : iterable of str
        Ids of the leverages that were used.

    Returns
    -------
    CaseFile
        With rules that exclude every state short of the goal or of a condition; that on the goal rests on all that was
        given up and used.
    """
    gone, used = set(given_up), set(leverage)
    parties = {
        party.id: replace(
            party, positions=tuple(replace(p, withdrawn=p.withdrawn or p.id in gone) for p in party.positions)
        )
        for party in case.parties.values()
    }
    rules = list(case.impossible)
    if case.goal:
        parts: list[Entry] = [position for position in case.positions if position.id in gone]
        parts += [entry for entry in case.leverage if entry.id in used]
        because = tuple(dict.fromkeys(name for part in parts for name in part.because))
        rules.append(Rule("goal", because, "It is what convening means here.", that=_short_of(case.goal)))
    rules += [
        Rule(entry.id, entry.because, entry.why, that=_short_of(entry.condition))
        for entry in case.leverage
        if entry.id in used and entry.condition
    ]
    return replace(case, parties=parties, impossible=tuple(rules))


def _short_of(condition: Expression) -> Expression:
    return Expression(f"not ({condition})", Not(condition.node))
