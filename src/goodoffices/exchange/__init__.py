"""How do others write it? One codec a file, in and out; what the other form cannot hold is never left out in silence.

`additive.py` is what bargaining tools share (issues, values, additive worth), `genius.py` and `negmas.py` their
files; `preflib.py` reads and writes orders of preference.
"""
