"""What the brief says of doubt: shares of draws, what carries a conclusion, what to ask next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section, shortened
from goodoffices.case import CaseFile, Grounds, in_force
from goodoffices.sensitivity import SensitivityAnswer, sensitivity
from goodoffices.sensitivity.answer import Ask, Conclusion, Overturning
from goodoffices.sensitivity.questions import as_today_but, held
from goodoffices.sensitivity.shares import wilson
from goodoffices.stability import Standing

_TITLES = {
    "convene": "convening",
    "settle": "settling",
    "transition": "the body",
    "stability": "holding",
}
_ALSO = {
    "cheapest package": "this cheapest package",
    "nash point": "this Nash point",
    "fallback bargaining point": "this point of fallback bargaining",
    "best body": "this body",
    "cheapest withdrawal": "this cheapest withdrawal",
}
"""Beginnings of conclusions that are told beside the verdict."""
_NAMED, _STATES = 5, 2
_FEW_POSITIONS, _FEW_STATEMENTS = 20, 60
"""Beyond, a brief would wait too long for how sure it is."""
_EXACT_UP_TO, _DRAWS, _TRIES = 5, 60, 40


def in_brief(case: CaseFile, questions: Collection[str], *, tries: int = _TRIES) -> SensitivityAnswer | None:
    """Return how sure the answers to some questions are, if that takes no time to speak of."""
    binding = in_force(case, "refuses", "requires")
    cited = {name for entry in (*binding, *case.leverage, *case.impossible) for name in entry.because}
    if len(binding) > _FEW_POSITIONS or len(cited) > _FEW_STATEMENTS:
        return None
    return sensitivity(case, questions=questions, draws=_DRAWS, tries=tries, exact_up_to=_EXACT_UP_TO)


def untold(grounds: Grounds) -> Line:
    """Return where to find how sure it is, where a brief would wait too long for it."""
    return Line("The case is too large for a brief to say; `goodoffices sensitivity` does.", grounds)


def how_sure(answer: SensitivityAnswer, question: str) -> Line | None:
    """Return in how many draws the verdict on a question holds, and how few reports carry it; None if it was not asked.

    It rests on what the verdict rests on, and is shown with it.
    """
    if not (today := answer.today(question)):
        return None
    verdict = today[0]
    others = {name: one for start, name in _ALSO.items() for one in today if one.conclusion.startswith(start)}
    also = "".join(f", {name} in {share(one)}" for name, one in others.items())
    that = f"That {'it ' * (question == 'convene')}{verdict.conclusion}"
    sure = f"{that} holds in {share(verdict)} of draws{also}"
    if _is_in_no_doubt(answer, question):
        sure = f"{that} depends on nothing that is in doubt on file"
    return Line(f"{sure}; {_rests(answer, verdict.conclusion, verdict.grounds)}.", verdict.grounds)


def how_sure_it_holds(answer: SensitivityAnswer, case: CaseFile, found: Standing) -> Line:
    """Return in how many draws a state holds by the first concept it holds by today, or by none if by none today.

    What holds by any of the five concepts holds by `gmr`.
    """
    concept = next(iter(found.equilibrium), "gmr")
    conclusion = held(concept, as_today_but(case, found.state))
    most = 0.0 if answer.exact else wilson(0, answer.asked["stability"])[1]
    never = Conclusion("stability", conclusion, False, 0.0, 0.0, most, answer.exact, found.grounds)
    one = next((one for one in answer.conclusions if one.conclusion == conclusion), never)
    words = f"By {concept} it holds"
    if not found.equilibrium:
        words, one = "It does not hold", replace(one, holds=1 - one.holds, low=1 - one.high, high=1 - one.low)
    sure = f"{words} in {share(one)} of draws"
    if _is_in_no_doubt(answer, "stability"):
        sure = "That depends on nothing that is in doubt on file"
    return Line(f"{sure}; {_rests(answer, conclusion, found.grounds)}.", found.grounds)


def _is_in_no_doubt(answer: SensitivityAnswer, question: str) -> bool:
    return answer.asked[question] == 1 and all(one.exact for one in answer.today(question))


def with_doubt(told: Line, doubt: Line | None) -> Line:
    """Return a line with how sure it is."""
    return Line(f"{told.text} {doubt.text}", told.grounds) if doubt else told


def and_doubt(told: tuple[Section, ...], doubt: Line | None) -> tuple[Section, ...]:
    """Return sections with how sure their answer is at the end of the first."""
    first, *rest = told or (None,)
    return (Section(first.title, (*first.lines, doubt)), *rest) if first and doubt else told


def _rests(answer: SensitivityAnswer, verdict: str, grounds: Grounds) -> str:
    """Return which reports turn the verdict alone."""
    reports = [one for one in answer.load_bearing if one.kind == "report"]
    alone = [one.name for one in reports if verdict in {*one.flips, *one.instead}]
    if len(alone) == 1:
        return f"the verdict rests on one report, {alone[0]}"
    if alone:
        return f"the verdict falls with any of {len(alone)} reports ({', '.join(alone)})"
    return "no one report carries the verdict alone" if grounds.statements else "no report bears it out"


def what_carries(answer: SensitivityAnswer, *, most: int | None) -> tuple[Section, ...]:
    """Return which sources carry the answers, and the fewest that would have to be wrong, in so many lines each."""
    parts = (
        Section("What flips when one source falls", shortened(_flips(answer), most)),
        Section("Fewest statements that would have to be wrong", shortened(_overturning(answer), most)),
        Section("What to ask next", shortened(_to_ask(answer), most)),
    )
    return tuple(part for part in parts if part.lines)


def sections(answer: SensitivityAnswer, *, most: int | None) -> tuple[Section, ...]:
    """Return the whole answer, part by part, in so many lines each."""
    shares = (
        Section(title, shortened(_shares(answer, name, today=today), most))
        for name in dict.fromkeys(one.question for one in answer.conclusions)
        for today, title in (
            (True, f"How often it holds: {_TITLES[name]} ({drawn(answer, name)})"),
            (False, f"What holds in some draws, though not on file: {_TITLES[name]}"),
        )
    )
    return (*(section for section in shares if section.lines), *what_carries(answer, most=most))


def drawn(answer: SensitivityAnswer, question: str) -> str:
    """Return over what the shares of a question are taken."""
    asked = answer.asked[question]
    if _is_in_no_doubt(answer, question):
        return "nothing in doubt"
    if any(one.exact for one in answer.conclusions if one.question == question):
        return f"exact over {asked:,} combinations"
    return f"{asked:,} draws, seed {answer.seed}; {answer.stopped}"


def share(one: Conclusion) -> str:
    """Return a share with its interval, as whole percents that never round to all or none."""
    if one.exact:
        return _percent(one.holds)
    return f"{_percent(one.holds)} ({_percent(one.low)[:-2]}–{_percent(one.high)})"


def _percent(part: float) -> str:
    if 0 < part < 0.01:
        return "under 1 %"
    if 0.99 < part < 1:
        return "over 99 %"
    return f"{part * 100:.0f} %"


def _shares(answer: SensitivityAnswer, question: str, *, today: bool) -> Iterator[Line]:
    """Yield the conclusions of a question with their shares, those together that say the same by several names."""
    alike: dict[tuple[str, Grounds], list[str]] = {}
    for one in answer.conclusions:
        if one.question == question and one.today == today:
            alike.setdefault((share(one), one.grounds), []).append(one.conclusion)
    for (part, rests), named in alike.items():
        yield from (Line(f"{part}: {words}", rests) for words in _merged(named))
    if question == "settle" and today and alike:
        yield Line("Asked of each draw as it is once its own cheapest package is made.", next(iter(alike))[1])


def _merged(conclusions: Sequence[str]) -> list[str]:
    """Return conclusions, those as one that say the same of several concepts or points."""
    alike: dict[str, list[str]] = {}
    for one in conclusions:
        kind, _, said = one.partition(": ")
        alike.setdefault(said or one, []).append(kind)
    return [wording.merged(kinds) + f": {said}" * (said not in kinds) for said, kinds in alike.items()]


def _flips(answer: SensitivityAnswer) -> Iterator[Line]:
    told = set[tuple[str, ...]]()
    for one in answer.load_bearing:
        if one.grounds.statements in told:  # an outlet with one report, a report with one statement
            continue
        told.add(one.grounds.statements)
        instead = f" Instead: {_some(one.instead)}." if one.instead else ""
        yield Line(f"Without {one.kind} {one.name}, no longer: {_some(one.flips)}.{instead}", one.grounds)


def _some(conclusions: Sequence[str]) -> str:
    """Return conclusions as one phrase: those that are no equilibria by name, as far as they are few."""
    merged = _merged(conclusions)
    named = [one for one in merged if not one.startswith("equilibrium ")]
    states = [one for one in merged if one.startswith("equilibrium ")]
    parts = [f"“{one}”" for one in named[:_NAMED] or states[:_STATES]]
    left = len(named) - _NAMED if named else len(states) - _STATES
    if left > 0:
        parts.append(f"{left} more" if named else f"{left} more equilibria")
    if named and states:
        parts.append(f"{len(states)} {'equilibria' if len(states) > 1 else 'equilibrium'}")
    return "; ".join(parts)


def _overturning(answer: SensitivityAnswer) -> Iterator[Line]:
    """Yield the conclusions by what overturns them, those alike in that together."""
    alike: dict[Overturning, list[str]] = {}
    for one, found in answer.overturning.items():
        alike.setdefault(found, []).append(one)
    rests = {one.conclusion: one.grounds for one in answer.conclusions}
    for found, named in alike.items():
        if found.statements is None:
            known = "no set of statements" if found.proven else "no set of statements that was tried"
            yield Line(f"Overturned by {known}: {_some(named)}.", rests[named[0]])
        else:
            known = "no fewer do" if found.proven else "the best found"
            words = f"Overturned without {wording.listed(found.statements)} ({known}): {_some(named)}."
            yield Line(words, found.grounds)


def _to_ask(answer: SensitivityAnswer) -> Iterator[Line]:
    together: dict[tuple[str, ...], list[Ask]] = {}
    for one in answer.ask_next:
        together.setdefault(one.settles or (one.name,), []).append(one)
    for ask, *others in together.values():
        match ask.kind:
            case "statement":
                settles = wording.listed([f"“{name}”" for name in ask.settles])
                named = wording.listed([ask.name, *(other.name for other in others)], "or")
                what = f"Is {named} right, which settles {settles}"
            case "entry":
                what = f"Is “{ask.name}” held, which is assumed"
            case _:
                what = f"In which half of its interval lies the {ask.name}"
        yield Line(f"{what}? Narrows the conclusions by {ask.bits:g} bits.", ask.grounds)
