"""The command line: one file a command, each of which parses, calls and prints, and decides nothing.

Exit codes: 0 answered; 1 answered, and the finding is negative; 2 the user's mistake; 70 ours; 130 interrupted.
"""

from __future__ import annotations

import gc
import io
import os
import re
import sys
from typing import TextIO

import typer

from goodoffices.cli import (
    brief,
    check,
    compare,
    convene,
    draft,
    export,
    forecast,
    import_,
    new,
    read,
    review,
    schema,
    sensitivity,
    settle,
    stability,
    timeline,
    transition,
    whatif,
)

_INTERRUPTED = 130  # what Typer returns for Ctrl-C
_COMMAND = re.compile(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
"""Control characters but line ends, tabs and what sets colours."""

app = typer.Typer(
    name="goodoffices",
    help="Prepare a peace conference: who will come, what stands in the way, what unlocks it, what to agree on.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (
    read,
    review,
    draft,
    check,
    convene,
    settle,
    transition,
    stability,
    sensitivity,
    whatif,
    compare,
    timeline,
    forecast,
    export,
    brief,
    new,
    schema,
):
    app.command()(getattr(module, module.__name__.rpartition(".")[2]))
app.command("import")(import_.import_)


def main() -> None:
    """Run the command; tell every failure in a line or several, never in a traceback unless `--debug` asks for it."""
    # A short answer would wait longer for these than for its computation: what is loaded is looked through for garbage
    # again and again while more loads, and NumPy starts threads for products of matrices, which we hardly have.
    gc.set_threshold(1_000_000)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    debug = "--debug" in sys.argv
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        code = app(arguments, standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads us has enough; what is still to be flushed goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # the last place where an error can be told in words
        if debug:
            raise
        _tell(error)
    if code == _INTERRUPTED:
        _fail("interrupted; nothing was written", _INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)


class _Terminal(io.TextIOWrapper):
    """A terminal that the words of a report cannot command: their control characters are shown as replaced."""

    def write(self, text: str) -> int:
        return super().write(_COMMAND.sub("\N{REPLACEMENT CHARACTER}", text))


def _guarded(stream: TextIO) -> TextIO:
    if not stream.isatty():
        return stream
    return _Terminal(stream.buffer, stream.encoding, stream.errors, line_buffering=True)


def _tell(error: Exception) -> None:
    """Print what went wrong and leave with the code that says whose mistake it is."""
    from goodoffices.errors import GoodOfficesError

    if isinstance(error, typer.Exit):
        sys.exit(error.exit_code)
    if isinstance(error, GoodOfficesError):
        _fail(str(error), 2)
    if hasattr(error, "format_message"):  # click's own errors: an unknown option, a missing argument
        command = getattr(getattr(error, "ctx", None), "command_path", "goodoffices")
        _fail(f"{error.format_message()} See '{command} --help'.", 2)
    _fail(f"a fault of ours: {type(error).__name__}: {error}; run again with --debug and report what it prints", 70)


def _fail(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    sys.exit(code)
