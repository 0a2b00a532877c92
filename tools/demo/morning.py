"""A center whose clocks show a morning, whatever the hour is: its day lies ahead of whoever watches it.

At midnight a hub ends its day, closes its counters and begins its numbers anew. That has tests of its own;
what else runs for minutes on real processes must not meet it by chance. Clocks are put forward, never back:
a browser drops cookies that have ended.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from contract.clock import FileSteeredClock, Steering, SystemClock, local_time
from contract.message import encode_part

MORNING = time(9)
LATE = time(23, 30)


def is_late(local: datetime) -> bool:
    """Whether the day may end before a story of some minutes does."""
    return local.time() >= LATE


def next_morning(now: datetime) -> datetime:
    """The next 9 o'clock in Vietnam after that moment, UTC."""
    local = local_time(now)
    morning = datetime.combine(local.date(), MORNING, local.tzinfo)
    if morning <= local:
        morning += timedelta(days=1)
    return morning.astimezone(UTC)


def steer_to_morning(file: Path) -> FileSteeredClock:
    """Write a steering file for every process of a center; the clock they all have from now on."""
    real = SystemClock()
    now = real.read().utc
    file.write_bytes(encode_part(Steering(wall_s=(next_morning(now) - now).total_seconds())))
    return FileSteeredClock(file, real)
