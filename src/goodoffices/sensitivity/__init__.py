"""How sure is that, and what carries it? The questions asked again under doubt.

Read `questions.py` (what is asked), `otherwise.py` (the case otherwise), `alike.py` (many cases that differ little) and
`answer.py` (what is answered); then `doubt.py` and `shares.py` (draws), `falls.py`, `load_bearing.py`,
`overturning.py` and `verdict.py` (what a conclusion hangs on), `narrowing.py` (what to ask next); `sensitivity.py` puts
them together. `ask.py`, `spread.py` and `kept.py` say where the work is done. Beside it `dropped.py`, `facts.py` and
`compare.py` (what if), and `timeline.py` (from date to date).
"""

from goodoffices.sensitivity.answer import SensitivityAnswer
from goodoffices.sensitivity.compare import Comparison, Difference, compare
from goodoffices.sensitivity.dropped import dropped
from goodoffices.sensitivity.questions import QUESTIONS
from goodoffices.sensitivity.sensitivity import sensitivity
from goodoffices.sensitivity.timeline import Moment, Timeline, timeline

__all__ = [
    "QUESTIONS",
    "Comparison",
    "Difference",
    "Moment",
    "SensitivityAnswer",
    "Timeline",
    "compare",
    "dropped",
    "sensitivity",
    "timeline",
]
