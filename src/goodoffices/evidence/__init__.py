"""What has been said, by whom, and where do the reports disagree: statements, links and what to do with them.

Read `reconcile.py` (statements of all reports → links; its parts are `_passages.py`, `_likeness.py`, `_claims.py`,
`_frames.py`, `_figures.py`, `_dates.py`, `_ties.py`, `_origins.py` and `_difference.py`); `review.py` and
`review_table.py` (a person's decisions and rulings), `draft.py` (confirmed statements → the case file), `added.py` (new
statements → the statements file); and `model.py` with `accepted.py` (what a language model proposes, and what of it is
believed).
"""

from goodoffices.evidence.accepted import Rejection, accepted
from goodoffices.evidence.draft import Draft, draft
from goodoffices.evidence.linking.reconcile import reconcile
from goodoffices.evidence.review import Decision, record

__all__ = ["Decision", "Draft", "Rejection", "accepted", "draft", "reconcile", "record"]
