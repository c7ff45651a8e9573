"""Nothing but a language model the user names needs a network."""

from __future__ import annotations

import io
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from goodoffices.api import Case
from goodoffices.case import load
from goodoffices.cli import app
from goodoffices.evidence.linking import reconcile


def refuse(*_: object, **__: object) -> NoReturn:
    raise AssertionError("a socket was opened")


def test_linking_reviewing_drafting_and_exchange_work_with_sockets_blocked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    folder = tmp_path / "case"
    shutil.copytree("examples/syria-2013", folder)
    held = load(folder).dossier
    assert reconcile(held.statements.values(), held.reports, rulings=held.links)
    for command in (
        ["review", str(folder)],
        ["draft", str(folder)],
        ["review", str(folder), "--csv-out", str(tmp_path / "t.csv")],
    ):
        assert app(command, standalone_mode=False) == 0
    for suffix in ("jsonld", "qdpx", "csv", "json", "html"):
        Case.load(folder).export(tmp_path / f"out.{suffix}")
    Case.load(folder).take_in(tmp_path / "out.jsonld")
