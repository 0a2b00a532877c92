"""The one port to time: wall clock, boot clock and boot id, real or set by hand.

Rules never read a clock themselves: they are given a `Moment`. Whether the wall clock may be believed
is the hub's business (ARCHITECTURE §5).
"""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
"""Decides the day."""


class Moment(msgspec.Struct, frozen=True):
    """One reading of all clocks."""

    utc: datetime
    boot_us: int
    """Microseconds since boot, running on through suspend."""
    boot_id: str


class Clock(Protocol):
    """Reads the machine's clocks."""

    def read(self) -> Moment:
        """All clocks at once."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        self._boot_id = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()

    def read(self) -> Moment:
        """Wall clock, CLOCK_BOOTTIME and the kernel's boot id."""
        return Moment(datetime.now(UTC), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000, self._boot_id)


class SteeredClock:
    """A clock moved by hand: time passes only when told to. Wall and boot clock can be set apart."""

    def __init__(self, utc: datetime, boot_id: str = "boot-1", boot_us: int = 0) -> None:
        self._moment = Moment(utc, boot_us, boot_id)
        self._lock = threading.Lock()

    def read(self) -> Moment:
        """The moment last steered to."""
        return self._moment

    def pass_time(self, seconds: float) -> Moment:
        """Both clocks go on together."""
        with self._lock:
            step = timedelta(seconds=seconds)
            old = self._moment
            self._moment = Moment(old.utc + step, old.boot_us + round(seconds * 1_000_000), old.boot_id)
            return self._moment

    def step_wall(self, seconds: float) -> None:
        """Only the wall clock jumps, as when NTP or a hand corrects it."""
        with self._lock:
            old = self._moment
            self._moment = Moment(old.utc + timedelta(seconds=seconds), old.boot_us, old.boot_id)

    def reboot(self, boot_id: str, wall: datetime | None = None) -> None:
        """A new boot: the boot clock starts at zero; the wall clock is what the machine wakes up with."""
        with self._lock:
            self._moment = Moment(wall or self._moment.utc, 0, boot_id)


def local_time(utc: datetime) -> datetime:
    """The same moment on the wall in Vietnam."""
    return utc.astimezone(LOCAL)
