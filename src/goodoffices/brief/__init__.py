"""What do I put on the table? All answers on a few pages, each line traced to the words it rests on.

Read `report.py` (the report model), `brief.py` (a case → the report), `convening.py`, `governing.py`, `holding.py` and
`sources.py` (its parts), `wording.py` (plain words); then `terminal.py` and `page.py` (how it is shown).
"""

from goodoffices.brief.report import Brief, Line, Section

__all__ = ["Brief", "Line", "Section"]
