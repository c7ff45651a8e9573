"""PDF → the text of its pages, each under a mark of its own."""

from __future__ import annotations

import io
import logging

from goodoffices.errors import FolderError, MissingPartError
from goodoffices.evidence._stored import Stored


def read_pdf(raw: bytes, name: str) -> Stored:
    """Return the pages' text, each page after a line `[page N]`."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingPartError("reading PDF needs pypdf: pip install 'goodoffices[evidence]'") from None
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(raw))
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise FolderError(f"{name}: this PDF cannot be read ({error}); save it again, or as text") from None
    whole = "".join(f"[page {number}]\n{_whole(text)}\n" for number, text in enumerate(pages, 1))
    silent = tuple(f"page {n} holds no text (a picture?)" for n, text in enumerate(pages, 1) if not text.strip())
    return Stored(whole, "pdf", title=str(title).strip() or None if title else None, flags=silent)


def _whole(text: str) -> str:
    """Leave out lone surrogates, which broken fonts yield and no file can store."""
    return text.encode("utf-8", "ignore").decode("utf-8")
