"""The statements file and the reports beside a case → a `Dossier`."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path as FilePath
from typing import Any

from goodoffices.case._beside import read_beside, read_bytes
from goodoffices.case._located_yaml import Located, Path, read_yaml, repeated
from goodoffices.case._shape import shape
from goodoffices.case.schema_statements import LinkForm, ReportForm, StatementForm, StatementsForm, VoiceForm
from goodoffices.case.statements import Dossier, Link, Region, Report, Statement, Voice
from goodoffices.errors import Problem, shorten, unknown

ELLIPSIS = " … "
SPEAKING = frozenset({"title", "caption", "body"})
"""Roles of the stretches of a report that yield statements."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statements file holds, and the ids that stand in it, those of broken entries too; None: it cannot tell."""

    dossier: Dossier = field(default_factory=Dossier)
    statements: frozenset[str] | None = frozenset()


def read_dossier(file: FilePath, parties: Collection[str], problems: list[Problem]) -> Reading:
    """Read a statements file, which may be missing, and its reports; whatever is wrong joins `problems`."""
    if not file.exists() and not file.is_symlink():
        return Reading()
    before = len(problems)
    whole = read_yaml(str(file), read_bytes(file), problems)
    if whole.data is None and len(problems) > before:
        return Reading(statements=None)
    form, located = shape(whole, StatementsForm)
    if form is None:
        return Reading(statements=None)
    builder = _Builder(located, whole.data, file.parent, parties)
    return Reading(builder.dossier(form), frozenset(builder.named["statements"]))


