"""The whole brief of a case."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief import convening, doubting, governing, holding, settling, sources, wording
from goodoffices.brief.report import Brief, Line, Section, SideView, Stage, Tie
from goodoffices.case import CaseFile, Party, State, grounds, in_force
from goodoffices.case.entry import Entry
from goodoffices.case.in_force import public
from goodoffices.convene import ConveneAnswer, convene, met
from goodoffices.errors import TooLargeError
from goodoffices.settle import SettleAnswer, settle
from goodoffices.stability import StabilityAnswer, stability, standing
from goodoffices.transition import transition

_SHOWN = 8
_FEW_PACKAGES, _SMALL_BODY, _FEW_STATES = 10_000, 200, 256
"""Up to how many packages, seats times candidates, and states it is asked again under doubt while the brief waits."""


def brief(case: CaseFile, *, share: bool = False) -> Brief:
    """Return all answers on a few pages, each line with what it rests on.

    Parameters
    ----------
    case : CaseFile
        A case with a goal.
    share : bool
        Draw every conclusion from the case without its private entries, as if they had never been written.

    Returns
    -------
    Brief
        Frozen; rendered by `terminal.show` and `page.page`, and to data by `to_dict()`.

    Raises
    ------
    MissingGoalError
        If the case states no goal.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> found = brief(load("examples/syria-2013"))
    >>> found.ready, found.disputed
    (False, 9)
    """
    case = public(case) if share else case
    answer = convene(case)
    try:
        held: StabilityAnswer | None = stability(case)
    except TooLargeError:
        held = None
    settled = _settled(case, answer)
    body = transition(case) if case.transition else None
    ties = tuple(_ties(case))
    reasons = convening.sections(case, answer)
    there = met(case, answer)
    agreed = _agreed(there, settled)
    doubted = doubting.in_brief(case, _asked_again(case, agreed))
    doubts = {name: doubting.how_sure(doubted, name) for name in doubted.asked} if doubted else {}
    lasting = _how_sure_it_holds(case, held, settled)
    if there and agreed:
        reasons += doubting.and_doubt(settling.sections(there, agreed), doubts.get("settle"))
    reasons += doubting.and_doubt(governing.sections(case, body), doubts.get("transition")) if body else ()
    held_up = holding.sections(case, held, settled) if held else ()
    reasons += held_up[:-1] + doubting.and_doubt(held_up[-1:], lasting)
    reasons += (Section("Who leans on whom", tuple(tie.line for tie in ties)),) if ties else ()
    reasons += doubting.what_carries(doubted, most=_SHOWN) if doubted else ()
    disputes = sources.disputes(case)
    cited = {name for entry in _entries(case) for name in entry.because} | set(case.hoped_date)
    cited |= {name for dispute in disputes for name in dispute.members} | {
        name for tie in ties for name in tie.line.grounds.statements
    }
    return Brief(
        title=case.title,
        as_of=case.as_of,
        shared=share,
        ready=answer.convenes,
        verdict=convening.verdict(case, answer),
        hoped_date=tuple(_hoped_date(case)),
        sides=tuple(_side(case, answer, party) for party in case.parties.values() if party.role == "side"),
        way_out=convening.way_out(case, answer),
        next_step=convening.next_step(case, answer),
        accept=doubting.with_doubt(settling.headline(there, agreed), doubts.get("settle"))
        if there and agreed
        else None,
        holds=doubting.with_doubt(holding.holds(case, held, settled), lasting) if held and settled else None,
        sure=doubts.get("convene") or doubting.untold(answer.grounds),
        disputed=len(disputes),
        assumed=tuple(_assumed(case)),
        sections=reasons,
        ties=ties,
        names={party.id: party.name for party in case.parties.values()},
        roles={party.id: party.role for party in case.parties.values()},
        way=tuple(_way(case, answer, held, settled)),
        passages=sources.passages(case, cited),
        origins=sources.origins(case, cited),
        disputes=disputes,
        convene=answer,
        settle=agreed,
        stability=held,
        sensitivity=doubted,
        seats=governing.seats(case, body) if body else (),
        transition=body,
    )


def _agreed(there: CaseFile | None, settled: State | None) -> SettleAnswer | None:
    """Return what the sides could agree on once they have met, with a text that starts where they then stand."""
    if there is None or sum(party.role == "side" for party in there.parties.values()) < 2:
        return None
    try:
        return settle(there, start=settled)
    except TooLargeError:
        return None


def _asked_again(case: CaseFile, agreed: SettleAnswer | None) -> list[str]:
    """Return the questions asked again under doubt: that on convening, and those on settling and a body if small."""
    body = case.transition
    are_few = agreed and agreed.packages <= _FEW_PACKAGES
    is_small = body and len(body.candidates) * sum(office.seats for office in body.offices) <= _SMALL_BODY
    return ["convene", *(["settle"] if are_few else []), *(["transition"] if is_small else [])]


def _how_sure_it_holds(case: CaseFile, answer: StabilityAnswer | None, settled: State | None) -> Line | None:
    """Return how sure it is that the state a package leads to holds, or not, where there are few states."""
    if not (answer and settled) or answer.feasible > _FEW_STATES or not holding.has_interests(case, answer):
        return None
    doubted = doubting.in_brief(case, ["stability"], tries=0)
    return doubting.how_sure_it_holds(doubted, case, standing(answer, settled)) if doubted else None


def _settled(case: CaseFile, answer: ConveneAnswer) -> State | None:
    """Return the state that the changes, or the cheapest package, lead to."""
    if answer.packages:
        return answer.packages[0].state
    if answer.changes is None:
        return None
    return dict(case.status_quo) | {change.issue: change.to for change in answer.changes}


def _way(case: CaseFile, answer: ConveneAnswer, held: StabilityAnswer | None, settled: State | None) -> Iterator[Stage]:
    """Yield the stops from today over the cheapest package to an equilibrium."""
    if settled is None:
        return
    yield Stage("Today", (Line("As things stand", answer.grounds),))
    for package in answer.packages[:1]:
        if package.order == "simultaneous":
            yield Stage(
                "All at once", tuple(Line(wording.concession(case, made), made.grounds) for made in package.concessions)
            )
        else:
            for who, what in convening.moves(case, package):
                yield Stage(wording.upper(wording.parties(case, who)), (Line(what, package.grounds),))
    rests = answer.packages[0].grounds if answer.packages else answer.grounds
    reached = [Line(wording.state(case, settled), rests)]
    if held:
        reached.append(holding.holds(case, held, settled))
    yield Stage("Where this leads", tuple(reached))
    if held:
        yield from holding.onward(case, held, settled)


def _entries(case: CaseFile) -> Iterator[Entry]:
    """Yield every entry that the brief may rest on."""
    yield from in_force(case, "refuses", "requires", "wants")
    yield from case.impossible
    yield from case.leverage
    if case.transition:
        yield from case.transition.vetoes
        yield from case.transition.rules


def _hoped_date(case: CaseFile) -> Iterator[Line]:
    for name in case.hoped_date:
        statement = case.dossier.statements[name]
        report = case.dossier.reports[statement.report]
        when = wording.day(statement.date) if statement.date else "no date to count from"
        told = f"{statement.firmness}, " if statement.firmness else ""
        words = f"{when} ({told}{report.outlet or report.title})"
        yield Line(words, grounds(case, [Entry(name, (name,))]))


def _side(case: CaseFile, answer: ConveneAnswer, party: Party) -> SideView:
    asked = [position for position in in_force(case, "refuses", "requires") if position.party == party.id]
    stuck = {name for deadlock in answer.deadlocks for name in deadlock.positions}
    return SideView(
        party=party.id,
        name=party.name,
        asks=tuple(Line(f"“{held.id}”: it {wording.position(case, held)}.", grounds(case, [held])) for held in asked),
        delivered_by=tuple(
            Line(wording.leverage(case, entry), grounds(case, [entry]))
            for entry in case.leverage
            if any(entry.on == position.id for position in asked)
        ),
        blocks=tuple(Line(f"“{held.id}”", grounds(case, [held])) for held in asked if held.id in stuck),
    )


def _assumed(case: CaseFile) -> Iterator[Line]:
    for party in case.parties.values():
        if party.role == "side" and party.worth:
            words = f"What the outcomes are worth to {wording.lower(party.name)}, in points, is the analyst's estimate."
            yield Line(words, grounds(case, [Entry(f"{party.id}.worth")]))
    for entry in _entries(case):
        if entry.assumed:
            why = f": {entry.why}" if entry.why else "."
            yield Line(f"{wording.upper(wording.entry(case, entry))}{why}", grounds(case, [entry]))


def _ties(case: CaseFile) -> Iterator[Tie]:
    held = {position.id: position for position in case.positions}
    for entry in case.leverage:
        label = wording.amount(entry.cost.thousandths / 1000) + (f" if {entry.condition}" if entry.condition else "")
        line = Line(wording.leverage(case, entry), grounds(case, [entry]))
        yield Tie(entry.by, held[entry.on].party, "leverage", label, line)
    told: dict[tuple[str, str], list[Entry]] = {}
    for statement in case.dossier.statements.values():
        friend, holder = statement.beneficiary, statement.holder
        if statement.kind == "tie" and statement.status == "confirmed" and holder and friend in case.parties:
            for party in filter(None, (holder.party, *holder.candidates)):
                told.setdefault((party, str(friend)), []).append(Entry(statement.id, (statement.id,)))
    for (party, friend), entries in told.items():
        words = f"{wording.upper(wording.party(case, party))} is told of as standing by {wording.party(case, friend)}."
        yield Tie(party, friend, "tie", "", Line(words, grounds(case, entries)))
