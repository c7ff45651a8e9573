"""Files, folders and patterns on the command line → the reports they mean, in order."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

from goodoffices.errors import FolderError

ENDINGS = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"))
"""What is read of a folder; a file named outright is read whatever it is called."""
LARGEST = 50_000_000


def report_files(given: Iterable[str | Path]) -> Iterator[Path]:
    """Yield the files meant, each once.

    Raises
    ------
    FolderError
        If a name means nothing that can be read.
    """
    seen: set[Path] = set()
    for name in given:
        for file in _meant(name):
            place = file.resolve()
            if place not in seen:
                seen.add(place)
                yield file


def _meant(name: str | Path) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        found = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in ENDINGS and file.is_file() and not _is_hidden(file, path)
        )
        if not found:
            raise FolderError(f"{name}: this folder holds no report; reports end in {', '.join(sorted(ENDINGS))}")
        yield from found
    elif path.exists():
        yield path
    elif glob.has_magic(str(name)):
        matches = sorted(Path(found) for found in glob.glob(str(name), recursive=True))  # noqa: PTH207 - absolute patterns too
        found = [file for file in matches if file.is_file()]
        if not found:
            raise FolderError(f"{name}: no file fits this pattern; check the folder and the ending")
        yield from found
    else:
        raise FolderError(
            f"{name}: there is no such file or folder; name reports, a folder of them, or a pattern in quotes"
        )


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def contents(file: Path) -> bytes:
    """Return a report's bytes.

    Raises
    ------
    FolderError
        If it cannot be read, or is larger than any report.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise FolderError(f"{file}: {file.stat().st_size:,} bytes is no report; at most {LARGEST:,} are read")
        return file.read_bytes()
    except OSError as error:
        raise FolderError(
            f"{file}: cannot be read ({error.strerror or error}); check the path and its permissions"
        ) from None
