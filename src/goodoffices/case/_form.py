"""What the forms are made of: what one value may be, and mappings with known keys only."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.case.entry import Amount

_NUMBER_TEXT = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def expected(what: str) -> PydanticCustomError:
    """Return the mistake of writing something else than `what`."""
    return PydanticCustomError("expected", "expected {expected}", {"expected": what})


def _text(value: Any) -> str:
    if value is None or isinstance(value, (list, dict)):
        raise expected("text")
    return str(value)


def as_number(value: Any) -> float:
    """Read a number of a size that sums can hold."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    written = isinstance(value, str) and _NUMBER_TEXT.fullmatch(value)
    number = float(value) if is_number or written else math.nan
    if not abs(number) <= 1e9:
        raise expected("a number between -1e9 and 1e9")
    return number


def _points(value: Any) -> float:
    number = as_number(value)
    if round(number, 3) != number:
        raise expected("a number with at most 3 decimals")
    return number


def _cost(value: Any) -> float:
    number = _points(value)
    if number < 0:
        raise expected("a number that is not negative, with at most 3 decimals")
    return number


def _weight(value: Any) -> float:
    number = as_number(value)
    if number < 0:
        raise expected("a number that is not negative")
    return number


def _amount(read: Callable[[Any], float]) -> Callable[[Any], Amount]:
    def amount(value: Any) -> Amount:
        ends = value if isinstance(value, dict) else {"low": value, "high": value}
        if set(ends) != {"low", "high"}:
            raise expected("a number or {low: …, high: …}")
        low, high = read(ends["low"]), read(ends["high"])
        if low > high:
            raise expected("low ≤ high")
        return Amount(low, high)

    return amount


def _share(value: Any) -> float:
    number = as_number(value)
    if not 0 <= number <= 1:
        raise expected("a number from 0 to 1")
    return number


def _figure(value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or abs(number) > 1e15:
        raise expected("a number between -1e15 and 1e15")
    return number


def _whole(value: Any) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", str(value)):
        raise expected("a whole number")
    return int(value)


def _seats(value: Any) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", str(value)):
        raise expected("a whole number from 0 to 999999")
    return int(value)


def _day(value: Any) -> dt.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError:
            pass
    raise expected("a date written YYYY-MM-DD")


def _flag(value: Any) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise expected("true or false")
    return str(value).lower() == "true"


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _state(value: Any) -> str | dict[str, str]:
    if isinstance(value, dict):
        return {issue: _text(found) for issue, found in value.items()}
    if isinstance(value, str) and re.fullmatch(r"[YN-]+", value):
        return value
    raise expected("a state: {issue: value, …} with all issues, or Y, N and - in the order of the issues")


def as_list(value: Any) -> Any:
    """Read one entry as a list of it."""
    return value if isinstance(value, list) else [value]


def either(shape: dict[str, Any], *others: dict[str, Any]) -> WithJsonSchema:
    """Say in a JSON Schema that a value has one of several shapes."""
    return WithJsonSchema({"anyOf": [shape, *others]})


SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
NUMBER: dict[str, Any] = {"type": "number"}
_ENDS: dict[str, Any] = {
    "type": "object",
    "properties": {"low": NUMBER, "high": NUMBER},
    "required": ["low", "high"],
    "additionalProperties": False,
}
LIST_OF_TEXT: dict[str, Any] = {"type": "array", "items": SCALAR}
_STATES: list[dict[str, Any]] = [{"type": "string", "pattern": "^[YN-]+$"}, {"type": "object"}]

Text = Annotated[str, BeforeValidator(_text), WithJsonSchema(SCALAR)]
Condition = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "description": "an expression"})]
Points = Annotated[float, BeforeValidator(_points), WithJsonSchema(NUMBER)]
Figure = Annotated[float, BeforeValidator(_figure), WithJsonSchema(NUMBER)]
Cost = Annotated[Amount, BeforeValidator(_amount(_cost)), either({"type": "number", "minimum": 0}, _ENDS)]
Worth = Annotated[Amount, BeforeValidator(_amount(_points)), either(NUMBER, _ENDS)]
Weight = Annotated[float, BeforeValidator(_weight), WithJsonSchema({"type": "number", "minimum": 0})]
Share = Annotated[float, BeforeValidator(_share), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Whole = Annotated[int, BeforeValidator(_whole), WithJsonSchema({"type": "integer"})]
Seats = Annotated[int, BeforeValidator(_seats), WithJsonSchema({"type": "integer", "minimum": 0})]
Day = Annotated[dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
OneOrMore = Annotated[list[Text], BeforeValidator(_listed), either(SCALAR, LIST_OF_TEXT)]
StateForm = Annotated[Any, BeforeValidator(_state)]
Tier = Annotated[
    list[StateForm],
    BeforeValidator(as_list),
    either(*_STATES, {"type": "array", "items": {"anyOf": _STATES}}),
]


class Form(BaseModel):
    """A mapping with known keys only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GroundedForm(Form):
    """What every entry that rests on reports may carry."""

    id: Text | None = None
    because: list[Text] = []
    why: Text | None = None


def text_or_object(schema: dict[str, Any]) -> None:
    """Say in a JSON Schema that an entry may also be written as one text."""
    whole = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string"}, whole]


class Shorthand(GroundedForm):
    """An entry that may also be written as its condition alone."""

    model_config = ConfigDict(json_schema_extra=text_or_object)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        if not isinstance(value, (str, dict)):
            raise expected("an expression, or {that: …}")
        return {"that": value} if isinstance(value, str) else value
