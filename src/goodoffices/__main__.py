"""`python -m goodoffices` is the command."""

from goodoffices.cli import main

main()
