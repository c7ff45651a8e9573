"""A state as a user names it: what differs from today, or a letter for each yes/no issue."""

from __future__ import annotations

import re

from goodoffices.case.model import CaseFile, State
from goodoffices.errors import UnknownNameError, unknown


def named_state(case: CaseFile, text: str) -> State:
    """Return the state that a text names.

    Parameters
    ----------
    case : CaseFile
        Whose issues the state gives values.
    text : str
        `issue=value,issue=value`, all else as it is today; `today`; or, where all issues are yes/no, a string of Y and
        N in the order of the issues.

    Raises
    ------
    UnknownNameError
        If an issue or value is not in the case.
    """
    issues = case.issues
    if re.fullmatch("[YN]+", text) and len(text) == len(issues) and all(i.is_yes_no for i in issues.values()):
        return {name: "yes" if letter == "Y" else "no" for name, letter in zip(issues, text, strict=True)}
    state = dict(case.status_quo)
    for part in text.split(",") if text.strip() != "today" else ():
        name, equals, value = (word.strip() for word in part.partition("="))
        if name not in issues:
            raise UnknownNameError(unknown("issue", name, issues) + "; write issue=value,issue=value or YN…")
        value = value.strip("'\"") if equals else "yes"
        if value not in issues[name].values:
            raise UnknownNameError(f"issue '{name}': " + unknown("value", value, issues[name].values))
        state[name] = value
    return state
