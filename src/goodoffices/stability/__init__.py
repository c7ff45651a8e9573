"""Will it hold? Which states no decision maker can gain by leaving, once the others' replies are counted.

Read `answer.py` (what is answered), then a question each: `stability.py` (which states hold), `ways.py` and
`status_quo.py` (from one state to others), `why.py` (improvements and sanctions), `remedy.py` (which preferences would
do). `_engine.py` says which method answers: `_plain.py` (every move listed), `_blocks.py` (the theorem the others
share), `_sweeps.py`, `_labels.py`, and `_normal_form.py` with `_sequential.py`. `_coalitions.py` is on who moves
together, `_search.py` and `_layers.py` on shortest ways, `_too_large.py` with `_clausal.py` on one state without
listing all. They stand on the graph model in `encode`.
"""

from goodoffices.stability._engine import CONCEPTS
from goodoffices.stability.answer import Remedy, StabilityAnswer, Standing, StatusQuo, Why
from goodoffices.stability.remedy import remedy
from goodoffices.stability.stability import stability, standing
from goodoffices.stability.status_quo import status_quo
from goodoffices.stability.ways import ways
from goodoffices.stability.why import why

__all__ = [
    "CONCEPTS",
    "Remedy",
    "StabilityAnswer",
    "Standing",
    "StatusQuo",
    "Why",
    "remedy",
    "stability",
    "standing",
    "status_quo",
    "ways",
    "why",
]
