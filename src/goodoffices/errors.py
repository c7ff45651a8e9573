"""Every error Good Offices raises.

GoodOfficesError
├── CaseError            a case folder has mistakes; carries all of them
├── ExpressionError      an expression cannot be read; carries its column
├── UnknownNameError     a name given on the command line or in a call is not in the case
├── MissingGoalError     `convene` was asked of a case without a goal
├── MissingTransitionError `transition` was asked of a case without that section
├── NoFeasibleStateError the hard rules leave no state at all
├── InfeasibleStateError a state asked about breaks a hard rule; names it
├── TooLargeError        the question does not fit; says how large it is and what would
├── FolderError          a file or folder cannot be read or written
├── ClusterError         no scheduler answers at the address given
├── ExchangeError        a file of another program cannot be read; carries every reason
├── ModelError           a language model's endpoint did not answer as asked
└── MissingPartError     an optional part is not installed; says which to install
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or warning: where it stands, what was found, what is allowed, what to do."""

    file: str
    line: int
    column: int
    path: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: " + (f"{self.path}: " if self.path else "")
        return where + ("warning: " if self.severity == "warning" else "") + self.message


class GoodOfficesError(Exception):
    """Root of all errors a user can cause or mend."""


class CaseError(GoodOfficesError, ValueError):
    """A case cannot be used as it stands; `problems` holds every mistake and warning found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class ExpressionError(GoodOfficesError, ValueError):
    """An expression cannot be read; `column` counts its characters from 1."""

    def __init__(self, message: str, column: int) -> None:
        self.message, self.column = message, column
        super().__init__(f"column {column}: {message}")


class UnknownNameError(GoodOfficesError, LookupError):
    """A name is not in the case; the message lists those that are."""


class MissingGoalError(GoodOfficesError, ValueError):
    """The case states no goal, so whether it convenes has no meaning."""


class MissingTransitionError(GoodOfficesError, ValueError):
    """The case has no `transition` section, so there is no body to ask about."""


class NoFeasibleStateError(GoodOfficesError, ValueError):
    """The hard rules of the case exclude every state."""


class InfeasibleStateError(GoodOfficesError, ValueError):
    """A state breaks a hard rule."""


class TooLargeError(GoodOfficesError, ValueError):
    """The question is too large for the method; the message gives the size and the way out."""


class FolderError(GoodOfficesError, OSError):
    """A file or folder cannot be read or written."""


class ClusterError(GoodOfficesError, ConnectionError):
    """No scheduler answers at the address given."""


class ExchangeError(GoodOfficesError, ValueError):
    """A file of another program cannot be read."""


class ModelError(GoodOfficesError, ConnectionError):
    """A language model's endpoint did not answer as asked; the key stands nowhere in it."""


class MissingPartError(GoodOfficesError, ImportError):
    """An optional part is not installed."""


def unknown(kind: str, found: str, allowed: Iterable[str]) -> str:
    """Word an unknown name: what was found, what is allowed, the nearest name."""
    names = list(allowed)
    shown = ", ".join(map(shorten, names[:12])) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    near = difflib.get_close_matches(found, names, n=1, cutoff=0.6) if len(found) <= 100 else []
    listing = f"; {plural(kind)} are {shown}" if names else f"; there are no {plural(kind)} here"
    return f"unknown {kind} {shorten(found)}{listing}" + (f" (did you mean {shorten(near[0])}?)" if near else "")


def plural(kind: str) -> str:
    """Return the plural of a kind of name (`party` → `parties`)."""
    return kind[:-1] + "ies" if kind.endswith("y") and kind[-2] not in "aeiou" else kind + "s"


def shorten(found: object, limit: int = 60) -> str:
    """Quote what was found, on one line and not too long."""
    text = " ".join(str(found).split())
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
