"""What the brief says of holding: equilibria, how the package's state stands, and the way there."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief import reasons, wording
from goodoffices.brief.report import Line, Section, Stage
from goodoffices.case import CaseFile, State, in_force
from goodoffices.stability import StabilityAnswer, Standing, standing, ways, why
from goodoffices.stability.answer import Way

_MEANS = {
    "nash": "nobody can gain by a move of its own",
    "gmr": "every gain can be answered by a loss",
    "smr": "every gain can be answered by a loss that its maker cannot escape",
    "seq": "every gain can be answered by a loss, by moves that serve those who answer",
    "sseq": "the same, and its maker cannot escape",
    "cnash": "no coalition can gain by a step together",
    "cgmr": "every joint gain can be answered by a loss to one who shares in it",
    "csmr": "every joint gain can be answered by a loss that the coalition cannot escape",
    "cseq": "every joint gain can be answered by a loss, by steps that serve those who answer",
}

_SHOWN = 8


def holds(case: CaseFile, answer: StabilityAnswer, settled: State) -> Line:
    """Return in one sentence whether the state that a package leads to holds."""
    found = standing(answer, settled)
    if not has_interests(case, answer):
        return Line("Nobody's interests are stated, so nothing can be said of it.", found.grounds)
    if found.equilibrium:
        left = [concept for concept in answer.equilibria if concept not in found.equilibrium]
        loose = list(dict.fromkeys(party for concept in left for party in found.unstable[concept]))
        words = f"Where it leads holds by {wording.listed(found.equilibrium)} stability"
        rest = f", not by {wording.listed(left)}: {wording.parties(case, loose)} can gain by leaving" if left else ""
        return Line(f"{words}{rest}.", found.grounds)
    least = min(found.unstable.values(), key=len)
    return Line(f"Where it leads does not hold: {wording.parties(case, least)} can gain by leaving it.", found.grounds)


def sections(case: CaseFile, answer: StabilityAnswer, settled: State | None = None) -> tuple[Section, ...]:
    """Return the reasons of the answer, question by question; `settled` is the state a package leads to."""
    if not has_interests(case, answer):
        return ()
    parts = [Section("Which states hold", tuple(_equilibria(case, answer)))]
    if settled is not None:
        found = standing(answer, settled)
        parts.append(Section("Whether it holds, once agreed", (*_standing(case, found), *_loose(case, found))))
    else:
        parts.append(Section("How to get there from today", tuple(_ways(case, answer, answer.ways))))
    return tuple(section for section in parts if section.lines)


def has_interests(case: CaseFile, answer: StabilityAnswer) -> bool:
    """Whether some decision maker prefers anything to anything: else every state holds, which says nothing."""
    return any(case.parties[name].ranking for name in answer.parties) or bool(in_force(case, "wants"))


def onward(case: CaseFile, answer: StabilityAnswer, settled: State) -> Iterator[Stage]:
    """Yield the steps by which the parties, each improving, leave a state that does not hold for one that does."""
    if standing(answer, settled).equilibrium:
        return
    way = next((way for way in ways(answer, settled) if way.by_improvements), None)
    last = settled
    for step in way.steps if way else ():
        words = [Line(line, answer.grounds) for line in _moved(case, last, step.to)]
        yield Stage(wording.upper(_movers(case, step.by)), tuple(words))
        last = step.to
    if way:
        yield Stage("An equilibrium", (Line(wording.state(case, last), answer.grounds),))


def _movers(case: CaseFile, by: tuple[str, ...]) -> str:
    return wording.parties(case, by) + (" together" if len(by) > 1 else "")


def _moved(case: CaseFile, start: State, end: State) -> tuple[str, ...]:
    return tuple(f"{case.issues[name].title}: {end[name]}" for name in case.issues if start[name] != end[name])


def _equilibria(case: CaseFile, answer: StabilityAnswer) -> Iterator[Line]:
    for concept, found in answer.equilibria.items():
        noun = "state is" if found.count == 1 else "states are"
        words = f"{concept} – {_MEANS[concept]}: {found.count} of {answer.feasible} {noun} in equilibrium."
        yield Line(words, answer.grounds)
    strongest = [concept for concept, found in answer.equilibria.items() if found.count]
    if not strongest:
        return
    concept = min(strongest, key=lambda name: answer.equilibria[name].count)
    listed = answer.equilibria[concept].states
    for state in listed[:_SHOWN]:
        yield Line(f"By {concept}: {wording.state(case, state)}.", answer.grounds)
    if len(listed) > _SHOWN:
        yield Line(f"By {concept}, {len(listed) - _SHOWN} more; `goodoffices stability` lists them.", answer.grounds)


def _standing(case: CaseFile, found: Standing) -> Iterator[Line]:
    for concept, against in found.unstable.items():
        if found.feasible and not against:
            yield Line(f"{concept}: holds; {_MEANS[concept]}.", found.grounds)
        elif found.feasible:
            yield Line(f"{concept}: does not hold for {wording.parties(case, against)}.", found.grounds)


def _loose(case: CaseFile, found: Standing) -> Iterator[Line]:
    """Yield, for each party that may gain by leaving, how, and why no answer of the others holds it back."""
    parties = [party for party in case.parties if any(party in against for against in found.unstable.values())]
    if found.feasible and parties:
        for reason in why(case, found.state, parties=parties).reasons:
            if reason.stable is False:
                words = f"{wording.party(case, reason.party)}, {reason.concept}: {reasons.told(case, reason)}"
                yield Line(wording.upper(words), reason.grounds)


def _ways(case: CaseFile, answer: StabilityAnswer, found: tuple[Way, ...]) -> Iterator[Line]:
    for way in found[:_SHOWN]:
        if not way.steps:
            yield Line("Today's state is an equilibrium.", answer.grounds)
            continue
        kind = "by improvements" if way.by_improvements else "by moves that do not all serve their mover"
        last, steps = answer.status_quo, []
        for step in way.steps:
            steps.append(f"{_movers(case, step.by)} ({'; '.join(_moved(case, last, step.to))})")
            last = step.to
        yield Line(f"{wording.upper(kind)}: {', then '.join(steps)}.", answer.grounds)
