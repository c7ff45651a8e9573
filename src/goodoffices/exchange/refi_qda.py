"""A REFI-QDA project (QDA-XML, version 1.0 of 18 March 2019) that programs of qualitative analysis open.

A report is a text source, a span a selection, kind, type and holder are codes, and a link is a link with a note.
Positions count Unicode code points from 0, the end excluded, in the source within: UTF-8 with plain line feeds and no
byte order mark, since the programs that open it drop both and would count differently. Names of elements, their order
and their attributes are those of the public schema.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from goodoffices.case import CaseFile
from goodoffices.case.statements import Link, Report, Statement, Voice

NAMESPACE = "urn:QDA-XML:project:1.0"
_ORIGIN = "Good Offices"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def written(case: CaseFile) -> bytes:
    """Return the reports, statements and links of a case as a `.qdpx` file; the same case gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", project(case))
        for report in case.dossier.reports.values():
            _put(archive, f"sources/{_guid('report', report.id)}.txt", _plain(report.text).encode("utf-8"))
    return stream.getvalue()


def project(case: CaseFile) -> bytes:
    """Return the project file within: users, codes, sources with their selections, notes and links, in this order."""
    ET.register_namespace("", NAMESPACE)
    user = _guid("user", "analyst")
    root = _element(None, "Project", name=case.title, origin=_ORIGIN, creatingUserGUID=user)
    _element(_element(root, "Users"), "User", guid=user, name="Analyst")
    held = case.dossier
    codes = _codes(case)
    if codes:
        book = _element(_element(root, "CodeBook"), "Codes")
        for group, names in codes.items():
            parent = _element(book, "Code", guid=_guid("code", group), name=group, isCodable="false")
            for name in names:
                _element(parent, "Code", guid=_guid("code", group, name), name=name, isCodable="true")
    if held.reports:
        sources = _element(root, "Sources")
        for report in held.reports.values():
            _source(sources, case, report, user)
    told = [link for link in held.links if len(link.members) > 1]
    if told:
        notes, links = _element(root, "Notes"), _element(root, "Links")
        for link in told:
            _link(notes, links, link)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _plain(text: str) -> str:
    """Return a text as the programs count it: without a byte order mark, lines ended by a line feed alone."""
    return _LINE_END.sub("\n", text.removeprefix("\ufeff"))


def _codes(case: CaseFile) -> Mapping[str, list[str]]:
    """Return the codes in use, by group."""
    groups: dict[str, list[str]] = {}
    for statement in case.dossier.statements.values():
        for group, name in _codings(statement):
            if name not in groups.setdefault(group, []):
                groups[group].append(name)
    return groups


def _codings(statement: Statement) -> list[tuple[str, str]]:
    found = [("kind", statement.kind)]
    if statement.type:
        found.append(("type", statement.type))
    for group, voice in (("speaker", statement.speaker), ("holder", statement.holder)):
        if voice and (name := voice.name or voice.text):
            found.append((group, name))
    return [*found, ("status", statement.status)]


def _source(sources: ET.Element, case: CaseFile, report: Report, user: str) -> None:
    guid = _guid("report", report.id)
    source = _element(sources, "TextSource", guid=guid, name=report.title, plainTextPath=f"internal://{guid}.txt")
    told = [report.outlet, report.genre, report.published and report.published.isoformat()]
    _element(source, "Description").text = _clean(", ".join(part for part in told if part))
    for statement in case.dossier.statements.values():
        if statement.report == report.id:
            for number, (start, end) in enumerate(statement.spans):
                span = len(_plain(report.text[:start])), len(_plain(report.text[:end]))
                _selection(source, statement, number, span, user)


def _selection(source: ET.Element, statement: Statement, number: int, span: tuple[int, int], user: str) -> None:
    selection = _element(
        source,
        "PlainTextSelection",
        guid=_guid("selection", statement.id, str(number)),
        name=statement.id,
        startPosition=str(span[0]),
        endPosition=str(span[1]),
        creatingUser=user,
    )
    _element(selection, "Description").text = _clean(_described(statement))
    for group, name in _codings(statement):
        coding = _element(
            selection, "Coding", guid=_guid("coding", statement.id, str(number), group), creatingUser=user
        )
        _element(coding, "CodeRef", targetGUID=_guid("code", group, name))


def _described(statement: Statement) -> str:
    named = [*("via", "condition", "beneficiary", "firmness", "standing", "value", "low", "high", "qualifier")]
    named += ["unit", "measure", "who", "date", "said_on"]
    told = [f"{key}: {value}" for key in named if (value := getattr(statement, key)) is not None]
    told += [f"{role}: {_voice(voice)}" for role in ("speaker", "holder") if (voice := getattr(statement, role))]
    return "; ".join(told)


def _voice(voice: Voice) -> str:
    party = voice.party or ", ".join(voice.candidates)
    return f"{voice.name or voice.text}" + (f" ({party})" if party else "")


def _link(notes: ET.Element, links: ET.Element, link: Link) -> None:
    note = _element(notes, "Note", guid=_guid("note", link.id), name=link.id)
    told = {"reason": link.reason, "difference": link.difference, "ruling": link.ruling}
    _element(note, "PlainTextContent").text = _clean("\n".join(f"{key}: {text}" for key, text in told.items() if text))
    first, *others = link.members
    for other in others:
        drawn = _element(
            links,
            "Link",
            guid=_guid("link", link.id, other),
            name=link.kind,
            direction="Associative",
            originGUID=_guid("selection", first, "0"),
            targetGUID=_guid("selection", other, "0"),
        )
        _element(drawn, "NoteRef", targetGUID=_guid("note", link.id))


def _element(parent: ET.Element | None, element: str, /, **attributes: str) -> ET.Element:
    own = {key: _clean(value) for key, value in attributes.items()}
    tag = f"{{{NAMESPACE}}}{element}"
    return ET.Element(tag, own) if parent is None else ET.SubElement(parent, tag, own)


def _clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def _guid(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:goodoffices:" + "\x1f".join(parts)))
