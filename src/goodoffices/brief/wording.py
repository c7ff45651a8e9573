"""Positions, conditions, concessions and changes in plain words, with the names the case gives."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from goodoffices.case import CaseFile, Issue, Leverage, Position, Rule, State
from goodoffices.case.entry import Entry
from goodoffices.case.expressions import And, Iff, Is, Node, Not, Or
from goodoffices.case.transition import Balance, Pairing, Quota, Share, Veto

if TYPE_CHECKING:
    from goodoffices.convene import Change, Concession

_ARTICLES = ("The ", "A ", "An ")


def party(case: CaseFile, name: str) -> str:
    """Return a party's name as it stands within a sentence."""
    return lower(case.parties[name].name)


def parties(case: CaseFile, names: Sequence[str]) -> str:
    """Return several parties' names as one phrase."""
    return listed([party(case, name) for name in names])


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def merged(sentences: Sequence[str]) -> str:
    """Return what differs in one stretch of words only as one: `nash, egalitarian and utilitarian point: as today`."""
    if len(sentences) < 2:
        return "".join(sentences)
    rows = [sentence.split(" ") for sentence in sentences]
    start = _alike(rows)
    end = _alike([row[start:][::-1] for row in rows])
    parts = [" ".join(row[start : len(row) - end]) for row in rows]
    return " ".join([*rows[0][:start], listed(parts), *rows[0][len(rows[0]) - end :]])


def _alike(rows: Sequence[Sequence[str]]) -> int:
    """Return how many words all rows have in common at their beginning."""
    return len(list(itertools.takewhile(lambda words: len(set(words)) == 1, zip(*rows, strict=False))))


def upper(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return a name or title as it stands within a sentence: its article, if it has one, in lower case."""
    return text[:1].lower() + text[1:] if text.startswith(_ARTICLES) else text


def title(issue: Issue) -> str:
    """Return an issue's title as it stands within a sentence."""
    return f"“{issue.id}”" if issue.title == issue.id else lower(issue.title)


def condition(case: CaseFile, node: Node) -> str:
    """Return a condition as a clause of a sentence."""
    match node:
        case Is(name, values):
            return _atom(case.issues[name], values)
        case Not(Is(name, values)) if name in case.issues:
            issue = case.issues[name]
            return _atom(issue, [value for value in issue.values if value not in values], values)
        case Not(part):
            return f"it is not so that {_bracketed(case, part)}"
        case And(parts):
            return listed([_bracketed(case, part) for part in parts])
        case Or((Not(premise), conclusion)):
            return f"{_bracketed(case, conclusion)} if {_bracketed(case, premise)}"
        case Or(parts):
            return listed([_bracketed(case, part) for part in parts], "or")
        case Iff(left, right):
            return f"{_bracketed(case, left)} exactly if {_bracketed(case, right)}"


def _atom(issue: Issue, values: Sequence[str], excluded: Sequence[str] = ()) -> str:
    if issue.is_yes_no and len(values) == 1:
        return title(issue) if values[0] == "yes" else f"it is not so that {title(issue)}"
    if excluded and len(excluded) == 1 and len(values) > 1:
        return f"{title(issue)} is not “{excluded[0]}”"
    return f"{title(issue)} is {listed([f'“{value}”' for value in values], 'or')}"


def _bracketed(case: CaseFile, node: Node) -> str:
    words = condition(case, node)
    return words if isinstance(node, Is) or (isinstance(node, Not) and isinstance(node.part, Is)) else f"({words})"


def position(case: CaseFile, held: Position) -> str:
    """Return what a position says, as a clause whose subject is its holder: `accepts no outcome in which …`."""
    that = held.that.node
    if held.step is not None:
        step = condition(case, held.step.node)
        if isinstance(that, Not):
            return f"insists that {step}, but not if {condition(case, that.part)}"
        return f"insists that {step} only if {condition(case, that)}"
    if held.kind == "wants":
        return f"wants that {condition(case, that)}"
    if isinstance(that, Not):
        return f"accepts only an outcome in which {condition(case, that.part)}"
    return f"accepts no outcome in which {condition(case, that)}"


_NOUN = {"requires": "precondition", "refuses": "red line", "wants": "interest"}


def concession(case: CaseFile, made: Concession) -> str:
    """Return who sets which position aside, who brings it to that, and under which condition."""
    held = next(position for position in case.positions if position.id == made.position)
    what = f"to set aside its {_NOUN[held.kind]} “{held.id}”"
    if made.delivered_by is None:
        return f"{party(case, made.party)} is {what}"
    leverage = next(entry for entry in case.leverage if entry.id == made.leverage)
    provided = f", provided that {condition(case, leverage.condition.node)}" if leverage.condition else ""
    return f"{party(case, made.delivered_by)} is to bring {party(case, made.party)} {what}{provided}"


def leverage(case: CaseFile, held: Leverage) -> str:
    """Return who can bring whom to set what aside, at what price."""
    on = next(position for position in case.positions if position.id == held.on)
    provided = f", provided that {condition(case, held.condition.node)}" if held.condition else ""
    price = amount(held.cost.thousandths / 1000)
    return upper(
        f"{party(case, held.by)} can bring {party(case, on.party)} to set aside “{on.id}” for {price}{provided}."
    )


def entry(case: CaseFile, held: Entry) -> str:
    """Return any entry of a case in words."""
    match held:
        case Position():
            return f"{party(case, held.party)} {position(case, held)}"
        case Rule():
            return f"it cannot be that {condition(case, held.that.node)}"
        case Leverage():
            return f"{party(case, held.by)} has leverage on “{held.on}”"
        case Veto():
            return f"{party(case, held.party)} vetoes “{held.candidate or held.that}” (“{held.id}”)"
        case Quota() | Share() | Pairing() | Balance():
            return f"the body keeps the rule “{held.id}”"
    return held.id


def change(case: CaseFile, made: Change) -> str:
    """Return a change: what comes to hold, and what held before."""
    return value(case.issues[made.issue], made.to, made.start)


def value(issue: Issue, to: str, start: str) -> str:
    """Return that an issue takes one value instead of another."""
    if issue.is_yes_no:
        return title(issue) if to == "yes" else f"it is no longer so that {title(issue)}"
    return f"{title(issue)} is “{to}” instead of “{start}”"


def state(case: CaseFile, values: State) -> str:
    """Return what a state changes from today, or that it is today's."""
    moved = [
        value(issue, values[issue.id], issue.now) for issue in case.issues.values() if values[issue.id] != issue.now
    ]
    return "; ".join(moved) if moved else "everything stays as it is today"


def day(date: dt.date) -> str:
    """Return a date as `6 May 2013`."""
    return f"{date.day} {date:%B %Y}"


def amount(number: float) -> str:
    """Return a number without idle decimals."""
    return f"{number:,.3f}".rstrip("0").rstrip(".")
