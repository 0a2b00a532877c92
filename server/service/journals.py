"""A kiosk's journal as a whole: leases a restored hub forgot, a lost journal, what no journal knows."""

from __future__ import annotations

from contract.events import JournalBegun, LeaseGranted
from contract.ids import JournalId, LeaseId
from contract.offline import Lease
from contract.words import VoidReason
from server.domain.hall import Hall
from server.domain.numbering import ranges_of
from server.service.lend_numbers import lend_numbers, reclaim
from server.service.void_ticket import void_if_nobody_has_it
from server.service.work import Work


def is_same_journal(work: Work, journal: JournalId) -> bool:
    """Whether the kiosk came with this one before: another knows nothing of what the lost one gave."""
    kiosk = work.asker.device
    return kiosk is not None and work.hall.journals.get(kiosk) == journal


def meet_journal(work: Work, journal: JournalId) -> tuple[LeaseId, ...]:
    """Another journal than before: the kiosk has lost it. Its leases end, and other numbers are lent."""
    kiosk = work.asker.device
    before = work.hall.journals.get(kiosk) if kiosk is not None else None
    held = [lease for lease in work.hall.leases.values() if lease.kiosk == kiosk]
    if before == journal:  # told again: the answer that named them may have been lost
        return tuple(lease.lease for lease in held if lease.lease in work.hall.reclaimed)
    work.record(JournalBegun, journal=journal)
    if before is None:
        return ()
    lost = tuple(lease for lease in held if lease.lease not in work.hall.reclaimed)
    for lease in lost:
        reclaim(work, lease)
    lend_numbers(work)
    return tuple(lease.lease for lease in lost)


def void_what_no_journal_knows(work: Work) -> None:
    """Reservations of the backup that the kiosk had given up: the ledger of before was told, this was not."""
    for ticket_id in tuple(work.hall.reserved):
        ticket = work.hall.tickets[ticket_id]
        if ticket.kiosk == work.asker.device:
            void_if_nobody_has_it(work, ticket, VoidReason.ABANDONED)


def adopt_lease(work: Work, lease: Lease) -> None:
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
