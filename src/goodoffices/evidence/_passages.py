"""The speaking regions of a report → sentences with their quotations: what every extractor reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case.statements import Region
from goodoffices.evidence._attribution import Attribution
from goodoffices.evidence._blocks import Block
from goodoffices.evidence._marks import Quoted, quotations
from goodoffices.evidence._roles import SPEAKING
from goodoffices.evidence._sentences import sentences
from goodoffices.evidence._speech import attributions
from goodoffices.evidence._tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its place in the report."""

    tokens: Sequence[Token]
    block: int
    role: str
    attributions: Sequence[Attribution]
    quotes: Sequence[int]
    """The quotations that stand in it."""

    @property
    def start(self) -> int:
        """Where it begins in the stored text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.tokens[-1].end


def passages(text: str, regions: Sequence[Region]) -> tuple[list[Passage], list[Quoted]]:
    """Return the sentences of the speaking regions in order, and the quotations among them."""
    found = [(Block(*_trimmed(text, region)), region.role) for region in regions if region.role in SPEAKING]
    found = [(block, role) for block, role in found if block.start < block.end]
    quotes = quotations(text, [block for block, _ in found])
    whole: list[Passage] = []
    for index, (block, role) in enumerate(found):
        masked = [
            (quote.outer[0], quote.outer[1], number) for number, quote in enumerate(quotes) if quote.block == index
        ]
        for sentence in sentences(tokens(text, block.start, block.end, masked, heading=role == "title")):
            here = [token.quote for token in sentence if token.quote >= 0]
            whole.append(Passage(sentence, index, role, attributions(sentence), here))
    return whole, quotes


def _trimmed(text: str, region: Region) -> tuple[int, int]:
    start, end = region.start, region.end
    while start < end and (text[start].isspace() or text[start] in "\ufeff#>*"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
