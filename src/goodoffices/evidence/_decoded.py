"""Bytes of a report → its stored text."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import PurePath

from goodoffices.errors import FolderError, MissingPartError
from goodoffices.evidence._stored import Stored

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_MOST_CONTROL = 0.02  # characters that no text has, but one cut or saved badly has a few


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
    page = ending in (".html", ".htm", ".xhtml", ".mhtml") or _is_page(raw)
    encoding = _known_encoding(raw) or (_declared(raw) if page else None)
    guessed = None if encoding else _guessed(raw)
    text = _strictly(raw, encoding or guessed or "latin-1", name)
    if page:
        from goodoffices.evidence._page import read_page

        return replace(read_page(text), guessed=guessed)
    return Stored(text, "markdown" if ending in (".md", ".markdown") else "text", guessed=guessed)


def _known_encoding(raw: bytes) -> str | None:
    """Return the encoding that a mark or the bytes themselves leave no doubt of."""
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked:
        return marked
    try:
        return "utf-8" if "\0" not in raw.decode("utf-8") else None
    except UnicodeDecodeError:
        return None


def _guessed(raw: bytes) -> str:
    """Return the likeliest encoding: by letters and words, save where the words are English."""
    if raw.count(0) > len(raw) // 4:
        return "utf-16-le" if raw[1::2].count(0) >= raw[::2].count(0) else "utf-16-be"
    if _is_english(raw):
        return _western(raw)
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise MissingPartError(
            "reading text that is no UTF-8 needs charset-normalizer: pip install 'goodoffices[evidence]'"
        ) from None
    best = from_bytes(raw).best()
    try:
        return best.encoding if best is not None and raw.decode(best.encoding) else _western(raw)
    except UnicodeDecodeError:
        return _western(raw)


_COMMON = frozenset((b"the", b"of", b"and", b"to", b"in", b"that", b"said", b"for", b"a", b"on", b"was", b"is"))


def _is_english(raw: bytes) -> bool:
    """Whether a tenth of the words are English ones that English cannot do without."""
    words = re.findall(rb"[a-z]+", raw.lower())
    common = sum(word in _COMMON for word in words)
    return common * 10 >= len(words) and not raw.count(0) and sum(byte > 127 for byte in raw) * 5 < len(raw)


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FolderError(
            f"{name}: byte {error.start} is no {encoding}; save the report as UTF-8 and read it again"
        ) from None
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise FolderError(f"{name}: this is no text; save the report as text, HTML or PDF and read it again")
    return text


def _western(raw: bytes) -> str:
    """Return cp1252, or latin-1 where it leaves a byte undefined: what English text that is no UTF-8 comes in."""
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _declared(raw: bytes) -> str | None:
    """Return the encoding a page declares in its head, if Python knows it."""
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", raw[:4096], re.IGNORECASE)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


def _is_page(raw: bytes) -> bool:
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head
