"""W3C Web Annotations (Recommendation of 23 February 2017): statements out, anybody's annotations in.

A statement is an annotation with a target for each span, and each target has two selectors: the position in Unicode
code points, as the Recommendation counts, and the words with what stands around them. A link is an annotation on
annotations. What comes in is drafted: a person confirms it here.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from goodoffices.case import CaseFile
from goodoffices.case.schema_statements import StatementForm
from goodoffices.case.statements import Link, Report, Statement, Voice
from goodoffices.errors import ExchangeError, shorten
from goodoffices.evidence.review import plain

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
UNIT = "Unicode code points of the stored text, end excluded"
_OWN = {"goodoffices": "urn:goodoffices:", "offsetUnit": "goodoffices:offsetUnit"}
_STATEMENT, _LINK = "urn:goodoffices:statement:", "urn:goodoffices:link:"
_AROUND = 32
_KINDS = ("quote", "indirect", "position", "figure", "date", "tie")
_TYPES = ("demand", "precondition", "offer", "concession", "refusal", "commitment", "agreement", "threat", "concern")


def written(case: CaseFile) -> str:
    """Return the statements and links of a case as one AnnotationCollection in JSON-LD."""
    held = case.dossier
    items = [_annotation(held.reports[s.report], s) for s in held.statements.values()]
    items += [_linking(link) for link in held.links]
    collection = {
        "@context": [CONTEXT, _OWN],
        "id": "urn:goodoffices:statements",
        "type": "AnnotationCollection",
        "label": case.title,
        "offsetUnit": UNIT,
        "total": len(items),
        "first": {"id": "urn:goodoffices:statements:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _annotation(report: Report, statement: Statement) -> dict[str, Any]:
    data = {
        key: value for key, value in plain(statement).items() if value is not None and key not in {"spans", "words"}
    }
    tags = [statement.kind, *([statement.type] if statement.type else [])]
    return {
        "id": _STATEMENT + statement.id,
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            *({"type": "TextualBody", "purpose": "classifying", "value": tag} for tag in tags),
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(data, ensure_ascii=False),
            },
        ],
        "target": [_target(report, start, end) for start, end in statement.spans],
    }


def _target(report: Report, start: int, end: int) -> dict[str, Any]:
    return {
        "source": report.file,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": report.text[start:end],
                "prefix": report.text[max(0, start - _AROUND) : start],
                "suffix": report.text[end : end + _AROUND],
            },
        ],
    }


def _linking(link: Link) -> dict[str, Any]:
    told = (link.reason, link.difference, link.ruling and f"ruling: {link.ruling}")
    return {
        "id": _LINK + link.id,
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": link.kind},
            *({"type": "TextualBody", "purpose": "describing", "value": text} for text in told if text),
        ],
        "target": [_STATEMENT + member for member in link.members],
    }


def read(text: str, case: CaseFile) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Return the statements that annotations make on the reports of a case, and what of the file is left out, and why.

    Parameters
    ----------
    text : str
        A collection, a page, a list of annotations or a single one, of this or any other program. Positions may count
        code points or UTF-16 units; where position and words disagree, the words and what stands around them decide.
    case : CaseFile
        The reports meant are found by the file name or id in an annotation's source.

    Returns
    -------
    statements, left_out
        All drafted; those that stand in the case already are neither.

    Raises
    ------
    ExchangeError
        If the text is no JSON, or holds no annotations.
    """
    try:
        data = json.loads(text)
        annotations = list(_annotations(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise ExchangeError(f"not readable as JSON ({error}); export the annotations again") from None
    if not annotations:
        raise ExchangeError("the file holds no Web Annotation; expected a collection, a page or a list of them")
    found: list[Statement] = []
    left_out: list[str] = []
    known = {(s.report, s.kind, s.spans) for s in case.dossier.statements.values()}
    for number, annotation in enumerate(annotations, 1):
        name = shorten(annotation.get("id", f"number {number}"))
        if annotation.get("motivation") == "linking" or _is_of_links(annotation):
            continue
        try:
            statement = _statement(annotation, case)
        except ExchangeError as error:
            left_out.append(f"annotation {name}: {error}")
            continue
        if (statement.report, statement.kind, statement.spans) not in known:
            known.add((statement.report, statement.kind, statement.spans))
            found.append(statement)
    return _named(found, case), tuple(left_out)


def _named(found: Sequence[Statement], case: CaseFile) -> tuple[Statement, ...]:
    used, named = set(case.dossier.statements), []
    for number, statement in enumerate(found, 1):
        name = statement.id if statement.id and statement.id not in used else f"{statement.report}.a{number}"
        while name in used:
            name += "x"
        used.add(name)
        named.append(dataclasses.replace(statement, id=name))
    return tuple(named)


def _annotations(data: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, list):
        for part in data:
            yield from _annotations(part)
    elif isinstance(data, dict):
        if "target" in data:
            yield data
        else:
            for key in ("first", "items", "annotations", "resources"):
                yield from _annotations(data.get(key))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_of_links(annotation: Mapping[str, Any]) -> bool:
    targets = _listed(annotation["target"])
    return bool(targets) and all(isinstance(target, str) and target.startswith(_STATEMENT) for target in targets)


def _statement(annotation: Mapping[str, Any], case: CaseFile) -> Statement:
    spans: list[tuple[int, int]] = []
    report: Report | None = None
    for target in _listed(annotation["target"]):
        if not isinstance(target, dict):
            raise ExchangeError("it marks a whole document, not words in it")
        meant = _report(target.get("source"), case)
        if report is not None and meant is not report:
            raise ExchangeError("it marks words of two reports")
        report = meant
        spans.append(_span(_listed(target.get("selector")), report))
    if report is None:
        raise ExchangeError("it marks nothing")
    told = _told(annotation, case)
    words = " … ".join(report.text[start:end] for start, end in sorted(spans))
    fields = {"kind": "indirect", **told, "report": report.id, "spans": tuple(sorted(spans)), "words": words}
    return Statement(**{"id": "", "extractor": "annotation", **fields, "status": "drafted"})


def _report(source: Any, case: CaseFile) -> Report:
    named = source.get("id") if isinstance(source, dict) else source
    if not isinstance(named, str):
        raise ExchangeError("it names no source")
    path = PurePosixPath(unquote(urlsplit(named).path or named))
    exact = [r for r in case.dossier.reports.values() if named in {r.file, r.id}]
    alike = [r for r in case.dossier.reports.values() if PurePosixPath(r.file).name == path.name or r.id == path.stem]
    if len(exact or alike) != 1:
        files = ", ".join(report.file for report in case.dossier.reports.values())
        raise ExchangeError(f"source {shorten(named)} is no report of this case; its reports are {files}")
    return (exact or alike)[0]


def _span(selectors: Sequence[Any], report: Report) -> tuple[int, int]:
    """Return the span that selectors mean: the position where its words agree, else the place of the words."""
    flat = [s for s in selectors if isinstance(s, dict)]
    flat += [s["refinedBy"] for s in flat if isinstance(s.get("refinedBy"), dict)]
    quote = next((s for s in flat if s.get("type") == "TextQuoteSelector" and isinstance(s.get("exact"), str)), None)
    position = next((s for s in flat if s.get("type") == "TextPositionSelector"), None)
    for span in _positions(position, report.text):
        if quote is None or report.text[span[0] : span[1]] == quote["exact"]:
            return span
    if quote is None or not quote["exact"]:
        raise ExchangeError("it has no selector of words or of a position within the report")
    return _by_quote(quote, report.text)


def _positions(selector: Mapping[str, Any] | None, text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of a position selector, counted in code points and in UTF-16 units."""
    if selector is None:
        return
    start, end = selector.get("start"), selector.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        return
    if end <= len(text):
        yield start, end
    units = text.encode("utf-16-le")
    try:
        before, words = units[: 2 * start].decode("utf-16-le"), units[2 * start : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError:
        return
    if 2 * end <= len(units):
        yield len(before), len(before) + len(words)


def _by_quote(quote: Mapping[str, Any], text: str) -> tuple[int, int]:
    exact = quote["exact"]
    prefix, suffix = (part if isinstance(part := quote.get(key), str) else "" for key in ("prefix", "suffix"))
    starts = [found.start() for found in re.finditer(re.escape(exact), text)]
    fitting = [
        start for start in starts if text[:start].endswith(prefix) and text[start + len(exact) :].startswith(suffix)
    ]
    best = fitting or starts
    if not best:
        raise ExchangeError(f"its words {shorten(exact)} do not stand in the report")
    if len(best) > 1:
        raise ExchangeError(f"its words {shorten(exact)} stand in several places, and nothing says which")
    return best[0], best[0] + len(exact)


def _told(annotation: Mapping[str, Any], case: CaseFile) -> dict[str, Any]:
    """Return what the bodies say: all fields where they are ours, else kind and type by their tags."""
    tags: list[str] = []
    for body in _listed(annotation.get("body")):
        value = body.get("value") if isinstance(body, dict) else body
        if not isinstance(value, str):
            continue
        if isinstance(body, dict) and body.get("format") == "application/json":
            if (own := _own(value, case)) is not None:
                return own
        else:
            tags.append(value.strip().casefold())
    kind = next((tag for tag in tags if tag in _KINDS), None)
    of = next((tag for tag in tags if tag in _TYPES), None)
    told = {"kind": kind or "position" if of else kind, "type": of}
    return {key: value for key, value in told.items() if value is not None}


def _own(value: str, case: CaseFile) -> dict[str, Any] | None:
    try:
        data = json.loads(value)
        form = StatementForm.model_validate({**data, "spans": [], "words": None}) if isinstance(data, dict) else None
    except (json.JSONDecodeError, ValidationError, RecursionError):
        return None
    if form is None:
        return None
    told: dict[str, Any] = {name: getattr(form, name) for name in StatementForm.model_fields}
    for role in ("speaker", "holder"):
        voice = told[role]
        if voice is not None:
            party = voice.party if voice.party in case.parties else None
            candidates = tuple(name for name in voice.candidates if name in case.parties)
            told[role] = Voice(voice.text, voice.name, party, voice.how, candidates)
    return told
