"""The case once the changes, or a package, have brought the parties together."""

from __future__ import annotations

from goodoffices.case import CaseFile
from goodoffices.case.after import after
from goodoffices.convene.answer import ConveneAnswer


def met(case: CaseFile, answer: ConveneAnswer, package: int = 1) -> CaseFile | None:
    """Return the case once a package, counted from 1, is agreed, or None if the answer names no such package.

    Its concessions are out of force; the goal and the conditions of the leverages it uses must hold. Where the case
    convenes without concessions, package 1 is none at all.
    """
    if answer.convenes and package == 1:
        return after(case, (), ())
    if not 1 <= package <= len(answer.packages):
        return None
    made = answer.packages[package - 1].concessions
    return after(case, [one.position for one in made], [one.leverage for one in made if one.leverage])
