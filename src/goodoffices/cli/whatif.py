"""goodoffices whatif: what an answer would be otherwise."""

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.cli._options import READABLE, AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json


def whatif(
    folder: Folder,
    *,
    json: Json = False,
    as_of: AsOf = None,
    pins: Pins = None,
    drop: Annotated[
        list[str] | None,
        typer.Option("--drop", metavar="ID", help="Without this entry, statement or report.", show_default=False),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="YAML", help="With this entry: {party: …, refuses: …}.", show_default=False),
    ] = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say what would change, and only that."""
    if not (pins or drop or add):
        raise typer.BadParameter("say what is otherwise: --set, --drop or --add.", param_hint="whatif")
    before = case_from(folder, as_of)
    after = case_from(folder, as_of, pins, add)
    answer = before.compare(after.without(*drop or ()))
    if json:
        print_json(answer.limited(None if every else limit).to_dict())
    else:
        before.show(answer, most=None if every else limit or READABLE)
    return 0
