"""A CSV file → plain data whose every cell knows its line and column."""

from __future__ import annotations

import csv
import io

from goodoffices.case._located_yaml import UNPRINTABLE, Located, Place, decode
from goodoffices.errors import Problem, shorten


def read_table(file: str, raw: bytes, section: str, problems: list[Problem]) -> Located:
    """Read a table with a header as {section: [{column: cell, …}, …]}; empty cells are left out."""
    located = Located(file, problems=problems)
    text = decode(located, raw)
    if text is None:
        return located
    if found := UNPRINTABLE.search(text):
        at = Place(text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start()))
        located.report((), f"a control character (U+{ord(found[0]):04X}) stands here; remove it", at=at)
        return located
    located.lines = text.split("\n")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        if not _is_header(located, header):
            return located
        data: list[dict[str, str]] = []
        start = rows.line_num
        for row in rows:
            if row:
                at = Place(start + 1, 1, (section, len(data)))
                _add(located, data, header, row, at)
            start = rows.line_num
        located.data = {section: data}
    except csv.Error as error:
        at = Place(rows.line_num, 1)
        located.report((), f"not readable as CSV ({error}); check commas and quotation marks", at=at)
    return located


def _is_header(located: Located, header: list[str]) -> bool:
    if not any(header):
        located.report((), "the first line is empty; it must name the columns, e.g. id,name,offices")
    elif "" in header:
        located.report((), f"column {header.index('') + 1} has no name; name it, or remove it")
    elif twice := [name for place, name in enumerate(header) if name in header[:place]]:
        located.report((), f"column {shorten(twice[0])} stands twice; rename or remove one")
    elif "id" not in header:
        other = next((f"; separate columns by commas, not by {mark!r}" for mark in ";\t" if mark in header[0]), "")
        located.report((), f"column 'id' is missing; add it to {', '.join(map(shorten, header[:12]))}{other}")
    else:
        return True
    return False


def _add(located: Located, data: list[dict[str, str]], header: list[str], row: list[str], place: Place) -> None:
    located.values[place.path] = place
    if len(row) != len(header):
        wording = (
            f"this line has {len(row)} cells for {len(header)} columns; give one each, in quotes if it holds commas"
        )
        located.report(place.path, wording)
    is_bare = located.lines[place.line - 1] == ",".join(row)
    column = 1
    for name, cell in zip(header, row, strict=False):
        path = (*place.path, name)
        located.values[path] = located.keys[path] = Place(place.line, column, path)
        column += len(cell) + 1 if is_bare else 0
    data.append({name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()})
