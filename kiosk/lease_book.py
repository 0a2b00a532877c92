"""Which number this kiosk may give by itself: free in its lease, inside the hours, within its share of caps.

Pure: leases, time and what is used are given. Knows nothing of the hub and of files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from contract.clock import local_time
from contract.ids import LeaseId, SeriesId, ServiceId, TicketNumber
from contract.offline import Lease, LeasedService, spelled_number
from kiosk.believed_time import Belief, Source
from kiosk.center import Closed, NotGiven

NO_LEASE = NotGiven(Closed.HUB_SILENT)


@dataclass(frozen=True, slots=True)
class LeasedNumber:
    """The next number."""

    number: TicketNumber
    lease: LeaseId
    series: SeriesId
    value: int
    day: date
    days: tuple[date, ...]
    """Where the day is not sure: all it may be; the number is free in each."""


@dataclass(frozen=True, slots=True)
class LeaseBook:
    """One reading of everything that decides."""

    leases: tuple[Lease, ...]
    belief: Belief
    used: Collection[tuple[date, TicketNumber]]
    given: Mapping[tuple[date, ServiceId], int]
    """Numbers given from leases, voided ones not counted."""

    def next_number(self, service: ServiceId) -> LeasedNumber | NotGiven:
        """The highest free number, or why there is none."""
        days = self._days()
        day = self._day(days)
        lent = self._lent(service, day)
        if day is None or not lent:
            return NO_LEASE
        closed = self._by_hours(lent[0]) or self._by_cap(lent, day)
        if closed is not None:
            return closed
        return next(self._free(lent[0].series, day, days), NotGiven(Closed.NUMBERS_USED_UP))

    def services(self) -> frozenset[ServiceId]:
        """For which a lease is held."""
        return frozenset(part.service for lease in self.leases for part in lease.services)

    def _days(self) -> tuple[date, ...]:
        """The business days it may be, of those a lease is held for."""
        held = sorted({lease.day for lease in self.leases})
        if self.belief.source is Source.HUB:
            return tuple(day for day in held if day == self.belief.day)
        earliest = local_time(self.belief.earliest).date()
        return tuple(day for day in held if day >= earliest)

    def _day(self, days: tuple[date, ...]) -> date | None:
        wanted = self.belief.day
        if wanted is None:
            return days[0] if days else None
        return wanted if wanted in days else None

    def _lent(self, service: ServiceId, day: date | None) -> list[LeasedService]:
        return [
            part
            for lease in self.leases
            if lease.day == day
            for part in lease.services
            if part.service == service
        ]

    def _by_hours(self, lent: LeasedService) -> NotGiven | None:
        if not lent.hours:
            return NotGiven(Closed.CLOSED_TODAY)
        if self.belief.source is not Source.HUB:
            # a clock without battery wakes up with last evening's time; somebody stands before the kiosk
            return None
        now = f"{local_time(self.belief.now):%H:%M}"
        if any(start <= now < end for start, end in lent.hours):
            return None
        later = min((start for start, _ in lent.hours if start > now), default=None)
        if later is None:
            return NotGiven(Closed.AFTER_LAST_TICKET)
        return NotGiven(Closed.BEFORE_HOURS, opens_at=later)

    def _by_cap(self, lent: list[LeasedService], day: date) -> NotGiven | None:
        shares = [part.most for part in lent if part.most is not None]
        is_full = bool(shares) and self.given.get((day, lent[0].service), 0) >= sum(shares)
        return NotGiven(Closed.CAP_REACHED) if is_full else None

    def _free(self, series: SeriesId, day: date, days: tuple[date, ...]) -> Iterator[LeasedNumber]:
        others = [frozenset(value for _, _, value in self._values(series, other)) for other in days]
        for lease, number, value in sorted(self._values(series, day), key=lambda row: -row[2]):
            is_free = all((other, number) not in self.used for other in days)
            if is_free and all(value in values for values in others):
                yield LeasedNumber(number, lease, series, value, day, days)

    def _values(self, series: SeriesId, day: date) -> Iterator[tuple[LeaseId, TicketNumber, int]]:
        for lease in self.leases:
            for part in lease.ranges:
                if lease.day == day and part.series == series:
                    for value in range(part.first, part.last + 1):
                        yield lease.lease, spelled_number(part.letter, value), value
