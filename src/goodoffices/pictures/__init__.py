"""How does it look? Answers as SVG, drawn by template: no script, no font of their own, readable without colour.

Read `leans.py` (who leans on whom), `way.py` (from today to a settlement), `holding.py` (which states hold),
`frontier.py` (what the sides could agree on) and `timeline.py` (from date to date).
"""

from goodoffices.pictures.frontier import frontier
from goodoffices.pictures.holding import holding
from goodoffices.pictures.leans import leans
from goodoffices.pictures.timeline import timeline
from goodoffices.pictures.way import way

__all__ = ["frontier", "holding", "leans", "timeline", "way"]
