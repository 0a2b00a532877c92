"""A moment as the ledger keeps it, and honest durations between two of them.

Within one boot a duration comes from the boot clock; across a reboot it is wall time, *estimated* unless
both boots' clocks were trusted and neither was stepped meanwhile (ARCHITECTURE §5, decision 0017).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from contract.clock import local_time
from contract.words import ClockTrust

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(msgspec.Struct, frozen=True):
    """Hub time, boot clock, boot and trust at one moment."""

    utc: datetime
    boot_us: int
    boot_id: str
    trust: ClockTrust
    leaps: int = 0
    """Steps of a believed clock that day, up to then: wall times on two sides of one do not compare."""

    @property
    def utc_us(self) -> int:
        """Microseconds since 1970, UTC."""
        return (self.utc - EPOCH) // MICROSECOND

    @property
    def local_day(self) -> date:
        """The calendar day in Vietnam."""
        return local_time(self.utc).date()


class Duration(msgspec.Struct, frozen=True):
    """How long something took."""

    us: int
    """Microseconds, never negative."""
    is_estimated: bool


def between(start: Instant, end: Instant) -> Duration:
    """The time from start to end."""
    if start.boot_id == end.boot_id:
        return Duration(max(0, end.boot_us - start.boot_us), is_estimated=False)
    us = (end.utc - start.utc) // MICROSECOND
    is_sure = ClockTrust.UNTRUSTED not in (start.trust, end.trust) and start.leaps == end.leaps
    # nothing ends before it began: somebody vouched for a wrong clock
    return Duration(max(0, us), is_estimated=not is_sure or us < 0)


def seconds_between(start: Instant, end: Instant) -> float:
    """The same in seconds, for limits such as the two minutes of an undo."""
    return between(start, end).us / 1_000_000
