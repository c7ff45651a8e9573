"""What has been said, by whom, and where do the reports disagree: statements, links and what to do with them.

Read `reconcile.py` (statements of all reports → links; its parts are `_passages.py`, `_likeness.py`, `_claims.py`,
`_figures.py`, `_dates.py`, `_ties.py`, `_origins.py` and `_difference.py`).
"""

from goodoffices.evidence.reconcile import reconcile

__all__ = ["reconcile"]
