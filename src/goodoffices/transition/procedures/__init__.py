"""Procedures that choose one of several candidates from the orders of the sides: one file each, with its paper.

A profile gives for each side, in the order of their turns, the candidates from best to worst; all rank the same ones. A
procedure returns all that it chooses, and None where it is made for two sides and there are more or fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from goodoffices.transition.procedures.alternating_offers_and_vetoes import alternating_offers_and_vetoes
from goodoffices.transition.procedures.fallback_bargaining import fallback_bargaining
from goodoffices.transition.procedures.mueller_moulin import mueller_moulin
from goodoffices.transition.procedures.sequential_veto import sequential_veto
from goodoffices.transition.procedures.shortlisting import shortlisting
from goodoffices.transition.procedures.strike_and_rank import strike_and_rank
from goodoffices.transition.procedures.veto_core import veto_core

Profile = Sequence[Sequence[str]]

PROCEDURES: Mapping[str, Callable[[Profile], set[str] | None]] = {
    "veto_core": veto_core,
    "sequential_veto": sequential_veto,
    "mueller_moulin": mueller_moulin,
    "strike_and_rank": strike_and_rank,
    "shortlisting": shortlisting,
    "alternating_offers_and_vetoes": alternating_offers_and_vetoes,
    "fallback_bargaining": fallback_bargaining,
}