class _Builder:
    """Builds the dossier from its form; names are looked up among all that stand in the file, broken entries too."""

    def __init__(self, located: Located, whole: Any, folder: FilePath, parties: Collection[str]) -> None:
        self.located, self.folder, self.parties = located, folder, parties
        self.named = {section: set(_ids(whole.get(section))) for section in ("reports", "statements")}

    def dossier(self, form: StatementsForm) -> Dossier:
        reports = {entry.id: self._report(path, entry) for path, entry in self._each("reports", form.reports)}
        read = {name: report for name, report in reports.items() if report}
        statements = {
            entry.id: self._statement(path, entry, read.get(entry.report))
            for path, entry in self._each("statements", form.statements)
        }
        named = [
            link if link.id else link.model_copy(update={"id": f"link.{n}"}) for n, link in enumerate(form.links, 1)
        ]
        return Dossier(read, statements, tuple(self._link(path, entry) for path, entry in self._each("links", named)))

    def _each(self, section: str, entries: Any) -> Iterator[tuple[Path, Any]]:
        """Yield the entries of a section whose id is not taken, each with its path."""
        seen = set()
        for index, entry in enumerate(entries):
            if entry.id in seen:
                wording = f"id {shorten(entry.id)} is already taken; give each of the {section} its own"
                self.located.report((section, index, "id"), wording)
            else:
                seen.add(entry.id)
                yield (section, index), entry

    def _report(self, path: Path, form: ReportForm) -> Report | None:
        raw = read_beside(self.located, (*path, "file"), self.folder, form.file)
        if raw is None:
            return None
        came: bytes | None = raw
        if form.original is not None:
            came = read_beside(self.located, (*path, "original"), self.folder, form.original)
        found = form.sha256 if came is None else hashlib.sha256(came).hexdigest()
        if form.sha256 is not None and form.sha256.lower() != (found or "").lower():
            wording = f"the report has changed since it was read (its sha256 is {found}); restore it, or read it again"
            self.located.report((*path, "sha256"), wording)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            wording = f"byte {error.start} of {shorten(form.file)} is not UTF-8; save the report as UTF-8"
            self.located.report((*path, "file"), wording)
            return None
        for index, region in enumerate(form.regions):
            self._is_within((*path, "regions", index), region.start, region.end, text)
        regions = tuple(Region(region.start, region.end, region.role) for region in form.regions)
        return Report(
            form.id,
            form.file,
            form.title,
            form.outlet,
            form.genre,
            form.published,
            form.sha256,
            regions,
            text,
            form.original,
        )

    def _is_within(self, path: Path, start: int, end: int, text: str) -> bool:
        if 0 <= start < end <= len(text):
            return True
        allowed = f"expected 0 ≤ start < end ≤ {len(text)}, the length of the report in characters"
        self.located.report(path, f"{start} to {end} is no stretch of the report; {allowed}")
        return False

    def _statement(self, path: Path, form: StatementForm, report: Report | None) -> Statement:
        if form.report not in self.named["reports"]:
            self.located.report((*path, "report"), unknown("report", form.report, sorted(self.named["reports"])))
        for role, voice in (("speaker", form.speaker), ("holder", form.holder)):
            if voice and voice.party is not None:
                self._known_party((*path, role, "party"), voice.party)
            for index, candidate in enumerate(voice.candidates if voice else ()):
                self._known_party((*path, role, "candidates", index), candidate)
        self._check_ends(path, form)
        if not form.spans and self.located.is_whole((*path, "spans")):
            self.located.report((*path, "spans"), "a statement needs at least one span; add {start: …, end: …}")
        plain = {field.name: getattr(form, field.name) for field in fields(Statement)}
        return Statement(
            **plain
            | {
                "spans": tuple((span.start, span.end) for span in form.spans),
                "words": self._words(path, form, report) if report else form.words or "",
                "speaker": _voice(form.speaker),
                "holder": _voice(form.holder),
            }
        )

    def _words(self, path: Path, form: StatementForm, report: Report) -> str:
        """Return the words at the spans, checked against those written beside them."""
        pieces = []
        for index, span in enumerate(form.spans):
            here = (*path, "spans", index)
            if self._is_within(here, span.start, span.end, report.text):
                pieces.append(report.text[span.start : span.end])
                region = next((region for region in report.regions if region.start <= span.start < region.end), None)
                if region and region.role not in SPEAKING:
                    wording = (
                        f"the words stand in the report's {region.role}; only title, caption and body yield statements"
                    )
                    self.located.report(here, wording, severity="warning")
        words = ELLIPSIS.join(pieces)
        is_whole = len(pieces) == len(form.spans) > 0 and self.located.is_whole((*path, "spans"))
        if is_whole and form.words not in (None, words):
            wording = f"the report reads {shorten(words)} at these spans, not {shorten(form.words)}"
            self.located.report((*path, "words"), f"{wording}; mend the spans or the words")
        return words

    def _known_party(self, path: Path, name: str) -> None:
        if name not in self.parties:
            self.located.report(path, unknown("party", name, sorted(self.parties)))

    def _check_ends(self, path: Path, form: StatementForm | LinkForm) -> None:
        if form.low is not None and form.high is not None and form.low > form.high:
            self.located.report((*path, "low"), f"low {form.low:g} lies above high {form.high:g}; swap or mend them")

    def _link(self, path: Path, form: LinkForm) -> Link:
        self._check_ends(path, form)
        for index, member in enumerate(form.members):
            if member not in self.named["statements"]:
                known = sorted(self.named["statements"])
                self.located.report((*path, "members", index), unknown("statement", member, known))
        for index, member in repeated(form.members):
            wording = f"statement {shorten(member)} is named twice; once is enough"
            self.located.report((*path, "members", index), wording)
        if self.located.is_whole((*path, "members")) and len(form.members) < (1 if form.kind == "single_source" else 2):
            wording = f"a link of kind {form.kind} needs two statements; add one, or remove the link"
            self.located.report((*path, "members"), wording)
        plain = {field.name: getattr(form, field.name) for field in fields(Link)}
        return Link(**plain | {"members": tuple(form.members)})


def _ids(entries: Any) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            yield str(entry.get("id"))


def _voice(form: VoiceForm | None) -> Voice | None:
    return Voice(form.text, form.name, form.party, form.how, tuple(form.candidates)) if form else None
