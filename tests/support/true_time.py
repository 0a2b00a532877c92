"""What time it really is, beside what a hub's steered clock says: a visit is measured by both.

Knows the true moment of every boot; moves wall clocks wrong and right; asks no rule of the hub.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from contract.words import ClockTrust, PeriodKind
from server.domain.instant import Instant
from server.domain.ticket import Period, Ticket
from tests.support.hub import MONDAY_8, SmallHub

SLEWED_S = 1.0
"""What slewing may cost a wall time."""
LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
"""Where a machine without RTC wakes up."""


class TrueTime:
    """The world's clock beside one hub's."""

    def __init__(self, hub: SmallHub) -> None:
        self.hub = hub
        self.boots = 1
        self._begun_s = {hub.clock.read().boot_id: -hub.clock.read().boot_us / 1_000_000}
        self.seconds = 0.0

    def wall(self) -> datetime:
        """What a right wall clock shows."""
        return MONDAY_8 + timedelta(seconds=self.seconds)

    def spend(self, seconds: float) -> None:
        """Time passes, the hub turns."""
        self.hub.clock.pass_time(seconds)
        self.seconds += seconds
        self.hub.tick()

    def step(self, seconds: float, trust: ClockTrust | None = None) -> None:
        """The wall clock jumps and the hub notices; the machine may think otherwise of it from then on."""
        self.hub.clock.step_wall(seconds)
        self.hub.trust = trust or self.hub.trust
        self.hub.tick()

    def put_right(self, trust: ClockTrust = ClockTrust.NTP) -> None:
        """NTP is there."""
        self.step((self.wall() - self.hub.clock.read().utc).total_seconds(), trust)

    def reboot(self, down_s: float, trust: ClockTrust, wall: datetime | None = None) -> None:
        """Off for a while; back with a right wall clock, or the one given."""
        self.seconds += down_s
        self.boots += 1
        self.hub.trust = trust
        self.hub.reboot(f"boot-{self.boots}", wall or self.wall())
        self._begun_s[f"boot-{self.boots}"] = self.seconds
        self.hub.tick()

    def of(self, moment: Instant) -> float:
        """When a moment of the ledger really was: each boot's clock runs true."""
        return self._begun_s[moment.boot_id] + moment.boot_us / 1_000_000

    # --- what must hold ---

    def assert_honest(self, ticket: Ticket) -> None:
        """The periods make up the visit; each is right or marked, and only where it must be."""
        edge = ticket.arrived
        for period in ticket.periods:
            assert period.start == edge
            edge = period.end
            self._assert_period(period)
        assert ticket.visit_us == sum(ticket.spent_us(kind) for kind in PeriodKind)
        if not ticket.is_estimated:
            assert abs(ticket.visit_us / 1e6 - (self.of(edge) - self.of(ticket.arrived))) <= SLEWED_S

    def _assert_period(self, period: Period) -> None:
        lasted_s = period.duration.us / 1_000_000
        true_s = self.of(period.end) - self.of(period.start)
        assert lasted_s >= 0
        if period.start.boot_id == period.end.boot_id:
            assert (lasted_s, period.duration.is_estimated) == (true_s, False)
        elif not period.duration.is_estimated:
            assert abs(lasted_s - true_s) <= SLEWED_S, period
