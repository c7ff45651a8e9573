"""The words of a report are shown on a terminal; they do not command it."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest

REPORT = """The ferry

4 May 2031 - Minister Ann Lee spoke in Alder. "We \x1b]0;taken over\x07 cross \x1b[2J\x9b2J tomorrow," Lee said.
"""
COMMANDS = (b"\x1b]", b"\x1b[2J", b"\x07", b"\xc2\x9b")


def printed_on_a_terminal(*arguments: str) -> bytes:
    """Run the command in a terminal of its own and return what came out."""
    found = []

    def keep(terminal: int) -> bytes:
        found.append(os.read(terminal, 1 << 16))
        return found[-1]

    pty.spawn([sys.executable, "-m", "goodoffices", *arguments], keep)
    return b"".join(found)


def test_escape_sequences_of_a_report_do_not_reach_the_terminal(tmp_path: Path) -> None:
    report = tmp_path / "ferry.txt"
    report.write_text(REPORT, encoding="utf-8")
    printed = printed_on_a_terminal("read", str(report))
    assert "cross" in printed.decode()
    assert not [command for command in COMMANDS if command in printed]


def test_colours_of_our_own_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert b"\x1b[1" in printed_on_a_terminal("convene", "examples/syria-2013")
