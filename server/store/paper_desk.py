"""Who may bring, see and when to erase scanned pages; each of these is an event in the ledger.

Knows tickets' states and the writer; the pages themselves are in `server.store.papers`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from contract.events import (
    DayClosed,
    Event,
    PapersDeleted,
    PapersOpened,
    PapersReceived,
    TicketCancelled,
    TicketFinished,
    TicketUnserved,
    TicketVoided,
)
from contract.ids import CallId, OfficerId, TicketId, TicketNumber
from contract.words import TicketState
from server.config.rules import KeepUntil, Scanning
from server.domain.hall import Hall
from server.domain.refusal import Refusal, unknown_ticket
from server.domain.ticket import Ticket
from server.service.asker import Asker
from server.service.work import Work
from server.store import ledger
from server.store.papers import Papers
from server.store.writer import Commit, Writer

log = logging.getLogger(__name__)

WRITTEN_WITHIN_S = 10.0
"""Longer than the slowest commit seen; then the asker is told to try again."""

_ENDS_VISIT = (TicketFinished, TicketCancelled, TicketVoided, TicketUnserved)
_WITH_OFFICER = (TicketState.CALLED, TicketState.SERVING, TicketState.ON_HOLD)


class PaperDesk:
    """Takes pages in, shows them, and erases them when the visit ends or the day closes."""

    def __init__(self, papers: Papers, writer: Writer, scanning: Callable[[], Scanning]) -> None:
        self._papers = papers
        self._writer = writer
        self._scanning = scanning
        self._opened: set[tuple[TicketId, OfficerId, CallId | None]] = set()
        self._lock = threading.Lock()

    @property
    def scanning(self) -> Scanning:
        """What the configuration says of scanning now."""
        return self._scanning()

    def start(self) -> None:
        """Erase what is left over of ended visits, and from now on whatever ends."""
        self._writer.listen(self._committed)
        with self._writer.reading() as hall:
            left_over = [ticket for ticket in self._papers.tickets() if not _is_running(hall, ticket)]
        for ticket in left_over:
            self._erase_soon(ticket, "visit-ended")

    def take_in(self, asker: Asker, ticket: TicketId, consent: str, pages: Sequence[bytes]) -> int:
        """Keep the pages of a running visit; returns how many are kept now.

        Raises:
            Refusal: `unknown-ticket`, `ticket-ended` or `too-many-pages`; nothing was kept.
        """
        with self._papers.adding():
            before = self._papers.pages_of(ticket)
            numbers = self._papers.keep(ticket, pages)
            total = before + len(numbers)
            try:
                self._check_room(total)
                if numbers:
                    self._write_received(asker, ticket, len(numbers), consent)
            except BaseException:
                self._papers.take_back(ticket, numbers)
                raise
        return total

    def pages_for(self, officer: OfficerId, ticket: TicketId) -> int:
        """How many pages this officer may open; 0 where the ticket is not with them."""
        with self._writer.reading() as hall:
            known = hall.tickets.get(ticket)
        return self._papers.pages_of(ticket) if known is not None and _is_with(officer, known) else 0

    def open_for(self, officer: OfficerId, ticket: TicketId, page: int) -> bytes:
        """One page (JPEG or PNG) for the officer who called the ticket; looking is written down once a call.

        Raises:
            Refusal: `unknown-ticket` or `not-your-ticket`.
            NoSuchPageError: there is no such page.
        """
        with self._writer.reading() as hall:
            known = _own_ticket(hall, officer, ticket)
        content = self._papers.open_page(ticket, page)
        self._write_opened(known, officer)
        return content

    def _write_opened(self, known: Ticket, officer: OfficerId) -> None:
        look = (known.id, officer, known.call_id)
        with self._lock:
            if look in self._opened:
                return

            def write(work: Work, _connection: Connection) -> None:
                work.record(PapersOpened, ticket=known.id, number=known.number)

            self._writer.run(write, Asker(officer=officer)).result(WRITTEN_WITHIN_S)
            self._opened.add(look)

    def _check_room(self, total: int) -> None:
        most = self.scanning.max_pages
        if total > most:
            raise Refusal(
                "too-many-pages",
                f"Mỗi phiếu chỉ quét được tối đa {most} trang.",
                f"At most {most} pages may be scanned for one ticket.",
            )

    def _write_received(self, asker: Asker, ticket: TicketId, pages: int, consent: str) -> None:
        def write(work: Work, _connection: Connection) -> None:
            known = work.hall.tickets.get(ticket)
            if known is None:
                raise unknown_ticket()
            if known.state.is_ended or work.hall.day is None:
                raise ticket_ended(known.number)
            work.record(PapersReceived, ticket=ticket, number=known.number, pages=pages, consent=consent)

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    # --- erasing, on the writer's thread ---

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        for recorded in commit.recorded:
            for ticket, cause in self._ended_by(recorded.event):
                self._erase_soon(ticket, cause)

    def _ended_by(self, event: Event) -> list[tuple[TicketId, str]]:
        if isinstance(event, DayClosed):
            return [(ticket, "day-closed") for ticket in self._papers.tickets()]
        if isinstance(event, _ENDS_VISIT) and self.scanning.keep_until is KeepUntil.VISIT_END:
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


def _complain(ticket: TicketId, failure: BaseException | None) -> None:
    if failure is not None:
        log.error("the pages of ticket %s are still there, the next start erases them: %s", ticket, failure)


def ticket_ended(number: str) -> Refusal:
    """Nothing can be scanned for a visit that is over."""
    return Refusal(
        "ticket-ended",
        f"Số {number} đã kết thúc nên không quét thêm giấy tờ được.",
        f"Number {number} has ended; no papers can be added.",
    )


def _is_running(hall: Hall, ticket: TicketId) -> bool:
    known = hall.tickets.get(ticket)
    return hall.day is not None and known is not None and not known.state.is_ended


def _is_with(officer: OfficerId, ticket: Ticket) -> bool:
    return ticket.officer == officer and ticket.state in _WITH_OFFICER


def _own_ticket(hall: Hall, officer: OfficerId, ticket: TicketId) -> Ticket:
    known = hall.tickets.get(ticket)
    if known is None:
        raise unknown_ticket()
    if not _is_with(officer, known):
        raise Refusal(
            "not-your-ticket",
            f"Chỉ cán bộ đã gọi số {known.number} mới xem được giấy tờ.",
            f"Only the officer who called number {known.number} may see its papers.",
        )
    return known
