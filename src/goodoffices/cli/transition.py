"""goodoffices transition: who could govern meanwhile, if each side has a veto."""

from __future__ import annotations

from goodoffices.cli._options import AsOf, Every, Folder, Json, Limit, Pins, case_from, print_json


def transition(
    folder: Folder,
    *,
    json: Json = False,
    as_of: AsOf = None,
    pins: Pins = None,
    limit: Limit = None,
    every: Every = False,
) -> int:
    """Say who could govern meanwhile, vetoes and all."""
    case = case_from(folder, as_of, pins)
    most = (None, None) if every else (limit or 100, limit or 10)
    answer = case.transition(most_sets=most[0], most_withdrawals=most[1])
    if json:
        print_json(answer.to_dict())
    else:
        case.show(answer)
    return 0 if answer.exists else 1
