"""The form of `statements.yaml`: the keys of `read --json`."""

from __future__ import annotations

from typing import Any, Literal

from goodoffices.case._form import Day, Figure, Form, Share, Text, Whole


class SpanForm(Form):
    """A stretch of a report's stored text, in Unicode code points, end left out."""

    start: Whole
    end: Whole


class RegionForm(SpanForm):
    """A stretch of a report and its role."""

    role: Literal[
        "title",
        "masthead",
        "dateline",
        "caption",
        "body",
        "author box",
        "page tools",
        "comment invitation",
        "read-also link",
    ]


class VoiceForm(Form):
    """Who speaks or holds."""

    text: Text | None = None
    name: Text | None = None
    party: Text | None = None
    how: Text | None = None
    candidates: list[Text] = []


class ReportForm(Form):
    """A report beside the case."""

    id: Text
    file: Text
    original: Text | None = None
    title: Text
    outlet: Text | None = None
    genre: Literal["news", "analysis", "opinion", "official", "unknown"] = "unknown"
    published: Day | None = None
    sha256: Text | None = None
    regions: list[RegionForm] = []


class StatementForm(Form):
    """A statement taken from a report."""

    id: Text
    report: Text
    kind: Literal["quote", "indirect", "position", "figure", "date", "tie"]
    spans: list[SpanForm]
    words: Text | None = None
    status: Literal["drafted", "confirmed", "rejected"] = "drafted"
    speaker: VoiceForm | None = None
    holder: VoiceForm | None = None
    via: Text | None = None
    cue: Text | None = None
    type: (
        Literal[
            "demand",
            "precondition",
            "offer",
            "concession",
            "refusal",
            "commitment",
            "agreement",
            "threat",
            "concern",
        ]
        | None
    ) = None
    condition: Text | None = None
    beneficiary: Text | None = None
    firmness: Literal["will", "intends", "hopes", "considers", "reported"] | None = None
    standing: Literal["held", "former", "denied", "told by an opponent"] | None = None
    value: Figure | None = None
    low: Figure | None = None
    high: Figure | None = None
    qualifier: Text | None = None
    unit: Text | None = None
    measure: Text | None = None
    who: Text | None = None
    date: Day | None = None
    said_on: Day | None = None
    extractor: Text | None = None
    confidence: Share | None = None


class LinkForm(Form):
    """How statements stand to each other."""

    id: Text | None = None
    kind: Literal[
        "same_quote",
        "quote_and_paraphrase",
        "same_claim",
        "claim_strength",
        "figures_differ",
        "contradiction",
        "single_source",
        "same_origin",
    ]
    members: list[Text]
    reason: Text | None = None
    difference: Text | None = None
    low: Figure | None = None
    high: Figure | None = None
    ruling: Text | None = None


class StatementsForm(Form):
    """A statements file: the keys of `read --json`."""

    reports: list[ReportForm] = []
    statements: list[StatementForm] = []
    links: list[LinkForm] = []
    questions: list[Any] = []
