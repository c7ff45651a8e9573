"""Who says what: short invented passages with their speakers, and sentences with their words and speakers marked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from goodoffices.case.statements import Region
from goodoffices.evidence import read
from goodoffices.evidence._passages import passages
from goodoffices.evidence._phrases import Phrase

HERE = Path(__file__).parent
PASSAGES: list[dict[str, Any]] = YAML(typ="safe").load((HERE / "voices.yaml").read_text(encoding="utf-8"))
SENTENCES = [line for line in (HERE / "told.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]


def flat(words: str) -> str:
    return " ".join(words.split())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["about"])
def test_every_passage_is_read_with_its_speakers(passage: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "passage.txt"
    file.write_text(passage["text"], encoding="utf-8")
    statements = read([file]).statements
    for kind, key in (("quote", "quotes"), ("indirect", "indirect")):
        for words, speaker in passage.get(key, []):
            found = [s for s in statements if s.kind == kind and words in flat(s.words)]
            assert found, (kind, words)
            name = found[0].speaker.name if found[0].speaker else None
            assert name in (speaker if isinstance(speaker, list) else [speaker]), (words, name)
    quoted = [s.words for s in statements if s.kind == "quote"]
    assert not [words for words in passage.get("no_quotes", []) if any(words in quote for quote in quoted)]


def marked(line: str) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Return a line without its marks, the places of its speakers and of what they say."""
    text = ""
    speakers: list[tuple[int, int]] = []
    told: list[tuple[int, int]] = []
    for piece in re.split(r"(\{\{.*?\}\}|\[\[.*?\]\])", line):
        bare = piece[2:-2] if piece[:2] in ("{{", "[[") else piece
        places = {"{{": speakers, "[[": told}.get(piece[:2])
        if places is not None:
            places.append((len(text), len(text) + len(bare)))
        text += bare
    return text, speakers, told


def overlap(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> float:
    one, other = ({at for start, end in spans for at in range(start, end)} for spans in (first, second))
    return len(one & other) / max(1, len(one | other))


@pytest.mark.parametrize("line", SENTENCES)
def test_what_is_told_is_found_with_who_tells_it(line: str) -> None:
    text, speakers, told = marked(line)
    found = []
    for passage in passages(text, (Region(0, len(text), "body"),))[0]:
        tokens = passage.tokens

        def place(phrase: Phrase, tokens: Any = tokens) -> tuple[int, int]:
            return tokens[phrase.first].start, tokens[phrase.last].end

        found += [([place(p) for p in a.content], [place(a.source)] if a.source else []) for a in passage.attributions]
    around = len(speakers) == 1 and len(told) > 1 and line.index("[[") < line.index("{{")
    for spans in [told] if around else [[span] for span in told]:
        fitting = [source for content, source in found if overlap(content, spans) >= 0.5]
        assert fitting, [[text[a:b] for a, b in content] for content, _ in found]
        assert not speakers or any(overlap(source, [speaker]) for source in fitting for speaker in speakers)


def test_there_are_fifty_passages_and_a_hundred_sentences() -> None:
    assert len(PASSAGES) == 51
    assert len(SENTENCES) > 100
