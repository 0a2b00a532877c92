"""The one port to time: wall clock, boot clock and boot id, real or set by hand.

Rules never read a clock themselves: they are given a `Moment`. Whether the wall clock may be believed
is the hub's business (ARCHITECTURE §5).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
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


class Steering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a steering file says: how this process's clocks differ from the machine's."""

    wall_s: float = 0.0
    """Added to the wall clock."""
    boot_s: float = 0.0
    """Added to the boot clock."""
    boot_id: str | None = None
    """Instead of the kernel's."""
    is_trusted: bool = True
    """Whether the machine's own word on its clock is to be believed; False: no RTC and no NTP."""


class FileSteeredClock:
    """The machine's clocks, set apart by a file: one process's time is moved while it runs (tests, storm).

    A file that is not there steers nothing; one that cannot be read keeps the last steering.
    """

    def __init__(self, path: Path, real: Clock) -> None:
        self._path = path
        self._real = real
        self._stamp: tuple[int, int] | None = None
        self._steering = Steering()

    @property
    def steering(self) -> Steering:
        """As the file has it now."""
        try:
            seen = self._path.stat()
            stamp = (seen.st_mtime_ns, seen.st_ino)
            if stamp != self._stamp:
                self._steering = msgspec.json.decode(self._path.read_bytes(), type=Steering)
                self._stamp = stamp
        except FileNotFoundError:
            self._steering, self._stamp = Steering(), None
        except (OSError, msgspec.DecodeError):
            pass
        return self._steering

    def read(self) -> Moment:
        """The machine's clocks and what the file adds to them."""
        real, steering = self._real.read(), self.steering
        return Moment(
            real.utc + timedelta(seconds=steering.wall_s),
            max(0, real.boot_us + round(steering.boot_s * 1_000_000)),
            steering.boot_id or real.boot_id,
        )


def clock_of(steering_file: str | None) -> SystemClock | FileSteeredClock:
    """The clock of a process: the machine's, steered by a file where its settings name one."""
    real = SystemClock()
    return FileSteeredClock(Path(steering_file), real) if steering_file else real


def boot_seconds(clock: Clock) -> Callable[[], float]:
    """The boot clock alone, in seconds: what waits and silences are measured with."""
    return lambda: clock.read().boot_us / 1_000_000


def local_time(utc: datetime) -> datetime:
    """The same moment on the wall in Vietnam."""
    return utc.astimezone(LOCAL)
