"""A reading → the case it is for: reports as they came and drafts are added, nothing that stands there is touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.representer import RoundTripRepresenter

from goodoffices.case._located_yaml import LARGEST
from goodoffices.case.load import STATEMENTS, case_file
from goodoffices.case.model import CaseFile
from goodoffices.case.statements import Report
from goodoffices.case.whole import write_whole
from goodoffices.errors import FolderError, TooLargeError
from goodoffices.evidence.answer import Reading, report_data, statement_data

_FOLDER = "reports"


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to a case."""

    file: Path
    reports: int
    statements: int
    links: int


def known_reports(case: CaseFile) -> tuple[Report, ...]:
    """Return the reports of a case, each with the sha256 of the bytes that came."""
    folder = Path(case.file).parent
    return tuple(
        report if report.sha256 else replace(report, sha256=_sha256(folder / report.file))
        for report in case.dossier.reports.values()
    )


def add_to_case(path: str | Path, reading: Reading) -> Added:
    """Add a reading's reports and drafted statements to a case.

    Parameters
    ----------
    path : str or Path
        The case's folder, or its `case.yaml`.
    reading : Reading
        What was read; its reports still lie where they were read from.

    Returns
    -------
    Added
        How much was added: nothing for reports that the case has already.

    Raises
    ------
    FolderError
        If the case's folder cannot be written, or its statements file is not readable as YAML; then nothing is changed.
    TooLargeError
        If the statements file would become larger than a case may be.
    """
    folder = case_file(path).parent
    file = folder / STATEMENTS
    document, before = _document(file)
    present = {str(entry.get("sha256")) for entry in document.get("reports") or () if isinstance(entry, dict)}
    fresh = [report for report in reading.reports if report.sha256 not in present]
    if not fresh:
        return Added(file, 0, 0, 0)
    names = {report.id for report in fresh}
    statements = [statement for statement in reading.statements if statement.report in names]
    ids = {statement.id for statement in statements}
    links = [link for link in reading.links if ids & set(link.members)]
    placed: list[Path] = []
    try:
        entries = [_report_entry(folder, report, placed) for report in fresh]
        _extend(document, "reports", entries)
        _extend(document, "statements", [_entry(statement_data(statement)) for statement in statements])
        if links:
            _extend(document, "links", [_entry(_link_data(link)) for link in links])
        text = _text(document)
        _check_kept(before, text, file)
        write_whole(file, text)
    except BaseException:
        for copy in placed:
            copy.unlink(missing_ok=True)
        raise
    return Added(file, len(fresh), len(statements), len(links))


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


class _Representer(RoundTripRepresenter):
    """Writes an empty value as `null`, as the files we add to have it."""


_Representer.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null"))


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.Representer = _Representer
    yaml.preserve_quotes = True
    yaml.width = 2**20
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    return yaml


def _document(file: Path) -> tuple[Any, Any]:
    """Return the statements file to add to, and the same once more as it was."""
    if not file.exists():
        return CommentedMap(), None
    try:
        text = file.read_text(encoding="utf-8")
        document, before = _yaml().load(text), YAML(typ="safe").load(text)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise FolderError(
            f"{file}: cannot be added to ({str(error).splitlines()[0]}); run: goodoffices check"
        ) from None
    if document is None:
        return CommentedMap(), None
    if not isinstance(document, CommentedMap):
        raise FolderError(f"{file}: cannot be added to (it is no mapping); run: goodoffices check")
    return document, before


def _extend(document: Any, key: str, entries: Sequence[Any]) -> None:
    if not isinstance(document.get(key), CommentedSeq):
        document[key] = CommentedSeq()
    if document[key].fa.flow_style():
        document[key].fa.set_block_style()
    document[key].extend(entries)


def _report_entry(folder: Path, report: Report, placed: list[Path]) -> CommentedMap:
    """Copy a report's bytes into the case, with its stored text where they are no UTF-8 text, and describe it."""
    source = Path(report.file)
    try:
        raw = source.read_bytes()
        (folder / _FOLDER).mkdir(exist_ok=True)
        kept = _place(folder / _FOLDER, source.name, raw, placed)
        told: dict[str, Any] = {"file": f"{_FOLDER}/{kept.name}"}
        if raw != report.text.encode("utf-8"):
            text = _place(folder / _FOLDER, f"{kept.name}.txt", report.text.encode("utf-8"), placed)
            told = {"file": f"{_FOLDER}/{text.name}", "original": f"{_FOLDER}/{kept.name}"}
    except OSError as error:
        raise FolderError(f"{error.filename}: cannot be copied into the case ({error.strerror})") from None
    return _entry(report_data(report) | {"original": None} | told)


def _place(folder: Path, name: str, raw: bytes, placed: list[Path]) -> Path:
    """Write bytes under a name that is free, or is theirs already."""
    stem, dot, ending = name.rpartition(".")
    for number in range(1, 10_000):
        file = folder / (name if number == 1 else f"{stem or ending}-{number}{dot}{ending if stem else ''}")
        if not file.exists():
            placed.append(file)
            file.write_bytes(raw)
            return file
        if file.read_bytes() == raw:
            return file
    raise FolderError(f"{folder / name}: no name is free for this report; rename it")


def _link_data(link: Any) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in ((f, getattr(link, f)) for f in link.__slots__)
    }


_DAYS = frozenset(("published", "date", "said_on"))
_FLOWING = frozenset(("spans", "regions", "speaker", "holder", "candidates", "members"))


def _entry(data: Mapping[str, Any]) -> CommentedMap:
    """Return an entry without what is empty, short things on one line."""
    entry = CommentedMap()
    for key, value in data.items():
        if value is None or value == [] or (key == "candidates" and not value):
            continue
        day = key in _DAYS and isinstance(value, str)
        entry[key] = _flow(value) if key in _FLOWING else dt.date.fromisoformat(value) if day else value
    return entry


def _flow(value: Any) -> Any:
    if isinstance(value, dict):
        found = CommentedMap({key: _flow(part) for key, part in value.items() if part is not None and part != []})
        found.fa.set_flow_style()
        return found
    if isinstance(value, (list, tuple)):
        listed = CommentedSeq([_flow(part) for part in value])
        if not any(isinstance(part, dict) for part in value) or len(value) < 4:
            listed.fa.set_flow_style()
        return listed
    return value


def _text(document: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(document, stream)
    text = stream.getvalue()
    if len(text.encode("utf-8")) > LARGEST:
        raise TooLargeError(
            f"the statements file would have {len(text):,} characters; at most {LARGEST:,} bytes are "
            f"read: divide the reports among cases"
        )
    return text


def _check_kept(before: Any, text: str, file: Path) -> None:
    """Make sure that all that stood in the file stands there still, in its order."""
    after = YAML(typ="safe").load(text)
    for key, value in (before or {}).items():
        kept = after.get(key)
        same = (
            kept[: len(value)] == value
            if isinstance(value, list) and isinstance(kept, list)
            else kept == value or not value
        )
        if not same:
            raise FolderError(
                f"{file}: '{key}' could not be kept as it stands; nothing was changed. Mend the file: goodoffices check"
            )
