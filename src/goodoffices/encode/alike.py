"""Which states the analyst holds to be one."""

from __future__ import annotations

import numpy as np

from goodoffices.case import CaseFile
from goodoffices.encode.states import Index, States


def alike_classes(case: CaseFile, states: States) -> Index:
    """Return for every state the first state of its class, itself where it is alone; classes that overlap merge."""
    first = np.arange(len(states))
    for condition in case.alike:
        touched = np.unique(first[states.where(condition.node)])
        if len(touched):
            first[np.isin(first, touched)] = touched[0]
    return first
