"""When scanned pages are erased: at the visit's end or the day's close, and after a crash at the next start.

Erasing goes through the writer and is an event; a page is gone before the ledger says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, select

from contract.events import (
    DayClosed,
    Event,
    PapersDeleted,
    PapersReceived,
    TicketCancelled,
    TicketFinished,
    TicketServedByHand,
    TicketUnserved,
    TicketVoided,
)
from contract.ids import TicketId, TicketNumber
from server.config.rules import KeepUntil, Scanning
from server.domain.hall import Hall
from server.service.work import Work
from server.store import ledger, tables
from server.store.decoding import decode
from server.store.job import Commit
from server.store.papers import Papers
from server.store.writer import Writer

log = logging.getLogger(__name__)

_ENDS_VISIT = (TicketFinished, TicketServedByHand, TicketCancelled, TicketVoided, TicketUnserved)
"""Not a no-show: they may come back to their place, and to their papers."""


class PaperErasure:
    """Watches visits and days end."""

    def __init__(self, papers: Papers, writer: Writer, scanning: Callable[[], Scanning]) -> None:
        self._papers = papers
        self._writer = writer
        self._scanning = scanning

    def start(self) -> None:
        """Erase what a crash left over, before any page comes, and from now on whatever ends."""
        self._writer.listen(self._committed)
        with self._writer.reading() as hall:
            running = {ticket: _is_running(hall, ticket) for ticket in self._papers.tickets()}
        for ticket, is_running in running.items():
            if not is_running:
                self._erase_soon(ticket, "visit-ended")
        going_on = [ticket for ticket in running if running[ticket]]
        try:
            self._writer.run(lambda _work, connection: self._drop_untold(connection, going_on)).result()
        except Exception:
            log.exception("pages that the ledger was not told of are still there")

    def _drop_untold(self, connection: Connection, tickets: Iterable[TicketId]) -> None:
        """Pages of an upload that was cut off before the ledger was told: their consent is proved by nothing.

        Nobody was told that they are kept; the kiosk's next try brings them again.
        """
        for ticket in tickets:
            told, kept = _pages_told(connection, ticket), self._papers.pages_of(ticket)
            if kept > told:
                self._papers.take_back(ticket, range(told + 1, kept + 1))
                log.warning("erased %d pages that the ledger was not told of: %s", kept - told, ticket)

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        for recorded in commit.recorded:
            for ticket, cause in self._ended_by(recorded.event):
                self._erase_soon(ticket, cause)

    def _ended_by(self, event: Event) -> list[tuple[TicketId, str]]:
        if isinstance(event, DayClosed):
            return [(ticket, "day-closed") for ticket in self._papers.tickets()]
        if isinstance(event, _ENDS_VISIT) and self._scanning().keep_until is KeepUntil.VISIT_END:
            return [(event.ticket, "visit-ended")] if self._papers.pages_of(event.ticket) else []
        return []

    def _erase_soon(self, ticket: TicketId, cause: str) -> None:
        erased = self._writer.run(lambda work, connection: self._erase(work, connection, ticket, cause))
        erased.add_done_callback(lambda done: _complain(ticket, done.exception()))

    def _erase(self, work: Work, connection: Connection, ticket: TicketId, cause: str) -> None:
        """Files first: an event that says *deleted* is never written over pages that are still there."""
        pages = self._papers.erase(ticket)
        if not pages:
            return
        number = _number_of(work.hall, connection, ticket)
        if number is None:
            log.warning("erased %d pages of a ticket that never was: %s", pages, ticket)
        else:
            work.record(PapersDeleted, ticket=ticket, number=number, pages=pages, cause=cause)


def _number_of(hall: Hall, connection: Connection, ticket: TicketId) -> TicketNumber | None:
    if ticket in hall.tickets:
        return hall.tickets[ticket].number
    row = ledger.known_tickets(connection, [ticket]).get(ticket)
    return None if row is None else TicketNumber(row["number"])


def _pages_told(connection: Connection, ticket: TicketId) -> int:
    """How many came since the last were erased, as the ledger knows it."""
    event, kinds = tables.event.c, (PapersReceived.kind(), PapersDeleted.kind())
    query = select(event.kind, event.payload).where(event.ticket == ticket, event.kind.in_(kinds))
    told = 0
    for row in connection.execute(query.order_by(event.seq)):
        match decode(row.kind, bytes(row.payload)):
            case PapersReceived(pages=pages):
                told += pages
            case PapersDeleted():
                told = 0
    return told


def _complain(ticket: TicketId, failure: BaseException | None) -> None:
    if failure is not None:
        log.error("the pages of ticket %s are still there, the next start erases them: %s", ticket, failure)


def _is_running(hall: Hall, ticket: TicketId) -> bool:
    known = hall.tickets.get(ticket)
    return hall.day is not None and known is not None and not known.state.is_ended
