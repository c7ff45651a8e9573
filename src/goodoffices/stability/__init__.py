"""Will it hold? Which states no decision maker can gain by leaving, once the others' replies are counted.

Read `answer.py` (what is answered), `questions.py` (what can be asked), `_engine.py` (which method answers), then a
method each: `_plain.py` (every move listed), `_blocks.py` (the theorem the others share), `_sweeps.py`,
`_labels.py` and `_normal_form.py`; `_coalitions.py` (who moves together), `_ways.py` and `_reached.py` (from one state
to others). All stand on the graph model in `encode`.
"""

from goodoffices.stability._engine import CONCEPTS
from goodoffices.stability.answer import StabilityAnswer, Standing, StatusQuo, Way
from goodoffices.stability.questions import stability, standing, status_quo, ways

__all__ = [
    "CONCEPTS",
    "StabilityAnswer",
    "Standing",
    "StatusQuo",
    "Way",
    "stability",
    "standing",
    "status_quo",
    "ways",
]
