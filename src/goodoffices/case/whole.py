"""Write a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from goodoffices.errors import FolderError


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
