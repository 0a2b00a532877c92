"""One visit with one number: its states, its one transition table, and the periods it is made of.

Values only: a changed ticket is a new value. Visit = waiting + walking + service + hold + absent, always,
because every period begins where the last one ended.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from contract.ids import (
    CallId,
    CounterId,
    DeviceId,
    OfficerId,
    PriorityId,
    ProcedureCode,
    SeriesId,
    ServiceId,
    TicketId,
    TicketNumber,
)
from contract.words import Language, Origin, PeriodKind, SlipFate, TicketState
from server.domain.instant import Duration, Instant, between

S = TicketState

MAY_BECOME: dict[TicketState, frozenset[TicketState]] = {
    S.RESERVED: frozenset({S.WAITING, S.CANCELLED, S.UNSERVED}),
    S.WAITING: frozenset({S.CALLED, S.WAITING, S.SERVED, S.CANCELLED, S.UNSERVED}),
    S.CALLED: frozenset({S.CALLED, S.SERVING, S.NO_SHOW, S.ON_HOLD, S.WAITING, S.CANCELLED, S.UNSERVED}),
    S.SERVING: frozenset({S.SERVED, S.ON_HOLD, S.WAITING}),
    S.ON_HOLD: frozenset({S.CALLED, S.SERVING, S.SERVED, S.WAITING, S.CANCELLED, S.NO_SHOW, S.UNSERVED}),
    S.NO_SHOW: frozenset({S.WAITING}),
    S.SERVED: frozenset(),
    S.CANCELLED: frozenset(),
    S.UNSERVED: frozenset(),
}
"""ARCHITECTURE §4; WAITING to SERVED is *served by hand* (decision 0019).

Undo is not a transition: it restores the value from before.
"""

PERIOD_OF: dict[TicketState, PeriodKind] = {
    S.WAITING: PeriodKind.WAITING,
    S.CALLED: PeriodKind.WALKING,
    S.SERVING: PeriodKind.SERVICE,
    S.ON_HOLD: PeriodKind.HOLD,
    S.NO_SHOW: PeriodKind.ABSENT,
}
"""What a ticket's time is spent on in each state; a reservation's waiting begins when it is confirmed."""


class IllegalMoveError(Exception):
    """A transition that the table does not hold: a mistake in a use case, never a citizen's."""


class OpenPeriod(msgspec.Struct, frozen=True):
    """The stretch that is running now."""

    kind: PeriodKind
    start: Instant
    leg: int
    service: ServiceId
    counter: CounterId | None
    officer: OfficerId | None


