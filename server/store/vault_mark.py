"""The page vault's mark: a small file beside the pages that says whose they are.

An empty mount point has none, so that it cannot be taken for a vault whose pages are lost. The data folder
remembers that a mark was made. Knows files; what follows from a mark is `vault_watch`'s.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import Enum, auto
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from contract.ids import CenterId
from server.store import tables
from server.store.whole_file import sync_folder, write_whole

NAME = "vault.json"
"""In the vault's folder."""
REMEMBERED = "record-papers.mark"
"""In the data folder: the vault of that ledger was marked once."""
_CHECKING = b"motcua page vault mark 1"


class LedgerName(msgspec.Struct, frozen=True, kw_only=True):
    """Which ledger: the same after a restore, another after an import."""

    center: CenterId
    created_us: int


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says."""

    ledger: LedgerName
    key: str
    """Tells the vault's key from others, and nothing of it."""


class MarkIs(Enum):
    """What was found."""

    OURS = auto()
    MISSING = auto()
    ANOTHERS = auto()
    OTHER_KEY = auto()


def ledger_name(connection: Connection) -> LedgerName:
    """Of a ledger that has begun."""
    column = tables.ledger.c
    row = connection.execute(select(column.center, column.created_us)).one()
    return LedgerName(center=CenterId(row.center), created_us=row.created_us)


def key_check(key: bytes) -> str:
    """For `Mark.key`."""
    return hmac.new(key, _CHECKING, hashlib.sha256).hexdigest()[:32]


def mark_in(folder: Path) -> Mark | None:
    """None: there is none, or the disk does not let it be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError):
        return None


def write_mark(folder: Path, mark: Mark) -> None:
    """It is on the disk when this returns."""
    write_whole(folder / NAME, msgspec.json.encode(mark) + b"\n")
    sync_folder(folder)


class VaultMark:
    """Of one vault, as it should be here."""

    def __init__(self, folder: Path, data_dir: Path, mark: Mark) -> None:
        self._folder = folder
        self._data_dir = data_dir
        self._mark = mark
        self._is_remembered = False

    @property
    def state(self) -> MarkIs:
        """Read anew each time: a disk may go and come."""
        found = mark_in(self._folder)
        if found is None:
            return MarkIs.MISSING
        if found.ledger != self._mark.ledger:
            return MarkIs.ANOTHERS
        return MarkIs.OURS if found.key == self._mark.key else MarkIs.OTHER_KEY

    @property
    def was_made(self) -> bool:
        """Whether this ledger's vault has ever been marked from here."""
        try:
            said = msgspec.json.decode((self._data_dir / REMEMBERED).read_bytes(), type=LedgerName)
        except (FileNotFoundError, msgspec.DecodeError):
            return False
        return said == self._mark.ledger

    def make(self) -> None:
        """From here on the folder is this ledger's."""
        write_mark(self._folder, self._mark)
        self.remember()

    def remember(self) -> None:
        """That there is one."""
        if not self._is_remembered and not self.was_made:
            write_whole(self._data_dir / REMEMBERED, msgspec.json.encode(self._mark.ledger) + b"\n")
            sync_folder(self._data_dir)
        self._is_remembered = True
