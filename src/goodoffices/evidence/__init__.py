"""What was said? Reports → sourced statements, each by exact span, so that only confirming is left.

Read `_decoded.py`, `_page.py`, `_pdf.py` (bytes → stored text), `_blocks.py`, `_roles.py` (the role of every line);
`_marks.py`, `_tokens.py`, `_sentences.py`, `_clauses.py` (structure); `_speech.py` with `_around.py`, `_content.py`,
`_ends.py`, `_turns.py` (what is attributed); `_cast.py`, `_who.py` (to whom). Then the kinds of statement: `_said.py`,
`_positions.py` with `_rules.py`, `_meant.py`, `_holders.py`, `_extent.py`, `_held.py`, `_conditions.py`, `_figures.py`,
`_dates.py`, `_ties.py`; and `_statements.py` (one report), `read.py` (many), `into.py` (into a case), `digest.py` (in
plain lines). The word lists lie in `words/`. `linking/` says where reports agree and where not; `review.py` and
`review_table.py` take a person's decisions, `draft.py` brings confirmed statements into the case file, `added.py` new
ones into the statements file; `model.py` and `accepted.py` are what a language model proposes, and what of it is
believed; `proposed.py` adds that to a reading.
"""

from goodoffices.evidence.answer import Question, Reading
from goodoffices.evidence.digest import digest
from goodoffices.evidence.into import Added, add_to_case, known_reports
from goodoffices.evidence.read import read, readings

__all__ = ["Added", "Question", "Reading", "add_to_case", "digest", "known_reports", "read", "readings"]
