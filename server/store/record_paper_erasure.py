"""When scanned papers of records are erased by themselves: some days after the record's end, by kind; with
the applicant; with a reception taken back; and what a crash left behind, at the next start.

Every erasure of kept pages is an event, written with the rows after the files are gone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from contract.events import ApplicantForgotten, DayOpened, RecordPapersErased, RecordUndone
from contract.ids import DocumentId, RecordId
from contract.paper_words import PagesErasedBecause
from contract.record_words import RecordState
from server.config.shapes import CenterConfig
from server.domain.hall import Hall
from server.domain.instant import MICROSECOND
from server.domain.record import ENDED
from server.service.page_vault_words import VaultAwayError
from server.service.work import Work
from server.store import tables
from server.store.job import Commit
from server.store.page_erasing import PageEraser, note_change
from server.store.page_vault import PDF, PageVault, files_of
from server.store.record_pages import Document, PdfState, documents_where, forget_page, page_numbers
from server.store.sure_dates import SureDates, ended_before
from server.store.writer import Writer

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Documents erased in one transaction; the hall waits for no more."""
_ASKING = (DayOpened, ApplicantForgotten, RecordUndone)


class RecordPaperErasure:
    """A listener of the writer."""

    def __init__(self, vault: PageVault, writer: Writer, config: Callable[[], CenterConfig]) -> None:
        self._vault = vault
        self._writer = writer
        self._config = config
        self._eraser = PageEraser(vault, writer)
        self._dates = SureDates(writer, self._ask)
        self._is_listening = False

    def start(self) -> None:
        """Tidy up what a crash left, before any page comes; then erase what is due, also at each opening.

        Again each time the vault has come back. Raises `VaultAwayError` where it went meanwhile.
        """
        self._writer.run(self._tidy).result()
        if not self._is_listening:
            self._is_listening = True
            self._writer.listen(self._committed)
            self._writer.listen(self._dates.committed)
        self._ask()

    def _committed(self, commit: Commit, _hall: Hall) -> None:
        events = [item.event for item in commit.recorded]
        if any(isinstance(event, _ASKING) for event in events):
            self._ask()

    def _ask(self) -> None:
        self._writer.run(self._erase_due).add_done_callback(self._go_on)

    def _go_on(self, done: Future[int]) -> None:
        error = done.exception()
        if error is not None:
            log.error("scanned papers of records are still there, the next opening erases them: %s", error)
        elif done.result() == AT_ONCE:
            self._ask()

    def _erase_due(self, work: Work, connection: Connection) -> int:
        """How many. What is erased is told, whatever becomes of the vault at the next one."""
        due = list(islice(self._due(work, connection), AT_ONCE))
        for erased, (document, because) in enumerate(due):
            try:
                self._eraser.erase(work, connection, document, because)
            except (VaultAwayError, OSError) as error:
                log.error("scanned papers of records are still there: %s", error)
                return erased
        return len(due)

    def _due(self, work: Work, connection: Connection) -> Iterator[tuple[DocumentId, PagesErasedBecause]]:
        """What goes with its record, whatever the clock says; then what has been kept long enough."""
        record, now_us = tables.record.c, work.now.utc_us
        is_void, is_forgotten = record.state == RecordState.VOID.value, record.is_forgotten
        for row in _documents(connection, is_void | is_forgotten):
            void = row.state == RecordState.VOID
            why = PagesErasedBecause.VOID if void else PagesErasedBecause.APPLICANT_FORGOTTEN
            yield DocumentId(row.id), why
        if not self._dates.tell(work, connection):
            return
        for row in _documents(connection, ~(is_void | is_forgotten)):
            before_us = now_us - self._least_us(row.paper)
            if ended_before(connection, RecordId(row.record), row.state_since_us, before_us, now_us):
                yield DocumentId(row.id), PagesErasedBecause.TIME_OVER

    def _least_us(self, paper: str) -> int:
        return max(self._kept_us(paper), self._undo_us())

    def _kept_us(self, paper: str) -> int:
        """How long pages of that kind are kept: never longer than the applicant."""
        config = self._config()
        longest, kind = config.records.keep_applicants_days, config.papers.kind(paper)
        own = kind.keep_days if kind is not None else None
        return timedelta(days=longest if own is None else min(own, longest)) // MICROSECOND

    def _undo_us(self) -> int:
        """The end may still be taken back, and then everything is as it was."""
        return timedelta(minutes=self._config().records.undo_within_minutes) // MICROSECOND

    # --- after a crash ---

    def _tidy(self, work: Work, connection: Connection) -> None:
        known = {document.id: document for document in documents_where(connection)}
        strangers = self._vault.documents() - known.keys()
        for stranger in strangers:
            self._vault.erase(stranger)
        if strangers:
            log.warning("erased scanned documents that the database does not know: %d", len(strangers))
        numbers = page_numbers(connection)
        for document in known.values():
            self._tidy_document(work, connection, document, numbers.get(document.id, ()))

    def _tidy_document(
        self, work: Work, connection: Connection, document: Document, numbers: Sequence[int]
    ) -> None:
        names = self._vault.names(document.id)
        ours = {PDF, *(name for number in numbers for name in files_of(number))}
        if names - ours:
            self._vault.drop(document.id, *(names - ours))
        lost = [number for number in numbers if str(number) not in names]
        if lost:
            self._note_lost(work, connection, document, lost)
        elif document.pdf is PdfState.MADE and PDF not in names:
            note_change(work, connection, document.id)

    def _note_lost(self, work: Work, connection: Connection, document: Document, lost: Iterable[int]) -> None:
        numbers = list(lost)
        for number in numbers:
            self._vault.drop_page(document.id, number)
            forget_page(connection, document.id, number)
        note_change(work, connection, document.id)
        work.record(
            RecordPapersErased,
            record=RecordId(document.record),
            document=document.id,
            pages=len(numbers),
            because=PagesErasedBecause.LOST,
        )


def _documents(connection: Connection, which: ColumnElement[bool]) -> Sequence[Row[Any, Any, Any, Any, Any]]:
    """Of ended records, those that ended first before the others."""
    record, document = tables.record.c, tables.record_document.c
    query = select(document.id, document.record, document.paper, record.state, record.state_since_us)
    query = query.join_from(tables.record_document, tables.record, record.id == document.record)
    ended = record.state.in_([state.value for state in ENDED])
    return connection.execute(query.where(ended, which).order_by(record.state_since_us)).all()
