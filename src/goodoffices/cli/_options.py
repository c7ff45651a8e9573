"""Arguments and options that several commands share, and how a case is looked at through them."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from goodoffices.api import Case

Folder = Annotated[
    str, typer.Argument(metavar="CASE", help="A case: its folder, or its case.yaml.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print the whole answer as one JSON object.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Look from another date (YYYY-MM-DD).", show_default=False)
]
Pins = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="ISSUE=VALUE", help="Hold an issue at a value; may be given again.", show_default=False
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="List at most N of each.", show_default=False)
]
READABLE = 8
"""How many lines of a list stand on a terminal, unless asked otherwise."""
Every = Annotated[bool, typer.Option("--all", help="List everything, however much it is.")]


def case_from(
    folder: str, as_of: str | None = None, pins: list[str] | None = None, adding: list[str] | None = None
) -> Case:
    """Load a case, tell its warnings, and look at it as the options say."""
    from goodoffices.api import Case

    case = Case.load(folder, adding=adding or ())
    for warning in case.warnings:
        print(warning, file=sys.stderr)
    if as_of is not None:
        case = case.at(_date(as_of))
    values = values_from(pins, "--set")
    return case.pinned(**values) if values else case


def values_from(pairs: list[str] | None, option: str) -> dict[str, str]:
    """Return the values of issues that an option gives, as ISSUE=VALUE each time."""
    return dict(_value(pair, option) for pair in pairs or ())


def print_json(data: dict[str, Any]) -> None:
    """Print an answer as JSON; a number that is none is null."""
    from pydantic_core import to_json

    print(to_json(data, indent=2, inf_nan_mode="null").decode())


def _date(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no date; write YYYY-MM-DD.", param_hint="--as-of") from None


def _value(text: str, option: str) -> tuple[str, str]:
    issue, equals, value = text.partition("=")
    if not (equals and issue.strip() and value.strip()):
        raise typer.BadParameter(f"'{text}' gives no value; write ISSUE=VALUE.", param_hint=option)
    return issue.strip(), value.strip().strip("'\"")
