"""Every item slices back to its words exactly, whatever the file's encoding, line ends, composition or format."""

from __future__ import annotations

import itertools
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.evidence.text_of_pages import pdf

from goodoffices.evidence import Reading, read

INVENTED = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "reports").glob("*.txt"))]
PIECES = [line for text in INVENTED for line in text.split("\n") if line]
ODD = [
    "🕊️ ",
    "“",
    "”",
    "''",
    '"',
    "‘",
    "’",
    "\u200b",
    "e\u0301",
    "«",
    "»",
    " — ",
    "…",
    "\t",
    "( ",
    "5",
    "\u00a0",
    "ß",
    "12,000 ",
    "said ",
]
ENDS = ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028", "\x0b"]


def read_bytes(raw: bytes, name: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(raw)
        return read([file])


def check(reading: Reading) -> None:
    text = reading.reports[0].text
    for statement in reading.statements:
        assert statement.words == " … ".join(text[start:end] for start, end in statement.spans)
        assert all(0 <= start < end <= len(text) for start, end in statement.spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(statement.spans))
        speaking = [r for r in reading.reports[0].regions if r.role in ("title", "caption", "body")]
        assert all(any(r.start <= start and end <= r.end for r in speaking) for start, end in statement.spans)
    regions = reading.reports[0].regions
    assert "".join(text[r.start : r.end] for r in regions) == (text if regions else "")


texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(ODD), st.sampled_from(ENDS)), min_size=1, max_size=40
).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    texts.filter(str.strip),
    st.sampled_from(["NFC", "NFD"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_spans_hold_in_any_encoding_with_any_line_ends(text: str, form: str, encoding: str) -> None:
    composed = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    reading = read_bytes(composed.encode(encoding), "report.txt")
    check(reading)
    assert reading.reports[0].text.removeprefix("\ufeff") == composed.removeprefix("\ufeff")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), min_size=1, max_size=3))
def test_spans_hold_in_pdfs_and_every_page_is_marked(pages: list[list[str]]) -> None:
    reading = read_bytes(pdf(pages), "report.pdf")
    check(reading)
    assert [f"[page {n}]" in reading.reports[0].text for n in range(1, len(pages) + 1)] == [True] * len(pages)


@settings(max_examples=40, deadline=None)
@example(["\xa0"], "p")
@given(
    st.lists(st.sampled_from([*PIECES, *ODD]), min_size=1, max_size=20),
    st.sampled_from(["p", "div", "li", "blockquote", "td"]),
)
def test_spans_hold_in_pages(lines: list[str], tag: str) -> None:
    body = "".join(f"<{tag}>{line.replace('&', '&amp;').replace('<', '&lt;')}</{tag}>" for line in lines)
    check(read_bytes(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode(), "page.html"))


@settings(max_examples=60, deadline=None)
@given(texts.filter(str.strip))
def test_no_character_is_lost_in_plain_text(text: str) -> None:
    raw = text.encode("utf-8")
    assert read_bytes(raw, "report.txt").reports[0].text.encode("utf-8") == raw
