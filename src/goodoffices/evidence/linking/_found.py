"""Where do given words stand in a report? Letter for letter, but for blanks and the shape of quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.case.statements import Region, Report

_MARKS = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060", "'")
)
_QUOTED = re.compile(
    r"“[^”\"]*(?:[”\"]|\Z)|\"[^\"”]*(?:[\"”]|\Z)|«[^»]*(?:»|\Z)|„[^“”]*(?:[“”]|\Z)|‘[^’]*(?:’|\Z)|''.*?(?:''|\Z)",
    re.DOTALL,
)
Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A report's body regions, folded, with the way back to its own offsets."""

    report: Report
    bodies: tuple[Region, ...]
    folded: tuple[tuple[str, tuple[int, ...]], ...] = field(repr=False)

    def occurrences(self, words: str, regions: range | None = None) -> Iterator[tuple[int, Span]]:
        """Yield each place where words stand whole in a body region: the region's number and the span."""
        sought = fold(words)[0].strip()
        if not sought:
            return
        for number in regions if regions is not None else range(len(self.bodies)):
            text, origin = self.folded[number]
            start = text.find(sought)
            while start >= 0:
                end = start + len(sought)
                if not (_splits_a_word(text, start) or _splits_a_word(text, end)):
                    yield number, (origin[start], origin[end - 1] + 1)
                start = text.find(sought, start + 1)

    def around(self, number: int, span: Span, reach: int = 200) -> tuple[str, str]:
        """Return what stands before and after a span in its region, folded."""
        body = self.bodies[number]
        before = self.report.text[max(body.start, span[0] - reach) : span[0]]
        after = self.report.text[span[1] : min(body.end, span[1] + reach)]
        return fold(before)[0].strip(), fold(after)[0].strip()

    def is_quoted(self, number: int, span: Span) -> bool:
        """Whether a span stands in quotation marks, or in a paragraph that a quote runs on through."""
        body = self.bodies[number]
        text = self.report.text[body.start : body.end]
        return any(
            body.start + found.start() <= span[0] and span[1] <= body.start + found.end()
            for found in _QUOTED.finditer(text)
        )


def text_of(report: Report) -> Text:
    """Return the text of a report to look words up in: its body regions, or all of it where no region is marked."""
    bodies = tuple(region for region in report.regions if region.role == "body")
    if not report.regions:
        bodies = (Region(0, len(report.text), "body"),)
    return Text(report, bodies, tuple(_folded(report, body) for body in bodies))


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with every run of blanks as one and quotation marks straight, and where each letter stood."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text.translate(_MARKS)):
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "  # noqa: PLW2901 - the loop reads letter by letter
        letters.append(letter)
        origin.append(place)
    return "".join(letters), tuple(origin)


def _folded(report: Report, body: Region) -> tuple[str, tuple[int, ...]]:
    text, origin = fold(report.text[body.start : body.end])
    return text, tuple(place + body.start for place in origin)


def _splits_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
