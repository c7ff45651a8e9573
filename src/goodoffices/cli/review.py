"""goodoffices review: go through what was drafted, in the terminal or as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodoffices.cli._options import Folder, case_from

if TYPE_CHECKING:
    from goodoffices.case import CaseFile
    from goodoffices.case.statements import Link, Statement

_KEYS = "[c]onfirm  [e]dit  [r]eject  [n]ext  [b]ack  [q]uit"


def review(
    folder: Folder,
    *,
    report: Annotated[
        str | None, typer.Option("--report", metavar="ID", help="Only what this report says.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only quotes, figures …", show_default=False)
    ] = None,
    links: Annotated[bool, typer.Option("--links", help="Go straight to where the reports differ.")] = False,
    csv_out: Annotated[
        Path | None, typer.Option("--csv-out", metavar="FILE", help="Write everything as a table.", show_default=False)
    ] = None,
    csv_in: Annotated[
        Path | None, typer.Option("--csv-in", metavar="FILE", help="Read the table back in.", show_default=False)
    ] = None,
) -> int:
    """Confirm, correct or reject what was drafted."""
    from goodoffices.evidence import review as desk

    case = case_from(folder).file
    if csv_in is not None:
        return _take_in(case, csv_in)
    if csv_out is not None:
        return _put_out(case, csv_out)
    if not links:
        waiting = desk.drafted(case, report=report, kind=kind)
        if not _go_through(case, waiting):
            return 0
        if not waiting:
            print("Nothing is waiting to be confirmed.")
    return _rule(case, desk.unruled(case))


def _put_out(case: CaseFile, file: Path) -> int:
    from goodoffices.case.whole import write_whole
    from goodoffices.evidence.review_table import written

    write_whole(file, "\ufeff" + written(case))
    print(f"{len(case.dossier.statements)} statements and {len(case.dossier.links)} links: {file}")
    return 0


def _take_in(case: CaseFile, file: Path) -> int:
    from goodoffices.errors import FolderError
    from goodoffices.evidence import review as desk
    from goodoffices.evidence.review_table import read

    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise FolderError(f"{file}: cannot be read ({error.strerror}); check the path and its permissions") from None
    except UnicodeDecodeError as error:
        raise FolderError(f"{file}: byte {error.start} is not UTF-8; save the table as CSV UTF-8") from None
    decisions = read(case, text, str(file))
    desk.record(case, decisions)
    print(f"{len(decisions)} rows changed something; they are saved.")
    return 0


def _go_through(case: CaseFile, waiting: tuple[Statement, ...]) -> bool:
    """Show statement after statement; return whether to go on to the links."""
    from goodoffices.evidence import review as desk

    place = 0
    while place < len(waiting):
        statement = waiting[place]
        _show(case, statement, f"{place + 1} of {len(waiting)}")
        answer = _ask(_KEYS)
        if answer in {None, "q"}:
            print(f"Left at {place + 1} of {len(waiting)}; what was decided is saved.")
            return False
        if answer == "b":
            place = max(0, place - 1)
            continue
        changes = {"c": {"status": "confirmed"}, "r": {"status": "rejected"}, "n": {}}.get(answer or "")
        if answer == "e":
            changes = _edits(case, statement)
            if not changes:
                print("Nothing is changed.")
                continue
        if changes is None:
            print("Answer with c, e, r, n, b or q.")
            continue
        if changes:
            desk.record(case, [desk.Decision("statement", statement.id, changes)])
        place += 1
    return True


def _edits(case: CaseFile, statement: Statement) -> dict[str, str]:
    """Ask for field=value until an empty line; what is edited is confirmed with it."""
    from goodoffices.evidence import review as desk

    print("One field=value a line, such as type=offer or holder.party=…; an empty line ends, an empty value is null.")
    print(f"words=… must stand in the report. Parties: {', '.join(case.parties)}.")
    changes: dict[str, str] = {}
    while line := _ask("") or "":
        key, equals, value = line.partition("=")
        tried = {**changes, key.strip(): value.strip()}
        wrong = (
            desk.problems(case, desk.Decision("statement", statement.id, tried)) if equals else ("write field=value",)
        )
        for message in wrong:
            print(f"  {message}")
        if not wrong:
            changes = tried
    return {"status": "confirmed", **changes} if changes else {}


def _rule(case: CaseFile, disputes: tuple[Link, ...]) -> int:
    from goodoffices.evidence import review as desk

    for place, link in enumerate(disputes, 1):
        print(f"\n{link.kind.replace('_', ' ')} ({place} of {len(disputes)}): {link.reason or ''}")
        for member in link.members:
            statement = case.dossier.statements[member]
            print(f"  {member} ({statement.report}): {' '.join(statement.words.split())}")
        if link.difference:
            print(f"  difference: {link.difference}")
        answer = _ask("Your ruling in a line; empty: next; q: quit")
        if answer in {None, "q"}:
            print("What was ruled is saved.")
            return 0
        if answer:
            desk.record(case, [desk.Decision("link", link.id, {"ruling": answer})])
    print("No dispute is waiting for a ruling." if not disputes else "Done.")
    return 0


def _show(case: CaseFile, statement: Statement, where: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from goodoffices.evidence.review import context, plain

    console = Console(highlight=False)
    report = case.dossier.reports[statement.report]
    line = report.line(statement.spans[0][0])
    console.rule(Text(f"{statement.id}: {statement.kind} ({where})", style="bold"), align="left")
    console.print(Text(f"{report.title}, line {line}", style="dim"))
    text = Text()
    shown = console.is_terminal and not console.no_color
    for words, is_own in context(report, statement):
        text.append(words if shown or not is_own else f"[{words}]", style="bold underline" if is_own else "")
    text.rstrip()
    console.print(text)
    told = {key: value for key, value in plain(statement).items() if value not in (None, [], "")}
    for key in ("id", "report", "kind", "spans", "words", "status", "extractor"):
        told.pop(key, None)
    if told.get("speaker") == told.get("holder"):
        told.pop("speaker", None)
    for key, value in told.items():
        console.print(Text.assemble((f"  {key}: ", "dim"), _told(value)))


def _told(value: object) -> str:
    if isinstance(value, dict):
        return _named(value)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _named(voice: dict[str, Any]) -> str:
    """Return who a voice is: "The coalition (party opposition, "they")", or among whom to choose."""
    name, text, how = voice.get("name"), voice.get("text"), voice.get("how")
    notes = [f"party {voice['party']}"] if voice.get("party") else []
    notes += [f"'{' '.join(text.split())}'"] if text and text != name else []
    notes += [f"a {how}"] if how in ("pronoun", "metonym") else []
    notes += [f"perhaps {', '.join(voice['candidates'])}"] if voice.get("candidates") else []
    return f"{name or 'not known'}" + (f" ({', '.join(notes)})" if notes else "")


def _ask(prompt: str) -> str | None:
    """Return a line typed, or None at the end of the input and where it is interrupted: what was decided is saved."""
    try:
        return input(f"{prompt}\n> " if prompt else "> ").strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return None
