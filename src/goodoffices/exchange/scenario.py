"""What makes a case of its own: Genius profiles, a NegMAS scenario, orders of PrefLib, each told by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodoffices.case import CaseFile
from goodoffices.errors import ExchangeError, FolderError
from goodoffices.exchange import preflib
from goodoffices.exchange.additive import Scaling, read_bytes
from goodoffices.exchange.genius import read_genius
from goodoffices.exchange.negmas import read_negmas

_ORDERS = (".soc", ".soi", ".toc", ".toi")


def read_scenario(paths: Sequence[str | Path], *, scaling: Scaling = "by_maximum") -> CaseFile:
    """Return the case of a folder of Genius or NegMAS, of Genius profiles, or of a PrefLib file of orders.

    Parameters
    ----------
    paths : sequence of path
        One folder, one file of orders, or the profiles of all sides.
    scaling : {"by_maximum", "as_written"}
        How Genius evaluations count; those of NegMAS count as written.

    Raises
    ------
    CaseError, ExchangeError
        If the files are none of these, or have mistakes.
    FolderError
        If one cannot be read.
    """
    files = [Path(path) for path in paths]
    if len(files) == 1 and files[0].is_dir():
        profiles = sorted(file for file in files[0].iterdir() if file.suffix.lower() == ".xml")
        if not profiles:
            return read_negmas(files[0])
        return read_genius(profiles, scaling=scaling, title=files[0].resolve().name)
    if len(files) == 1 and files[0].suffix.lower() in _ORDERS:
        return _orders(files[0])
    if files and all(file.suffix.lower() == ".xml" for file in files):
        return read_genius(files, scaling=scaling)
    missing = [file for file in files if not file.exists()]
    if missing:
        raise FolderError(f"{missing[0]}: there is no such file or folder; check the path")
    named = ", ".join(str(file) for file in files[:3]) or "nothing"
    expected = "a folder of Genius or NegMAS, Genius profiles (.xml, one a side), or orders of PrefLib (.soc, .soi)"
    raise ExchangeError(f"{named}: no case can be made of this; expected {expected}")


def _orders(file: Path) -> CaseFile:
    try:
        return preflib.case_of(preflib.loads(read_bytes(file).decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise ExchangeError(f"{file}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except ExchangeError as error:
        raise ExchangeError(f"{file}: {error}") from None
