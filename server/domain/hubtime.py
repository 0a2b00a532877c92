"""The hub's time: an anchor on the wall plus the boot clock, so that nobody's correction bends a duration.

Knows steps and whether the clock may be believed; when a machine trusts its clock is told from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from contract.clock import Clock, Moment
from contract.words import ClockTrust
from server.domain.hall import Hall, trust_of
from server.domain.instant import Instant

STEP_S = 0.5
"""A wall clock that moved by more than this against the boot clock was stepped; less is NTP slewing."""


class HubTime:
    """Hub time over one run of the process."""

    def __init__(self, clock: Clock, machine_trust: Callable[[], ClockTrust]) -> None:
        self._clock = clock
        self._machine_trust = machine_trust
        self._anchor = clock.read()
        self._trust = machine_trust()

    def now(self, hall: Hall) -> Instant:
        """Hub time; untrusted while it is behind the last event. What slewing takes back is waited out."""
        moment = self._clock.read()
        utc = self._expected(moment)
        trust = trust_of(moment.boot_id, self._trust, hall)
        if hall.last_at is not None and utc < hall.last_at.utc:
            if (hall.last_at.utc - utc).total_seconds() > STEP_S:
                trust = ClockTrust.UNTRUSTED
            else:
                utc = hall.last_at.utc
        return Instant(utc, moment.boot_us, moment.boot_id, trust)

    def follow_wall(self) -> float:
        """Go with the wall clock; returns the step in seconds, 0.0 where it only drifted."""
        moment = self._clock.read()
        moved_s = (moment.utc - self._expected(moment)).total_seconds()
        self._anchor = moment
        self._trust = self._machine_trust()
        return moved_s if abs(moved_s) > STEP_S else 0.0

    def _expected(self, moment: Moment) -> datetime:
        if moment.boot_id != self._anchor.boot_id:
            self._anchor = moment
        return self._anchor.utc + timedelta(microseconds=moment.boot_us - self._anchor.boot_us)
