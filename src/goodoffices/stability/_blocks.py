"""The moves of a decision maker where no two states are alike: within a block, from a level to none below it.

The states that differ only in what a party alone decides form a block. Its one-way issues give each state a level in
each: the place of the value in the issue's direction, or whether it has left today's value. A move from s to t is legal
exactly if both are feasible, lie in one block, and no level falls. That is transitive, and so are improvements; hence
the rule that no party moves twice in a row changes nothing of what can be reached (two moves running of one party
are one, or none), and staying put can be counted among what is reached: where s1 is an improvement on s, staying at s1
is no sanction. With X_i(t) the worst that the others' answers leave to i after coming to t,

    s is stable for i  ⟺  max of X_i(t) over t in R_i(s) ∪ {s}  ≤  p_i(s),

    nash: X_i(t) = p_i(t)                              gmr, seq: the lowest p_i(u) over u in R(t) ∪ {t}
    smr, sseq: the lower of p_i(t) and the lowest of E_i(u) over the same u, E_i(u) = max of p_i over R_i(u) ∪ {u}

where R is R_{N−i} for gmr and smr, R⁺_{N−i} for seq and sseq. For X_i(t) ≤ p_i(t), so that X_i(t) > p_i(s) makes t an
improvement on s, and says that no answer to it is a sanction.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.encode.graph_model import GraphModel, block_numbers
from goodoffices.encode.states import Index, Mask, numbered


@dataclass(frozen=True, eq=False)
class Blocks:
    """Where a decision maker, or several together, can move: for every state its block and the number of its levels."""

    block: Index
    level: Index
    levels: Index
    """Shape (numbers, one-way issues): the level in each."""

    @property
    def may_follow(self) -> Mask:
        """For each pair of levels whether the second may follow the first."""
        follows: Mask = np.logical_and.reduce(self.levels[:, None, :] <= self.levels[None, :, :], axis=2)
        return follows


def blocks_of(model: GraphModel, *group: str) -> Blocks:
    """Return where a decision maker, or several together, can move."""
    case, states = model.case, model.states
    theirs = [set(issue.by) <= set(group) for issue in case.issues.values()]
    level = np.zeros(len(states), np.intp)
    columns = []
    for place, issue in enumerate(case.issues.values()):
        if theirs[place] and issue.id in case.one_way:
            direction = case.one_way[issue.id]
            of_value = [direction.index(v) if direction else int(v != issue.now) for v in issue.values]
            columns.append(np.array(of_value)[states.values[:, place]])
            level = numbered(level * (max(of_value) + 1) + columns[-1])
    levels = np.zeros((int(level.max()) + 1, len(columns)), np.intp)
    for place, column in enumerate(columns):
        levels[level, place] = column
    return Blocks(block_numbers(states, [place for place, own in enumerate(theirs) if not own]), level, levels)
