"""A case asked again, otherwise: each different case once, here or elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from goodoffices.case import CaseFile
from goodoffices.case.statements import Dossier
from goodoffices.progress import Progress, silent
from goodoffices.sensitivity.alike import conclusions_of_each
from goodoffices.sensitivity.kept import Kept
from goodoffices.sensitivity.otherwise import Otherwise, entries
from goodoffices.sensitivity.questions import QUESTIONS
from goodoffices.sensitivity.spread import spread

_LARGEST_BUNDLE, _BUNDLES = 50, 16


@dataclass
class Asker:
    """Asks a case otherwise; remembers every answer, so that cases alike in what a question reads are asked once."""

    case: CaseFile
    workers: int = 1
    cluster: str | None = None
    kept: Kept | None = None
    progress: Progress = silent
    known: dict[str, dict[Otherwise, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reports = {name: replace(report, text="") for name, report in self.case.dossier.reports.items()}
        dossier = Dossier(reports, self.case.dossier.statements, self.case.dossier.links)
        self.case = replace(self.case, dossier=dossier, places={}, warnings=())  # light enough to be sent around
        self.known = {question: self.kept.answers(question) if self.kept else {} for question in QUESTIONS}
        self.matters = {
            name: {entry.id for entry in entries(self.case, question.reads(self.case))}
            for name, question in QUESTIONS.items()
        }

    def __call__(self, question: str, cases: Iterable[Otherwise]) -> list[frozenset[str]]:
        """Return the conclusions of a question for each of the cases, in their order."""
        asked = [self._as_far_as_it_matters(question, case) for case in cases]
        known = self.known[question]
        new = [case for case in dict.fromkeys(asked) if case not in known]
        shared = self.workers > 1 or self.cluster is not None
        size = max(1, min(_LARGEST_BUNDLE, len(new) // _BUNDLES)) if shared else _LARGEST_BUNDLE
        bundles = [new[start : start + size] for start in range(0, len(new), size)]
        answered = spread(
            partial(conclusions_of_each, question, self.case), bundles, workers=self.workers, cluster=self.cluster
        )
        for number, (bundle, found) in enumerate(zip(bundles, answered, strict=True)):
            pairs = list(zip(bundle, found, strict=True))
            known.update(pairs)
            if self.kept:
                self.kept.add(question, pairs)
            self.progress(number * size + len(bundle), len(new))
        return [known[case] for case in asked]

    def _as_far_as_it_matters(self, question: str, case: Otherwise) -> Otherwise:
        gone = self.matters[question]
        return Otherwise(tuple(sorted(name for name in case.gone if name in gone)), case.amounts)
