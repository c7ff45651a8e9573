"""Reports, statements and links as plain JSON: the keys of the statements file and of `read --json`."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from goodoffices.case import CaseFile
from goodoffices.case.statements import Link, Report
from goodoffices.evidence.review import plain


def written(case: CaseFile) -> str:
    """Return all reports, statements and links of a case as one JSON object; offsets count Unicode code points."""
    held = case.dossier
    data = {
        "offset_unit": "Unicode code points of the stored text, end excluded",
        "reports": [_report(report) for report in held.reports.values()],
        "statements": [plain(statement) for statement in held.statements.values()],
        "links": [_link(link) for link in held.links],
        "questions": [],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _report(report: Report) -> dict[str, Any]:
    data = {name: getattr(report, name) for name in ("id", "file", "title", "outlet", "genre", "sha256")}
    published = report.published.isoformat() if report.published else None
    regions = [{"start": region.start, "end": region.end, "role": region.role} for region in report.regions]
    return data | {"published": published, "regions": regions}


def _link(link: Link) -> dict[str, Any]:
    return {entry.name: getattr(link, entry.name) for entry in fields(link)} | {"members": list(link.members)}
