"""How other programs' files are read and written: one codec a file."""
