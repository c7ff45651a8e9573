"""goodoffices schema: the JSON Schema of a case file."""

from __future__ import annotations

from goodoffices.cli._options import print_json


def schema() -> int:
    """Print the JSON Schema of case.yaml."""
    from goodoffices.case.schema import json_schema

    print_json(json_schema())
    return 0
