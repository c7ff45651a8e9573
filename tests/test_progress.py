"""Long work tells how far it is: on stderr, at a terminal, once it has taken two seconds."""

from __future__ import annotations

import sys
import time

import pytest

from goodoffices import progress


class Terminal:
    """A stderr that keeps what it is given."""

    def __init__(self, *, is_terminal: bool) -> None:
        self.is_terminal, self.shown = is_terminal, ""

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str) -> int:
        self.shown += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize(("is_terminal", "after", "is_told"), [(True, 3, True), (True, 1, False), (False, 3, False)])
def test_progress_is_told_at_a_terminal_after_two_seconds_and_wiped(
    monkeypatch: pytest.MonkeyPatch, is_terminal: bool, after: float, is_told: bool
) -> None:
    clock = [0.0]
    terminal = Terminal(is_terminal=is_terminal)
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.on_terminal("coalitions judged") as tell:
        clock[0] = after
        tell(3, 15)
    assert ("coalitions judged: 3 of 15" in terminal.shown) == is_told
    assert terminal.shown.endswith("\r") == is_told


def test_work_that_tells_nothing_is_shown_after_two_seconds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(is_terminal=True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    with progress.on_terminal("following every step"):
        deadline = time.monotonic() + 10
        while "…" not in terminal.shown and time.monotonic() < deadline:
            time.sleep(0.01)
    assert terminal.shown.startswith("\rfollowing every step …")
    assert terminal.shown.endswith("\r")
