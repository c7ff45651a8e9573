"""Which other programs can read this, and what of theirs can we? One codec a file.

Read `web_annotation.py` (W3C Web Annotations, out and in), `refi_qda.py` (a project for qualitative analysis),
`quote_list.py` (every statement as a row of a spreadsheet) and `statement_list.py` (plain JSON).
"""
