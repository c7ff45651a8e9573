"""What the brief says of doubt: shares of draws, what carries a conclusion, what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, Grounds, in_force
from goodoffices.sensitivity import SensitivityAnswer, sensitivity
from goodoffices.sensitivity.answer import Ask, Conclusion, LoadBearing, Overturning

_SHOWN, _NAMED = 8, 3
_FEW_POSITIONS, _FEW_STATEMENTS = 20, 60
"""Beyond, a brief would wait too long for how sure it is."""
_EXACT_UP_TO, _DRAWS, _TRIES = 5, 60, 40


def in_brief(case: CaseFile) -> SensitivityAnswer | None:
    """Return how sure the answers on convening are, if that takes no time to speak of."""
    held = in_force(case, "refuses", "requires")
    cited = {name for entry in (*held, *case.leverage, *case.impossible) for name in entry.because}
    if len(held) > _FEW_POSITIONS or len(cited) > _FEW_STATEMENTS:
        return None
    return sensitivity(case, questions=["convene"], draws=_DRAWS, tries=_TRIES, exact_up_to=_EXACT_UP_TO)


def untold(grounds: Grounds) -> Line:
    """Return where to find how sure it is, where a brief would wait too long for it."""
    return Line("The case is too large for a brief to say; `goodoffices sensitivity` does.", grounds)


def how_sure(answer: SensitivityAnswer) -> Line:
    """Return in how many draws the verdict and the cheapest package hold, and how few sources carry the verdict.

    It rests on what the verdict rests on, and is shown with it.
    """
    verdict = answer.today("convene")[0]
    package = next((one for one in answer.today("convene") if one.conclusion.startswith("cheapest package")), None)
    also = f", this cheapest package in {share(package)}" if package else ""
    return Line(
        f"That it {verdict.conclusion} holds in {share(verdict)} of draws{also}; {_rests(answer, verdict)}.",
        verdict.grounds,
    )


def _rests(answer: SensitivityAnswer, verdict: Conclusion) -> str:
    alone = [one.name for one in answer.load_bearing if one.kind == "report" and verdict.conclusion in one.flips]
    if len(alone) == 1:
        return f"the verdict rests on one report, {alone[0]}"
    if alone:
        return f"the verdict falls with any of {len(alone)} reports ({', '.join(alone)})"
    return "no one report carries the verdict alone" if verdict.grounds.statements else "no report bears it out"


def what_carries(answer: SensitivityAnswer) -> tuple[Section, ...]:
    """Return which sources carry the answers on convening, and the fewest that would have to be wrong."""
    parts = (
        Section("What flips when one source falls", tuple(_flips(answer.load_bearing))),
        Section("Fewest statements that would have to be wrong", tuple(_overturning(answer))),
        Section("What to ask next", tuple(_to_ask(answer))),
    )
    return tuple(part for part in parts if part.lines)


def sections(answer: SensitivityAnswer) -> tuple[Section, ...]:
    """Return the whole answer, part by part."""
    shares = (
        Section(title, tuple(_shares(answer, name, today=today)))
        for name in dict.fromkeys(one.question for one in answer.conclusions)
        for today, title in (
            (True, f"How often it holds: {name} ({drawn(answer)})"),
            (False, f"What holds in some draws, though not on file: {name}"),
        )
    )
    return (*(section for section in shares if section.lines), *what_carries(answer))


def drawn(answer: SensitivityAnswer) -> str:
    """Return over what the shares are taken."""
    if answer.exact:
        return "exact: the one case on file" if answer.draws == 1 else f"exact over {answer.draws:,} combinations"
    return f"{answer.draws:,} draws, seed {answer.seed}; {answer.stopped}"


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
    group = [one for one in answer.conclusions if one.question == question and one.today == today]
    for one in group[:_SHOWN]:
        yield Line(f"{share(one)}: {one.conclusion}", one.grounds)
    if len(group) > _SHOWN:
        yield Line(f"{len(group) - _SHOWN} more; --json lists them.", group[0].grounds)


def _flips(found: Sequence[LoadBearing]) -> Iterator[Line]:
    told = set[tuple[str, ...]]()
    for one in found:
        if one.grounds.statements in told:  # an outlet with one report, a report with one statement
            continue
        told.add(one.grounds.statements)
        instead = f" Instead: {_some(one.instead)}." if one.instead else ""
        yield Line(f"Without {one.kind} {one.name}, no longer: {_some(one.flips)}.{instead}", one.grounds)


def _some(conclusions: Sequence[str]) -> str:
    more = f"; and {len(conclusions) - _NAMED} more" if len(conclusions) > _NAMED else ""
    return "; ".join(f"“{one}”" for one in conclusions[:_NAMED]) + more


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
    for ask, *others in list(together.values())[:_SHOWN]:
        match ask.kind:
            case "statement":
                settles = wording.listed([f"“{name}”" for name in ask.settles])
                named = wording.listed([ask.name, *(other.name for other in others)], "or")
                what = f"Is {named} right, which settles {settles}"
            case "entry":
                what = f"Is “{ask.name}” held, which is assumed"
            case _:
                what = f"In which half of its interval lies “{ask.name}”"
        yield Line(f"{what}? Narrows the conclusions by {ask.bits:g} bits.", ask.grounds)
