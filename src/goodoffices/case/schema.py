"""The form of `case.yaml`, as pydantic models: what `goodoffices schema` prints.

Only shapes are checked here; names, expressions and spans are checked against the whole case by `_check` and its
neighbours.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from goodoffices.case._form import (
    LIST_OF_TEXT,
    NUMBER,
    SCALAR,
    Condition,
    Cost,
    Day,
    Flag,
    Form,
    GroundedForm,
    OneOrMore,
    Points,
    Share,
    Shorthand,
    Text,
    Tier,
    Weight,
    Worth,
    as_list,
    as_number,
    either,
    expected,
)
from goodoffices.case.entry import Amount
from goodoffices.case.model import Role
from goodoffices.case.schema_transition import TransitionForm

VERSION = "1"

_DIRECTIONS: dict[str, Any] = {"type": "object", "additionalProperties": LIST_OF_TEXT}


class PositionForm(GroundedForm):
    """What every position may carry."""

    cost: Cost = Amount(1, 1)
    confidence: Share = 1.0
    since: Day | None = None
    until: Day | None = None
    withdrawn: Flag = False
    private: Flag = False


class Refusal(PositionForm):
    """The holder accepts no outcome in which `that` holds."""

    that: Condition


class Requirement(PositionForm):
    """The holder takes `step` only if `only_if` holds."""

    step: Condition
    only_if: Condition


class Want(PositionForm, Shorthand):
    """What the holder would like, most important first."""

    that: Condition
    weight: Points | None = None


class RuleForm(Shorthand):
    """A condition that no state may fulfil."""

    that: Condition


class LeverageForm(GroundedForm):
    """Who can obtain which position's withdrawal, at what price, under what condition."""

    by: Text
    on: Text
    cost: Cost = Amount(1, 1)
    condition: Condition | None = Field(default=None, alias="if")
    private: Flag = False


class IssueForm(Form):
    """A question with two or more values."""

    by: OneOrMore
    title: Text | None = None
    values: list[Text] = ["no", "yes"]
    now: Text | None = None
    cost: dict[Text, Cost] = {}


class Chance(Form):
    """One way no agreement may turn out, and how likely."""

    state: dict[Text, Text]
    chance: Share


def _reservation(value: Any) -> str:
    return "chances" if isinstance(value, list) else "now" if value == "now" else "number"


def _points_or_other(value: Any) -> float:
    try:
        return as_number(value)
    except PydanticCustomError:
        raise expected("a number, 'now', or a list of {state: {…}, chance: …}") from None


class PartyForm(Form):
    """A party with its positions."""

    name: Text | None = None
    aliases: list[Text] = []
    role: Role = "side"
    refuses: list[Refusal] = []
    requires: list[Requirement] = []
    wants: list[Want] = []
    ranking: list[Tier] | None = None
    worth: dict[Text, dict[Text, Worth]] = {}
    weights: dict[Text, Weight] = {}
    reservation: Annotated[
        Annotated[float, BeforeValidator(_points_or_other), WithJsonSchema(NUMBER), Tag("number")]
        | Annotated[Literal["now"], Tag("now")]
        | Annotated[list[Chance], Tag("chances")],
        Discriminator(_reservation),
    ] = "now"


def _direction(value: Any) -> Any:
    if value is None or isinstance(value, list):
        raise expected("an issue, or {issue: [its values, in the direction]}")
    return value if isinstance(value, dict) else {value: []}


class CaseForm(Form):
    """A case file."""

    goodoffices: Annotated[Text, WithJsonSchema({"const": int(VERSION)})]
    title: Text
    as_of: Day | None = None
    goal: Condition | None = None
    hoped_date: list[Text] = []
    parties: dict[Text, PartyForm]
    issues: dict[Text, IssueForm]
    impossible: list[RuleForm] = []
    one_way: Annotated[
        list[Annotated[dict[Text, list[Text]], BeforeValidator(_direction)]],
        BeforeValidator(as_list),
        either({"type": "array", "items": {"anyOf": [SCALAR, _DIRECTIONS]}}, _DIRECTIONS),
    ] = []
    alike: list[Condition] = []
    leverage: list[LeverageForm] = []
    transition: TransitionForm | None = None


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `case.yaml`, for editors and other programs."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CaseForm.model_json_schema(by_alias=True)}
