"""What the brief says of governing meanwhile: the body that no side vetoes, or what keeps it from being."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief import wording
from goodoffices.brief.report import Line, Seat, Section
from goodoffices.case import CaseFile, Grounds, grounds
from goodoffices.case.transition import Balance, Candidate, Transition
from goodoffices.errors import MissingTransitionError
from goodoffices.transition import Choice, TransitionAnswer

_SHOWN = 8
TITLE = "Who could govern meanwhile"


def verdict(case: CaseFile, answer: TransitionAnswer) -> Line:
    """Return in one sentence whether a body exists that no side vetoes."""
    consent = wording.parties(case, _body(case).consent_of)
    if answer.exists:
        return Line(f"A body exists that {consent} can accept, name by name.", answer.grounds)
    return Line(
        f"No body exists that leaves nobody seated whom one of {consent} vetoes, and keeps the rules.", answer.grounds
    )


def sections(case: CaseFile, answer: TransitionAnswer) -> tuple[Section, ...]:
    """Return the reasons of the answer, question by question."""
    return (Section(TITLE, (verdict(case, answer), *_lines(case, answer))),)


def seats(case: CaseFile, answer: TransitionAnswer) -> tuple[Seat, ...]:
    """Return the seats of the body as the rows of a table."""
    body = _body(case)
    people = _people(body)
    return tuple(
        Seat(
            office,
            people[name].name,
            wording.party(case, by) if (by := people[name].nominated_by) else None,
            {wording.party(case, side): _place(body, side, name) for side in answer.satisfaction},
            answer.survives[office],
        )
        for office, held in answer.body.items()
        for name in held
    )


def _body(case: CaseFile) -> Transition:
    if case.transition is None:
        raise MissingTransitionError("an answer of another case cannot be worded")
    return case.transition


def _people(body: Transition) -> dict[str, Candidate]:
    return {candidate.id: candidate for candidate in body.candidates}


def _place(body: Transition, side: str, name: str) -> str:
    ranked = body.order[side]
    return f"{ranked.index(name) + 1} of {len(ranked)}" if name in ranked else "not ranked"


def _lines(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    body = _body(case)
    origins = dict.fromkeys(candidate.columns.get("source", "") for candidate in body.candidates)
    told = wording.listed([origin for origin in origins if origin])
    yield Line(f"The list of {len(body.candidates)} candidates: {told or 'its source is not stated'}.", answer.grounds)
    yield from _secured(case, answer)
    yield from (_standing if answer.exists else _blocked)(case, answer)
    yield from _procedures(case, answer)


def _secured(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    people = _people(_body(case))
    for held in answer.secured:
        side = wording.upper(wording.party(case, held.by))
        kept = wording.listed([people[name].name for name in held.candidates], "or")
        position = next(position for position in case.positions if position.id == held.position)
        need = wording.condition(case, position.that.node) if position.kind == "requires" else None
        spared = f"need not insist that {need}" if need else "need not insist on it"
        still = wording.listed([people[name].name for name in held.still_to_strike])
        yet = f", once it strikes {still} too" if still else ""
        words = f"{side}’s own veto keeps {kept} out of the body{yet}: for that it {spared} (“{held.position}”)."
        yield Line(words, held.grounds)


def _standing(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    body = _body(case)
    people = _people(body)
    for office, held in answer.body.items():
        names = wording.listed([people[name].name for name in held])
        count = answer.survives[office]
        further = "no further veto" if not count else "1 further veto" if count == 1 else f"{count} further vetoes"
        yield Line(
            f"{wording.upper(office)}: {names}; every seat of it survives {further}, all others staying.",
            answer.grounds,
        )
    if answer.satisfaction:
        shares = [f"{wording.party(case, side)} {share:.2f}" for side, share in answer.satisfaction.items()]
        yield Line(f"It serves the side served worst as well as can be: {wording.listed(shares)} of 1.", answer.grounds)
    if answer.breaks:
        names = wording.listed([people[name].name for name in answer.breaks], "or")
        yield Line(f"A veto of {names} would leave no body at all.", answer.grounds)
    yield from _strikes(case, answer)


def _strikes(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    """Yield what further strikes gain, and how many of them were tried."""
    if answer.overreach is None:
        return
    people, most = _people(_body(case)), answer.overreach.tried_up_to
    for gain in answer.overreach.gains:
        names = wording.listed([people[name].name for name in gain.candidates])
        words = f"would gain {gain.gain:.2f} by striking {names} as well, whom it does not mean to strike"
        yield Line(f"{wording.upper(wording.party(case, gain.party))} {words}.", gain.grounds)
    gaining = {gain.party for gain in answer.overreach.gains}
    safe = [wording.party(case, side) for side in answer.satisfaction if side not in gaining]
    sets = "all sets were" if most is None else "each alone was" if most == 1 else f"sets of up to {most} were"
    nothing = f"Further strikes gain {wording.listed(safe, 'or')} nothing; " if safe else "Of further strikes "
    yield Line(f"{nothing}{sets} tried.", answer.grounds)


def _blocked(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    if answer.short_of:
        short = answer.short_of
        seats = "1 seat" if short.seats == 1 else f"{short.seats} seats"
        eligible = "nobody is eligible" if not short.candidates else f"only {short.candidates} are eligible"
        words = f"{wording.listed(short.offices)}: {seats}, and {eligible}, vetoed or not; add candidates."
        yield Line(wording.upper(words), answer.grounds)
    every = {entry.id: entry for entry in (*_body(case).vetoes, *_body(case).rules)}
    for ids in answer.blocked_by[:_SHOWN]:
        if ids:
            together = wording.listed([f"“{name}” ({answer.entries[name].words})" for name in ids])
            all_of = "all " if len(ids) > 1 else ""
            yield Line(f"{together} cannot {all_of}stand.", grounds(case, [every[name] for name in ids]))
    if len(answer.blocked_by) > _SHOWN or not answer.blocked_by_complete:
        yield Line("There are more such sets; `goodoffices transition --json` lists them.", answer.grounds)
    for way in answer.withdrawals[:_SHOWN]:
        dropped = wording.listed([f"“{name}”" for name in way.ids])
        yield Line(f"Without {dropped} a body exists (cost {wording.amount(way.cost)}).", way.grounds)
    for change in answer.rule_changes:
        if change.count is not None:
            margin = "a margin of " if isinstance(every[change.rule], Balance) else ""
            words = f"A body exists if “{change.rule}” allows {margin}{change.count} instead, all else being as it is."
            yield Line(words, change.grounds)


def _procedures(case: CaseFile, answer: TransitionAnswer) -> Iterator[Line]:
    people = _people(_body(case))
    for office, by_name in answer.procedures.items():
        chosen: dict[tuple[str, ...], list[str]] = {}
        safe: list[str] = []
        lies: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        tried = None
        rests: Grounds = answer.grounds
        for name, choice in by_name.items():
            if isinstance(choice, Choice):
                chosen.setdefault(choice.chosen, []).append(_procedure(name))
                rests, tried = choice.grounds, choice.lies_tried
                if choice.lie:
                    lies.setdefault((choice.lie.party, choice.lie.chosen), []).append(_procedure(name))
                elif tried:
                    safe.append(_procedure(name))
        for names, procedures in chosen.items():
            who = wording.listed([people[name].name for name in names], "or")
            words = f"If {office} alone were chosen, {who} would come out of {wording.listed(procedures)}."
            yield Line(words, rests)
        for (side, names), procedures in lies.items():
            who = wording.listed([people[name].name for name in names], "or")
            words = (
                f"Under {wording.listed(procedures)} {wording.party(case, side)} gets {who} by giving a false order."
            )
            yield Line(words, rests)
        if safe:
            yield Line(f"On these orders no lie pays under {wording.listed(safe)} (tried: {tried}).", rests)


def _procedure(name: str) -> str:
    """Return what a procedure is called: one named for its authors keeps their names."""
    return "Mueller–Moulin" if name == "mueller_moulin" else name.replace("_", " ")
