"""Will it hold? Which states no decision maker can gain by leaving, once the others' replies are counted.

Read `answer.py` (what is answered), `questions.py` (what can be asked), `_engine.py` (which method answers), then a
method each: `_plain.py` (every move listed), `_blocks.py` (the theorem the others share), `_sweeps.py`, `_labels.py`
and `_normal_form.py`. Then `_coalitions.py` (who moves together), `_ways.py` and `_reached.py` (from one state to
others), `_why.py` (improvements and sanctions), `_inverse.py` (which preferences would do), and `_too_large.py` on
`_clausal.py` (one state, without listing all). They stand on the graph model in `encode`.
"""

from goodoffices.stability._engine import CONCEPTS
from goodoffices.stability.answer import Remedy, StabilityAnswer, Standing, StatusQuo, Way, Why
from goodoffices.stability.questions import remedy, stability, standing, status_quo, ways, why

__all__ = [
    "CONCEPTS",
    "Remedy",
    "StabilityAnswer",
    "Standing",
    "StatusQuo",
    "Way",
    "Why",
    "remedy",
    "stability",
    "standing",
    "status_quo",
    "ways",
    "why",
]
