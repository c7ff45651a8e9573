"""The form of a case folder's files, as pydantic models: what `goodoffices schema` prints.

Only shapes are checked here; names, expressions and spans are checked against the whole case by `_check` and its
neighbours.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from goodoffices.case.model import Amount, Role

VERSION = "1"

_NUMBER_TEXT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def _refuse(expected: str) -> PydanticCustomError:
    return PydanticCustomError("expected", "expected {expected}", {"expected": expected})


def _text(value: Any) -> str:
    if value is None or isinstance(value, (list, dict)):
        raise _refuse("text")
    return str(value)


def _number(value: Any) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    written = isinstance(value, str) and _NUMBER_TEXT.fullmatch(value)
    number = float(value) if is_number or written else math.nan
    if not abs(number) <= 1e9:
        raise _refuse("a number between -1e9 and 1e9")
    return number


def _points(value: Any) -> float:
    number = _number(value)
    if round(number, 3) != number:
        raise _refuse("a number with at most 3 decimals")
    return number


def _cost(value: Any) -> float:
    number = _points(value)
    if number < 0:
        raise _refuse("a number that is not negative, with at most 3 decimals")
    return number


def _weight(value: Any) -> float:
    number = _number(value)
    if number < 0:
        raise _refuse("a number that is not negative")
    return number


def _amount(read: Callable[[Any], float]) -> Callable[[Any], Amount]:
    def amount(value: Any) -> Amount:
        ends = value if isinstance(value, dict) else {"low": value, "high": value}
        if set(ends) != {"low", "high"}:
            raise _refuse("a number or {low: …, high: …}")
        low, high = read(ends["low"]), read(ends["high"])
        if low > high:
            raise _refuse("low ≤ high")
        return Amount(low, high)

    return amount


def _share(value: Any) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise _refuse("a number from 0 to 1")
    return number


def _figure(value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or abs(number) > 1e15:
        raise _refuse("a number between -1e15 and 1e15")
    return number


def _whole(value: Any) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", str(value)):
        raise _refuse("a whole number")
    return int(value)


def _seats(value: Any) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", str(value)):
        raise _refuse("a whole number from 0 to 999999")
    return int(value)


def _day(value: Any) -> dt.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            pass
    raise _refuse("a date written YYYY-MM-DD")


def _flag(value: Any) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise _refuse("true or false")
    return str(value).lower() == "true"


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _state(value: Any) -> str | dict[str, str]:
    if isinstance(value, dict):
        return {issue: _text(found) for issue, found in value.items()}
    if isinstance(value, str) and re.fullmatch(r"[YN-]+", value):
        return value
    raise _refuse("a state: {issue: value, …} with all issues, or Y, N and - in the order of the issues")


def _entries(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _or(shape: dict[str, Any], *others: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [shape, *others]})


_SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NUMBER: dict[str, Any] = {"type": "number"}
_ENDS: dict[str, Any] = {
    "type": "object",
    "properties": {"low": _NUMBER, "high": _NUMBER},
    "required": ["low", "high"],
    "additionalProperties": False,
}
_LIST_OF_TEXT: dict[str, Any] = {"type": "array", "items": _SCALAR}
_DIRECTIONS: dict[str, Any] = {"type": "object", "additionalProperties": _LIST_OF_TEXT}
_STATES: list[dict[str, Any]] = [{"type": "string", "pattern": "^[YN-]+$"}, {"type": "object"}]

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(_SCALAR)]
Condition = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "description": "an expression"})]
Points = Annotated[float, BeforeValidator(_points), WithJsonSchema(_NUMBER)]
Number = Annotated[float, BeforeValidator(_number), WithJsonSchema(_NUMBER)]
Figure = Annotated[float, BeforeValidator(_figure), WithJsonSchema(_NUMBER)]
Cost = Annotated[Amount, BeforeValidator(_amount(_cost)), _or({"type": "number", "minimum": 0}, _ENDS)]
Worth = Annotated[Amount, BeforeValidator(_amount(_points)), _or(_NUMBER, _ENDS)]
Weight = Annotated[float, BeforeValidator(_weight), WithJsonSchema({"type": "number", "minimum": 0})]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Seats = Annotated[int, BeforeValidator(_seats), WithJsonSchema({"type": "integer", "minimum": 0})]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
OneOrMore = Annotated[list[Text], BeforeValidator(_listed), _or(_SCALAR, _LIST_OF_TEXT)]
StateForm = Annotated[Any, BeforeValidator(_state)]
Tier = Annotated[
    list[StateForm],
    BeforeValidator(_entries),
    _or(*_STATES, {"type": "array", "items": {"anyOf": _STATES}}),
]


class Form(BaseModel):
    """A mapping with known keys only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GroundedForm(Form):
    """What every entry that rests on reports may carry."""

    id: Text | None = None
    because: list[Text] = []
    why: Text | None = None


