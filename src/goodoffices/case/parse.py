"""From the text of a condition to the condition."""

from __future__ import annotations

from goodoffices.case.expressions import Expression


def parse(text: str) -> Expression:
    """Read a condition.

    Raises
    ------
    ExpressionError
        If the text is no condition; says at which column, and what could stand there.
    """
    # Lark is loaded on first use: `goodoffices --help` does without.
    from goodoffices.case._parser import tree

    return Expression(text, tree(text))
