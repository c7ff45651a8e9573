"""Orders as PrefLib writes them: soc and soi (strict), toc and toi (with ties), complete and incomplete.

The format is that of preflib.org since 2021: lines `# KEY: value`, then one line for each different order, as in
`count: 3,1,2`, whose alternatives are numbered from 1; `{…}` encloses those that tie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.case import CaseFile, Issue, Party
from goodoffices.case.transition import Candidate, Office, Transition
from goodoffices.errors import ExchangeError
from goodoffices.exchange.additive import identifiers

Kind = Literal["soc", "soi", "toc", "toi"]
Order = tuple[tuple[str, ...], ...]
"""From best to worst; those within one part tie."""

_MOST_SIDES = 100
_META = re.compile(r"#\s*([^:]+):\s*(.*)")
_LINE = re.compile(r"(\d+)\s*:\s*(.+)")
_PART = re.compile(r"\s*(?:\{([\d\s,]*)\}|(\d+))\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Orders:
    """Alternatives by name, and how many voters gave each order."""

    title: str
    alternatives: tuple[str, ...]
    orders: tuple[tuple[int, Order], ...]

    @property
    def kind(self) -> Kind:
        """Which of the four kinds of file holds them."""
        strict = all(len(part) == 1 for _, order in self.orders for part in order)
        whole = all(sum(map(len, order)) == len(self.alternatives) for _, order in self.orders)
        return ("soc" if whole else "soi") if strict else ("toc" if whole else "toi")


def from_ranked(title: str, alternatives: Sequence[str], ranked: Mapping[str, Sequence[str]]) -> Orders:
    """Return the orders of the sides of a case, one voter each."""
    return Orders(title, tuple(alternatives), tuple((1, tuple((name,) for name in order)) for order in ranked.values()))


def complete(case: CaseFile) -> str:
    """Return the orders that the sides of a case have of its candidates as a file of kind soc.

    Raises
    ------
    ExchangeError
        If the case has none, or a side leaves candidates out.
    """
    orders = _ranked(case)
    if orders.kind != "soc":
        raise ExchangeError(
            f"{case.file}: an order leaves candidates out, which .soc cannot hold; write to a .soi file"
        )
    return dumps(orders)


def incomplete(case: CaseFile) -> str:
    """Return the orders that the sides of a case have of its candidates as a file of kind soi.

    Raises
    ------
    ExchangeError
        If the case has none.
    """
    return dumps(_ranked(case), "soi")


def _ranked(case: CaseFile) -> Orders:
    body = case.transition
    if body is None or not any(body.order.values()):
        raise ExchangeError(f"{case.file}: no side ranks candidates; give each its order under transition")
    names = {candidate.id: candidate.name for candidate in body.candidates}
    if len(set(names.values())) < len(names):
        names = {name: name for name in names}
    ranked = {side: [names[name] for name in order] for side, order in body.order.items() if order}
    return from_ranked(case.title, list(names.values()), ranked)


def case_of(orders: Orders) -> CaseFile:
    """Return a case in which each voter is a side, and all together fill one seat.

    Raises
    ------
    ExchangeError
        If there are too many voters, or candidates tie in an order.
    """
    voters = [order for count, order in orders.orders for _ in range(min(count, _MOST_SIDES + 1))]
    if not 1 <= len(voters) <= _MOST_SIDES:
        found = f"more than {_MOST_SIDES}" if voters else "no"
        raise ExchangeError(f"{found} voters; a case is made of 1 to {_MOST_SIDES} sides, each with its order")
    if any(len(part) > 1 for order in voters for part in order):
        raise ExchangeError("candidates tie in an order; a side's order has no ties, so only .soc and .soi make a case")
    ids = dict(zip(orders.alternatives, identifiers(orders.alternatives, "candidate"), strict=True))
    sides = [f"side_{number}" for number in range(1, len(voters) + 1)]
    return CaseFile(
        title=orders.title or "Orders",
        parties={side: Party(side, side, (), "side", (), None, {}, {}, "now") for side in sides},
        issues={"filled": Issue("filled", "The office is filled", tuple(sides), ("no", "yes"), "no", {})},
        transition=Transition(
            consent_of=tuple(sides),
            offices=(Office("office", 1),),
            candidates=tuple(Candidate({"id": ids[name], "name": name}) for name in orders.alternatives),
            order={side: tuple(ids[part[0]] for part in order) for side, order in zip(sides, voters, strict=True)},
        ),
    )


def loads(text: str) -> Orders:
    """Read a file of orders.

    Raises
    ------
    ExchangeError
        If it is none; says in which line and what is wrong.
    """
    meta: dict[str, str] = {}
    names: dict[int, str] = {}
    found: list[tuple[int, Order]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip():
            continue
        if entry := _META.match(line):
            key, value = entry[1].strip().upper(), entry[2].strip()
            meta[key] = value
            if key.startswith("ALTERNATIVE NAME"):
                names[_whole(key.removeprefix("ALTERNATIVE NAME"), number)] = value
        elif not line.startswith("#"):
            found.append(_order(line, number, names))
    count = _whole(meta.get("NUMBER ALTERNATIVES", str(len(names))), 1)
    if sorted(names) != list(range(1, count + 1)):
        raise ExchangeError(f"{count} alternatives are announced and {len(names)} named; name each from 1 to {count}")
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    if twice:
        raise ExchangeError(f"alternatives share the name '{min(twice)}'; give each its own")
    return Orders(meta.get("TITLE", ""), tuple(names[n] for n in sorted(names)), tuple(found))


def dumps(orders: Orders, kind: Kind | None = None) -> str:
    """Write orders as a file of their kind, or of another that can hold them."""
    kind = kind or orders.kind
    number = {name: place for place, name in enumerate(orders.alternatives, start=1)}
    head = {
        "FILE NAME": f"orders.{kind}",
        "TITLE": orders.title,
        "DESCRIPTION": "",
        "DATA TYPE": kind,
        "MODIFICATION TYPE": "original",
        "RELATES TO": "",
        "RELATED FILES": "",
        "PUBLICATION DATE": "",
        "MODIFICATION DATE": "",
        "NUMBER ALTERNATIVES": len(orders.alternatives),
        "NUMBER VOTERS": sum(count for count, _ in orders.orders),
        "NUMBER UNIQUE ORDERS": len(orders.orders),
        **{f"ALTERNATIVE NAME {place}": " ".join(name.split()) for name, place in number.items()},
    }
    lines = [f"# {key}: {value}" for key, value in head.items()]
    for count, order in orders.orders:
        lines.append(f"{count}: " + ",".join(_part([number[name] for name in part]) for part in order))
    return "\n".join(lines) + "\n"


def _part(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else "{" + ",".join(map(str, numbers)) + "}"


def _order(line: str, number: int, names: Mapping[int, str]) -> tuple[int, Order]:
    entry = _LINE.fullmatch(line.strip())
    if not entry:
        raise ExchangeError(f"line {number}: expected 'count: 1,2,{{3,4}}'")
    parts: list[tuple[str, ...]] = []
    seen: set[int] = set()
    at = 0
    while at < len(entry[2]):
        found = _PART.match(entry[2], at)
        if not found:
            raise ExchangeError(f"line {number}: expected a number or {{…}} at '{entry[2][at : at + 20]}'")
        part = [_whole(text, number) for text in (found[1] or found[2] or "").split(",") if text.strip()]
        for alternative in part:
            if alternative not in names or alternative in seen:
                raise ExchangeError(f"line {number}: alternative {alternative} is unknown, or stands twice")
            seen.add(alternative)
        parts += [tuple(names[alternative] for alternative in part)] if part else []
        at = found.end()
    return _whole(entry[1], number), tuple(parts)


def _whole(text: str, number: int) -> int:
    if not text.strip().isdecimal():
        raise ExchangeError(f"line {number}: '{text.strip()}' is no whole number")
    return int(text)
