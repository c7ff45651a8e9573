"""goodoffices read: what was said, by whom, and where the reports disagree."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.cli._options import Json, print_json

if TYPE_CHECKING:
    from goodoffices.case import Party
    from goodoffices.evidence import Reading


def read(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT...", help="Reports (text, Markdown, HTML, PDF), folders or patterns.", show_default=False
        ),
    ],
    *,
    case: Annotated[
        str | None, typer.Option("--case", metavar="CASE", help="Know the parties of this case.", show_default=False)
    ] = None,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="CASE", help="Add reports and drafts to this case.", show_default=False),
    ] = None,
    model: Annotated[
        tuple[str, str] | None,
        typer.Option("--model", metavar="URL NAME", help="Let a language model propose more; sends the reports there."),
    ] = None,
    json: Json = False,
) -> int:
    """Say what reports say: who said, holds and counts what."""
    from goodoffices.case import load
    from goodoffices.evidence import add_to_case, digest, known_reports
    from goodoffices.evidence import read as read_reports

    place = into or case
    file = load(place) if place is not None else None
    parties = file.parties if file is not None else None
    known = known_reports(file) if file is not None and into is not None else ()
    reading = read_reports(reports, parties=parties, known=known, told=_progress if sys.stderr.isatty() else None)
    if model is not None:
        reading = _with_model(reading, model, parties or {})
    added = add_to_case(into, reading) if into is not None else None
    for question in reading.questions:
        if question.about == "unreadable":
            print(f"warning: left out: {question.question}", file=sys.stderr)
    if json:
        print_json(reading.to_dict())
        return 0
    for line in digest(reading, width=min(120, max(60, shutil.get_terminal_size((100, 24)).columns))):
        print(line)
    if added is not None:
        print(f"Added to {added.file}: {added.reports} reports, {added.statements} statements, {added.links} links.")
    return 0


def _with_model(reading: Reading, model: tuple[str, str], parties: Mapping[str, Party]) -> Reading:
    """Return the reading with what the model adds; what it got wrong is counted on stderr."""
    from collections import Counter

    from goodoffices.evidence.proposed import with_model

    proposed = with_model(reading, *model, parties)
    for failure in proposed.failures:
        print(f"warning: nothing from the model for {failure}", file=sys.stderr)
    told = [f"{count} × {reason}" for reason, count in Counter(one.reason for one in proposed.rejected).most_common()]
    print(f"{model[1]}: {proposed.added} statements taken, {len(proposed.rejected)} rejected", file=sys.stderr)
    for line in told:
        print(f"  {line}", file=sys.stderr)
    return proposed.reading


def _progress(done: int, all_of_them: int) -> None:
    end = "\n" if done == all_of_them else ""
    print(f"\rread {done} of {all_of_them}", end=end, file=sys.stderr, flush=True)
