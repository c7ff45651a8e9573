"""Write a file, or make a folder, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodoffices.case._beside import shown
from goodoffices.errors import FolderError, GoodOfficesError


def write_whole(file: Path, text: str | bytes) -> None:
    """Write text, or bytes as they are, to a file: it holds either all of it, or what it held before.

    Raises
    ------
    FolderError
        If it cannot be written there.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8") if isinstance(text, str) else text)
            mode = file.stat().st_mode if file.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise FolderError(
            f"{file}: cannot be written ({error.strerror}); check the folder and its permissions"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill; it becomes `target` once it is filled, or nothing is left behind.

    Raises
    ------
    FolderError
        If there is already something, or it cannot be made there.
    """
    try:
        if (
            target.is_symlink()
            or (target.exists() and not target.is_dir())
            or (target.is_dir() and any(target.iterdir()))
        ):
            raise FolderError(f"{shown(target)}: is already there and not an empty folder; name another")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as made:
            whole = Path(made) / "whole"
            whole.mkdir()
            yield whole
            if target.exists():
                target.rmdir()
            whole.rename(target)
    except (OSError, ValueError) as error:  # ValueError: a name no folder can have
        if isinstance(error, GoodOfficesError):
            raise
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise FolderError(f"{shown(target)}: cannot be made ({why}); check the path and its permissions") from None
