"""goodoffices check: every mistake of a case at once."""

from __future__ import annotations

import sys

from goodoffices.cli._options import Folder, Json, print_json


def check(folder: Folder, *, json: Json = False) -> int:
    """Tell every mistake in a case at once."""
    import dataclasses

    from goodoffices.api import Case
    from goodoffices.errors import CaseError

    try:
        problems = Case.load(folder).warnings
    except CaseError as error:
        problems = error.problems
    good = not any(problem.severity == "error" for problem in problems)
    if json:
        print_json({"ok": good, "problems": [dataclasses.asdict(problem) for problem in problems]})
        return 0 if good else 2
    for problem in problems:
        print(problem, file=sys.stderr)
    if good:
        print(f"{folder}: no mistakes" + (f", {len(problems)} warnings" if problems else ""))
    return 0 if good else 2
