"""A kiosk tells what it issued while the hub was away; each ticket comes into the ledger exactly once."""

from __future__ import annotations

from typing import Any

from contract.answers import HandedIn, HandedTicket
from contract.commands import HandIn
from contract.events import (
    JournalHandedIn,
    TicketConfirmed,
    TicketHandedIn,
    TicketMerged,
    TicketNotPlaced,
)
from contract.offline import JournaledTicket
from contract.words import HandInEnd, NotPlacedBecause, SlipFate, TicketState
from server.domain.ticket import Ticket
from server.service.journals import (
    adopt_lease,
    is_same_journal,
    meet_journal,
    void_what_no_journal_knows,
)
from server.service.placing import (
    claimed_before,
    is_early,
    lease_of,
    on_our_boot_clock,
    place_in_line,
    place_of,
    why_not,
)
from server.service.skip_numbers import GIVEN_BY_A_KIOSK, skip_numbers, skip_up_to
from server.service.void_ticket import void_if_nobody_has_it
from server.service.work import Work


def hand_in(command: HandIn, work: Work) -> HandedIn:
    """Leases first (a restored hub may not know them), then the tickets in the kiosk's order."""
    for lease in command.leases:
        adopt_lease(work, lease)
    is_known = command.journal is None or is_same_journal(work, command.journal)
    reclaimed = meet_journal(work, command.journal) if command.journal is not None else ()
    ends = tuple(HandedTicket(ticket=ticket.ticket, end=_take_in(work, ticket)) for ticket in command.tickets)
    is_in = command.is_whole and not _is_one_missing(command.tickets, ends)
    if is_in and work.asker.device in work.hall.awaiting:
        if is_known:
            void_what_no_journal_knows(work)
        work.record(JournalHandedIn)
        if not is_known:
            skip_numbers(work, GIVEN_BY_A_KIOSK)
    return HandedIn(tickets=ends, is_journal_in=is_in, reclaimed=reclaimed)


def _is_one_missing(told: tuple[JournaledTicket, ...], ends: tuple[HandedTicket, ...]) -> bool:
    """A number the hub itself had given and could not take in yet: given again, two people would have it."""
    return any(
        end.end is HandInEnd.NOT_YET and ticket.lease is None for ticket, end in zip(told, ends, strict=True)
    )


def _take_in(work: Work, told: JournaledTicket) -> HandInEnd:
    known = work.hall.by_token.get(told.token_hash)
    if known is not None and not work.hall.tickets[known].claimed:
        return _settle_fate(work, told, work.hall.tickets[known])
    if known is None and told.token_hash in work.known_tokens:
        return HandInEnd.KNOWN
    claimed = claimed_before(work, told)
    if claimed is not None:
        return _merge(work, told, claimed)
    if is_early(work, told):
        return HandInEnd.NOT_YET
    why = why_not(work, told)
    return _into_line(work, told) if why is None else _not_placed(work, told, why)


def _settle_fate(work: Work, told: JournaledTicket, ticket: Ticket) -> HandInEnd:
    """After a restore the ledger may have the reservation and not what became of it."""
    if told.void is not None:
        void_if_nobody_has_it(work, ticket, told.void)
    elif ticket.state is TicketState.RESERVED or (
        ticket.fate is SlipFate.UNCONFIRMED and told.fate not in (None, SlipFate.UNCONFIRMED)
    ):
        fate = told.fate or SlipFate.UNCONFIRMED
        work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=fate)
    return HandInEnd.KNOWN


def _into_line(work: Work, told: JournaledTicket) -> HandInEnd:
    place = place_of(work, told)
    assert place is not None  # noqa: S101 - `_why_not` has looked
    series, value = place
    lease = lease_of(work, told) if told.lease is not None else None
    if lease is None:
        skip_up_to(work, series, value)
    work.record(
        TicketHandedIn,
        ticket=told.ticket,
        number=told.number,
        series=series,
        value=value,
        lease=lease.lease if lease is not None else None,
        taken_boot_us=on_our_boot_clock(work, told.taken),
        place=place_in_line(work.hall, told.taken),
        rank=_rank(work, told),
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
        taken_boot_us=on_our_boot_clock(work, told.taken),
        place=place_in_line(work.hall, told.taken),
        lease=told.lease,
        rank=_rank(work, told),
        void=told.void,
        **fields,
    )
    return HandInEnd.MERGED


def _rank(work: Work, told: JournaledTicket) -> int:
    return work.rules.priority_ranks.get(told.priority, 0) if told.priority is not None else 0


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
