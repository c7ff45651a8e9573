"""What the brief says of doubt: shares of draws, what carries a conclusion, what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Section
from goodoffices.case import CaseFile, grounds
from goodoffices.case.model import Entry
from goodoffices.sensitivity import SensitivityAnswer
from goodoffices.sensitivity.answer import Conclusion, LoadBearing

_SHOWN, _NAMED = 8, 3


def sections(case: CaseFile, answer: SensitivityAnswer) -> tuple[Section, ...]:
    """Return the whole answer, part by part."""
    questions = dict.fromkeys(one.question for one in answer.conclusions)
    every = [
        *(
            Section(title, tuple(_shares(answer, name, today=today)))
            for name in questions
            for today, title in (
                (True, f"How often it holds: {name} ({drawn(answer)})"),
                (False, f"What holds in some draws, though not on file: {name}"),
            )
        ),
        Section("What flips when one source falls", tuple(_flips(answer.load_bearing))),
        Section("Fewest statements that would have to be wrong", tuple(_overturning(case, answer))),
        Section("What to ask next", tuple(_to_ask(case, answer))),
    ]
    return tuple(section for section in every if section.lines)


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
        yield Line(f"{share(one)}: {_told(one)}", one.grounds)
    if len(group) > _SHOWN:
        yield Line(f"{len(group) - _SHOWN} more; --json lists them.", group[0].grounds)


def _told(one: Conclusion) -> str:
    single = f" – on a single source, {one.single_source}" if one.single_source else ""
    return f"{one.conclusion}{single}"


def _flips(found: Sequence[LoadBearing]) -> Iterator[Line]:
    for one in found:
        instead = f" Instead: {_some(one.instead)}." if one.instead else ""
        yield Line(f"Without {one.kind} {one.name}, no longer: {_some(one.flips)}.{instead}", one.grounds)


def _some(conclusions: Sequence[str]) -> str:
    more = f"; and {len(conclusions) - _NAMED} more" if len(conclusions) > _NAMED else ""
    return "; ".join(f"“{one}”" for one in conclusions[:_NAMED]) + more


def _overturning(case: CaseFile, answer: SensitivityAnswer) -> Iterator[Line]:
    """Yield the conclusions by what overturns them, those alike in that together."""
    alike: dict[tuple[tuple[str, ...] | None, bool], list[str]] = {}
    for one, found in answer.overturning.items():
        alike.setdefault((found.statements, found.proven), []).append(one)
    rests = {one.conclusion: one.grounds for one in answer.conclusions}
    for (statements, proven), named in alike.items():
        if statements is None:
            known = "no set of statements" if proven else "no set of statements that was tried"
            yield Line(f"Overturned by {known}: {_some(named)}.", rests[named[0]])
        else:
            known = "no fewer do" if proven else "the best found"
            why = grounds(case, [Entry(statements[0], statements)])
            yield Line(f"Overturned without {wording.listed(statements)} ({known}): {_some(named)}.", why)


def _to_ask(case: CaseFile, answer: SensitivityAnswer) -> Iterator[Line]:
    positions = {position.id: position for position in case.positions}
    for ask in answer.ask_next[:_SHOWN]:
        settles = ""
        match ask.kind:
            case "statement":
                what = f"Is {ask.name} right"
                settles = f", which settles {wording.listed([f'“{name}”' for name in ask.settles])}"
            case "entry":
                held = positions[ask.name]
                what = f"Is it so that {wording.party(case, held.party)} {wording.position(case, held)}"
            case _:
                what = f"In which half of its interval lies “{ask.name}”"
        yield Line(f"{what}{settles}? Narrows the conclusions by {ask.bits:g} bits.", ask.grounds)
