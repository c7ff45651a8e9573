"""Why a state holds or not, what is reached from today, and what would make a state hold, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, Grounds, State
from goodoffices.stability import Remedy, StatusQuo, Why
from goodoffices.stability.answer import Answered, PreferenceChange, Reason, Step

_SHOWN = 4
"""Improvements told of one reason; the answer has all."""

_LEAVES = {
    "gmr": "leaves it no better off than now",
    "smr": "leaves it no better off than now, for good",
    "seq": "serves those who do it and leaves it no better off than now",
    "sseq": "serves those who do it and leaves it no better off than now, for good",
}


def sections(case: CaseFile, answer: Why | StatusQuo | Remedy) -> tuple[Section, ...]:
    """Return an answer about one state, section by section."""
    if isinstance(answer, Why):
        return _why(case, answer)
    return _status_quo(case, answer) if isinstance(answer, StatusQuo) else _remedy(case, answer)


def _why(case: CaseFile, answer: Why) -> tuple[Section, ...]:
    """Return the reasons, a section for each party; concepts with the same reason share a line."""
    asked = Line(wording.upper(wording.state(case, answer.state)) + ".", Grounds())
    sections = [Section("The state asked about", (asked, Line(f"Found by: {answer.method}.", Grounds())))]
    for party in dict.fromkeys(reason.party for reason in answer.reasons):
        alike: dict[tuple[str, Grounds], list[str]] = {}
        for reason in answer.reasons:
            if reason.party == party:
                alike.setdefault((told(case, reason), reason.grounds), []).append(reason.concept)
        lines = [Line(f"{wording.listed(concepts)}: {words}", rest) for (words, rest), concepts in alike.items()]
        sections.append(Section(wording.upper(wording.party(case, party)), tuple(lines)))
    return tuple(sections)


def told(case: CaseFile, reason: Reason) -> str:
    """Return one reason in words."""
    if reason.stable is None:
        return "unknown; the search was given up."
    if not reason.stable:
        answered = reason.improvements[-1]
        gain = _gain(case, reason.state, answered, "does not hold: it gains by")
        if reason.concept == "nash":
            return f"{gain}."
        if answered.evaded:
            others, escape = answered.evaded[:-1], answered.evaded[-1]
            chain = _chain(case, answered.improvement.to, others)
            way_out = _chain(case, others[-1].to, [escape])
            return f"{gain}, and no answer holds it there; should {chain}, then {way_out}."
        return f"{gain}, and no answer of the others {_LEAVES[reason.concept]}."
    if not reason.improvements:
        return "holds; it has no move that it would gain by."
    parts = []
    for answered in reason.improvements[:_SHOWN]:
        gain = _gain(case, reason.state, answered, "it would gain by")
        loss = _because(case, answered.worse_by, "where it no longer holds that")
        chain = _chain(case, answered.improvement.to, answered.answer or ())
        parts.append(f"{gain}, but then {chain}, which {_LEAVES[reason.concept]}{loss}")
    left = len(reason.improvements) - _SHOWN
    more = f" (And {left} more such moves, each with its answer.)" if left > 0 else ""
    return f"holds; {'; '.join(parts)}.{more}"


def _gain(case: CaseFile, start: State, answered: Answered, lead: str) -> str:
    reasons = _because(case, answered.better_by, "for then")
    return f"{lead} moving to {_changes(case, start, answered.improvement.to)}{reasons}"


def _because(case: CaseFile, entries: Sequence[str], lead: str) -> str:
    held = [wording.condition(case, p.that.node) for p in case.positions if p.id in entries]
    return f" ({lead} {wording.listed(held)})" if len(held) == 1 else ""


def _chain(case: CaseFile, start: State, steps: Sequence[Step]) -> str:
    parts = []
    for step in steps:
        parts.append(f"{wording.parties(case, step.by)} moves to {_changes(case, start, step.to)}")
        start = step.to
    return ", then ".join(parts)


def _changes(case: CaseFile, start: State, end: State) -> str:
    changed = [issue for issue in case.issues.values() if start[issue.id] != end[issue.id]]
    return wording.listed([f"{wording.title(issue)} “{end[issue.id]}”" for issue in changed])


def _status_quo(case: CaseFile, answer: StatusQuo) -> tuple[Section, ...]:
    """Return what is reached from a state, and which equilibria that leads to."""
    words = {
        "moves": "legal moves",
        "improvements": "improvements of one party",
        "coalitions": "joint improvements too",
    }
    lines = [
        Line(f"By {words[kind]}: {found.count} states, in at most {found.most_steps} steps.", answer.grounds)
        for kind, found in answer.reached.items()
    ]
    leads = [
        Line(f"{wording.upper(wording.state(case, found.to))}: {_how(found.steps)}.", answer.grounds)
        for found in answer.equilibria
    ]
    lines.insert(0, Line(f"From: {wording.state(case, answer.start)}.", answer.grounds))
    return (Section("What is reached", tuple(lines)), Section("Whether that leads to an equilibrium", tuple(leads)))


def _how(steps: Mapping[str, int | None]) -> str:
    words = {"moves": "legal moves", "improvements": "improvements", "coalitions": "joint improvements"}
    told = [f"{words[kind]} in {number}" for kind, number in steps.items() if number is not None]
    return "by " + ", by ".join(reversed(told)) if told else "no moves lead there"


def _remedy(case: CaseFile, answer: Remedy) -> tuple[Section, ...]:
    """Return the changes of preference that make a state an equilibrium."""
    title = f"What would make it hold by {answer.concept}"
    if answer.changes is None:
        return (Section(title, (Line("No change of wants does.", answer.grounds),)),)
    if not answer.changes:
        return (Section(title, (Line("Nothing need change: it does.", answer.grounds),)),)
    lines = [Line(words, answer.grounds) for words in _remedies(case, answer.changes)]
    proof = "Fewer changes do not do it." if answer.proven else "The best found; that fewer would not do is not proven."
    return (Section(title, (*lines, Line(proof, answer.grounds))),)


def _remedies(case: CaseFile, changes: Sequence[PreferenceChange]) -> Iterator[str]:
    for change in changes:
        who = wording.upper(wording.party(case, change.party))
        match change.kind:
            case "drop":
                yield f"{who} would have to give up “{change.want}”: {change.words}."
            case "move":
                yield f"{who} would have to put “{change.want}” ({change.words}) in place {change.place}."
            case "add":
                yield f"{who} would have to come to want, in place {change.place}: {change.words}."
