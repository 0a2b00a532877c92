"""Tickets made by hand, for rules that look at nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

from contract.ids import SeriesId, ServiceId, TicketId, TicketNumber
from contract.words import ClockTrust, Language, Origin, TicketState
from server.domain.instant import Instant
from server.domain.ticket import Ticket

NOON = Instant(datetime(2026, 11, 23, 5, 0, tzinfo=UTC), 0, "boot-1", ClockTrust.NTP)


def a_waiting_ticket(name: str, *, place: int, rank: int = 0) -> Ticket:
    """In line for civil status, at that place."""
    return Ticket(
        id=TicketId(name),
        number=TicketNumber("A001"),
        day=date(2026, 11, 23),
        series=SeriesId("a"),
        service=ServiceId("ho-tich"),
        first_service=ServiceId("ho-tich"),
        origin=Origin.KIOSK,
        language=Language.VI,
        token_hash="0" * 64,
        arrived=NOON,
        arrived_seq=place,
        place=place,
        state=TicketState.WAITING,
        rank=rank,
        state_since=NOON,
        last_seq=place,
    )
