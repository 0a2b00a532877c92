"""Last good copies of what the hub told, on this kiosk's disk: names and procedures survive a restart.

Knows two files; a damaged one is as good as none.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from contract.states import CatalogueState
from kiosk.procedures import ProcedureBook

log = logging.getLogger(__name__)

T = TypeVar("T")


class Shelf:
    """Read at start, written at each change."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._catalogue = folder / "catalogue.json"
        self._procedures = folder / "procedure-book.json"
        self._without_days = folder / "procedures.json"

    def catalogue(self) -> CatalogueState | None:
        """The last names and texts of the center."""
        return _read(self._catalogue, CatalogueState)

    def procedures(self) -> ProcedureBook | None:
        """The last catalogue of procedures; one kept when there were no days of validity has no sum."""
        book = _read(self._procedures, ProcedureBook)
        if book is not None:
            return book
        old = _read(self._without_days, ProcedureBook)
        return None if old is None else msgspec.structs.replace(old, sha256="")

    def keep_catalogue(self, catalogue: CatalogueState) -> None:
        """From now on the last good one."""
        _write(self._catalogue, msgspec.json.encode(catalogue))

    def keep_procedures(self, book: ProcedureBook) -> None:
        """From now on the last good one."""
        _write(self._procedures, msgspec.json.encode(book))
        self._without_days.unlink(missing_ok=True)


def _read(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        log.warning("%s is passed over: %s", path, error)
        return None


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_suffix(".new")
    try:
        if path.exists() and path.read_bytes() == content:
            return  # each connection brings it again, and a card wears out
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a power cut must not leave an empty file in place of the good one
        fresh.replace(path)
    except OSError:
        log.exception("%s could not be kept", path)
