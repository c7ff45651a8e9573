"""How sure is that, and what carries it? The questions asked again under doubt.

Read `questions.py` (what is asked), `otherwise.py` (the case otherwise), `answer.py` (what is answered); then
`doubt.py` and `shares.py` (draws), `falls.py`, `load_bearing.py` and `overturning.py` (what a conclusion hangs on),
`narrowing.py` (what to ask next); `sensitivity.py` puts them together. `ask.py`, `spread.py` and `kept.py` say where
the work is done.
"""

from goodoffices.sensitivity.answer import Ask, Conclusion, LoadBearing, Overturning, SensitivityAnswer
from goodoffices.sensitivity.questions import QUESTIONS
from goodoffices.sensitivity.sensitivity import sensitivity

__all__ = ["QUESTIONS", "Ask", "Conclusion", "LoadBearing", "Overturning", "SensitivityAnswer", "sensitivity"]
