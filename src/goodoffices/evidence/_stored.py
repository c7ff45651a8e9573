"""Bytes of a report → its stored text, which is never edited afterwards."""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import dataclass, field
from pathlib import PurePath

from goodoffices.errors import FolderError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A report's text as stored, and what its file format says beyond the words."""

    text: str
    form: str
    kept: tuple[tuple[int, int], ...] | None = None
    """For pages: the stretches an extractor takes for the report itself; None where nothing is known."""
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    flags: tuple[str, ...] = field(default=())


def stored(raw: bytes, name: str) -> Stored:
    """Return the stored text of a report by its bytes and its file's name.

    Raises
    ------
    FolderError
        If it is a PDF that cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    if raw.startswith(b"%PDF-") or ending == ".pdf":
        from goodoffices.evidence._pdf import read_pdf

        return read_pdf(raw, name)
    if ending in (".html", ".htm", ".xhtml", ".mhtml") or _is_page(raw):
        from goodoffices.evidence._page import read_page

        return read_page(decoded(raw, name, declared=True))
    return Stored(decoded(raw, name), "markdown" if ending in (".md", ".markdown") else "text")


def decoded(raw: bytes, name: str, *, declared: bool = False) -> str:
    """Return the characters of a file of any encoding; line ends, byte order mark and composition stay as they are."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding, name)
    try:
        text = raw.decode("utf-8")
        if "\0" not in text:
            return text
    except UnicodeDecodeError:
        pass
    if raw.count(0) > len(raw) // 4:
        return _strictly(raw, "utf-16-le" if raw[1::2].count(0) >= raw[::2].count(0) else "utf-16-be", name)
    told = _declared(raw) if declared else None
    return _strictly(raw, told or _western(raw), name)


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FolderError(
            f"{name}: byte {error.start} is no {encoding}; save the report as UTF-8 and read it again"
        ) from None


def _western(raw: bytes) -> str:
    """Return cp1252, or latin-1 where it leaves a byte undefined: what English text that is no UTF-8 comes in."""
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _declared(raw: bytes) -> str | None:
    """Return the encoding a page declares in its head, if Python knows it."""
    import re

    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", raw[:4096], re.IGNORECASE)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


def _is_page(raw: bytes) -> bool:
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head
