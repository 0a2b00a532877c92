"""The page vault's mark: a small file beside the pages that says whose they are.

An empty mount point has none, so that it cannot be taken for a vault whose pages are lost. The data folder
remembers which mark was made last, so that an older one, left behind under a mount point, is not taken for
it either. Knows files; what follows from a mark is `vault_watch`'s.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
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
"""In the data folder: which marks of that ledger's vault are good."""
_NEXT = "vault.json.next"
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
    id: str
    """Another at each opening of the vault."""
    may_lack_pages: bool = False
    """What is not there is known to be lost; until the next opening, which tells it."""


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What the data folder says."""

    ledger: LedgerName
    ids: tuple[str, ...]
    """Two only where a power cut came between the two files."""


class MarkIs(Enum):
    """What was found."""

    OURS = auto()
    LEFT_BEHIND = auto()
    """Ours, and not the one made last: what lies under a mount point, or an old copy."""
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


def new_mark(ledger: LedgerName, key: str, *, may_lack_pages: bool = False) -> Mark:
    """One that no other folder has."""
    return Mark(ledger=ledger, key=key, id=secrets.token_hex(8), may_lack_pages=may_lack_pages)


def mark_in(folder: Path) -> Mark | None:
    """None: there is none, or the disk does not let it be read."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError):
        return None


def has_good_mark(folder: Path, data_dir: Path, ledger: LedgerName) -> bool:
    """Whether it is this ledger's vault and no older one."""
    found, known = mark_in(folder), remembered_in(data_dir, ledger)
    return found is not None and found.ledger == ledger and (known is None or found.id in known.ids)


def write_mark(folder: Path, mark: Mark) -> None:
    """It is on the disk when this returns."""
    write_whole(folder / NAME, _line(mark))
    sync_folder(folder)


def remembered_in(data_dir: Path, ledger: LedgerName) -> Remembered | None:
    """None: this ledger's vault has never been marked from here."""
    try:
        said = msgspec.json.decode((data_dir / REMEMBERED).read_bytes(), type=Remembered)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return said if said.ledger == ledger else None


def remember(data_dir: Path, ledger: LedgerName, *ids: str) -> None:
    """From here on these marks are good, and no other."""
    write_whole(data_dir / REMEMBERED, _line(Remembered(ledger=ledger, ids=ids)))
    sync_folder(data_dir)


def _line(said: Mark | Remembered) -> bytes:
    return msgspec.json.encode(said) + b"\n"


class VaultMark:
    """Of one vault, as it should be here. Thread-safe."""

    def __init__(self, folder: Path, data_dir: Path, ledger: LedgerName, key: str) -> None:
        self._folder = folder
        self._data_dir = data_dir
        self._ledger = ledger
        self._key = key
        self._changing = threading.Lock()
        """Between the two files a mark looks like one left behind."""

    @property
    def state(self) -> MarkIs:
        """Read anew each time: a disk may go and come."""
        with self._changing:
            return self._state(mark_in(self._folder))

    @property
    def was_made(self) -> bool:
        """Whether this ledger's vault has ever been marked from here."""
        return remembered_in(self._data_dir, self._ledger) is not None

    @property
    def may_lack_pages(self) -> bool:
        """Whether what is not there is known to be lost."""
        found = mark_in(self._folder)
        return found is not None and found.may_lack_pages

    def begin(self) -> None:
        """From here on the folder is this ledger's; what it lacks is lost."""
        self._write(new_mark(self._ledger, self._key, may_lack_pages=True))

    def renew(self) -> None:
        """The folder is as the ledger says; every copy made before is an old one."""
        self._write(new_mark(self._ledger, self._key))

    def remember(self) -> None:
        """That there is one, where that is not known yet."""
        with self._changing:
            found = mark_in(self._folder)
            if found is not None and not self.was_made:
                remember(self._data_dir, self._ledger, found.id)

    def _state(self, found: Mark | None) -> MarkIs:
        if found is None:
            return MarkIs.MISSING
        if found.ledger != self._ledger:
            return MarkIs.ANOTHERS
        if found.key != self._key:
            return MarkIs.OTHER_KEY
        known = remembered_in(self._data_dir, self._ledger)
        return MarkIs.OURS if known is None or found.id in known.ids else MarkIs.LEFT_BEHIND

    def _write(self, mark: Mark) -> None:
        """A power cut anywhere leaves the mark that was good before, or this one; both are remembered."""
        with self._changing:
            found = mark_in(self._folder)
            write_whole(self._folder / _NEXT, _line(mark))
            is_good = found is not None and self._state(found) is MarkIs.OURS
            before = (found.id,) if found is not None and is_good else ()
            remember(self._data_dir, self._ledger, *before, mark.id)
            (self._folder / _NEXT).replace(self._folder / NAME)
            sync_folder(self._folder)
            remember(self._data_dir, self._ledger, mark.id)
