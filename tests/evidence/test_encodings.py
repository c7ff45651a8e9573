"""Plain text in any encoding: read as what it is, and said to be a guess where nothing in the file tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.errors import FolderError
from goodoffices.evidence import Reading, read

ENGLISH = "The envoy said on Monday that “nobody had left the table” – and that the café in Genève would stay open.\n"
RUSSIAN = "Посредник заявил в понедельник, что переговоры возобновятся в Минске. «Никто не ушёл», — добавил он.\n"
ARABIC = "قال الوسيط يوم الاثنين إن المحادثات ستستأنف في جنيف، وأضاف أن أحدا لم يغادر الطاولة بعد.\n"
CHINESE = "调解人星期一表示，会谈将在日内瓦恢复。他说：“没有人离开谈判桌。”双方的立场已经接近。\n"  # noqa: RUF001 - its own marks


def read_as(folder: Path, text: str, encoding: str) -> Reading:
    file = folder / "report.txt"
    file.write_bytes(text.encode(encoding))
    return read([file])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "utf-16-le"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (CHINESE, "utf-16-be"),
        (ENGLISH, "utf-16-le"),
    ],
)
@pytest.mark.parametrize("times", [1, 8])
def test_text_whose_encoding_nothing_tells_is_read_and_the_guess_is_told(
    tmp_path: Path, text: str, encoding: str, times: int
) -> None:
    reading = read_as(tmp_path, text * times, encoding)
    assert reading.reports[0].text == text * times
    asked = [question.question for question in reading.questions if question.about == "encoding"]
    assert len(asked) == 1
    assert encoding.replace("-", "") in asked[0].replace("-", "").replace("_", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, ARABIC, CHINESE])
def test_what_a_file_tells_of_its_encoding_is_no_guess(tmp_path: Path, text: str, encoding: str) -> None:
    reading = read_as(tmp_path, text, encoding)
    assert reading.reports[0].text.removeprefix("\ufeff") == text
    assert not [question for question in reading.questions if question.about == "encoding"]


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    page = f"<html><head><meta charset='windows-1251'></head><body><p>{RUSSIAN}</p></body></html>"
    file.write_bytes(page.encode("cp1251"))
    reading = read([file])
    assert RUSSIAN.strip() in reading.reports[0].text
    assert not [question for question in reading.questions if question.about == "encoding"]


def test_english_words_are_found_whatever_the_encoding(tmp_path: Path) -> None:
    found = [read_as(tmp_path, ENGLISH * 3, encoding).statements for encoding in ("utf-8", "cp1252", "utf-16-le")]
    assert [s.words for s in found[0]] == [s.words for s in found[1]] == [s.words for s in found[2]]
    assert any(s.kind == "quote" and s.words == "nobody had left the table" for s in found[0])


def test_what_is_no_text_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "photo.txt"
    file.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(FolderError, match="this is no text; save the report as text, HTML or PDF"):
        read([file])


def test_a_byte_order_mark_is_part_of_no_name(tmp_path: Path) -> None:
    text = f"The Valley Post\n\nEnvoys part\n\n4 May 2031\n\n{ENGLISH}"
    marked, plain = (read_as(tmp_path, text, encoding).reports[0] for encoding in ("utf-16", "utf-8"))
    assert (marked.outlet, marked.title) == (plain.outlet, plain.title)
    assert marked.text == f"\ufeff{text}"
