"""Will it hold? Which states no decision maker can gain by leaving, once the others' replies are counted.

Read `answer.py` (what is answered), `questions.py` (what can be asked), `_plain.py` (the engine, with the definitions)
and `_ways.py` (shortest ways from one state to others). Both stand on the graph model in `encode`.
"""

from goodoffices.stability._engine import CONCEPTS
from goodoffices.stability.answer import Equilibria, StabilityAnswer, StableFor, Standing, Step, Way
from goodoffices.stability.questions import stability, standing, ways

__all__ = [
    "CONCEPTS",
    "Equilibria",
    "StabilityAnswer",
    "StableFor",
    "Standing",
    "Step",
    "Way",
    "stability",
    "standing",
    "ways",
]