class PositionForm(GroundedForm):
    """What every position may carry."""

    cost: Cost = Amount(1, 1)
    confidence: Share = 1.0
    since: Day | None = None
    until: Day | None = None
    withdrawn: Flag = False
    private: Flag = False


class _Shorthand(GroundedForm):
    """An entry that may also be written as its condition alone."""

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        if not isinstance(value, (str, dict)):
            raise _refuse("an expression, or {that: …}")
        return {"that": value} if isinstance(value, str) else value


def _text_or_object(schema: dict[str, Any]) -> None:
    whole = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, whole]


class Refusal(PositionForm):
    """The holder accepts no outcome in which `that` holds."""

    that: Condition


class Requirement(PositionForm):
    """The holder takes `step` only if `only_if` holds."""

    step: Condition
    only_if: Condition


class Want(PositionForm, _Shorthand):
    """What the holder would like, most important first."""

    model_config = ConfigDict(json_schema_extra=_text_or_object)

    that: Condition
    weight: Points | None = None


class RuleForm(_Shorthand):
    """A condition that no state may fulfil."""

    model_config = ConfigDict(json_schema_extra=_text_or_object)

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
        return _number(value)
    except PydanticCustomError:
        raise _refuse("a number, 'now', or a list of {state: {…}, chance: …}") from None


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
        Annotated[float, BeforeValidator(_points_or_other), WithJsonSchema(_NUMBER), Tag("number")]
        | Annotated[Literal["now"], Tag("now")]
        | Annotated[list[Chance], Tag("chances")],
        Discriminator(_reservation),
    ] = "now"


def _direction(value: Any) -> Any:
    if value is None or isinstance(value, list):
        raise _refuse("an issue, or {issue: [its values, in the direction]}")
    return value if isinstance(value, dict) else {value: []}


class OfficeForm(Form):
    """An office of the body and its number of seats."""

    id: Text
    seats: Seats = 1


class CandidateForm(BaseModel):
    """Someone who may be seated; columns of any other name may be added."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Text]

    id: Text
    name: Text | None = None
    nominated_by: Text | None = None
    offices: OneOrMore = []
    means: Condition | None = None


class CandidatesForm(Form):
    """A table of candidates."""

    candidates: list[CandidateForm]


class VetoForm(GroundedForm):
    """A strike of a candidate by id, or of all in whose columns `that` holds."""

    model_config = ConfigDict(json_schema_extra=_text_or_object)

    candidate: Text | None = None
    that: Condition | None = None
    cost: Cost = Amount(1, 1)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        read = {"candidate": value} if isinstance(value, str) else value
        if not isinstance(read, dict) or (read.get("candidate") is None) == (read.get("that") is None):
            raise _refuse("a candidate's id, {candidate: …} or {that: …}")
        return read


class ShareForm(Form):
    """The least and the largest part of the seats."""

    min: Share = 0.0
    max: Share = 1.0


_RULE_KINDS = ("at_least", "at_most", "exactly", "share", "apart", "together")


class BodyRuleForm(GroundedForm):
    """A rule on who sits together: exactly one of its kinds."""

    cost: Cost = Amount(1, 1)
    at_least: Seats | None = None
    at_most: Seats | None = None
    exactly: Seats | None = None
    share: ShareForm | None = None
    apart: list[Text] | None = None
    together: list[Text] | None = None
    of: dict[Text, Text] = {}
    by: Text | None = None
    within: OneOrMore = Field(default=[], alias="in")

    @model_validator(mode="before")
    @classmethod
    def _of_one_kind(cls, value: Any) -> Any:
        if not isinstance(value, dict) or sum(value.get(kind) is not None for kind in _RULE_KINDS) != 1:
            raise _refuse(f"a mapping with one of {', '.join(_RULE_KINDS)}")
        pairs = "apart" in value or "together" in value
        needed, barred = (("by",), ("of", "in")) if pairs else (("of",), ("by",))
        if any(key not in value for key in needed) or any(key in value for key in barred):
            raise _refuse("'by' beside apart and together, 'of' (and 'in') beside the others")
        return value


class TransitionForm(Form):
    """The body by mutual consent."""

    consent_of: list[Text]
    offices: list[OfficeForm]
    candidates: Annotated[
        Annotated[Text, Tag("file")] | Annotated[list[CandidateForm], Tag("list")],
        Discriminator(lambda value: "list" if isinstance(value, list) else "file"),
    ]
    vetoes: dict[Text, list[VetoForm]] = {}
    rules: list[BodyRuleForm] = []
    order: dict[Text, list[Text]] = {}


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
        BeforeValidator(_entries),
        _or({"type": "array", "items": {"anyOf": [_SCALAR, _DIRECTIONS]}}, _DIRECTIONS),
    ] = []
    alike: list[Condition] = []
    leverage: list[LeverageForm] = []
    transition: TransitionForm | None = None


class SpanForm(Form):
    """A stretch of a report's stored text, in Unicode code points, end left out."""

    start: Whole
    end: Whole


