"""The hub's time: an anchor on the wall plus the boot clock, so that nobody's correction bends a duration.

Knows steps and whether the clock may be believed; when a machine trusts its clock is told from outside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from contract.clock import Clock, Moment
from contract.words import ClockTrust
from server.domain.clock_past import STEP_S, Step, is_behind
from server.domain.hall import Hall
from server.domain.instant import Instant


class HubTime:
    """Hub time over one run of the process."""

    def __init__(
        self, clock: Clock, machine_trust: Callable[[], ClockTrust], latest: Instant | None = None
    ) -> None:
        """`latest` is when the ledger's latest event was: in the same boot time goes on from there,
        so that a step made while no hub ran is a step all the same."""
        self._clock = clock
        self._machine_trust = machine_trust
        self._anchor = clock.read()
        if latest is not None and latest.boot_id == self._anchor.boot_id:
            self._anchor = Moment(latest.utc, latest.boot_us, latest.boot_id)
        self._trust = machine_trust()

    def now(self, hall: Hall) -> Instant:
        """Hub time; untrusted while it is behind the last event. What slewing takes back is waited out."""
        moment = self._clock.read()
        utc = self._expected(moment)
        now = Instant(utc, moment.boot_us, moment.boot_id, hall.clock.trust(moment.boot_id, self._trust))
        if hall.last_at is None or utc >= hall.last_at.utc:
            return now
        if is_behind(now, hall.last_at):
            return Instant(utc, moment.boot_us, moment.boot_id, ClockTrust.UNTRUSTED)
        return Instant(hall.last_at.utc, moment.boot_us, moment.boot_id, now.trust)

    def follow_wall(self, hall: Hall) -> Step | None:
        """Go with the wall clock; the step it made, None where it only drifted."""
        before = self.now(hall).trust
        moment = self._clock.read()
        moved_s = (moment.utc - self._expected(moment)).total_seconds()
        self._anchor = moment
        self._trust = self._machine_trust()
        return Step(round(moved_s, 3), before) if abs(moved_s) > STEP_S else None

    def _expected(self, moment: Moment) -> datetime:
        if moment.boot_id != self._anchor.boot_id:
            self._anchor = moment
        return self._anchor.utc + timedelta(microseconds=moment.boot_us - self._anchor.boot_us)
