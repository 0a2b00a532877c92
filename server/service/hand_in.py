"""A kiosk tells what it issued while the hub was away; each ticket comes into the ledger exactly once."""

from __future__ import annotations

from typing import Any

from contract.answers import HandedIn, HandedTicket
from contract.commands import HandIn
from contract.events import (
    JournalBegun,
    JournalHandedIn,
    LeaseGranted,
    TicketConfirmed,
    TicketHandedIn,
    TicketMerged,
    TicketNotPlaced,
    TicketVoided,
)
from contract.ids import LeaseId, SeriesId
from contract.offline import JournaledTicket, Lease, TakenAt
from contract.words import HandInEnd, NotPlacedBecause, Origin, SlipFate, TicketState
from server.domain.hall import Hall
from server.domain.instant import MICROSECOND
from server.domain.numbering import range_with, ranges_of, value_of
from server.domain.ticket import Ticket
from server.service.lend_numbers import lend_numbers, reclaim
from server.service.work import Work


def hand_in(command: HandIn, work: Work) -> HandedIn:
    """Leases first (a restored hub may not know them), then the tickets in the kiosk's order."""
    for lease in command.leases:
        _adopt(work, lease)
    reclaimed = _begin_journal(work) if command.is_new and command.is_whole else ()
    ends = tuple(HandedTicket(ticket=ticket.ticket, end=_take_in(work, ticket)) for ticket in command.tickets)
    if command.is_whole and work.asker.device in work.hall.awaiting:
        work.record(JournalHandedIn)
    return HandedIn(tickets=ends, reclaimed=reclaimed)


def _begin_journal(work: Work) -> tuple[LeaseId, ...]:
    """A kiosk that had a journal before has lost it: what it lent from is nobody's, new numbers are lent."""
    kiosk = work.asker.device
    is_known = kiosk in work.hall.introduced
    work.record(JournalBegun)
    if not is_known:
        return ()
    held = [lease for lease in work.hall.leases.values() if lease.kiosk == kiosk]
    lost = tuple(lease for lease in held if lease.lease not in work.hall.reclaimed)
    for lease in lost:
        reclaim(work, lease)
    lend_numbers(work)
    return tuple(lease.lease for lease in lost)


def _adopt(work: Work, lease: Lease) -> None:
    """A lease granted after the backup this ledger was restored from; only while journals are waited for."""
    hall = work.hall
    is_ours = lease.kiosk == work.asker.device and lease.kiosk in hall.awaiting
    is_past = hall.last_day is not None and lease.day < hall.last_day
    if is_ours and not is_past and lease.lease not in hall.leases and not _overlaps(hall, lease):
        work.record(LeaseGranted, lease=lease, is_adopted=True)


def _overlaps(hall: Hall, lease: Lease) -> bool:
    return any(
        part.first <= known.last and known.first <= part.last
        for part in lease.ranges
        for known in ranges_of(part.series, hall.leases.values(), lease.day)
    )


def _take_in(work: Work, told: JournaledTicket) -> HandInEnd:
    known = work.hall.by_token.get(told.token_hash)
    if known is not None and not work.hall.tickets[known].claimed:
        return _settle_fate(work, told, work.hall.tickets[known])
    if known is None and told.token_hash in work.known_tokens:
        return HandInEnd.KNOWN
    if _is_early(work, told):
        return HandInEnd.NOT_YET
    why = _why_not(work, told)
    if why is not None:
        return _not_placed(work, told, why)
    there = work.hall.by_number.get(told.number)
    if there is None:
        return _into_line(work, told)
    ticket = work.hall.tickets[there]
    if ticket.claimed and ticket.token_hash in ("", told.token_hash):
        return _merge(work, told, ticket)
    return _not_placed(work, told, NotPlacedBecause.NUMBER_TAKEN)


def _settle_fate(work: Work, told: JournaledTicket, ticket: Ticket) -> HandInEnd:
    """After a restore the ledger may have the reservation and not what became of it."""
    if ticket.state is TicketState.RESERVED and told.void is not None:
        work.record(TicketVoided, ticket=ticket.id, number=ticket.number, reason=told.void)
    elif ticket.state is TicketState.RESERVED or (
        ticket.fate is SlipFate.UNCONFIRMED and told.fate not in (None, SlipFate.UNCONFIRMED)
    ):
        fate = told.fate or SlipFate.UNCONFIRMED
        work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=fate)
    return HandInEnd.KNOWN


