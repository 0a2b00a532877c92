"""What pages scanned at the kiosk have in common with pages of records, while an officer has the ticket.

Kept in memory alone and dropped as soon as the ticket is with no officer: nothing of it outlives the visit.
Compared page by page by whoever calls `compare_next`; a request reads what is known. Pages of other visits
are never looked at, nor those of a record of the same ticket: they are this visit's own.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import or_

from contract.events import PapersReceived, TicketCalled
from contract.ids import OfficerId, ProcedureCode, TicketId
from server.domain.hall import Hall
from server.domain.ticket import Ticket
from server.store import tables
from server.store.came_before import CameBefore, came_before
from server.store.database import Database
from server.store.earlier_pages import Alike, EarlierPages, Sight
from server.store.job import Commit
from server.store.page_vault import PageVault
from server.store.paper_desk import WITH_OFFICER, is_with
from server.store.papers import NoSuchPageError, Papers
from server.store.writer import Writer

log = logging.getLogger(__name__)

MOST_PROCEDURES = 8
"""Of one visit are remembered; who asks for another forgets the oldest."""


@dataclass(frozen=True, slots=True)
class Likes:
    """How far a visit's pages are compared with one procedure's, and what was found so far."""

    pages: int = 0
    compared: int = 0
    unreadable: int = 0
    """Of those compared: damaged, so that nothing is known of them."""
    found: tuple[CameBefore, ...] = ()
    is_away: bool = False
    """The vault is not at hand: the rest is not compared before it is back."""

    @property
    def is_comparing(self) -> bool:
        """More may be found before long."""
        return self.compared < self.pages and not self.is_away


@dataclass(slots=True)
class _Visit:
    pages: int
    procedure: ProcedureCode | None
    """Asked for last; None: not known yet."""
    is_awaited: bool = False
    """An officer looks at the form."""
    sights: dict[int, Sight | None] = field(default_factory=dict)
    """By page; None: it is damaged."""
    found: dict[ProcedureCode, dict[int, tuple[Alike, ...]]] = field(default_factory=dict)

    def want(self, procedure: ProcedureCode) -> None:
        """From now on it is this one."""
        self.procedure = procedure or None
        if procedure and procedure not in self.found:
            if len(self.found) >= MOST_PROCEDURES:
                del self.found[next(iter(self.found))]
            self.found[procedure] = {}

    def next_page(self) -> int | None:
        """The first that is not looked at, or not compared."""
        done = self.found.get(self.procedure, {}) if self.procedure is not None else self.sights
        return next((number for number in range(1, self.pages + 1) if number not in done), None)


class KioskLikes:
    """Thread-safe; one thread compares."""

    def __init__(self, papers: Papers, vault: PageVault, writer: Writer, database: Database) -> None:
        self._papers = papers
        self._vault = vault
        self._writer = writer
        self._database = database
        self._earlier = EarlierPages(vault, writer, database)
        self._visits: dict[TicketId, _Visit] = {}
        self._lock = threading.Lock()
        self._wake: Callable[[], None] = lambda: None

    def start(self, wake: Callable[[], None]) -> None:
        """Begin with each call; `wake` whoever compares."""
        self._wake = wake
        self._writer.listen(self._committed)

    def of(self, officer: OfficerId, ticket: TicketId, procedure: ProcedureCode) -> Likes:
        """What is known now; nothing where the ticket is not with this officer, or has no pages."""
        pages = self._papers.pages_of(ticket)
        with self._writer.reading() as hall:
            known = hall.tickets.get(ticket)
            if not pages or known is None or not is_with(officer, known):
                return Likes()
            with self._lock:
                visit = self._visits.setdefault(ticket, _Visit(pages, None))
                visit.pages, visit.is_awaited = pages, True
                visit.want(procedure)
                found, sights = dict(visit.found.get(procedure, {})), dict(visit.sights)
        is_away = len(found) < pages and not self._vault.is_here
        if len(found) < pages and not is_away:
            self._wake()
        with self._database.reading() as connection:
            said = came_before(connection, found)
        unreadable = sum(sights[number] is None for number in found)
        return Likes(pages, len(found), unreadable, said, is_away)

    def compare_next(self) -> bool:
        """One page; False: none waits, or the vault is away."""
        task = self._next()
        if task is None or not self._vault.is_here:
            return False
        ticket, visit, number = task
        if number not in visit.sights:
            self._look(ticket, visit, number)
        elif visit.procedure is not None:
            self._compare(ticket, visit, number, visit.procedure)
        return True

    def _next(self) -> tuple[TicketId, _Visit, int] | None:
        with self._lock:
            for ticket, visit in sorted(self._visits.items(), key=lambda item: not item[1].is_awaited):
                number = visit.next_page()
                if number is not None:
                    return ticket, visit, number
        return None

    def _look(self, ticket: TicketId, visit: _Visit, number: int) -> None:
        with self._papers.adding():  # a page whose reception fails is taken back, and its number given again
            pages = self._papers.pages_of(ticket)
            content = self._content(ticket, number) if number <= pages else None
        sight = self._sight(content) if content is not None else None
        with self._lock:
            visit.pages = pages
            if number <= pages:
                visit.sights[number] = sight

    def _content(self, ticket: TicketId, number: int) -> bytes | None:
        try:
            return self._papers.open_page(ticket, number)
        except NoSuchPageError:
            return None

    def _sight(self, content: bytes) -> Sight | None:
        from server.scans.likeness import look_of
        from server.scans.picture import ENOUGH_TO_KNOW, opened_picture

        try:
            with opened_picture(content, ENOUGH_TO_KNOW) as picture:
                look = look_of(picture.image)
        except Exception:
            log.exception("a page scanned at the kiosk cannot be compared")
            return None
        digest = self._vault.digest(content)
        return Sight(digest) if look is None else Sight(digest, look.bits, look.ink)

    def _compare(self, ticket: TicketId, visit: _Visit, number: int, procedure: ProcedureCode) -> None:
        sight, of = visit.sights[number], tables.record.c.ticket
        is_of_another_visit = or_(of.is_(None), of != ticket)
        alike = self._earlier.alike(sight, procedure, is_of_another_visit) if sight is not None else ()
        with self._lock:
            if procedure in visit.found:
                visit.found[procedure][number] = alike

    def _committed(self, commit: Commit, hall: Hall) -> None:
        """On the writer's thread, under its lock."""
        for recorded in commit.recorded:
            if isinstance(recorded.event, TicketCalled | PapersReceived):
                self._begin(hall.tickets.get(recorded.event.ticket))
        with self._lock:
            for ticket in [ticket for ticket in self._visits if not _is_at_a_counter(hall, ticket)]:
                del self._visits[ticket]

    def _begin(self, ticket: Ticket | None) -> None:
        pages = self._papers.pages_of(ticket.id) if ticket is not None else 0
        if ticket is None or not pages or ticket.state not in WITH_OFFICER:
            return
        with self._lock:
            if ticket.id not in self._visits:
                visit = self._visits[ticket.id] = _Visit(pages, None)
                visit.want(ticket.procedure or ProcedureCode(""))
            self._visits[ticket.id].pages = pages
        self._wake()


def _is_at_a_counter(hall: Hall, ticket: TicketId) -> bool:
    known = hall.tickets.get(ticket)
    return hall.day is not None and known is not None and known.state in WITH_OFFICER
