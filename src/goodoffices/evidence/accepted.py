"""What of a language model's proposals is believed: only what the report itself bears out, letter by letter.

A proposal names words; where they stand is found here. It is rejected, with the reason, unless its words stand in a
body region, its speaker and holder stand near them, and every number stands in its words. Nothing is mended.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from goodoffices.case.model import Party
from goodoffices.case.schema_statements import StatementForm
from goodoffices.case.statements import Report, Statement, Voice
from goodoffices.errors import shorten
from goodoffices.evidence._prompt import PROMPT
from goodoffices.evidence.linking._found import Span, Text, fold, text_of
from goodoffices.evidence.linking._numbers import numbers_in

ELLIPSIS = " … "
_NEAR_BEFORE, _NEAR_AFTER = 2, 1
"""A speaker stands in the region of the words, in one of so many before it, or after it."""
_LONGEST = 2000
_PRONOUNS = re.compile(r"he|she|it|they|we|i|you|him|her|them|who|this|that|these|those", re.IGNORECASE)
_MONTHS = [dt.date(2000, month, 1).strftime("%B").casefold() for month in range(1, 13)]
_SENTENCE = re.compile(r"[.!?] ")
_TURNING = re.compile(
    r"(?:\b(?:not|no|never|cannot|nor|neither|without|hardly)|n't|\brefus\w+(?: to)?|\bden\w+)(?: \w+)?$", re.IGNORECASE
)
"""A denial, at most one word before what is proposed."""
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instruction|prompt|rule|above|previous|earlier)|"
    r"\b(?:language model|system prompt|you are an? (?:ai|assistant|model))\b",
    re.IGNORECASE,
)
_VERBATIM = ("cue", "condition", "via", "who", "qualifier")
"""Fields whose words must stand in the region of the statement."""
_FREE = ("unit", "measure")
_KNOWN = ("type", "firmness", "standing")
_AMOUNTS = ("value", "low", "high")


Chain = tuple[int, tuple[Span, ...]]
"""A body region's number, and spans from there on."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A proposal that is not believed, and why; `proposal` is the start of it."""

    reason: str
    proposal: str


class _UnbelievedError(Exception):
    """The proposal is rejected for this reason."""


def accepted(
    proposals: object,
    report: Report,
    case_parties: Mapping[str, Party],
    *,
    extractor: str = "model",
    prompt: str = PROMPT,
) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
    """Return the statements a report bears out, and what is rejected.

    Parameters
    ----------
    proposals : object
        What the model answered: a list of mappings with `kind`, `words` (text, or a list of pieces), and optionally
        `before`, `after` (what stands around the words, where they stand more than once), `speaker`, `holder`, `cue`,
        `type`, `condition`, `beneficiary`, `firmness`, `standing`, `value`, `low`, `high`, `qualifier`, `unit`,
        `measure`, `who`, `via`, `date`. All other keys are ignored: no proposal sets its id, status or offsets.
    report : Report
        The report; only its body regions count.
    case_parties : mapping
        Id → party; a speaker or holder becomes a party only by its exact name or alias.
    extractor : str
        Who proposed, for the record.
    prompt : str
        What was sent beside the report; words of that are never taken.

    Returns
    -------
    statements, rejections
        Statements are drafted, with ids `<report>.m<n>`; each proposal gives one statement or one rejection.

    Notes
    -----
    Words match letter for letter after two declared foldings: a run of blanks counts as one blank, and all shapes of
    a quotation mark count as the straight one. Spans are offsets of the stored text, computed here.

    Examples
    --------
    >>> from goodoffices.case import load
    >>> case = load("examples/syria-2013")
    >>> said = [{"kind": "figure", "words": "more than 70,000 people", "value": 70000},
    ...         {"kind": "figure", "words": "more than 70,000 people", "value": 90000}]
    >>> held, rejected = accepted(said, case.dossier.reports["dispatch"], case.parties)
    >>> [statement.spans for statement in held], [one.reason for one in rejected]
    ([((1187, 1210),)], ['a number does not stand in its words'])
    """
    if not isinstance(proposals, list):
        return (), (Rejection("the answer is no list of statements", shorten(proposals)),)
    text = text_of(report)
    held: list[Statement] = []
    rejected: list[Rejection] = []
    for proposal in proposals:
        try:
            statement = _statement(proposal, text, case_parties, fold(prompt)[0].casefold())
            if any((statement.kind, statement.spans) == (other.kind, other.spans) for other in held):
                raise _UnbelievedError("proposed twice")
        except _UnbelievedError as unbelieved:
            rejected.append(Rejection(str(unbelieved), shorten(proposal, 120)))
            continue
        held.append(_numbered(statement, report.id, len(held) + 1, extractor))
    return tuple(held), tuple(rejected)


