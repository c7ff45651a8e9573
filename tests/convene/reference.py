"""What `convene` means, by brute force: every state, every set of positions, every package is looked at.

A state is an index into `States.all`, which puts the cheaper first, then those with fewer changes, then the order of
issues and values. Costs are in thousandths.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from goodoffices.case import CaseFile, Leverage, Position, Rule
from goodoffices.case.entry import Amount
from goodoffices.case.expressions import Node, holds, names

State = dict[str, str]
Pair = tuple[Position, Leverage | None]
Step = str


def binding(case: CaseFile) -> list[Position]:
    def counts(position: Position) -> bool:
        start, end = position.since or case.as_of, position.until or case.as_of
        dated = case.as_of is None or (start <= case.as_of <= end)  # type: ignore[operator]
        return position.kind != "wants" and not position.withdrawn and dated

    return [position for party in case.parties.values() for position in party.positions if counts(position)]


def meets(position: Position, state: State) -> bool:
    if position.kind == "refuses":
        return not holds(position.that.node, state)
    return not holds(position.step.node, state) or holds(position.that.node, state)  # type: ignore[union-attr]


def thousandths(amount: Amount) -> int:
    return round((amount.low + amount.high) / 2 * 1000)


def changes(case: CaseFile, state: State) -> list[tuple[str, str]]:
    return [(name, value) for name, value in state.items() if value != case.issues[name].now]


def cost_of_changes(case: CaseFile, state: State) -> int:
    costs = (case.issues[name].cost.get(value, Amount(0, 0)) for name, value in changes(case, state))
    return sum(map(thousandths, costs))


@dataclass
class States:
    """All states, in the order in which they are preferred, and which of them the goal and the rules leave."""

    case: CaseFile

    def __post_init__(self) -> None:
        case = self.case
        every = [
            dict(zip(case.issues, values, strict=True))
            for values in itertools.product(*(issue.values for issue in case.issues.values()))
        ]
        self.all = sorted(every, key=lambda state: (cost_of_changes(case, state), len(changes(case, state))))
        self.cost = [cost_of_changes(case, state) for state in self.all]
        self.goal = self.where(lambda state: holds(case.goal.node, state))  # type: ignore[union-attr]
        self.open = self.goal & self.lawful(case.impossible)
        self.met = {position.id: self.where(partial(meets, position)) for position in binding(case)}
        self.conditions = {
            entry.id: self.where(partial(holds, entry.condition.node)) for entry in case.leverage if entry.condition
        }

    def where(self, condition: Callable[[State], bool]) -> frozenset[int]:
        return frozenset(index for index, state in enumerate(self.all) if condition(state))

    def lawful(self, rules: Collection[Rule]) -> frozenset[int]:
        return self.where(lambda state: not any(holds(rule.that.node, state) for rule in rules))

    def after(self, pairs: Collection[Pair]) -> frozenset[int]:
        """The states a package leads to: goal, rules, all positions but those given up, the leverages' conditions."""
        gone = {position.id for position, _ in pairs}
        kept = [states for name, states in self.met.items() if name not in gone]
        return self.open.intersection(*kept, *(self.conditions[way.id] for _, way in pairs if way and way.condition))


def cheapest_change(case: CaseFile) -> list[tuple[str, str]] | None:
    """By cost, then number, then name; None if the parties do not convene."""
    states = States(case)
    ways = [changes(case, states.all[index]) for index in states.after([])]
    return min(ways, key=lambda way: (_cost(case, way), len(way), sorted(way)), default=None)


def _cost(case: CaseFile, way: list[tuple[str, str]]) -> int:
    return sum(thousandths(case.issues[name].cost.get(value, Amount(0, 0))) for name, value in way)


def shut_out_by(case: CaseFile) -> list[set[str]]:
    """All smallest sets of rules that leave no state for the goal; none if the rules leave one."""
    states = States(case)
    for size in range(len(case.impossible) + 1):
        sets = itertools.combinations(case.impossible, size)
        if found := [{rule.id for rule in rules} for rules in sets if not states.goal & states.lawful(rules)]:
            return found
    return []


