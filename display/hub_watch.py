"""Whether the hub is alive, and what time it says it is.

Knows heartbeats. One that the broker kept may be of a dead hub: it is old news, not a sign of life.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum, unique

from contract.hubtime import SILENT_AFTER_S, HubTime
from contract.states import HubState
from contract.words import ClockTrust


@unique
class Line(StrEnum):
    """How the connection to the hub stands, as far as is known."""

    CHECKING = "checking"
    """Just started: it may take a heartbeat to know."""
    ONLINE = "online"
    LOST = "lost"
    """Three heartbeats missed."""


class HubWatch:
    """Listens to heartbeats; may be asked from any thread."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._time = HubTime(monotonic_s)
        self._started_s = monotonic_s()
        self._last: HubState | None = None

    def remember(self, hub: HubState) -> None:
        """A heartbeat from before this start or connection: only the time of the last news."""
        self._last = hub

    def heard(self, hub: HubState) -> None:
        """The hub said so just now."""
        self._last = hub
        self._time.heard(hub.at)

    @property
    def line(self) -> Line:
        """How the connection stands now."""
        if not self._time.is_silent():
            return Line.ONLINE
        if self._time.silent_s() is None and self._monotonic_s() - self._started_s <= SILENT_AFTER_S:
            return Line.CHECKING
        return Line.LOST

    @property
    def was_ever_alive(self) -> bool:
        """Whether a live heartbeat was heard since this start."""
        return self._time.silent_s() is not None

    @property
    def last_news_at(self) -> datetime | None:
        """Hub time of the last heartbeat known, remembered ones included."""
        return None if self._last is None else self._last.at

    @property
    def last(self) -> HubState | None:
        """The last heartbeat known."""
        return self._last

    def now(self) -> datetime | None:
        """Hub time; None until a live heartbeat was heard."""
        return self._time.now()

    def trusted_now(self) -> datetime | None:
        """Hub time where the hub itself believes it."""
        if self._last is None or self._last.trust is ClockTrust.UNTRUSTED:
            return None
        return self.now()

    def is_fresh(self, at: datetime, fresh_s: float) -> bool:
        """Whether something happened so lately that it should still be flashed and spoken."""
        now = self.now()
        return now is not None and (now - at).total_seconds() <= fresh_s
