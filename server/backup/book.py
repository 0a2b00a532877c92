"""How each place's backups went: one small file in the hub's data folder, written by who makes them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from server.backup.problem import BackupError
from server.broker.private_file import write_private

FILE = "backups.json"
LACKS_PAGES = "WITHOUT records' scanned pages: the page vault was not at hand"
LACKS_PAGES_VI = "KHÔNG CÓ trang quét của hồ sơ: kho trang quét không có ở đó"
"""Of a backup that is good otherwise."""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was verified."""

    at: datetime
    name: str
    bytes: int
    seq: int
    """The ledger's last event in it."""
    took_s: float
    lacks_pages: bool = False
    """Records' scanned pages were wanted in it, and their vault was away."""


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """One that did not come about."""

    at: datetime
    why_vi: str
    why_en: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """One place's."""

    to: str
    made: Made | None = None
    """The last good one."""
    failed: Failed | None = None
    """The last failure, where nothing good came after it."""

    @property
    def tried_at(self) -> datetime | None:
        """When a backup was last attempted there."""
        return max((tried.at for tried in (self.made, self.failed) if tried is not None), default=None)


class _Page(msgspec.Struct, frozen=True):
    places: tuple[History, ...] = ()


class BackupBook:
    """The file. A broken one is begun anew: it holds nothing that cannot be seen at the places."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE

    def of(self, to: str) -> History:
        """How it went at that place."""
        return next((known for known in self._read().places if known.to == to), History(to=to))

    def note_made(self, to: str, made: Made) -> None:
        """A good one."""
        self._write(History(to=to, made=made))

    def note_failed(self, to: str, at: datetime, error: BackupError) -> None:
        """None came about."""
        failed = Failed(at=at, why_vi=error.vi, why_en=error.en)
        self._write(msgspec.structs.replace(self.of(to), failed=failed))

    def _read(self) -> _Page:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Page)
        except (OSError, msgspec.DecodeError):
            return _Page()

    def _write(self, history: History) -> None:
        others = tuple(known for known in self._read().places if known.to != history.to)
        content = msgspec.json.encode(_Page((*others, history)))
        write_private(self._path, msgspec.json.format(content) + b"\n")
