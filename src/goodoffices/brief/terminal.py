"""A brief, or one answer, on a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from goodoffices.brief import wording
from goodoffices.brief.report import Brief, Line, Passage, Section
from goodoffices.case import CaseFile, Grounds

if TYPE_CHECKING:
    from goodoffices.sensitivity import Timeline
    from goodoffices.settle import ForecastAnswer

_FEW = 5
"""How many sources a line of the first page names; the reasons below name them all."""


def show(case: CaseFile, answer: Any, console: Console | None = None, *, most: int | None = None) -> None:
    """Print an answer of a case, or its brief, in words; at most so many lines of what is uncertain, or differs."""
    console = console or Console(highlight=False)
    match type(answer).__name__:  # by name, so that telling one answer loads no other's solver
        case "Brief":
            _show_brief(answer, console)
        case "ConveneAnswer":
            from goodoffices.brief import convening

            console.print(_verdict(convening.verdict(case, answer), ready=answer.convenes), "")
            _show_sections(convening.sections(case, answer), console)
        case "StabilityAnswer":
            from goodoffices.brief import holding

            _show_sections(holding.sections(case, answer), console)
        case "Why" | "StatusQuo" | "Remedy":
            from goodoffices.brief import reasons

            _show_sections(reasons.sections(case, answer), console)
        case "SettleAnswer":
            from goodoffices.brief import settling

            _show_sections(settling.sections(case, answer), console)
        case "TransitionAnswer":
            from goodoffices.brief import governing

            _show_sections(governing.sections(case, answer), console)
        case "SensitivityAnswer":
            from goodoffices.brief import doubting

            _show_sections(doubting.sections(answer, most=most), console)
        case "Comparison":
            from goodoffices.brief import moving

            console.print(Text(f"From: {answer.before}\nTo: {answer.after}"), "")
            _show_sections(moving.sections(answer, most=most), console)
        case "Timeline":
            _show_timeline(case, answer, console)
        case _:
            console.print_json(data=answer.to_dict())


def show_forecast(answer: ForecastAnswer, console: Console | None = None) -> None:
    """Print a forecast, and what to think of it."""
    console = console or Console(highlight=False)
    grid = Table.grid(padding=(0, 2))
    for name, found in {"weighted mean": answer.mean, "weighted median": answer.median}.items():
        ends = f"from {wording.amount(found.low)} to {wording.amount(found.high)}" if found.low < found.high else ""
        grid.add_row(name, Text(wording.amount(found.value), style="bold"), ends)
    console.print(grid, "")
    console.print(
        f"{len(answer.actors)} actors, weighted by capability × salience. These are baselines: published challenge "
        "models rarely beat the two, so a model that claims to know better should first be measured against them."
    )


def _show_timeline(case: CaseFile, timeline: Timeline, console: Console) -> None:
    from goodoffices.brief import moving

    console.print(Text(timeline.title, style="bold"), "")
    if not timeline.moments:
        console.print("Nothing is dated: date positions with since and until, statements with said_on.")
    for line in moving.course(case, timeline):
        console.print(_text(line.text, line.grounds, most=_FEW))
    console.print()
    for number, moment in enumerate(timeline.moments):
        heard = f"  ({', '.join(moment.reports)})" if moment.reports else ""
        title = Text.assemble((wording.day(moment.date), "bold"), heard, f"  {moving.stand(moment)}")
        console.print(Rule(title, align="left", characters="─"))
        lines = list(moving.moved(case, timeline, number)) or [Line("Nothing moved.", Grounds())]
        for line in lines:
            console.print(Padding(_text(line.text, line.grounds), (0, 0, 0, 2)))
    console.print()


def _show_brief(brief: Brief, console: Console) -> None:
    console.print(_head(brief))
    for side in brief.sides:
        console.print(Text(side.name, style="bold"))
        parts = {"asks": side.asks, "to deliver it": side.delivered_by, "blocks": side.blocks}
        console.print(_facts({name: lines for name, lines in parts.items() if lines}), "")
    console.print(_facts(_conclusions(brief)), "")
    console.print(
        f"Disputed facts: {brief.disputed}. Assumed entries: {len(brief.assumed)}. Both are listed below.", ""
    )
    _show_sections(brief.sections, console)
    if brief.assumed:
        _show_sections([Section("Assumed: no report says so", brief.assumed)], console)
    _show_disputes(brief, console)
    _show_sources(brief, console)


def _show_sections(sections: Iterable[Section], console: Console) -> None:
    """Print sections of reasons; grounds that most lines of one share are told once, at its end."""
    for section in sections:
        console.print(Rule(Text(section.title, style="bold"), align="left", characters="─"))
        for line in section.lines:
            grounds = None if line.grounds == section.shared else line.grounds
            console.print(Padding(_text(line.text, grounds), (0, 0, 0, 2)))
        if section.shared and source(section.shared):
            console.print(Padding(_text(section.rests_on, section.shared), (0, 0, 0, 2)))
        console.print()


def _head(brief: Brief) -> RenderableType:
    top = Table.grid(expand=True)
    top.add_column(ratio=1)
    top.add_column(justify="right")
    top.add_row(Text(brief.title, style="bold"), f"as of {wording.day(brief.as_of)}" if brief.as_of else "")
    parts: list[RenderableType] = [top]
    if brief.shared:
        parts.append(Text("Shared version: drawn without the entries marked private.", style="italic"))
    hoped = brief.hoped_date or (Line("no date is given", Grounds()),)
    first = Line(f"{brief.verdict.text} {brief.sure.text}", brief.verdict.grounds)
    verdict = _verdict(first, ready=brief.ready)
    return Group(*parts, _facts({"hoped for": hoped}), Text(), verdict, Text())


def _verdict(line: Line, *, ready: bool) -> Text:
    return Text.assemble(
        ("READY" if ready else "NOT READY", "bold reverse"), " ", _text(line.text, line.grounds, most=_FEW)
    )


def _conclusions(brief: Brief) -> dict[str, tuple[Line, ...]]:
    found = {"cheapest way out": brief.way_out, "next step": brief.next_step}
    found |= {"if they come": brief.accept, "will it hold": brief.holds}
    return {name: (line,) for name, line in found.items() if line}


def _facts(facts: Mapping[str, Iterable[Line]]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=16, style="dim")
    grid.add_column(ratio=1)
    for name, lines in facts.items():
        for number, line in enumerate(lines):
            grid.add_row(name if number == 0 else "", _text(line.text, line.grounds, most=_FEW))
    return grid


def _text(words: str, grounds: Grounds | None, *, most: int | None = None) -> Text:
    text = Text(words)
    if grounds and (named := source(grounds, most=most)):
        text.append(f" [{named}]", style="dim")
    return text


def source(grounds: Grounds, *, most: int | None = None) -> str:
    """Return the source of a line: its statements, those disputed marked, and what is assumed."""
    named = [f"{name} disputed" if name in grounds.disputed else name for name in grounds.statements]
    named += [f"{name} assumed" for name in grounds.assumed]
    left = named[most or len(named) :]
    disputed = sum(name.endswith(" disputed") for name in left)
    below = f" and {len(left)} more below{f', {disputed} of them disputed' if disputed else ''}" if left else ""
    return ", ".join(named[:most]) + below + "; single source" * grounds.single_source


def _show_disputes(brief: Brief, console: Console) -> None:
    if not brief.disputes:
        return
    console.print(Rule(Text("Where the reports do not agree", style="bold"), align="left"))
    for dispute in brief.disputes:
        told = f": {dispute.difference}" if dispute.difference else ""
        console.print(Padding(Text(f"{dispute.kind.replace('_', ' ')}{told} – {dispute.reason or ''}"), (0, 0, 0, 2)))
        for member in dispute.members:
            console.print(Padding(Text(f"{brief.passages[member].words} [{member}]"), (0, 0, 0, 4)))
        if dispute.ruling:
            console.print(Padding(Text(f"ruling: {dispute.ruling}"), (0, 0, 0, 4)))
    console.print()


def _show_sources(brief: Brief, console: Console) -> None:
    if not brief.origins:
        console.print("No report stands beside this case: every entry is an assumption of whoever wrote it.")
        return
    console.print(Rule(Text("The words in the reports", style="bold"), align="left"))
    for origin in brief.origins:
        when = wording.day(origin.published) if origin.published else "undated"
        console.print(Text(f"{origin.title} ({origin.outlet or origin.id}, {origin.genre}, {when})", style="bold"))
        for passage in brief.passages.values():
            if passage.report == origin.id:
                console.print(Padding(_passage(passage), (0, 0, 0, 2)))
        console.print()


def _passage(passage: Passage) -> Text:
    mark = " disputed" if passage.disputed else ""
    where = (f"{passage.statement} ({passage.report}, line {passage.line}{mark}) ", "dim")
    return Text.assemble(where, passage.before, (passage.words, "bold underline"), passage.after)
