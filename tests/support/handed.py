"""Tickets as a kiosk's journal tells them, made by hand: from a lease, at a time, sure or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contract import commands as c
from contract.answers import HandedIn
from contract.ids import LeaseId, ServiceId, TicketId, new_ticket_id, new_token
from contract.offline import JournaledTicket, Lease, TakenAt
from contract.words import HandInEnd, SlipFate
from server.service.asker import Asker
from server.service.taking import hash_of
from tests.support.hub import KIOSK, MONDAY_8, SmallHub

MONDAY = MONDAY_8.date()


def leases_of(hub: SmallHub, kiosk: str = "kiosk-1") -> list[Lease]:
    """What a kiosk holds, by day."""
    with hub.writer.reading() as hall:
        held = [lease for lease in hall.leases.values() if lease.kiosk == kiosk]
    return sorted(held, key=lambda lease: lease.day)


def numbers_of(lease: Lease, series: str) -> list[str]:
    """Every number of a series in the lease, from the top down."""
    return [
        f"{part.letter}{value:03d}"
        for part in lease.ranges
        if part.series == series
        for value in range(part.last, part.first - 1, -1)
    ]


def told(hub: SmallHub, number: str, at: datetime | None = None, **fields: Any) -> JournaledTicket:
    """One offline ticket of kiosk-1's lease for the open day, printed, for civil status."""
    taken = fields.pop("taken", TakenAt(at=at or hub.now(), is_sure=True))
    lease = fields.pop("lease") if "lease" in fields else leases_of(hub)[0].lease
    fields.setdefault("day", MONDAY)
    fields.setdefault("fate", SlipFate.PRINTED)
    fields.setdefault("order", 1)
    return JournaledTicket(
        ticket=fields.pop("ticket", new_ticket_id()),
        number=number,  # type: ignore[arg-type] # a number written by hand
        series=None,
        value=None,
        service=ServiceId(fields.pop("service", "ho-tich")),
        taken=taken,
        token_hash=fields.pop("token_hash", hash_of(new_token())),
        lease=None if lease is None else LeaseId(lease),
        **fields,
    )


def hand_in(hub: SmallHub, *tickets: JournaledTicket, asker: Asker = KIOSK, **fields: Any) -> list[HandInEnd]:
    """Hand them in; what became of each."""
    result: HandedIn = hub.do(c.HandIn, asker, tickets=tickets, **fields)
    assert [end.ticket for end in result.tickets] == [ticket.ticket for ticket in tickets]
    return [end.end for end in result.tickets]


def in_line(hub: SmallHub, service: str = "ho-tich") -> list[str]:
    """Numbers in the order they will be called."""
    with hub.writer.reading() as hall:
        return [hall.tickets[TicketId(ticket)].number for ticket in hall.line(ServiceId(service))]
