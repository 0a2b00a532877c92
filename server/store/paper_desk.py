"""Who may bring and who may see scanned pages; both are events in the ledger.

Knows tickets' states and the writer; pages are in `server.store.papers`, their end in `paper_erasure`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import Connection

from contract.events import PapersOpened, PapersReceived
from contract.ids import CallId, OfficerId, TicketId
from contract.words import TicketState
from server.config.rules import Scanning
from server.domain.hall import Hall
from server.domain.refusal import Refusal, unknown_ticket
from server.domain.ticket import Ticket
from server.service.asker import Asker
from server.service.work import Work
from server.store.paper_erasure import PaperErasure
from server.store.papers import Papers
from server.store.writer import Writer

WRITTEN_WITHIN_S = 10.0
"""Longer than the slowest commit seen; then the asker is told to try again."""

WITH_OFFICER = (TicketState.CALLED, TicketState.SERVING, TicketState.ON_HOLD)
"""While it is so, its pages are shown to that officer."""


class PaperDesk:
    """Takes pages in, and shows them."""

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
        PaperErasure(self._papers, self._writer, self._scanning).start()

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
        return self._papers.pages_of(ticket) if known is not None and is_with(officer, known) else 0

    def digests_for(
        self, officer: OfficerId, ticket: TicketId, digest: Callable[[bytes], str]
    ) -> Mapping[int, str]:
        """A hash of each page this officer may open, by number: the hub's own reading, no look."""
        return self._papers.digests_of(ticket, digest) if self.pages_for(officer, ticket) else {}

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


def ticket_ended(number: str) -> Refusal:
    """Nothing can be scanned for a visit that is over."""
    return Refusal(
        "ticket-ended",
        f"Số {number} đã kết thúc nên không quét thêm giấy tờ được.",
        f"Number {number} has ended; no papers can be added.",
    )


def is_with(officer: OfficerId, ticket: Ticket) -> bool:
    """Whether this officer called it and has it still."""
    return ticket.officer == officer and ticket.state in WITH_OFFICER


def _own_ticket(hall: Hall, officer: OfficerId, ticket: TicketId) -> Ticket:
    known = hall.tickets.get(ticket)
    if known is None:
        raise unknown_ticket()
    if not is_with(officer, known):
        raise Refusal(
            "not-your-ticket",
            f"Chỉ cán bộ đã gọi số {known.number} mới xem được giấy tờ.",
            f"Only the officer who called number {known.number} may see its papers.",
        )
    return known
