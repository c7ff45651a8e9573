"""A case → plain data of text, lists and mappings: one spelling for each case, what goes without saying left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from goodoffices.case.entry import Amount, Entry
from goodoffices.case.model import CaseFile, Issue, Leverage, Party, Position, Ranking, Rule
from goodoffices.case.schema import VERSION
from goodoffices.case.transition import Balance, BodyRule, Candidate, Pairing, Share, Transition, Veto

ONE = Amount(1, 1)


def to_data(case: CaseFile) -> dict[str, Any]:
    """Return a case as it would be written; entries without an id of their own are counted anew."""
    names: dict[str, str] = {}
    parties = {party.id: _party(case, party, names) for party in case.parties.values()}
    return _told(
        goodoffices=VERSION,
        title=case.title,
        as_of=_day(case.as_of),
        goal=case.goal and case.goal.text,
        hoped_date=list(case.hoped_date),
    ) | {
        "parties": parties,
        "issues": {issue.id: _issue(issue) for issue in case.issues.values()},
        **_told(
            impossible=[_rule(rule) for rule in case.impossible],
            one_way=[{issue: list(values)} if values else issue for issue, values in case.one_way.items()],
            alike=[condition.text for condition in case.alike],
            leverage=[_leverage(entry, names) for entry in case.leverage],
            transition=_transition(case.transition) if case.transition else None,
        ),
    }


def number(value: float) -> str:
    """Write a number as a person would."""
    return str(int(value)) if value == int(value) else repr(value)


def _told(**entries: Any) -> dict[str, Any]:
    """Return what is neither nothing nor empty."""
    return {key.rstrip("_"): value for key, value in entries.items() if value not in (None, [], {})}


def _day(date: Any) -> str | None:
    return date.isoformat() if date else None


def _amount(amount: Amount) -> str | dict[str, str]:
    low, high = number(amount.low), number(amount.high)
    return low if low == high else {"low": low, "high": high}


def _cost(amount: Amount) -> str | dict[str, str] | None:
    return None if amount == ONE else _amount(amount)


def _own_id(entry: Entry, stem: str) -> str | None:
    return None if re.fullmatch(rf"{re.escape(stem)}\.[0-9]+", entry.id) else entry.id


def _grounds(entry: Entry) -> dict[str, Any]:
    return {"because": list(entry.because), "why": entry.why}


def _short(entry: dict[str, Any], key: str = "that") -> Any:
    """Return an entry that says one thing only as that thing."""
    return entry[key] if list(entry) == [key] else entry


def _issue(issue: Issue) -> dict[str, Any]:
    by = list(issue.by)
    return _told(
        by=by[0] if len(by) == 1 else by,
        title=None if issue.title == issue.id else issue.title,
        values=None if issue.values == ("no", "yes") else list(issue.values),
        now=None if issue.now == issue.values[0] else issue.now,
        cost={value: _amount(cost) for value, cost in issue.cost.items()},
    )


def _rule(rule: Rule) -> Any:
    return _short(_told(id=_own_id(rule, "impossible"), that=rule.that.text, **_grounds(rule)))


def _leverage(entry: Leverage, names: Mapping[str, str]) -> dict[str, Any]:
    return _told(
        id=_own_id(entry, "leverage"),
        by=entry.by,
        on=names.get(entry.on, entry.on),
        cost=_cost(entry.cost),
        if_=entry.condition and entry.condition.text,
        private="true" if entry.private else None,
        **_grounds(entry),
    )


def _party(case: CaseFile, party: Party, names: dict[str, str]) -> dict[str, Any]:
    positions: dict[str, list[Any]] = {"refuses": [], "requires": [], "wants": []}
    for position in party.positions:
        own = _own_id(position, f"{party.id}.{position.kind}")
        written = positions[position.kind]
        written.append(_position(position, own))
        names[position.id] = own or f"{party.id}.{position.kind}.{len(written)}"
    reservation: Any = party.reservation
    if isinstance(reservation, tuple):
        reservation = [{"state": dict(state), "chance": number(chance)} for state, chance in reservation]
    elif reservation != "now":
        reservation = number(reservation)
    data = _told(
        name=None if party.name == party.id else party.name,
        aliases=list(party.aliases),
        role=None if party.role == "side" else party.role,
        **positions,
        worth={issue: {value: _amount(u) for value, u in worth.items()} for issue, worth in party.worth.items()},
        weights={issue: number(weight) for issue, weight in party.weights.items()},
        reservation=None if reservation == "now" else reservation,
    )
    return data if party.ranking is None else data | {"ranking": _ranking(case, party.ranking)}


def _position(position: Position, own: str | None) -> Any:
    requires = position.step is not None
    entry = _told(
        id=own,
        that=None if requires else position.that.text,
        step=position.step and position.step.text,
        only_if=position.that.text if requires else None,
        cost=_cost(position.cost),
        weight=None if position.weight is None else number(position.weight),
        confidence=None if position.confidence == 1 else number(position.confidence),
        since=_day(position.since),
        until=_day(position.until),
        withdrawn="true" if position.withdrawn else None,
        private="true" if position.private else None,
        **_grounds(position),
    )
    return _short(entry) if position.kind == "wants" else entry


def _ranking(case: CaseFile, ranking: Ranking) -> list[Any]:
    letters = {"yes": "Y", "no": "N"}
    yes_no = all(issue.is_yes_no for issue in case.issues.values())

    def state(pattern: Mapping[str, str]) -> Any:
        return "".join(letters.get(pattern.get(issue, ""), "-") for issue in case.issues) if yes_no else dict(pattern)

    tiers = [[state(pattern) for pattern in tier] for tier in ranking.tiers]
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def _transition(body: Transition) -> dict[str, Any]:
    vetoes: dict[str, list[Any]] = {}
    for veto in body.vetoes:
        vetoes.setdefault(veto.party, []).append(_veto(veto))
    return {
        "consent_of": list(body.consent_of),
        "offices": [
            _told(id=office.id, seats=None if office.seats == 1 else str(office.seats)) for office in body.offices
        ],
        "candidates": body.candidates_file or [_candidate(candidate) for candidate in body.candidates],
        **_told(
            vetoes=vetoes,
            rules=[_body_rule(rule) for rule in body.rules],
            order={party: list(ranked) for party, ranked in body.order.items()},
        ),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    cells = {name: cell for name, cell in candidate.columns.items() if cell}
    return cells | _told(offices=list(candidate.offices), means=candidate.means and candidate.means.text)


def _veto(veto: Veto) -> Any:
    struck = {"candidate": veto.candidate} if veto.candidate is not None else {"that": veto.that.text}
    entry = _told(id=_own_id(veto, f"{veto.party}.veto"), **struck, cost=_cost(veto.cost), **_grounds(veto))
    return _short(entry, "candidate")


def _body_rule(rule: BodyRule) -> dict[str, Any]:
    named = _told(id=_own_id(rule, "rule"))
    rest = _told(cost=_cost(rule.cost), **_grounds(rule))
    if isinstance(rule, Pairing):
        return named | {rule.kind: list(rule.offices), "by": rule.by} | rest
    where = _told(in_=_one_or_more(rule.offices))
    if isinstance(rule, Balance):
        margin = _told(margin=str(rule.margin) if rule.margin else None)
        return named | {"balance": list(rule.between), "by": rule.by} | margin | where | rest
    if isinstance(rule, Share):
        counted: dict[str, Any] = {"share": {"min": number(rule.low), "max": number(rule.high)}}
    else:
        counted = {rule.bound: str(rule.number)}
    return named | counted | {"of": dict(rule.of)} | where | rest


def _one_or_more(names: Iterable[str]) -> Any:
    listed = list(names)
    return listed[0] if len(listed) == 1 else listed
