"""goodoffices convene: who will come, what stands in the way, the least that unlocks it."""

from __future__ import annotations

from goodoffices.cli._options import AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json


def convene(
    folder: Folder,
    *,
    json: Json = False,
    as_of: AsOf = None,
    pins: Pins = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say who will come, what blocks, what unlocks it."""
    case = case_from(folder, as_of, pins)
    most = (None, None) if every else (limit or 10, limit or 100)
    answer = case.convene(most_packages=most[0], most_deadlocks=most[1])
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
    return 0 if answer.convenes else 1
