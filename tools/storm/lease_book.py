"""What was lent: given by its kiosk alone, from its lease, and lent = given + reclaimed.

A lease ends with its day; earlier only where its kiosk came with another journal, having lost the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from contract import events as e
from contract.event import Event
from contract.ids import DeviceId, JournalId, LeaseId, TicketId
from contract.offline import Lease
from tools.storm.evidence import Difference, Evidence, Sort
from tools.storm.ledger_tickets import LedgerTicket, TicketBook


@dataclass(slots=True)
class _Lent:
    """How leases stand after some of the events."""

    leases: dict[LeaseId, Lease] = field(default_factory=dict)
    given: defaultdict[LeaseId, set[TicketId]] = field(default_factory=lambda: defaultdict(set))
    of_ticket: dict[TicketId, LeaseId] = field(default_factory=dict)
    journals: dict[DeviceId, JournalId] = field(default_factory=dict)
    losers: set[DeviceId] = field(default_factory=set)
    """Kiosks that came with another journal than before."""
    day: date | None = None
    """The open one."""


def compare_leases(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """Of all days."""
    lent = _Lent()
    early: list[e.LeaseReclaimed] = []
    for event in evidence.events:
        if isinstance(event, e.LeaseReclaimed):
            yield from _reclaimed(event, lent)
            if lent.day is not None and event.for_day >= lent.day and event.kiosk not in lent.losers:
                early.append(event)
        elif isinstance(event, e.DayClosed):
            early.clear()
            lent.day = None
        else:
            yield from _too_early(early)
            _go_on(event, lent)
    yield from _too_early(early)
    for ticket in book.tickets.values():
        yield from _inside(ticket, lent)


def _go_on(event: Event, lent: _Lent) -> None:
    match event:
        case e.LeaseGranted():
            lent.leases[event.lease.lease] = event.lease
        case e.TicketHandedIn(lease=lease) | e.TicketClaimed(lease=lease) if lease is not None:
            lent.given[lease].add(event.ticket)
            lent.of_ticket[event.ticket] = lease
        case e.TicketMerged() if event.ticket in lent.of_ticket:
            lent.given[lent.of_ticket[event.ticket]].add(event.ticket)
        case e.TicketClaimUndone() if event.ticket in lent.of_ticket:
            lent.given[lent.of_ticket[event.ticket]].discard(event.ticket)
        case e.JournalBegun(device=kiosk) if kiosk is not None:
            if lent.journals.get(kiosk, event.journal) != event.journal:
                lent.losers.add(kiosk)
            lent.journals[kiosk] = event.journal
        case e.DayOpened():
            lent.day = event.day
        case _:
            pass


def _reclaimed(event: e.LeaseReclaimed, lent: _Lent) -> Iterator[Difference]:
    """What is given from it later (a slip of the lost journal that its holder shows) does not change this."""
    lease = lent.leases.get(event.lease)
    size = sum(part.last - part.first + 1 for part in lease.ranges) if lease is not None else 0
    given = len(lent.given[event.lease])
    if size != event.unused + given:
        text = f"lease {event.lease}: {size} lent, {given} given, {event.unused} reclaimed as unused"
        yield Difference(Sort.LEASE_UNCLEAR, text)


def _too_early(early: list[e.LeaseReclaimed]) -> Iterator[Difference]:
    """What the close takes back stands right before it."""
    for event in early:
        text = (
            f"lease {event.lease} was taken back before its day was over, and {event.kiosk} had lost nothing"
        )
        yield Difference(Sort.LEASE_UNCLEAR, text)
    early.clear()


def _inside(ticket: LedgerTicket, lent: _Lent) -> Iterator[Difference]:
    if ticket.lease is not None:
        lease = lent.leases.get(ticket.lease)
        if lease is None or not _holds(lease, ticket):
            text = f"{ticket.number} was given from a lease that does not hold it"
            yield Difference(Sort.LEASE_UNCLEAR, text, ticket.ticket)
    elif any(_holds(lease, ticket) for lease in lent.leases.values() if lease.day == ticket.day):
        text = f"{ticket.number} was lent to a kiosk and given by the hub"
        yield Difference(Sort.LEASE_UNCLEAR, text, ticket.ticket)


def _holds(lease: Lease, ticket: LedgerTicket) -> bool:
    return any(
        part.series == ticket.series and part.first <= (ticket.value or 0) <= part.last
        for part in lease.ranges
    )
