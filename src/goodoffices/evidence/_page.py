"""A saved web page → all its visible text, and which stretches of it an extractor takes for the report."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

from goodoffices.errors import MissingPartError
from goodoffices.evidence._stored import Stored

_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "meta",
        "link",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "option",
        "textarea",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_BLANK = re.compile(r"\s+")


def read_page(source: str) -> Stored:
    """Return the page's visible text, blocks ending in a newline, with what its head says."""
    try:
        import lxml.html  # type: ignore[import-untyped,unused-ignore]
        import trafilatura
    except ImportError:
        raise MissingPartError("reading web pages needs trafilatura: pip install 'goodoffices[evidence]'") from None
    tree = lxml.html.document_fromstring(_plain_head(source) or "<p></p>")
    text = _visible(tree)
    body = trafilatura.bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=True)
    kept_text = str(getattr(body, "text", None) or "")
    paragraphs = [line for line in kept_text.split("\n") if line.strip()]
    kept, lost = _anchored(text, paragraphs)
    head = lxml.html.document_fromstring(_plain_head(source) or "<p></p>")
    flags = tuple(f"not found again in the page: {paragraph[:80]}" for paragraph in lost)
    return Stored(text, "page", kept or None, _title(head), _outlet(head), _published(head), flags)


def _plain_head(source: str) -> str:
    """Leave out what lxml refuses in text: the declaration of an encoding, and characters XML does not know."""
    without = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", source)
    return re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f]", "", without)


def _visible(tree: Any) -> str:
    pieces: list[str] = []
    _walk(tree, pieces)
    joined = "".join(pieces)
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in joined.split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _walk(node: Any, pieces: list[str]) -> None:
    """Gather visible text; a stack of its own, since pages nest deeper than Python likes."""
    stack: list[tuple[Any, bool]] = [(node, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tag not in _INLINE:
                pieces.append("\n")
            pieces.append(_flat(element.tail))
            continue
        if not isinstance(element.tag, str) or element.tag in _HIDDEN or _is_hidden(element):
            pieces.append(_flat(element.tail))
            continue
        if element.tag not in _INLINE:
            pieces.append("\n")
        pieces.append(_flat(element.text))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _flat(text: str | None) -> str:
    return _BLANK.sub(" ", text) if text else ""


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def _anchored(text: str, paragraphs: list[str]) -> tuple[tuple[tuple[int, int], ...], list[str]]:
    """Return where the paragraphs stand in the text, blanks aside and in order where possible, and those not found."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[index] for index in places)
    kept: list[tuple[int, int]] = []
    lost: list[str] = []
    after = 0
    for paragraph in paragraphs:
        wanted = _BLANK.sub("", paragraph)
        at = bare.find(wanted, after)
        if at < 0:
            at = bare.find(wanted)
        if at < 0 or not wanted:
            lost.append(paragraph)
            continue
        kept.append((places[at], places[at + len(wanted) - 1] + 1))
        after = at + len(wanted)
    return tuple(sorted(kept)), lost


def _meta(tree: Any, *names: str) -> str | None:
    for name in names:
        for element in tree.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]", name=name):
            content = (element.get("content") or "").strip()
            if content:
                return str(content)
    return None


def _title(tree: Any) -> str | None:
    headings = [" ".join(element.text_content().split()) for element in tree.xpath("//h1")]
    title = _meta(tree, "og:title", "twitter:title") or next(iter(filter(None, headings)), None)
    return title or " ".join(tree.xpath("string(//title)").split()) or None


def _outlet(tree: Any) -> str | None:
    return _meta(tree, "og:site_name", "application-name")


def _published(tree: Any) -> dt.date | None:
    """Return the day the page itself states as that of its publication, in its metadata; nothing is guessed."""
    names = ("article:published_time", "datePublished", "date", "dc.date", "DC.date.issued", "pubdate", "publish-date")
    for found in filter(None, (_meta(tree, *names), *_linked_data(tree), *tree.xpath("//time[@pubdate]/@datetime"))):
        day = re.match(r"(\d{4})-(\d{2})-(\d{2})", found)
        if day:
            try:
                return dt.date(*map(int, day.groups()))
            except ValueError:
                continue
    return None


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except ValueError:
            continue
        entries = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
        yield from (
            str(entry["datePublished"]) for entry in entries if isinstance(entry, dict) and entry.get("datePublished")
        )
