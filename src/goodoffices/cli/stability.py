"""goodoffices stability: which states hold, for whom, and how to get there."""

from __future__ import annotations

from goodoffices.cli._options import AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json


def stability(
    folder: Folder,
    *,
    json: Json = False,
    as_of: AsOf = None,
    pins: Pins = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say which states hold, and the ways there."""
    case = case_from(folder, as_of, pins)
    answer = case.stability(limit=None if every else limit, every_state=every)
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
    return 0
