"""Where do the reports agree and where not? Statements of all reports → links, each with its reason and difference.

Read `reconcile.py`; its parts are `_passages.py`, `_likeness.py`, `_claims.py`, `_frames.py`, `_figures.py`,
`_dates.py`, `_ties.py`, `_origins.py` and `_difference.py`.
"""

from goodoffices.evidence.linking.reconcile import reconcile

__all__ = ["reconcile"]