def deadlocks(case: CaseFile) -> list[set[str]]:
    states = States(case)
    found: list[set[str]] = []
    for size in range(len(states.met) + 1):
        for some in itertools.combinations(states.met, size):
            shut = not states.open.intersection(*(states.met[name] for name in some))
            if shut and not any(one <= set(some) for one in found):
                found.append(set(some))
    return found


def excludes(case: CaseFile, names: Collection[str], rules: Collection[Rule]) -> bool:
    """Whether positions and rules together leave no state for the goal."""
    states = States(case)
    return not (states.goal & states.lawful(rules)).intersection(*(states.met[name] for name in names))


def fewest_rules(case: CaseFile, names: Collection[str]) -> int:
    """How many rules it takes, at least, for the positions to shut the goal out."""
    sizes = range(len(case.impossible) + 1)
    return next(n for n in sizes if any(excludes(case, names, r) for r in itertools.combinations(case.impossible, n)))


@dataclass
class Package:
    pairs: tuple[Pair, ...]
    cost: int
    state: State

    @property
    def ids(self) -> list[tuple[str, str]]:
        return sorted((position.id, way.id if way else "") for position, way in self.pairs)


def price(pair: Pair) -> int:
    position, way = pair
    return thousandths(way.cost if way else position.cost)


def every_package(case: CaseFile) -> list[Package]:
    states = States(case)
    ways = [
        [None, (position, None), *((position, entry) for entry in case.leverage if entry.on == position.id)]
        for position in binding(case)
    ]
    found = []
    for chosen in itertools.product(*ways):
        pairs = tuple(pair for pair in chosen if pair)
        if reached := states.after(pairs):
            first = min(reached)
            found.append(Package(pairs, sum(map(price, pairs)) + states.cost[first], states.all[first]))
    return found


def listed(packages: Collection[Package]) -> list[Package]:
    """Unless a proper subset costs no more; by cost, number of pairs, ids."""
    costs = {frozenset(package.ids): package.cost for package in packages}

    def has_as_cheap_subset(package: Package) -> bool:
        subsets = (map(frozenset, itertools.combinations(package.ids, size)) for size in range(len(package.pairs)))
        return any(costs.get(some, package.cost + 1) <= package.cost for some in itertools.chain(*subsets))

    left = (package for package in packages if not has_as_cheap_subset(package))
    return sorted(left, key=lambda package: (package.cost, len(package.pairs), package.ids))


def pays(case: CaseFile, package: Package) -> dict[str, Fraction]:
    bill = dict.fromkeys(case.parties, Fraction())
    for position, way in package.pairs:
        bill[way.by if way else position.party] += price((position, way))
    for name, value in changes(case, package.state):
        deciders = case.issues[name].by
        for party in deciders:
            bill[party] += Fraction(_cost(case, [(name, value)]), len(deciders))
    return {party: share for party, share in bill.items() if share}


def dominated(case: CaseFile, package: Package, among: Collection[Package]) -> bool:
    mine = pays(case, package)
    bills = [pays(case, other) for other in among]
    return any(
        all(bill.get(p, 0) <= mine.get(p, 0) for p in case.parties)
        and any(bill.get(p, 0) < mine.get(p, 0) for p in case.parties)
        for bill in bills
    )


def without(case: CaseFile, gone: Collection[str]) -> CaseFile:
    return replace(
        case,
        parties={
            party.id: replace(party, positions=tuple(p for p in party.positions if p.id not in gone))
            for party in case.parties.values()
        },
    )


def pivots(case: CaseFile) -> dict[str, tuple[int, int]]:
    """Position or party → the deadlocks it takes part in, and what the cheapest package falls by; not if both are 0."""
    stuck = deadlocks(case)
    cost = min(package.cost for package in every_package(case))
    held = {position.id: [position.id] for position in binding(case)}
    held |= {party: [position.id for position in binding(case) if position.party == party] for party in case.parties}

    def pivot(gone: Collection[str]) -> tuple[int, int]:
        least = min(package.cost for package in every_package(without(case, gone)))
        return sum(bool(deadlock & set(gone)) for deadlock in stuck), cost - least

    return {name: found for name, gone in held.items() if any(found := pivot(gone))}


