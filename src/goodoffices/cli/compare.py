"""goodoffices compare: two cases, or one at two dates."""

from __future__ import annotations

from typing import Annotated

import typer

from goodoffices.cli._options import READABLE, Every, Folder, Json, Limit, case_from, print_json
from goodoffices.cli._scale import Cluster, Workers


def compare(
    folder: Folder,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another case, or the same.", show_default=False)],
    *,
    json: Json = False,
    as_of: Annotated[
        list[str] | None,
        typer.Option("--as-of", metavar="DATE", help="Look from here; twice: one date each.", show_default=False),
    ] = None,
    workers: Workers = 1,
    cluster: Cluster = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say in what two cases, or two dates, differ."""
    dates: list[str | None] = [*as_of] if as_of else [None]
    if len(dates) > 2:
        raise typer.BadParameter("two cases have at most two dates.", param_hint="--as-of")
    before, after = case_from(folder, dates[0]), case_from(other, dates[-1])
    answer = before.compare(after, workers=workers, cluster=cluster)
    if json:
        print_json(answer.limited(None if every else limit).to_dict())
    else:
        before.show(answer, most=None if every else limit or READABLE)
    return 0
