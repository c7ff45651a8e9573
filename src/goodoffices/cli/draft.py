"""goodoffices draft: parties, issues and positions from confirmed statements."""

from __future__ import annotations

import sys

from goodoffices.cli._options import Folder, Json, print_json


def draft(folder: Folder, *, json: Json = False) -> int:
    """Add what confirmed statements suggest to a case."""
    from goodoffices.evidence.draft import write_draft

    found = write_draft(folder)
    added = {"parties": found.parties, "issues": found.issues, "positions": found.positions}
    if json:
        print_json({key: list(value) for key, value in (added | {"left_out": found.left_out}).items()})
        return 0
    for remark in found.left_out:
        print(f"left out: {remark}", file=sys.stderr)
    if found.is_empty:
        print("Nothing to add: every confirmed position stands in the case, or is left out.")
        return 0
    counts = ", ".join(f"{len(ids)} {kind}" for kind, ids in added.items())
    print(f"Added {counts}; each says what it was drafted from.")
    print(f"Correct them in the case file, then: goodoffices check {folder}")
    return 0
