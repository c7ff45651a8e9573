"""Answers kept on file as they come in, so that work cut short goes on from there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from goodoffices.case import CaseFile
from goodoffices.case.statements import Dossier
from goodoffices.errors import FolderError
from goodoffices.sensitivity.otherwise import Otherwise

_WORDING = 1
"""Raised whenever conclusions come to be worded otherwise: what was kept before then no longer fits."""


class Kept:
    """A file to which answers are only ever added: one line each, under the case and seed it belongs to.

    Several cases and seeds may share a file. A line that cannot be read, such as one half-written when its writer was
    killed, counts for nothing.
    """

    def __init__(self, file: Path, case: CaseFile, seed: int) -> None:
        self.file, self.key = file, f"{fingerprint(case)}:{seed}"
        try:
            with file.open("a+b") as stream:
                if stream.tell():
                    stream.seek(-1, 2)
                    if stream.read(1) != b"\n":
                        stream.write(b"\n")
        except OSError as error:
            raise FolderError(f"{file}: cannot be written ({error.strerror}); check the folder") from None

    def answers(self, question: str) -> dict[Otherwise, frozenset[str]]:
        """Return what stands in the file for a question."""
        found = {}
        with self.file.open(encoding="utf-8", errors="replace") as stream:
            for line in stream:
                try:
                    entry = json.loads(line)
                    if entry["key"] == self.key and entry["question"] == question:
                        amounts = tuple((tuple(where), amount) for where, amount in entry["amounts"])
                        found[Otherwise(tuple(entry["gone"]), amounts)] = frozenset(entry["found"])
                except (ValueError, KeyError, TypeError):
                    continue
        return found

    def add(self, question: str, answers: Iterable[tuple[Otherwise, frozenset[str]]]) -> None:
        """Write answers down, so that they outlive this process."""
        lines = [
            json.dumps(
                {
                    "key": self.key,
                    "question": question,
                    "gone": list(case.gone),
                    "amounts": [[list(where), amount] for where, amount in case.amounts],
                    "found": sorted(found),
                },
                ensure_ascii=False,
            )
            for case, found in answers
        ]
        with self.file.open("a", encoding="utf-8") as stream:
            stream.write("".join(f"{line}\n" for line in lines))


def fingerprint(case: CaseFile) -> str:
    """Return a hash of all that answers depend on: the same for the same case, wherever its folder lies."""
    bare = replace(case, file="", places={}, warnings=(), dossier=Dossier())
    return hashlib.sha256(repr((_WORDING, bare)).encode()).hexdigest()
