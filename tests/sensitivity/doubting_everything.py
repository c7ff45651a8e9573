"""The Syria case in so much doubt that it must be drawn; run as a program, it answers as its arguments say."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from goodoffices.case import CaseFile, load
from goodoffices.sensitivity import SensitivityAnswer, sensitivity

DRAWS = 300


def doubtful() -> CaseFile:
    case = load("examples/syria-2013")
    parties = {
        name: replace(party, positions=tuple(replace(held, confidence=0.7) for held in party.positions))
        for name, party in case.parties.items()
    }
    return replace(case, parties=parties)


def answer(**options) -> SensitivityAnswer:
    return sensitivity(doubtful(), draws=DRAWS, within=0, seed=11, tries=20, **options)


if __name__ == "__main__":
    print(json.dumps(answer(keep=Path(sys.argv[1])).to_dict()))
