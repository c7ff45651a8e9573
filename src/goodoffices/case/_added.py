"""An entry read as if it stood in the case file: the file itself stays as it is."""

from __future__ import annotations

from typing import Any

from goodoffices.case._located_yaml import Located, read_yaml
from goodoffices.errors import shorten, unknown

_OF_A_PARTY, _OF_THE_CASE = ("refuses", "requires", "wants"), ("impossible", "leverage")


def add_entry(document: Located, text: str) -> None:
    """Put an entry at the end of its section in a document; what is wrong with it is noted there."""
    before = len(document.problems)
    entry = read_yaml("the entry added", text.encode(), document.problems)
    if len(document.problems) > before or not isinstance(document.data, dict):
        return
    found = entry.data if isinstance(entry.data, dict) else {}
    sections = [key for key in found if key != "party"]
    if len(sections) != 1 or sections[0] not in _OF_A_PARTY + _OF_THE_CASE:
        document.report(
            (), f"cannot add {shorten(text)}; write {{party: …, refuses: …}} (or requires, wants), {{impossible: …}} "
            "or {leverage: …}"
        )  # fmt: skip
        return
    holder: Any = document.data
    if sections[0] in _OF_A_PARTY:
        parties = document.data.get("parties")
        if not isinstance(parties, dict) or found.get("party") not in parties:
            which = unknown("party", str(found.get("party")), parties or ())
            document.report((), f"cannot add {shorten(text)}: {which}")
            return
        holder = parties[found["party"]]
    entries = holder.setdefault(sections[0], []) if isinstance(holder, dict) else None
    if isinstance(entries, list):
        entries.append(found[sections[0]])