def _numbered(statement: Statement, report: str, number: int, extractor: str) -> Statement:
    return dataclasses.replace(statement, id=f"{report}.m{number}", extractor=extractor)


def _statement(proposal: object, text: Text, parties: Mapping[str, Party], prompt: str) -> Statement:
    if not isinstance(proposal, dict):
        raise _UnbelievedError("not a statement")
    kind = proposal.get("kind")
    if not isinstance(kind, str) or kind not in _allowed("kind"):
        raise _UnbelievedError("unknown kind")
    place, spans = _spans(proposal, text, prompt)
    words = ELLIPSIS.join(text.report.text[start:end] for start, end in spans)
    if kind == "quote" and not all(text.is_quoted(place, span) for span in spans):
        raise _UnbelievedError("proposed as a quote, but not in quotation marks")
    _check_surroundings(text, place, spans)
    if kind in {"indirect", "position", "tie"} and len(words.split()) < 2:
        raise _UnbelievedError("one word is no statement")
    fields: dict[str, Any] = {key: value for key in _KNOWN if (value := _known(proposal, key)) is not None}
    fields |= {key: value for key in _VERBATIM if (value := _verbatim(proposal, key, text, place)) is not None}
    fields |= {key: amount for key in _AMOUNTS if (amount := _amount(proposal, key, words)) is not None}
    fields |= {key: value for key in _FREE if (value := _free(proposal, key, words)) is not None}
    if kind == "figure" and not any(key in fields for key in _AMOUNTS):
        raise _UnbelievedError("a figure without a number")
    if kind == "position" and "type" not in fields:
        raise _UnbelievedError("a position without a type")
    voices = {
        key: _voice(named, parties) if (named := _near(proposal, key, text, (place, spans))) else None
        for key in ("speaker", "holder", "beneficiary")
    }
    gains = voices["beneficiary"]
    return Statement(
        id="",
        report=text.report.id,
        kind=kind,
        spans=spans,
        words=words,
        status="drafted",
        speaker=voices["speaker"],
        holder=voices["holder"],
        beneficiary=(gains.party or gains.text) if gains else None,
        date=_date(proposal, words, text.report),
        **fields,
    )


def _allowed(key: str) -> frozenset[str]:
    """Return the words a field knows, as the schema has them."""

    def within(annotation: Any) -> Iterator[str]:
        for part in get_args(annotation):
            if isinstance(part, str):
                yield part
            else:
                yield from within(part)

    return frozenset(within(StatementForm.model_fields[key].annotation))


def _text(proposal: Mapping[str, Any], key: str) -> str | None:
    value = proposal.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > _LONGEST or not fold(value)[0].strip():
        raise _UnbelievedError(f"{key} is no text")
    return value


def _spans(proposal: Mapping[str, Any], text: Text, prompt: str) -> tuple[int, tuple[Span, ...]]:
    """Return where the words stand: the region's number and the spans, in the order of the report."""
    given = proposal.get("words", proposal.get("quote"))
    pieces = given if isinstance(given, list) else [given]
    if not pieces or not all(isinstance(piece, str) and len(piece) <= _LONGEST for piece in pieces):
        raise _UnbelievedError("no words")
    if not all(re.search(r"\w\w", piece) for piece in pieces):
        raise _UnbelievedError("no words")
    if prompt and any(fold(piece)[0].strip().casefold() in prompt for piece in pieces if len(piece.split()) > 2):
        raise _UnbelievedError("words of the example in the prompt")
    chains: list[Chain] = [(number, (span,)) for number, span in text.occurrences(pieces[0])]
    for piece in pieces[1:]:
        chains = list(_continued(chains, piece, text))
    if not chains:
        raise _UnbelievedError("its words do not stand in the body of the report")
    return _by_context(chains, proposal, text)


def _continued(chains: Iterable[Chain], piece: str, text: Text) -> Iterator[Chain]:
    """Yield each chain with the next piece after it, in its own region or the next."""
    for number, spans in chains:
        regions = range(number, min(number + 2, len(text.bodies)))
        following = [span for _, span in text.occurrences(piece, regions) if span[0] >= spans[-1][1]]
        if following:
            yield number, (*spans, min(following))


