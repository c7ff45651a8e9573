"""Who will come, what stands in the way, and what is the least that unlocks it?

Read `answer.py` (what is answered), `_problem.py` (what must hold and what may be given up), `changes.py`,
`deadlocks.py`, `packages.py`, `order.py`, `pivots.py`; `convene.py` puts them together, `met.py` takes it from there.
"""

from goodoffices.convene.answer import Change, Concession, ConveneAnswer, Deadlock, Package, Pivot, PriceRange
from goodoffices.convene.convene import convene
from goodoffices.convene.met import met

__all__ = ["Change", "Concession", "ConveneAnswer", "Deadlock", "Package", "Pivot", "PriceRange", "convene", "met"]
