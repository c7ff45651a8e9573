"""How do others write it? One codec a file, in and out; what the other form cannot hold is never left out in silence.

For statements: `web_annotation.py` (W3C Web Annotations), `refi_qda.py` (a project for qualitative analysis),
`quote_list.py` (rows of a spreadsheet) and `statement_list.py` (plain JSON). For bargaining: `additive.py` is what its
tools share, `genius.py` and `negmas.py` are their files. For orders of preference: `preflib.py`. What makes a case of
its own comes in by `scenario.py`.
"""
