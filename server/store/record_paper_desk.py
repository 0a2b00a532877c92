"""What officers do with the scanned papers of a record: documents, order, looking, files of their own.

Knows access and rows; scanning is `scan_desk`'s, pages from the kiosk `kiosk_take_over`'s, the end of
pages `page_erasing`'s.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from contract.events import RecordPapersOpened
from contract.ids import DocumentId, OfficerId, RecordId, new_document_id
from contract.paper_words import PagesErasedBecause, PagesFrom
from server.config.papers import Papers, Scan
from server.domain.record import Record
from server.service.asker import Asker
from server.service.paper_consent import is_in_use
from server.service.permission import may_erase_papers
from server.service.work import Work
from server.store import tables
from server.store.database import Database
from server.store.page_erasing import WRITTEN_WITHIN_S, PageEraser, note_change
from server.store.page_intake import Arriving, PageIntake
from server.store.page_vault import PDF, NotInVaultError, PageVault, small
from server.store.paper_access import document_for, open_document_for, open_record_for, record_for
from server.store.paper_refusals import (
    consent_needed,
    has_pages,
    not_a_manager,
    other_pages,
    scan_running,
    unknown_paper,
)
from server.store.record_pages import (
    Document,
    Page,
    PdfState,
    ScanJob,
    active_jobs,
    change_document,
    change_page,
    documents_of,
    forget_documents,
    jobs_where,
    next_document_position,
    pages_of,
    put_document,
)
from server.store.scan_desk import may_be_scanned
from server.store.writer import Writer

SAME_LOOK_S = 600.0
"""Leafing on within this time is the same look; the next one is an event again."""


@dataclass(frozen=True, slots=True)
class Held:
    """One document with its pages, and what is being scanned for it."""

    document: Document
    pages: tuple[Page, ...]
    job: ScanJob | None
    """The latest; None: nothing was ever asked of a station."""


class RecordPaperDesk:
    """For the console. Thread-safe."""

    def __init__(
        self,
        intake: PageIntake,
        vault: PageVault,
        writer: Writer,
        database: Database,
        papers: Callable[[], Papers],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._intake = intake
        self._vault = vault
        self._writer = writer
        self._database = database
        self._papers = papers
        self._monotonic_s = monotonic_s
        self._eraser = PageEraser(vault, writer)
        self._looks: dict[tuple[OfficerId | None, DocumentId], float] = {}
        self._lock = threading.Lock()

    # --- looking ---

    def papers_of(self, asker: Asker, record: RecordId) -> tuple[Record, tuple[Held, ...]]:
        """All documents of a record, for its officers and managers; raises `Refusal`."""
        with self._database.reading() as connection:
            known = record_for(connection, asker, record)
            documents = documents_of(connection, record)
            pages = pages_of(connection, *(document.id for document in documents))
            jobs = {job.document: job for job in jobs_where(connection, tables.scan_job.c.record == record)}
        held = (
            Held(document, tuple(p for p in pages if p.document == document.id), jobs.get(document.id))
            for document in documents
        )
        return known, tuple(held)

    def thumbnail(self, asker: Asker, document: DocumentId, number: int) -> bytes:
        """Too small to be read, so it is no look; JPEG. Raises `Refusal` or `NotInVaultError`."""
        with self._database.reading() as connection:
            known = document_for(connection, asker, document)
            page = next((p for p in pages_of(connection, document) if p.number == number), None)
        kept = self._vault.open(known.shelf, small(number))
        if page is None or page.origin is not PagesFrom.UPLOAD:
            return kept
        from server.scans.picture import small_again

        return small_again(kept)

    def open_page(self, asker: Asker, document: DocumentId, number: int) -> tuple[bytes, str]:
        """A page as it came, and what it is (`png`, `jpeg`); the look is written down first.

        Raises:
            Refusal: access.
            NotInVaultError: there is no such page.
        """
        with self._database.reading() as connection:
            known = document_for(connection, asker, document)
            page = next((p for p in pages_of(connection, document) if p.number == number), None)
        if page is None:
            raise NotInVaultError(f"page {number} of document {document}")
        content = self._vault.open(known.shelf, str(number))
        self._write_look(asker, known)
        return content, page.media

    def open_pdf(self, asker: Asker, document: DocumentId) -> tuple[Record, Document, bytes]:
        """The finished document; the look is written down first. Raises as `open_page`."""
        with self._database.reading() as connection:
            known = document_for(connection, asker, document)
            record = record_for(connection, asker, known.record)
        if known.pdf is not PdfState.MADE:
            raise NotInVaultError(f"no PDF of document {document} is made")
        content = self._vault.open(known.shelf, PDF)
        self._write_look(asker, known)
        return record, known, content

    def _write_look(self, asker: Asker, document: Document) -> None:
        look, now_s = (asker.officer, document.id), self._monotonic_s()
        with self._lock:
            if now_s - self._looks.get(look, -SAME_LOOK_S) < SAME_LOOK_S:
                return

            def write(work: Work, _connection: Connection) -> None:
                work.record(RecordPapersOpened, record=document.record, document=document.id)

            self._writer.run(write, asker).result(WRITTEN_WITHIN_S)
            self._looks = {known: at for known, at in self._looks.items() if now_s - at < SAME_LOOK_S}
            self._looks[look] = now_s

    # --- documents ---

    def add(self, asker: Asker, record: RecordId, paper: str, consent: str = "") -> Document:
        """A document of that kind; `consent`: the version of the text that was agreed to.

        Raises:
            Refusal: `consent-needed`, `unknown-paper`, access.
        """
        kind = self._papers().kind(paper)
        if kind is None:
            raise unknown_paper()
        if kind.scan is Scan.CONSENT and not is_in_use(consent):
            raise consent_needed()

        def write(work: Work, connection: Connection) -> Document:
            open_record_for(connection, asker, record, work.now.utc, work.rules.records)
            document = Document(
                id=new_document_id(),
                record=record,
                position=next_document_position(connection, record),
                paper=paper,
                is_shown_only=kind.scan is Scan.NO,
                consent=consent if kind.scan is Scan.CONSENT else None,
                changed_us=work.now.utc_us,
                pdf=PdfState.NONE,
                pdf_why=None,
            )
            put_document(connection, document)
            return document

        return self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def mark_shown_only(self, asker: Asker, document: DocumentId, *, is_shown_only: bool) -> None:
        """This paper is only shown and must never be scanned, or may be after all; raises `Refusal`."""

        def write(work: Work, connection: Connection) -> None:
            known = open_document_for(connection, asker, document, work.now.utc, work.rules.records)
            _check_still(connection, known)
            if pages_of(connection, document):
                raise has_pages()
            change_document(connection, known.id, is_shown_only=is_shown_only)

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def remove(self, asker: Asker, document: DocumentId) -> None:
        """A document without pages was a mistake; raises `Refusal`."""

        def write(work: Work, connection: Connection) -> None:
            known = open_document_for(connection, asker, document, work.now.utc, work.rules.records)
            _check_still(connection, known)
            if pages_of(connection, document):
                raise has_pages()
            forget_documents(connection, [document])

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def make_again(self, asker: Asker, document: DocumentId) -> None:
        """Try the PDF once more; raises `Refusal`."""

        def write(work: Work, connection: Connection) -> None:
            note_change(work, connection, document_for(connection, asker, document).id)

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    # --- pages ---

    def order(self, asker: Asker, document: DocumentId, numbers: Sequence[int]) -> None:
        """Put all pages into this order; raises `Refusal`: `stale` where there are others now."""

        def write(work: Work, connection: Connection) -> None:
            known = open_document_for(connection, asker, document, work.now.utc, work.rules.records)
            if sorted(numbers) != sorted(page.number for page in pages_of(connection, known.id)):
                raise other_pages()
            for position, number in enumerate(numbers, start=1):
                change_page(connection, document, number, position=position)
            note_change(work, connection, document)

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def drop_page(self, asker: Asker, document: DocumentId, number: int) -> None:
        """Take a page out for good; raises `Refusal`."""
        known = self._open(asker, document)
        self._eraser.drop_page(asker, known, number, PagesErasedBecause.DROPPED)

    def upload(self, asker: Asker, document: DocumentId, content: bytes) -> Page:
        """Keep a picture from the officer's PC; the same one again is kept once.

        Raises:
            Refusal: access, `shown-only`, `consent-needed`, `too-many-pages`.
            NotAPictureError: it is damaged, or no picture.
        """
        known = self._open(asker, document)
        kind = may_be_scanned(self._papers().kind(known.paper), known)
        return self._intake.keep(Arriving(document, PagesFrom.UPLOAD, kind.dpi, asker=asker), content)

    def _open(self, asker: Asker, document: DocumentId) -> Document:
        now, rules = self._writer.now().utc, self._writer.rules.records
        with self._database.reading() as connection:
            return open_document_for(connection, asker, document, now, rules)

    def erase(self, asker: Asker, document: DocumentId) -> None:
        """A manager erases a whole document on request; raises `Refusal`."""
        if not may_erase_papers(asker):
            raise not_a_manager()
        self._eraser.erase_document(asker, document, PagesErasedBecause.ON_REQUEST)


def _check_still(connection: Connection, document: Document) -> None:
    if active_jobs(connection, tables.scan_job.c.document == document.id):
        raise scan_running()
