"""The statements file and the reports beside a case → a `Dossier`."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from pathlib import Path as FilePath

from goodoffices.case._located_yaml import LARGEST, Located, Path, read_yaml
from goodoffices.case._shape import shape
from goodoffices.case.schema import LinkForm, ReportForm, StatementForm, StatementsForm, VoiceForm
from goodoffices.case.statements import Dossier, Link, Region, Report, Statement, Voice
from goodoffices.errors import shorten, unknown

ELLIPSIS = " … "


def read_dossier(file: FilePath, parties: set[str]) -> tuple[Dossier, Located]:
    """Return the statements of a file that may be missing, and the document with all that is wrong in it."""
    if not file.exists():
        return Dossier(), Located(str(file))
    whole = read_yaml(str(file), file.read_bytes())
    if whole.problems and whole.data is None:
        return Dossier(), whole
    form, located = shape(whole, StatementsForm)
    if form is None:
        return Dossier(), located
    named = {kind: _named(whole, kind) for kind in ("reports", "statements")}
    reports: dict[str, Report] = {}
    for index, report in enumerate(form.reports):
        if _is_new(located, ("reports", index), report.id, reports):
            read = _report(located, ("reports", index), report, file.parent)
            if read:
                reports[report.id] = read
    statements: dict[str, Statement] = {}
    for index, statement in enumerate(form.statements):
        path: Path = ("statements", index)
        if _is_new(located, path, statement.id, statements):
            if statement.report not in named["reports"]:
                located.report((*path, "report"), unknown("report", statement.report, sorted(named["reports"])))
            _check_voices(located, path, statement, parties)
            words = _words(located, path, statement, reports.get(statement.report))
            statements[statement.id] = _frozen(statement, words)
    links = []
    for index, link in enumerate(form.links):
        for place, member in enumerate(link.members):
            if member not in named["statements"]:
                nearby = sorted(named["statements"])
                located.report(("links", index, "members", place), unknown("statement", member, nearby))
        links.append(_link(link, link.id or f"link.{index + 1}"))
    return Dossier(reports, statements, tuple(links)), located


def _named(document: Located, kind: str) -> set[str]:
    """Return the ids that stand in the file, those of broken entries too."""
    entries = document.data.get(kind) if isinstance(document.data, dict) else None
    return (
        {str(entry.get("id")) for entry in entries or () if isinstance(entry, dict)}
        if isinstance(entries, list)
        else set()
    )


def _is_new(located: Located, path: Path, name: str, earlier: object) -> bool:
    if name in earlier:  # type: ignore[operator]
        located.report((*path, "id"), f"id '{name}' is already taken; give each of the {path[0]} its own")
        return False
    return True


def _report(located: Located, path: Path, form: ReportForm, folder: FilePath) -> Report | None:
    file = folder / form.file
    at = (*path, "file")
    if not file.resolve().is_relative_to(folder.resolve()):
        located.report(at, f"{shorten(form.file)} lies outside the case's folder; put the report beside the case")
    elif not file.is_file():
        located.report(at, f"there is no file {shorten(form.file)} in the case's folder; add it or mend the name")
    elif file.stat().st_size > LARGEST:
        located.report(at, f"{shorten(form.file)} has {file.stat().st_size:,} bytes; at most {LARGEST:,} are read")
    else:
        raw = file.read_bytes()
        came = _original(located, path, form, folder) if form.original is not None else raw
        found = hashlib.sha256(came).hexdigest() if came is not None else form.sha256
        if form.sha256 is not None and found is not None and form.sha256.lower() != found.lower():
            wording = f"the report has changed since it was read (its sha256 is {found}); restore it, or read it again"
            located.report((*path, "sha256"), wording)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            wording = f"byte {error.start} of {shorten(form.file)} is not UTF-8; save the report as UTF-8"
            located.report(at, wording)
            return None
        regions = []
        for index, region in enumerate(form.regions):
            if not 0 <= region.start <= region.end <= len(text):
                located.report((*path, "regions", index), _outside(region.start, region.end, len(text)))
            regions.append(Region(region.start, region.end, region.role))
        return Report(
            form.id,
            form.file,
            form.title,
            form.outlet,
            form.genre,
            form.published,
            form.sha256,
            tuple(regions),
            text,
            form.original,
        )
    return None


def _original(located: Located, path: Path, form: ReportForm, folder: FilePath) -> bytes | None:
    """Return the bytes of a report that is stored as text beside them."""
    file = folder / (form.original or "")
    at = (*path, "original")
    if not file.resolve().is_relative_to(folder.resolve()):
        located.report(at, f"{shorten(form.original)} lies outside the case's folder; put the report beside the case")
    elif not file.is_file():
        located.report(at, f"there is no file {shorten(form.original)} in the case's folder; add it or mend the name")
    else:
        return file.read_bytes()
    return None


def _outside(start: int, end: int, length: int) -> str:
    return (
        f"{start}–{end} is no stretch of the report, which has {length} characters; expected 0 ≤ start ≤ end ≤ {length}"
    )


def _words(located: Located, path: Path, form: StatementForm, report: Report | None) -> str:
    """Return the words at the spans, checked against those written beside them."""
    if report is None:
        return form.words or ""
    if not form.spans:
        located.report((*path, "spans"), "a statement needs at least one span; add {start: …, end: …}")
    pieces = []
    for index, span in enumerate(form.spans):
        if not 0 <= span.start < span.end <= len(report.text):
            located.report((*path, "spans", index), _outside(span.start, span.end, len(report.text)))
            return form.words or ""
        pieces.append(report.text[span.start : span.end])
    words = ELLIPSIS.join(pieces)
    if form.words is not None and form.words != words:
        wording = (
            f"the report reads {shorten(words)} at these spans, not {shorten(form.words)}; mend the spans or the words"
        )
        located.report((*path, "words"), wording)
    return words


def _check_voices(located: Located, path: Path, form: StatementForm, parties: set[str]) -> None:
    for role, voice in (("speaker", form.speaker), ("holder", form.holder)):
        if voice and voice.party is not None and voice.party not in parties:
            located.report((*path, role, "party"), unknown("party", voice.party, sorted(parties)))
        for index, candidate in enumerate(voice.candidates if voice else ()):
            if candidate not in parties:
                located.report((*path, role, "candidates", index), unknown("party", candidate, sorted(parties)))


def _voice(form: VoiceForm | None) -> Voice | None:
    return Voice(form.text, form.name, form.party, form.how, tuple(form.candidates)) if form else None


def _frozen(form: StatementForm, words: str) -> Statement:
    plain = {field.name: getattr(form, field.name) for field in fields(Statement)}
    spans = tuple((span.start, span.end) for span in form.spans)
    return Statement(
        **{**plain, "spans": spans, "words": words, "speaker": _voice(form.speaker), "holder": _voice(form.holder)}
    )


def _link(form: LinkForm, name: str) -> Link:
    plain = {field.name: getattr(form, field.name) for field in fields(Link)}
    return Link(**{**plain, "id": name, "members": tuple(form.members)})
