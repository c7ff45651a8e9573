"""What is the case? Parties, issues, positions and the reports they rest on, as frozen data.

Read `entry.py`, `model.py` and `transition.py` (the data), `expressions.py` with `parse.py` (conditions),
`statements.py` (reports and statements), `load.py` and `save.py` (a folder → a case and back), `schema.py` and its
neighbours (the form of the files), `new.py` (a folder to start from); then `in_force.py` (which positions count, and
the case seen otherwise), `after.py` (the case once a package is agreed), `grounds.py` and `stance.py` (what a
conclusion rests on, in ids and in words).
"""

from goodoffices.case.answer import Answer
from goodoffices.case.grounds import Grounds, grounds
from goodoffices.case.in_force import in_force, pinned
from goodoffices.case.load import load
from goodoffices.case.model import CaseFile, Issue, Leverage, Party, Position, Rule, State

__all__ = [
    "Answer",
    "CaseFile",
    "Grounds",
    "Issue",
    "Leverage",
    "Party",
    "Position",
    "Rule",
    "State",
    "grounds",
    "in_force",
    "load",
    "pinned",
]
