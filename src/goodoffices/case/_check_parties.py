"""A party of a case → the frozen party, with every mistake of meaning: positions, worth, ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from goodoffices.case._form import Tier
from goodoffices.case._located_yaml import Path
from goodoffices.case._names import KINDS, Names
from goodoffices.case.expressions import Expression
from goodoffices.case.model import Kind, Party, Position, Ranking
from goodoffices.case.schema import Chance, PartyForm, PositionForm, Refusal, Requirement, Want
from goodoffices.errors import shorten


class PartyChecker:
    """Builds parties from their forms, with the names of the whole file."""

    def __init__(self, names: Names, order: Sequence[str]) -> None:
        self.names, self.located = names, names.located
        self.order = order
        """The issues as states list them."""

    def party(self, name: str, form: PartyForm) -> Party:
        """Return a party as frozen data; what is wrong in it is noted."""
        path: Path = ("parties", name)
        self.names.named(path, "a party", name)
        found = (
            self._position((*path, kind, index), name, kind, index, entry)
            for kind in KINDS
            for index, entry in enumerate(getattr(form, kind))
        )
        positions = tuple(position for position in found if position)
        self._check_order(path, form)
        self._check_worth(path, form)
        self._check_weights(path, form)
        return Party(
            id=name,
            name=form.name or name,
            aliases=tuple(form.aliases),
            role=form.role,
            positions=positions,
            ranking=None if form.ranking is None else self._ranking((*path, "ranking"), form.ranking),
            worth={issue: dict(worth) for issue, worth in form.worth.items()},
            weights=dict(form.weights),
            reservation=self._reservation((*path, "reservation"), form.reservation),
        )

    def _position(self, path: Path, party: str, kind: Kind, index: int, form: PositionForm) -> Position | None:
        grounds = self.names.grounds(path, form, f"{party}.{kind}.{index + 1}")
        if form.since and form.until and form.since > form.until:
            wording = f"since {form.since} lies after until {form.until}; swap or mend them"
            self.located.report((*path, "since"), wording)
        step: Expression | None = None
        if isinstance(form, Requirement):
            step = self.names.condition((*path, "step"), form.step)
            that = self.names.condition((*path, "only_if"), form.only_if)
            if step is None:
                return None
        elif isinstance(form, (Refusal, Want)):
            that = self.names.shorthand(path, form.that)
        return (
            None
            if that is None
            else Position(
                **grounds,
                party=party,
                kind=kind,
                that=that,
                step=step,
                cost=form.cost,
                confidence=form.confidence,
                since=form.since,
                until=form.until,
                withdrawn=form.withdrawn,
                private=form.private,
                weight=form.weight if isinstance(form, Want) else None,
            )
        )

    def _check_order(self, path: Path, form: PartyForm) -> None:
        if form.wants and form.ranking is not None:
            wording = "a party has either wants or a ranking; take one of the two out"
            self.located.report((*path, "ranking"), wording)
        weighted = [want.weight is not None for want in form.wants]
        if any(weighted) and not all(weighted) and self.located.is_whole((*path, "wants")):
            wording = "some wants have a weight and some have none; give all a weight, or none"
            self.located.report((*path, "wants", weighted.index(False)), wording)

    def _check_worth(self, path: Path, form: PartyForm) -> None:
        for issue, worth in form.worth.items():
            here = (*path, "worth", issue)
            values = self.names.values.get(issue, ())
            if not self.names.known(here, "issue", issue, self.names.issues, key=True) or not values:
                continue
            for value in worth:
                self.names.known((*here, value), "value", value, values, key=True)
            missing = [value for value in values if value not in worth]
            if missing and self.located.is_whole(here):
                wording = f"{', '.join(map(shorten, missing[:12]))} without worth; give all values of '{issue}' one"
                self.located.report(here, f"{wording}, or leave the issue out")

    def _check_weights(self, path: Path, form: PartyForm) -> None:
        if not form.weights or not self.located.is_whole((*path, "worth")):
            return
        here = (*path, "weights")
        for issue in form.weights:
            if issue not in form.worth:
                wording = f"{shorten(issue)} has a weight but no worth; add it under worth"
                self.located.report((*here, issue), wording, at=self.located.keys.get((*here, issue)))
            elif max((amount.low + amount.high for amount in form.worth[issue].values()), default=1) <= 0:
                wording = f"no value of {shorten(issue)} is worth more than 0, so it cannot be weighed; mend its worth"
                self.located.report((*path, "worth", issue), wording)
        if not self.located.is_whole(here):
            return
        for issue in form.worth:
            if issue not in form.weights:
                self.located.report(here, f"{shorten(issue)} has worth but no weight; give each issue under worth one")
        if not sum(form.weights.values()):
            self.located.report(here, "the weights add up to 0; give one that is more")

    def _reservation(self, path: Path, form: Any) -> Any:
        if not isinstance(form, list):
            return form
        for index, entry in enumerate(form):
            self._pattern((*path, index, "state"), entry.state)
        total = sum(entry.chance for entry in form)
        if abs(total - 1) > 1e-6 and self.located.is_whole(path):
            self.located.report(path, f"the chances add up to {total:g}; mend them so that they add up to 1")
        chances: list[Chance] = form
        return tuple((dict(entry.state), entry.chance) for entry in chances)

    def _ranking(self, path: Path, tiers: Sequence[Tier]) -> Ranking:
        read = []
        for index, tier in enumerate(tiers):
            alone = (*path, index, 0) not in self.located.values
            states = [
                self._state((*path, index) if alone else (*path, index, place), state)
                for place, state in enumerate(tier)
            ]
            read.append(tuple(state for state in states if state is not None))
        return Ranking(tuple(read))

    def _state(self, path: Path, state: str | Mapping[str, str]) -> Mapping[str, str] | None:
        if isinstance(state, str):
            return self._of_letters(path, state)
        if not self._pattern(path, state):
            return None
        missing = [issue for issue in self.order if issue not in state]
        if missing:
            wording = f"a state gives every issue a value; add {', '.join(map(shorten, missing[:12]))}"
            self.located.report(path, wording)
        return dict(state)

    def _of_letters(self, path: Path, state: str) -> Mapping[str, str] | None:
        other = [name for name, values in self.names.values.items() if set(values) != {"no", "yes"}]
        if len(self.names.values) < len(self.names.issues):
            return None
        if other:
            wording = f"Y and N name a state only when all issues are yes/no, and '{other[0]}' is not; write a mapping"
        elif len(state) != len(self.names.issues):
            order = ", ".join(self.order)
            wording = f"{len(state)} letters for {len(self.names.issues)} issues; give one each, in this order: {order}"
        else:
            letters = {"Y": "yes", "N": "no"}
            return {
                name: letters[letter] for name, letter in zip(self.names.values, state, strict=False) if letter != "-"
            }
        self.located.report(path, wording)
        return None

    def _pattern(self, path: Path, state: Mapping[str, str]) -> bool:
        found = True
        for issue, value in state.items():
            here = (*path, issue)
            if not self.names.known(here, "issue", issue, self.names.issues, key=True):
                found = False
            elif issue in self.names.values:
                found = self.names.known(here, "value", value, self.names.values[issue]) and found
        return found