def _by_context(chains: list[Chain], proposal: Mapping[str, Any], text: Text) -> Chain:
    before, after = (fold(_text(proposal, key) or "")[0].strip() for key in ("before", "after"))
    if len(chains) > 1 and (before or after):
        chains = [chain for chain in chains if _stands_between(text, chain, before, after)]
        if not chains:
            raise _UnbelievedError("its words stand several times, nowhere in the context given")
    if len(chains) > 1:
        raise _UnbelievedError("its words stand several times, and the context does not say where")
    return chains[0]


def _stands_between(text: Text, chain: Chain, before: str, after: str) -> bool:
    number, spans = chain
    left = text.around(number, spans[0])[0]
    right = text.around(number, spans[-1])[1]
    return (not before or left.endswith(before)) and (not after or right.startswith(after))


def _check_surroundings(text: Text, place: int, spans: tuple[Span, ...]) -> None:
    """Reject words cut so that their meaning turns, and those that address a machine."""
    for span in spans:
        before, after = text.around(place, span)
        if _TURNING.search(before):
            raise _UnbelievedError("the words just before it deny it, and are left out")
        own = fold(text.report.text[span[0] : span[1]])[0]
        if _ADDRESSED.search(f"{_SENTENCE.split(before)[-1]} {own} {_SENTENCE.split(after)[0]}"):
            raise _UnbelievedError("it stands in a sentence that addresses a machine")


def _known(proposal: Mapping[str, Any], key: str) -> str | None:
    value = _text(proposal, key)
    if value is not None and value not in _allowed(key):
        raise _UnbelievedError(f"unknown {key}")
    return value


def _verbatim(proposal: Mapping[str, Any], key: str, text: Text, place: int) -> str | None:
    value = _text(proposal, key)
    if value is not None and not any(text.occurrences(value, range(place, place + 1))):
        raise _UnbelievedError(f"its {key} does not stand beside its words")
    return value


def _amount(proposal: Mapping[str, Any], key: str, words: str) -> float | None:
    value = proposal.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e9:
        raise _UnbelievedError(f"{key} is no number")
    if float(value) not in numbers_in(words):
        raise _UnbelievedError("a number does not stand in its words")
    return float(value)


def _free(proposal: Mapping[str, Any], key: str, words: str) -> str | None:
    """Return a field in words of the model's own; a number in it must stand in the statement all the same."""
    value = _text(proposal, key)
    if value is not None and not numbers_in(re.sub(r"\ban?\b", "", value)) <= numbers_in(words):
        raise _UnbelievedError("a number does not stand in its words")
    return value


def _near(proposal: Mapping[str, Any], key: str, text: Text, chain: Chain) -> str | None:
    """Return the words that name somebody, as they stand nearest to the statement."""
    words = _text(proposal, key)
    if words is None:
        return None
    place, spans = chain
    near = range(max(0, place - _NEAR_BEFORE), min(len(text.bodies), place + _NEAR_AFTER + 1))
    found = [span for _, span in text.occurrences(words, near)]
    if not found:
        raise _UnbelievedError(f"its {key} does not stand near its words")
    begin, end = min(found, key=lambda span: abs(span[0] - spans[0][0]))
    return text.report.text[begin:end]


def _voice(words: str, parties: Mapping[str, Party]) -> Voice:
    if _PRONOUNS.fullmatch(words):
        return Voice(words, None, None, "pronoun")
    party = _party(words, parties)
    return Voice(words, parties[party].name if party else words, party, "named")


def _party(words: str, parties: Mapping[str, Party]) -> str | None:
    """Return the one party of exactly that name or alias."""
    named = [
        name for name, party in parties.items() if _plain(words) in {_plain(t) for t in (party.name, *party.aliases)}
    ]
    return named[0] if len(named) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", fold(name)[0].strip().casefold())


def _date(proposal: Mapping[str, Any], words: str, report: Report) -> dt.date | None:
    """Return a day that its words spell out; the year may be that of the report."""
    value = _text(proposal, "date")
    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise _UnbelievedError("date is no date") from None
    numbers, spoken = numbers_in(words), words.casefold()
    month = _MONTHS[day.month - 1]
    by_name = re.search(rf"\b{month[:3]}(?:{month[3:]}|t)?\b", spoken) is not None
    year = float(day.year) in numbers or (report.published is not None and report.published.year == day.year)
    if value not in words and not (by_name and float(day.day) in numbers and year):
        raise _UnbelievedError("its date does not stand in its words")
    return day
