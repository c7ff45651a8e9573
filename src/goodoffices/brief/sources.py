"""From grounds to the words in the reports: passages in context, disputes, whole texts with what is cited in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from goodoffices.brief.report import Dispute, Origin, Passage
from goodoffices.case import CaseFile
from goodoffices.case.statements import Report, Statement

_AROUND = 90
"""About how many characters of context stand on either side."""


def passages(case: CaseFile, cited: Iterable[str]) -> dict[str, Passage]:
    """Return the passage of every statement cited, in the order of the statements file."""
    wanted = set(cited)
    disputed = case.dossier.disputed
    return {
        name: _passage(case.dossier.reports[statement.report], statement, name in disputed)
        for name, statement in case.dossier.statements.items()
        if name in wanted
    }


def _passage(report: Report, statement: Statement, disputed: bool) -> Passage:
    start, end = statement.spans[0][0], statement.spans[-1][1]
    region = next((r for r in report.regions if r.start <= start < r.end), None)
    low = max(region.start if region else 0, start - _AROUND)
    high = min(region.end if region else len(report.text), end + _AROUND)
    voice = statement.speaker or statement.holder
    return Passage(
        statement=statement.id,
        report=report.id,
        before=_at_word(report.text[low:start], cut_left=low > (region.start if region else 0)),
        words=_one_line(statement.words),
        after=_at_word(report.text[end:high], cut_right=high < (region.end if region else len(report.text))),
        line=report.line(start),
        speaker=voice.name if voice else None,
        firmness=statement.firmness,
        standing=statement.standing,
        disputed=disputed,
    )


def _at_word(text: str, *, cut_left: bool = False, cut_right: bool = False) -> str:
    """Return context on one line, begun and ended at a word, with an ellipsis where it was cut."""
    if cut_left and " " in text:
        text = "… " + text.split(" ", 1)[1]
    if cut_right and " " in text:
        text = text.rsplit(" ", 1)[0] + " …"
    lead, trail = text[:1].isspace(), text[-1:].isspace()
    return (" " if lead else "") + _one_line(text) + (" " if trail else "")


def _one_line(text: str) -> str:
    """Return the text on one line; a control character, which might steer a terminal, is shown as what it is."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def disputes(case: CaseFile) -> tuple[Dispute, ...]:
    """Return the links whose members do not agree."""
    return tuple(
        Dispute(link.id, link.kind, link.reason, link.difference, link.members, link.ruling)
        for link in case.dossier.links
        if link.is_dispute
    )


def origins(case: CaseFile, cited: Collection[str]) -> tuple[Origin, ...]:
    """Return the reports that hold a statement cited, with all its stretches."""
    statements = [case.dossier.statements[name] for name in cited]
    return tuple(
        Origin(
            report.id,
            report.title,
            report.outlet,
            report.genre,
            report.published,
            report.text,
            tuple(sorted((start, end, s.id) for s in statements if s.report == report.id for start, end in s.spans)),
        )
        for report in case.dossier.reports.values()
        if any(statement.report == report.id for statement in statements)
    )
