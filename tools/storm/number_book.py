"""Numbers: unique in a day, and each accounted for: issued, voided, or leased and unused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from contract import events as e
from contract.event import Event
from contract.ids import LeaseId, SeriesId, TicketId
from contract.offline import Lease
from tools.storm.evidence import Difference, Evidence, Sort
from tools.storm.ledger_tickets import LedgerTicket, TicketBook


def compare_numbers(evidence: Evidence, book: TicketBook) -> Iterator[Difference]:
    """Of all days."""
    leases: dict[LeaseId, Lease] = {}
    reclaimed: dict[LeaseId, int] = {}
    for event in evidence.events:
        if isinstance(event, e.LeaseGranted):
            leases[event.lease.lease] = event.lease
        elif isinstance(event, e.LeaseReclaimed):
            reclaimed[event.lease] = event.unused
    yield from _unique(book)
    yield from _online(book, leases, evidence.lost)
    yield from _leased(book, leases, reclaimed)


def _unique(book: TicketBook) -> Iterator[Difference]:
    holders: defaultdict[tuple[date | None, str], list[TicketId]] = defaultdict(list)
    for ticket in book.tickets.values():
        holders[ticket.day, ticket.number].append(ticket.ticket)
    for (day, number), tickets in holders.items():
        if len(tickets) > 1:
            yield Difference(
                Sort.NUMBER_TWICE, f"{number} was given {len(tickets)} times on {day}", tickets[-1]
            )


def _online(book: TicketBook, leases: dict[LeaseId, Lease], lost: Iterable[Event]) -> Iterator[Difference]:
    """The hub counts up without a hole but what a restore has lost, and never into what it has lent."""
    gone = {(event.series, event.value) for event in lost if isinstance(event, e.TicketReserved)}
    given: defaultdict[tuple[date | None, SeriesId], set[int]] = defaultdict(set)
    for ticket in book.tickets.values():
        if ticket.lease is None and ticket.series is not None and ticket.value is not None:
            given[ticket.day, ticket.series].add(ticket.value)
            if any(_holds(lease, ticket) for lease in leases.values() if lease.day == ticket.day):
                text = f"{ticket.number} was lent to a kiosk and given by the hub"
                yield Difference(Sort.LEASE_UNCLEAR, text, ticket.ticket)
    for (day, series), values in given.items():
        holes = [
            value
            for value in range(min(values), max(values))
            if value not in values and (series, value) not in gone
        ]
        if holes:
            text = f"series {series} of {day}: nobody knows what became of {_listed(holes)}"
            yield Difference(Sort.NUMBER_LOST, text)


def _leased(
    book: TicketBook, leases: dict[LeaseId, Lease], reclaimed: dict[LeaseId, int]
) -> Iterator[Difference]:
    used = Counter(ticket.lease for ticket in book.tickets.values() if ticket.lease is not None)
    for ticket in book.tickets.values():
        lease = leases.get(ticket.lease) if ticket.lease is not None else None
        if ticket.lease is not None and (lease is None or not _holds(lease, ticket)):
            text = f"{ticket.number} was given from a lease that does not hold it"
            yield Difference(Sort.LEASE_UNCLEAR, text, ticket.ticket)
    for lease_id, unused in reclaimed.items():
        lease = leases.get(lease_id)
        size = sum(part.last - part.first + 1 for part in lease.ranges) if lease is not None else 0
        if size != unused + used[lease_id]:
            text = f"lease {lease_id}: {size} lent, {used[lease_id]} given, {unused} reclaimed as unused"
            yield Difference(Sort.LEASE_UNCLEAR, text)


def _holds(lease: Lease, ticket: LedgerTicket) -> bool:
    return any(
        part.series == ticket.series and part.first <= (ticket.value or 0) <= part.last
        for part in lease.ranges
    )


def _listed(values: list[int]) -> str:
    return ", ".join(str(value) for value in values[:5]) + (" …" if len(values) > 5 else "")
