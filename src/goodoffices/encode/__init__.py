"""The case as arrays and as clauses: what two questions share.

Read `clauses.py` (a literal for every value, a selector for every rule and position), then `states.py` (the feasible
states as an array).
"""
