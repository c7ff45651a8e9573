"""How do others write it? One codec a file, in and out; nothing that the other form cannot hold is left out in silence.

Read `additive.py` (what bargaining tools share: issues, values, additive worth), `genius.py` and `negmas.py`.
"""

from goodoffices.exchange.additive import Additive, Profile, case_of, scenario_of
from goodoffices.exchange.genius import read_genius, write_genius
from goodoffices.exchange.negmas import read_negmas, write_negmas

__all__ = [
    "Additive",
    "Profile",
    "case_of",
    "read_genius",
    "read_negmas",
    "scenario_of",
    "write_genius",
    "write_negmas",
]
