"""How does it look? Answers as SVG, drawn by template: no script, no font of their own, readable without colour.

Read `leans.py` (who leans on whom), `way.py` (from today to a settlement) and `timeline.py` (from date to date).
"""

from goodoffices.pictures.leans import leans
from goodoffices.pictures.timeline import timeline
from goodoffices.pictures.way import way

__all__ = ["leans", "timeline", "way"]
