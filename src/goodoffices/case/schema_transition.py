"""The form of the transition section, and of a table of candidates."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from goodoffices.case._form import (
    Condition,
    Cost,
    Form,
    GroundedForm,
    OneOrMore,
    Seats,
    Share,
    Text,
    expected,
    text_or_object,
)
from goodoffices.case.entry import Amount


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

    model_config = ConfigDict(json_schema_extra=text_or_object)

    candidate: Text | None = None
    that: Condition | None = None
    cost: Cost = Amount(1, 1)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        read = {"candidate": value} if isinstance(value, str) else value
        if not isinstance(read, dict) or (read.get("candidate") is None) == (read.get("that") is None):
            raise expected("a candidate's id, {candidate: …} or {that: …}")
        return read


class ShareForm(Form):
    """The least and the largest part of the seats."""

    min: Share = 0.0
    max: Share = 1.0


_BESIDE: dict[str, tuple[list[str], list[str]]] = {
    **dict.fromkeys(("at_least", "at_most", "exactly", "share"), (["of"], ["in"])),
    **dict.fromkeys(("apart", "together"), (["by"], [])),
    "balance": ([], ["by", "in", "margin"]),
}
"""Kind of rule → the keys that must stand beside it, and those that may."""


class BodyRuleForm(GroundedForm):
    """A rule on who sits together: exactly one of its kinds."""

    cost: Cost = Amount(1, 1)
    at_least: Seats | None = None
    at_most: Seats | None = None
    exactly: Seats | None = None
    share: ShareForm | None = None
    apart: list[Text] | None = None
    together: list[Text] | None = None
    balance: list[Text] | None = None
    of: dict[Text, Text] = {}
    by: Text | None = None
    within: OneOrMore = Field(default=[], alias="in")
    margin: Seats = 0

    @model_validator(mode="before")
    @classmethod
    def _of_one_kind(cls, value: Any) -> Any:
        kinds = [kind for kind in _BESIDE if isinstance(value, dict) and value.get(kind) is not None]
        if len(kinds) != 1:
            raise expected(f"a mapping with one of {', '.join(_BESIDE)}")
        needed, allowed = _BESIDE[kinds[0]]
        given = {"of", "by", "in", "margin"}.intersection(value)
        if not given.issuperset(needed) or not given.issubset([*needed, *allowed]):
            must, may = (", ".join(f"'{key}'" for key in keys) for keys in (needed, allowed))
            wording = " and ".join([*[must] * bool(must), *[f"if wanted {may}"] * bool(may)])
            raise expected(f"{wording} beside '{kinds[0]}'")
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