class Period(msgspec.Struct, frozen=True):
    """A finished stretch, [start, end)."""

    kind: PeriodKind
    start: Instant
    end: Instant
    duration: Duration
    leg: int
    service: ServiceId
    counter: CounterId | None
    officer: OfficerId | None


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as it stands."""

    id: TicketId
    number: TicketNumber
    day: date
    series: SeriesId
    service: ServiceId
    """Of the present leg."""
    first_service: ServiceId
    origin: Origin
    language: Language
    token_hash: str
    arrived: Instant
    """The reservation; nothing overwrites it."""
    arrived_seq: int
    place: int
    """Seq by which it stands in line: the reservation's, or the start of the present leg.

    One that was handed in stands behind the ticket that was reserved before it was taken.
    """
    among_us: int = 0
    """When it was handed in: the time it was taken, among those behind the same place."""
    among: int = 0
    """The same for one time: its order in the kiosk's journal."""
    state: TicketState = TicketState.RESERVED
    priority: PriorityId | None = None
    rank: int = 0
    """Rank of the priority class when the number was taken; 0 is ordinary."""
    procedure: ProcedureCode | None = None
    fate: SlipFate | None = None
    leg: int = 1
    counter: CounterId | None = None
    """Where it is called, served or held; last, once ended."""
    officer: OfficerId | None = None
    call_id: CallId | None = None
    recalls: int = 0
    running: OpenPeriod | None = None
    periods: tuple[Period, ...] = ()
    state_since: Instant
    last_seq: int
    is_end_inferred: bool = False
    is_by_hand: bool = False
    """Served while the system was away: counted, kept out of times."""
    taken_bounds: tuple[datetime, datetime] | None = None
    """Between when it was taken, where its kiosk could not know."""
    claimed: bool = False
    """Admitted by its slip; no kiosk has handed it in yet. One that is cancelled: the claim was undone."""
    kiosk: DeviceId | None = None
    """Which kiosk it was taken at; None: by hand, or not handed in yet."""
    is_back_dated: bool = False
    """Its arrival was written down later than it happened: a kiosk handed it in."""

    def moved(self, to: TicketState, at: Instant, seq: int, **changes: Any) -> Ticket:
        """The ticket after a transition: the running period ends, the new state's begins.

        Raises:
            IllegalMoveError: the table does not allow it.
        """
        if to not in MAY_BECOME[self.state]:
            raise IllegalMoveError(f"{self.number}: {self.state} may not become {to}")
        changed = msgspec.structs.replace(self, state=to, state_since=at, last_seq=seq, **changes)
        return _with_next_period(changed, at)

    def confirmed(self, fate: SlipFate, at: Instant, seq: int) -> Ticket:
        """In line: waiting counts from the reservation on."""
        in_line = self.moved(TicketState.WAITING, at, seq, fate=fate)
        waiting = OpenPeriod(PeriodKind.WAITING, self.arrived, self.leg, self.service, None, None)
        return msgspec.structs.replace(in_line, running=waiting)

    def served_by_hand(self, at: Instant, seq: int) -> Ticket:
        """Over, and nobody knows when: the stretch that was running counts for nothing."""
        forgotten = msgspec.structs.replace(self, running=None)
        return forgotten.moved(TicketState.SERVED, at, seq, is_by_hand=True)

    def merged(self, arrived: Instant, seq: int, **changes: Any) -> Ticket:
        """A claimed ticket whose arrival is known now: waiting is what lay before the claim.

        A kiosk whose clock says that it was taken after that is not believed: then nobody waited.
        """
        is_later_in_boot = arrived.boot_id == self.arrived.boot_id and arrived.boot_us > self.arrived.boot_us
        if arrived.utc > self.arrived.utc or is_later_in_boot:
            arrived = self.arrived
        waited = OpenPeriod(PeriodKind.WAITING, arrived, 1, self.first_service, None, None)
        periods = (_ended(waited, self.arrived), *self.periods)
        return msgspec.structs.replace(
            self, arrived=arrived, periods=periods, claimed=False, last_seq=seq, **changes
        )

    def unclaimed(self, at: Instant, seq: int) -> Ticket:
        """The claim was a mistake: nobody was served, the number waits for its holder."""
        return self.touched(
            seq,
            state=TicketState.CANCELLED,
            state_since=at,
            running=None,
            periods=(),
            counter=None,
            officer=None,
        )

    def voided_after_close(self, at: Instant, seq: int) -> Ticket:
        """The kiosk tells after the day that nobody ever had it: it has waited for nothing."""
        return self.touched(seq, state=TicketState.CANCELLED, state_since=at, periods=())

    def touched(self, seq: int, **changes: Any) -> Ticket:
        """The ticket after something that is no transition (a recall)."""
        return msgspec.structs.replace(self, last_seq=seq, **changes)

    def spent_us(self, kind: PeriodKind) -> int:
        """Microseconds spent on that in finished periods."""
        return sum(period.duration.us for period in self.periods if period.kind is kind)

    @property
    def is_unclaimed(self) -> bool:
        """Whether its claim was undone: nobody has the number yet. Who left after a claim had it."""
        return self.claimed and self.state is TicketState.CANCELLED and not self.periods

    @property
    def visit_us(self) -> int:
        """The whole visit so far: the sum of all finished periods."""
        return sum(period.duration.us for period in self.periods)

    @property
    def is_estimated(self) -> bool:
        """Whether any of its durations is an estimate."""
        return any(period.duration.is_estimated for period in self.periods)


def _with_next_period(ticket: Ticket, at: Instant) -> Ticket:
    kind = PERIOD_OF.get(ticket.state)
    running, periods = ticket.running, ticket.periods
    if running is not None:
        if running.kind is kind and running.leg == ticket.leg:
            return ticket
        periods = (*periods, _ended(running, at))
    begun = None
    if kind is not None:
        begun = OpenPeriod(kind, at, ticket.leg, ticket.service, ticket.counter, ticket.officer)
    return msgspec.structs.replace(ticket, running=begun, periods=periods)


def _ended(running: OpenPeriod, at: Instant) -> Period:
    return Period(
        running.kind,
        running.start,
        at,
        between(running.start, at),
        running.leg,
        running.service,
        running.counter,
        running.officer,
    )
