"""A reading, with what a language model adds to it: only what the reports bear out, word for word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goodoffices.case.model import Party
from goodoffices.errors import ModelError
from goodoffices.evidence.accepted import Rejection, accepted
from goodoffices.evidence.answer import Reading
from goodoffices.evidence.linking import reconcile
from goodoffices.evidence.model import extractor, propose


@dataclass(frozen=True, slots=True)
class Proposed:
    """A reading with a model's statements, the proposals not believed, and why some reports got none."""

    reading: Reading
    added: int
    rejected: tuple[Rejection, ...]
    failures: tuple[str, ...]


def with_model(reading: Reading, url: str, name: str, parties: Mapping[str, Party]) -> Proposed:
    """Return the reading with what the model at `url` adds; a report it fails on keeps what was read without it.

    What stands at the same spans already is not added a second time.
    """
    statements = list(reading.statements)
    rejected: list[Rejection] = []
    failures: list[str] = []
    for report in reading.reports:
        try:
            held, unbelieved = accepted(propose(url, name, report), report, parties, extractor=extractor(name))
        except ModelError as error:
            failures.append(f"{report.file}: {error}")
            continue
        known = {(one.report, one.kind, one.spans) for one in statements}
        statements += [one for one in held if (one.report, one.kind, one.spans) not in known]
        rejected += unbelieved
    added = len(statements) - len(reading.statements)
    links = reconcile(tuple(statements), {report.id: report for report in reading.reports}) if added else reading.links
    whole = replace(reading, statements=tuple(statements), links=links)
    return Proposed(whole, added, tuple(rejected), tuple(failures))
