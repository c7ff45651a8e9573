"""Names are looked for only where one can begin; the plain search over the whole text finds no other."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.evidence._cast import _GROUP, _TITLED, _WORD, _at_words, _opening_a_title

TEXTS = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parent / "reports").glob("*.txt"))]
WORDS = sorted(
    {word for text in TEXTS for word in text.split()} | {"U.S.", "Syria’s", "prime", "Minister", "Dr.", "of"}
)


def check(text: str) -> None:
    words = list(_WORD.finditer(text))
    titled = [w.start() for w in words if w[0].lower() in _opening_a_title()]
    capital = [w.start() for w in words if w[0][0].isupper()]
    assert [m.span() for m in _at_words(_TITLED, text, titled)] == [m.span() for m in _TITLED.finditer(text)]
    assert [m.span() for m in _at_words(_GROUP, text, capital)] == [m.span() for m in _GROUP.finditer(text)]


def test_reports_yield_the_same_names() -> None:
    for text in TEXTS:
        check(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_yield_the_same_names(words: list[str]) -> None:
    check(" ".join(words))