def prices(case: CaseFile) -> dict[str, int]:
    """Every price that bears on a package: of giving a position up, of a leverage on one, of a change that costs."""
    held = {position.id: thousandths(position.cost) for position in binding(case)}
    found = held | {entry.id: thousandths(entry.cost) for entry in case.leverage if entry.on in held}
    for issue in case.issues.values():
        for value in issue.values:
            if value != issue.now and _cost(case, [(issue.id, value)]):
                found[f"{issue.id} = {value}"] = _cost(case, [(issue.id, value)])
    return found


def at_price(case: CaseFile, name: str, cost: int) -> CaseFile:
    amount = Amount(cost / 1000, cost / 1000)
    parties = {
        party.id: replace(
            party, positions=tuple(replace(p, cost=amount) if p.id == name else p for p in party.positions)
        )
        for party in case.parties.values()
    }
    leverage = tuple(replace(entry, cost=amount) if entry.id == name else entry for entry in case.leverage)
    issues = {
        issue.id: replace(
            issue, cost={**issue.cost, **{v: amount for v in issue.values if f"{issue.id} = {v}" == name}}
        )
        for issue in case.issues.values()
    }
    return replace(case, parties=parties, leverage=leverage, issues=issues)


def stays_first(case: CaseFile, ids: Collection[tuple[str, str]]) -> bool:
    """Whether the package of these pairs costs no more than any other."""
    packages = every_package(case)
    mine = next(package.cost for package in packages if package.ids == sorted(ids))
    return all(mine <= package.cost for package in packages)


# In which order the steps of a package can be taken. A step is the id of a position given up, or `issue = value`.


def steps_of(case: CaseFile, package: Package) -> list[Step]:
    """In order of preference: own concessions, others, changes that a leverage waits for, other changes, the goal's."""
    goal = names(case.goal.node)  # type: ignore[union-attr]
    awaited: set[str] = set()
    for _, way in package.pairs:
        awaited |= names(way.condition.node) if way and way.condition else set()
    pairs = sorted(package.pairs, key=lambda pair: (pair[1] is not None, pair[0].id, pair[1].id if pair[1] else ""))
    made = sorted(changes(case, package.state), key=lambda change: (change[0] in goal, change[0] not in awaited))
    return [position.id for position, _ in pairs] + [f"{name} = {value}" for name, value in made]


def is_valid_order(case: CaseFile, package: Package, steps: Sequence[Step]) -> bool:
    """Whether each step's conditions hold already when it is taken.

    A change must break no rule and no position still standing that was whole before it; it may take a `requires` step
    only if its condition holds already; a leverage is used only when its `if` holds, which no later step may break.
    """
    ways = {position.id: way for position, way in package.pairs}
    moves = {f"{name} = {value}": (name, value) for name, value in changes(case, package.state)}
    if sorted(steps) != sorted([*ways, *moves]):
        return False
    before, standing = {issue.id: issue.now for issue in case.issues.values()}, binding(case)
    relied_on: list[Node] = []
    for step in steps:
        if step in ways:
            way = ways[step]
            if way and way.condition:
                if not holds(way.condition.node, before):
                    return False
                relied_on.append(way.condition.node)
            standing = [position for position in standing if position.id != step]
            continue
        name, value = moves[step]
        after = {**before, name: value}
        if any(holds(r.that.node, after) and not holds(r.that.node, before) for r in case.impossible):
            return False
        for position in standing:
            if meets(position, before) and not meets(position, after):
                return False
            taken = position.step and holds(position.step.node, after) and not holds(position.step.node, before)
            if taken and not holds(position.that.node, before):
                return False
        if not all(holds(condition, after) for condition in relied_on):
            return False
        before = after
    return True


def orders(case: CaseFile, package: Package) -> Iterator[tuple[Step, ...]]:
    """Every valid order, the preferred first."""
    return (steps for steps in itertools.permutations(steps_of(case, package)) if is_valid_order(case, package, steps))


def payer(case: CaseFile, package: Package, step: Step) -> tuple[str, ...]:
    for position, way in package.pairs:
        if position.id == step:
            return (way.by if way else position.party,)
    return case.issues[step.split(" = ")[0]].by


def as_number(share: Fraction | int) -> int | float:
    return int(share / 1000) if share % 1000 == 0 else float(Fraction(share) / 1000)
