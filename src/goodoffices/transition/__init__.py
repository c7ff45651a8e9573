"""Who could govern meanwhile, if each side has a veto.

Read `answer.py` (what is answered), `_pool.py` (what matters of each candidate), `_program.py` (a body as an integer
program), `body.py` (the best body), `certificate.py` (what it survives), `blocking.py` and `changes.py` (without one),
`secured.py` (what a veto spares a side), `overreach.py` (vetoes as moves), `choices.py` and `procedures/` (one office);
`transition.py` puts them together.
"""

from goodoffices.transition.answer import (
    Choice,
    Lie,
    Overreach,
    RuleChange,
    Secured,
    Shortage,
    Strikes,
    TransitionAnswer,
    Withdrawal,
)
from goodoffices.transition.procedures import PROCEDURES
from goodoffices.transition.transition import transition

__all__ = [
    "PROCEDURES",
    "Choice",
    "Lie",
    "Overreach",
    "RuleChange",
    "Secured",
    "Shortage",
    "Strikes",
    "TransitionAnswer",
    "Withdrawal",
    "transition",
]
