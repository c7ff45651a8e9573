"""Whether a question about one state can be asked: the state is feasible, the names are known."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.case import CaseFile, State
from goodoffices.case.expressions import holds
from goodoffices.encode.preferences import decision_makers
from goodoffices.errors import InfeasibleStateError, UnknownNameError, unknown
from goodoffices.stability._engine import CONCEPTS


def check(case: CaseFile, state: State, *, parties: Iterable[str] = (), concepts: Iterable[str] = ()) -> None:
    """Raise an error that says what is wrong with a state, or with the names of decision makers or concepts."""
    for kind, names, known in (
        ("decision maker", parties, decision_makers(case)),
        ("concept", concepts, CONCEPTS),
    ):
        for name in names:
            if name not in known:
                raise UnknownNameError(unknown(kind, name, known))
    for issue in case.issues.values():
        if state.get(issue.id) not in issue.values:
            found = unknown("value", str(state.get(issue.id)), issue.values)
            raise UnknownNameError(f"issue '{issue.id}': {found}")
    for rule in case.impossible:
        if holds(rule.that.node, state):
            raise InfeasibleStateError(f"the state is not feasible: rule '{rule.id}' excludes it ({rule.that})")
