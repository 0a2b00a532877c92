"""Where a ticket that is handed in belongs: which day, which lease, behind whom, or nowhere any more."""

from __future__ import annotations

from datetime import date, timedelta

from contract.clock import local_time
from contract.ids import SeriesId
from contract.offline import JournaledTicket, Lease, TakenAt
from contract.words import ClockTrust, NotPlacedBecause, Origin
from server.domain.hall import Hall
from server.domain.instant import MICROSECOND
from server.domain.numbering import place_in_lease, value_of
from server.domain.ticket import Ticket
from server.service.work import Work

MAY_BE_AHEAD = timedelta(hours=1)
"""More than two clocks in order differ by, less than the day that matters."""


def claimed_before(work: Work, told: JournaledTicket) -> Ticket | None:
    """The ticket an officer admitted by this slip; the day may have been closed since."""
    hall = work.hall
    is_of_day = told.day == hall.last_day or (hall.day is not None and _may_be_today(work, told))
    there = hall.by_number.get(told.number)
    if not is_of_day or there is None or told.lease is None or not _is_own_lease(work, told):
        return None
    ticket = hall.tickets[there]
    if ticket.is_unclaimed:
        return ticket if hall.day is not None else None
    return ticket if ticket.claimed and ticket.token_hash in ("", told.token_hash) else None


def is_early(work: Work, told: JournaledTicket) -> bool:
    """A day the hub has not opened yet, or may open again: closed by mistake, or its clock is in doubt.

    Or a lease that a restore took back and its kiosk has still to tell of.
    """
    hall, last = work.hall, work.hall.last_day
    if told.lease is not None and told.lease not in hall.leases and work.asker.device in hall.awaiting:
        return True
    if hall.day is None and told.day == last and not _is_over(work, told.day):
        return True
    if _is_sure(work, told):
        return last is None or told.day > last
    latest = told.taken.not_after
    may_be_later = latest is None or last is None or local_time(latest).date() > last
    return hall.day is None and may_be_later


def _is_sure(work: Work, told: JournaledTicket) -> bool:
    """A time that has not come yet is a mistake of ours, made while our clock was set wrong and believed."""
    is_believed = work.now.trust is not ClockTrust.UNTRUSTED
    return told.taken.is_sure and not (is_believed and told.taken.at > work.now.utc + MAY_BE_AHEAD)


def _is_over(work: Work, day: date) -> bool:
    hours = work.rules.open_hours(day)
    return hours is None or local_time(work.now.utc) >= hours.closes


def why_not(work: Work, told: JournaledTicket) -> NotPlacedBecause | None:
    hall = work.hall
    if told.service not in work.rules.services:
        return NotPlacedBecause.NO_LINE
    if not _is_own_lease(work, told):
        return NotPlacedBecause.NOT_LEASED
    if hall.day is None or (told.day != hall.day and not _may_be_today(work, told)):
        return NotPlacedBecause.DAY_OVER
    if place_of(work, told) is None:
        return NotPlacedBecause.NOT_LEASED
    return NotPlacedBecause.NUMBER_TAKEN if told.number in hall.by_number else None


def _is_own_lease(work: Work, told: JournaledTicket) -> bool:
    lease = work.hall.leases.get(told.lease) if told.lease is not None else None
    return lease is None or lease.kiosk == work.asker.device


def _may_be_today(work: Work, told: JournaledTicket) -> bool:
    """A kiosk that cannot know the day gave a number of all its leases: the citizen is here today."""
    today = work.hall.day
    latest = told.taken.not_after
    if _is_sure(work, told) or today is None or (latest is not None and local_time(latest).date() < today):
        return False
    return lease_of(work, told) is not None


def lease_of(work: Work, told: JournaledTicket) -> Lease | None:
    """The kiosk's lease for the open day that holds the number."""
    return next(
        (
            lease
            for lease in work.hall.leases.values()
            if lease.kiosk == work.asker.device
            and lease.day == work.hall.day
            and place_in_lease(lease, told.number) is not None
        ),
        None,
    )


def place_of(work: Work, told: JournaledTicket) -> tuple[SeriesId, int] | None:
    """Series and place of the number, if the kiosk may have given it; by the lease, where it is of one."""
    if told.lease is not None:
        lease = lease_of(work, told)
        place = place_in_lease(lease, told.number) if lease is not None else None
        if lease is None or place is None:
            return None
        is_for_it = any(part.service == told.service and part.series == place[0] for part in lease.services)
        return place if is_for_it else None
    series = work.rules.series[work.rules.services[told.service].series]
    value = value_of(series, told.number)
    lent = (lease for lease in work.hall.leases.values() if lease.day == work.hall.day)
    is_lent = any(place_in_lease(lease, told.number) is not None for lease in lent)
    if value is None or is_lent or work.hall.restored_on is None:
        return None
    return series.id, value


def on_our_boot_clock(work: Work, taken: TakenAt) -> int | None:
    """Only where nothing bent the wall clock between then and now, and this boot was running then."""
    if not taken.is_sure or work.hall.steps:
        return None
    boot_us = work.now.boot_us - (work.now.utc - taken.at) // MICROSECOND
    return boot_us if 0 <= boot_us <= work.now.boot_us else None


def place_in_line(hall: Hall, taken: TakenAt) -> int:
    """Behind the latest ticket the hub itself had given by then."""
    for ticket in reversed(hall.tickets.values()):
        is_our_own = ticket.origin is not Origin.OFFLINE and not ticket.among_us
        if is_our_own and ticket.arrived.utc <= taken.at:
            return ticket.arrived_seq
    return 0
