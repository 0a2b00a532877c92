"""What the events of life without the hub mean for the hall: leases, hand-ins, claims, restores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from contract import events as e
from contract.ids import LeaseId, ServiceId
from contract.offline import TakenAt
from contract.words import ClockTrust, Language, Origin, PeriodKind, SlipFate, TicketState
from server.domain.changing import change_counter, free_counter_of, stand_at_counter
from server.domain.counter import LastAction
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.domain.ticket import OpenPeriod, Ticket

UNKNOWN_BOOT = "not-the-hubs"
"""Stands for the boot of a moment that only a kiosk saw."""


def forget_leases_before(hall: Hall, day: date) -> None:
    """A new day: what was lent for earlier ones is history."""
    for lease in [known for known in hall.leases.values() if known.day < day]:
        hall.drop(hall.leases, lease.lease)
        hall.drop(hall.reclaimed, lease.lease)


def _granted(hall: Hall, event: e.LeaseGranted, _at: Instant) -> None:
    hall.put(hall.leases, event.lease.lease, event.lease)


def _reclaimed(hall: Hall, event: e.LeaseReclaimed, _at: Instant) -> None:
    if event.lease in hall.leases:
        hall.put(hall.reclaimed, event.lease, None)


def _handed_in(hall: Hall, event: e.TicketHandedIn, at: Instant) -> None:
    arrived = moment_of(event.taken, event.taken_boot_us, at)
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        day=event.day or arrived.local_day,
        series=event.series,
        service=event.service,
        first_service=event.service,
        origin=Origin.OFFLINE if event.lease else Origin.KIOSK,
        language=event.language,
        token_hash=event.token_hash,
        arrived=arrived,
        arrived_seq=event.seq,
        place=event.place,
        among_us=arrived.utc_us,
        among=event.order,
        priority=event.priority,
        rank=event.rank,
        procedure=event.procedure,
        state_since=at,
        last_seq=event.seq,
        taken_bounds=_bounds(event.taken),
        kiosk=event.device,
        is_back_dated=True,
    )
    if event.fate is None:
        ticket = ticket.moved(TicketState.CANCELLED, at, event.seq)
    else:
        ticket = ticket.confirmed(event.fate, at, event.seq)
        _count(hall, event.service, event.lease)
    hall.put_ticket(ticket)
    hall.put(hall.by_number, ticket.number, ticket.id)
    hall.put(hall.by_token, ticket.token_hash, ticket.id)
    if event.lease is None:
        hall.put(hall.next_value, event.series, max(hall.next_value.get(event.series, 0), event.value + 1))


def _claimed(hall: Hall, event: e.TicketClaimed, at: Instant) -> None:
    officer = hall.counter(event.counter).officer
    serving = OpenPeriod(PeriodKind.SERVICE, at, 1, event.service, event.counter, officer)
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        day=event.day or at.local_day,
        series=event.series,
        service=event.service,
        first_service=event.service,
        origin=Origin.OFFLINE,
        language=Language.VI,
        token_hash=event.token_hash or "",
        arrived=at,
        arrived_seq=event.seq,
        place=event.seq,
        state=TicketState.SERVING,
        fate=SlipFate.SEEN,
        counter=event.counter,
        officer=officer,
        running=serving,
        state_since=at,
        last_seq=event.seq,
        claimed=True,
    )
    hall.put_ticket(ticket)
    hall.put(hall.by_number, ticket.number, ticket.id)
    if event.token_hash:
        hall.put(hall.by_token, event.token_hash, ticket.id)
    _count(hall, event.service, event.lease)
    stand_at_counter(hall, event.counter, ticket.id, at)
    action = None
    if event.command_id is not None:
        action = LastAction(event.command_id, at, (), ((ticket.id, event.seq),))
    change_counter(hall, event.counter, last_action=action)


def _claim_undone(hall: Hall, event: e.TicketClaimUndone, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    hall.put_ticket(ticket.unclaimed(at, event.seq))
    hall.put(hall.taken, ticket.first_service, hall.taken[ticket.first_service] - 1)
    free_counter_of(hall, ticket.id, at)
    change_counter(hall, event.counter, last_action=None)


def _merged(hall: Hall, event: e.TicketMerged, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    arrived = moment_of(event.taken, event.taken_boot_us, at)
    told: dict[str, Any] = {
        "token_hash": event.token_hash,
        "language": event.language,
        "priority": event.priority,
        "rank": event.rank,
        "procedure": event.procedure,
        "taken_bounds": _bounds(event.taken),
        "kiosk": event.device,
        "is_back_dated": True,
    }
    if ticket.is_unclaimed:
        hall.put_ticket(_revived(ticket, event, arrived, at, told))
        if event.fate is not None:
            _count(hall, ticket.first_service, event.lease)
    else:
        hall.put_ticket(ticket.merged(arrived, event.seq, fate=event.fate or SlipFate.SEEN, **told))
    hall.put(hall.by_token, event.token_hash, ticket.id)
    hall.put(hall.merged, event.kiosk_ticket, ticket.id)


def _revived(
    ticket: Ticket, event: e.TicketMerged, arrived: Instant, at: Instant, told: dict[str, Any]
) -> Ticket:
    """The claim of its number had been undone: its holder comes into line, if there is one."""
    back = ticket.touched(event.seq, claimed=False, arrived=arrived, fate=None, **told)
    if event.fate is None:
        return back
    back = back.touched(
        event.seq,
        state=TicketState.RESERVED,
        place=event.place,
        among_us=arrived.utc_us,
        among=event.order,
    )
    return back.confirmed(event.fate, at, event.seq)


def _served_by_hand(hall: Hall, event: e.TicketServedByHand, at: Instant) -> None:
    hall.put_ticket(hall.tickets[event.ticket].served_by_hand(at, event.seq))
    hall.set("served", hall.served + 1)
    free_counter_of(hall, event.ticket, at)


def _epoch_begun(hall: Hall, event: e.EpochBegun, at: Instant) -> None:
    hall.set("awaiting", frozenset(event.awaits))
    hall.set("restored_on", at.local_day)
    hall.set("register_unsure_from", event.register_from)


def _register_continued(hall: Hall, event: e.RegisterContinued, at: Instant) -> None:
    """Year by year up to the one in which it is said: no number of a later register was given before."""
    if event.last >= event.first:
        hall.put(hall.lost_numbers, event.year, event.last)
    is_settled = event.year >= at.local_day.year
    hall.set("register_unsure_from", None if is_settled else event.year + 1)


def _skipped(hall: Hall, event: e.NumbersSkipped, _at: Instant) -> None:
    for part in event.series:
        hall.put(hall.next_value, part.series, part.last + 1)


def _journal_begun(hall: Hall, event: e.JournalBegun, _at: Instant) -> None:
    if event.device is not None:
        hall.put(hall.journals, event.device, event.journal)


def _journal_in(hall: Hall, event: e.JournalHandedIn, _at: Instant) -> None:
    hall.set("awaiting", hall.awaiting - {event.device})


def _overridden(hall: Hall, _event: e.JournalsOverridden, _at: Instant) -> None:
    hall.set("awaiting", frozenset())


def _nothing(_hall: Hall, _event: e.Event, _at: Instant) -> None:
    """Kept in the ledger; changes nothing in the hall."""


def moment_of(taken: TakenAt, boot_us: int | None, at: Instant) -> Instant:
    """When it was taken, as a moment of the ledger: on the hub's boot clock where that was running."""
    if taken.at > at.utc:
        return at
    if boot_us is not None:
        return Instant(taken.at, boot_us, at.boot_id, at.trust, at.leaps)
    trust = at.trust if taken.is_sure else ClockTrust.UNTRUSTED
    return Instant(taken.at, 0, UNKNOWN_BOOT, trust)


def _bounds(taken: TakenAt) -> tuple[datetime, datetime] | None:
    if taken.is_sure:
        return None
    return (taken.not_before or taken.at, taken.not_after or taken.at)


def _count(hall: Hall, service: ServiceId, lease: LeaseId | None) -> None:
    hall.put(hall.taken, service, hall.taken.get(service, 0) + 1)
    if lease is not None:
        key = (lease, service)
        hall.put(hall.given_offline, key, hall.given_offline.get(key, 0) + 1)


OFFLINE_TELLERS: dict[type[e.Event], Callable[[Hall, Any, Instant], None]] = {
    e.LeaseGranted: _granted,
    e.LeaseReclaimed: _reclaimed,
    e.TicketHandedIn: _handed_in,
    e.TicketClaimed: _claimed,
    e.TicketClaimUndone: _claim_undone,
    e.TicketMerged: _merged,
    e.TicketNotPlaced: _nothing,
    e.TicketServedByHand: _served_by_hand,
    e.EpochBegun: _epoch_begun,
    e.NumbersSkipped: _skipped,
    e.RegisterContinued: _register_continued,
    e.JournalBegun: _journal_begun,
    e.JournalHandedIn: _journal_in,
    e.JournalsOverridden: _overridden,
}