class RegionForm(SpanForm):
    """A stretch of a report and its role."""

    role: Literal[
        "title",
        "masthead",
        "dateline",
        "caption",
        "body",
        "author box",
        "page tools",
        "comment invitation",
        "read-also link",
    ]


class VoiceForm(Form):
    """Who speaks or holds."""

    text: Text | None = None
    name: Text | None = None
    party: Text | None = None
    how: Text | None = None
    candidates: list[Text] = []


class ReportForm(Form):
    """A report beside the case."""

    id: Text
    file: Text
    original: Text | None = None
    title: Text
    outlet: Text | None = None
    genre: Literal["news", "analysis", "opinion", "official", "unknown"] = "unknown"
    published: Day | None = None
    sha256: Text | None = None
    regions: list[RegionForm] = []


class StatementForm(Form):
    """A statement taken from a report."""

    id: Text
    report: Text
    kind: Literal["quote", "indirect", "position", "figure", "date", "tie"]
    spans: list[SpanForm]
    words: Text | None = None
    status: Literal["drafted", "confirmed", "rejected"] = "drafted"
    speaker: VoiceForm | None = None
    holder: VoiceForm | None = None
    via: Text | None = None
    cue: Text | None = None
    type: (
        Literal[
            "demand",
            "precondition",
            "offer",
            "concession",
            "refusal",
            "commitment",
            "agreement",
            "threat",
            "concern",
        ]
        | None
    ) = None
    condition: Text | None = None
    beneficiary: Text | None = None
    firmness: Literal["will", "intends", "hopes", "considers", "reported"] | None = None
    standing: Literal["held", "former", "denied", "told by an opponent"] | None = None
    value: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    qualifier: Text | None = None
    unit: Text | None = None
    measure: Text | None = None
    who: Text | None = None
    date: Day | None = None
    said_on: Day | None = None
    extractor: Text | None = None
    confidence: Share | None = None


class LinkForm(Form):
    """How statements stand to each other."""

    id: Text | None = None
    kind: Literal[
        "same_quote",
        "quote_and_paraphrase",
        "same_claim",
        "claim_strength",
        "figures_differ",
        "contradiction",
        "single_source",
        "same_origin",
    ]
    members: list[Text]
    reason: Text | None = None
    difference: Text | None = None
    low: Figure | None = None
    high: Figure | None = None
    ruling: Text | None = None


class StatementsForm(Form):
    """A statements file: the keys of `read --json`."""

    reports: list[ReportForm] = []
    statements: list[StatementForm] = []
    links: list[LinkForm] = []
    questions: list[Any] = []


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `case.yaml`, for editors and other programs."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **CaseForm.model_json_schema(by_alias=True)}