def _is_early(work: Work, told: JournaledTicket) -> bool:
    """A day the hub has not opened yet: its clock may not be trusted, or it has only just started."""
    last = work.hall.last_day
    if told.taken.is_sure:
        return last is None or told.day > last
    return work.hall.day is None and (last is None or told.day >= last)


def _why_not(work: Work, told: JournaledTicket) -> NotPlacedBecause | None:
    hall = work.hall
    if told.service not in work.rules.services:
        return NotPlacedBecause.NO_LINE
    lease = hall.leases.get(told.lease) if told.lease is not None else None
    if lease is not None and lease.kiosk != work.asker.device:
        return NotPlacedBecause.NOT_LEASED
    if hall.day is None or (told.day != hall.day and not _may_be_today(work, told)):
        return NotPlacedBecause.DAY_OVER
    if _place_in_series(work, told) is None or (told.lease is not None and _lease_of(work, told) is None):
        return NotPlacedBecause.NOT_LEASED
    return None


def _may_be_today(work: Work, told: JournaledTicket) -> bool:
    """A kiosk that cannot know the day gave a number of all its leases: the citizen is here today."""
    return not told.taken.is_sure and _lease_of(work, told) is not None


def _lease_of(work: Work, told: JournaledTicket) -> Lease | None:
    """The kiosk's lease for the open day that holds the number."""
    place = _place_in_series(work, told)
    if place is None:
        return None
    series, value = place
    return next(
        (
            lease
            for lease in work.hall.leases.values()
            if lease.kiosk == work.asker.device
            and lease.day == work.hall.day
            and range_with(lease, series, value) is not None
        ),
        None,
    )


def _place_in_series(work: Work, told: JournaledTicket) -> tuple[SeriesId, int] | None:
    series = work.rules.series[work.rules.services[told.service].series]
    value = value_of(series, told.number)
    return None if value is None else (series.id, value)


def _into_line(work: Work, told: JournaledTicket) -> HandInEnd:
    place = _place_in_series(work, told)
    assert place is not None  # noqa: S101 - `_why_not` has looked
    series, value = place
    lease = _lease_of(work, told) if told.lease is not None else None
    work.record(
        TicketHandedIn,
        ticket=told.ticket,
        number=told.number,
        series=series,
        value=value,
        lease=lease.lease if lease is not None else None,
        taken_boot_us=_on_our_boot_clock(work, told.taken),
        place=_place_in_line(work.hall, told.taken),
        rank=work.rules.priority_ranks.get(told.priority, 0) if told.priority is not None else 0,
        void=told.void,
        **_told(told),
    )
    return HandInEnd.IN_LINE if told.fate is not None else HandInEnd.VOIDED


def _merge(work: Work, told: JournaledTicket, ticket: Ticket) -> HandInEnd:
    fields = _told(told)
    del fields["service"]
    work.record(
        TicketMerged,
        ticket=ticket.id,
        number=ticket.number,
        kiosk_ticket=told.ticket,
        taken_boot_us=_on_our_boot_clock(work, told.taken),
        **fields,
    )
    return HandInEnd.MERGED


def _not_placed(work: Work, told: JournaledTicket, why: NotPlacedBecause) -> HandInEnd:
    fields = _told(told)
    for name in ("language", "priority", "procedure", "order"):
        del fields[name]
    work.record(
        TicketNotPlaced,
        ticket=told.ticket,
        number=told.number,
        why=why,
        for_day=told.day,
        lease=told.lease,
        void=told.void,
        **fields,
    )
    work.known_tokens.add(told.token_hash)
    return HandInEnd.NOT_PLACED


def _told(told: JournaledTicket) -> dict[str, Any]:
    return {
        "service": told.service,
        "token_hash": told.token_hash,
        "taken": told.taken,
        "order": told.order,
        "fate": told.fate,
        "language": told.language,
        "priority": told.priority,
        "procedure": told.procedure,
    }


def _on_our_boot_clock(work: Work, taken: TakenAt) -> int | None:
    """Only where nothing bent the wall clock between then and now, and this boot was running then."""
    if not taken.is_sure or work.hall.steps:
        return None
    boot_us = work.now.boot_us - (work.now.utc - taken.at) // MICROSECOND
    return boot_us if 0 <= boot_us <= work.now.boot_us else None


def _place_in_line(hall: Hall, taken: TakenAt) -> int:
    """Behind the latest ticket the hub itself had given by then."""
    for ticket in reversed(hall.tickets.values()):
        if ticket.origin is not Origin.OFFLINE and ticket.arrived.utc <= taken.at:
            return ticket.arrived_seq
    return 0
