"""A case whose report tries offsets: CRLF, letters beyond the basic plane, accents of their own, all kinds of marks."""

from __future__ import annotations

import json
from pathlib import Path

TEXT = (
    "Talks 🕊️ at Zürich & <Vaduz>\r\n\r\n"
    "=SUM(1) “We will not—” said Amélie \U0001d516mith, “sign today”.\r\n"
    "The ferry sank. The ferry sank. 👩‍👩‍👧 fled \u0001 north.\r\n"
)
WORDS = {
    "s1": ("quote", ["We will not—", "sign today"]),
    "s2": ("indirect", ["fled \u0001 north"]),
    "s3": ("position", ["=SUM(1)"]),
    "s4": ("figure", ["The ferry sank. 👩"]),
}


def strange(folder: Path) -> Path:
    folder.mkdir()
    (folder / "report.txt").write_bytes(TEXT.encode("utf-8"))
    case = "goodoffices: 1\ntitle: Züri 🕊 & <talks>\nparties: {a: {name: Amt}}\nissues: {i: {by: a}}\n"
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    statements = []
    for name, (kind, pieces) in WORDS.items():
        spans = []
        for piece in pieces:
            start = TEXT.rindex(piece)
            spans.append({"start": start, "end": start + len(piece)})
        voice = {"text": "Amélie \U0001d516mith", "name": "Amélie \U0001d516mith", "party": "a"}
        statements.append(
            {"id": name, "report": "r", "kind": kind, "spans": spans, "speaker": voice, "status": "confirmed"}
        )
    statements[2]["type"] = "refusal"
    links = [
        {"id": "l&1", "kind": "claim_strength", "members": ["s1", "s2", "s3"], "reason": "<b>odd</b>", "ruling": "=1"}
    ]
    report = {"id": "r", "file": "report.txt", "title": "Talks & <b>talks</b>", "genre": "news"}
    text = json.dumps({"reports": [report], "statements": statements, "links": links}, ensure_ascii=False)
    (folder / "statements.yaml").write_text(text, encoding="utf-8")
    return folder
