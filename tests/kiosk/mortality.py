"""A kiosk that dies at a given step: before or after a line of its journal is on the disk, or between bytes.

Each test thread has its own life: `fsync` is the kernel's, and the thread that calls it says whose it is.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from enum import StrEnum, unique

from tests.kiosk.meddled_device import Moment

_real_fsync = os.fsync


class KilledError(BaseException):
    """SIGKILL or a power cut: nothing catches it, nothing runs after it."""


@unique
class LastLine(StrEnum):
    """What became of the journal's line at which the kiosk dies."""

    KEPT = "kept"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class AtLine:
    """Dies when that line of its journal, counted from 1, is synced."""

    count: int
    line: LastLine


@dataclass(frozen=True, slots=True)
class AtMoment:
    """Dies at that moment of the printing."""

    moment: Moment


Death = AtLine | AtMoment


@dataclass(slots=True)
class Life:
    """Of one kiosk process in one thread."""

    death: Death | None = None
    _synced: int = 0
    _sizes: dict[int, int] = field(default_factory=dict)
    """Bytes by file that were there at the last sync."""

    def begin(self) -> None:
        """This thread is that kiosk from now on."""
        _lives.life = self

    def end(self) -> None:
        """It is nobody's again."""
        _lives.life = None

    def reach(self, moment: Moment) -> None:
        """The printing has come so far."""
        if self.death == AtMoment(moment):
            raise KilledError(str(moment))

    def sync(self, handle: int) -> None:
        """As `os.fsync`, unless it dies."""
        self._synced += 1
        file = os.fstat(handle)
        before = self._sizes.get(file.st_ino, 0)
        if self.death == AtLine(self._synced, LastLine.LOST):
            os.ftruncate(handle, before)
            raise KilledError(f"line {self._synced} lost")
        _real_fsync(handle)
        self._sizes[file.st_ino] = file.st_size
        if self.death == AtLine(self._synced, LastLine.KEPT):
            raise KilledError(f"line {self._synced} kept")


class _Lives(threading.local):
    life: Life | None = None


_lives = _Lives()


def fsync_of_this_life(handle: int) -> None:
    """In the place of `os.fsync`."""
    life = _lives.life
    if life is None:
        _real_fsync(handle)
    else:
        life.sync(handle)
