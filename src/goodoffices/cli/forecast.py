"""goodoffices forecast: where an issue may come out, by position, salience and capability."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goodoffices.cli._options import Json, print_json


def forecast(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A CSV file: actor, capability, position, salience.", show_default=False),
    ],
    *,
    json: Json = False,
) -> int:
    """Say where an issue may come out, by two baselines."""
    from goodoffices import api

    answer = api.forecast(file)
    if json:
        print_json(answer.to_dict())
    else:
        api.show_forecast(answer)
    return 0
