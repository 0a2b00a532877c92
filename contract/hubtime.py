"""Hub time on a device, and how long the hub has been silent.

Knows heartbeats; knows nothing of the broker they came through.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from contract.devices import HUB_HEARTBEAT_S

SILENT_AFTER_S = 3 * HUB_HEARTBEAT_S
"""Three missed heartbeats: the screen says that the line is down."""


class HubTime:
    """The hub's time on a device, kept between heartbeats by the device's own monotonic clock."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._heard: tuple[datetime, float] | None = None

    def heard(self, at: datetime) -> None:
        """A heartbeat said it is this time."""
        self._heard = (at, self._monotonic_s())

    def now(self) -> datetime | None:
        """Hub time now; None before the first heartbeat."""
        if self._heard is None:
            return None
        at, then_s = self._heard
        return at + timedelta(seconds=self._monotonic_s() - then_s)

    def is_silent(self) -> bool:
        """Whether three heartbeats were missed, or none was ever heard."""
        silent_s = self.silent_s()
        return silent_s is None or silent_s > SILENT_AFTER_S

    def silent_s(self) -> float | None:
        """Seconds since the last heartbeat; None before the first."""
        return None if self._heard is None else self._monotonic_s() - self._heard[1]
