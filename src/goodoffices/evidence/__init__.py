"""What was said? Reports → sourced statements, each by exact span, so that only confirming is left.

Read `_stored.py`, `_page.py`, `_pdf.py` (bytes → stored text), `_blocks.py` and `_roles.py` (the role of every line); then
`_marks.py`, `_tokens.py`, `_sentences.py`, `_clauses.py` and `_speech.py` (what is attributed, by structure), `_cast.py`
and `_who.py` (to whom), `_said.py`, `_positions.py`, `_figures.py`, `_dates.py` and `_ties.py` (the kinds of statement);
`_statements.py` (one report) and `read.py` (many); `into.py` (into a case) and `digest.py` (in plain lines). The word lists lie in `words/`.
"""

from goodoffices.evidence.answer import Question, Reading
from goodoffices.evidence.digest import digest
from goodoffices.evidence.into import Added, add_to_case, known_reports
from goodoffices.evidence.read import read, readings

__all__ = ["Added", "Question", "Reading", "add_to_case", "digest", "known_reports", "read", "readings"]
