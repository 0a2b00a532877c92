"""Which documents wait for their PDF, and the place where it is kept, encrypted as the pages are.

Knows rows and files; how a PDF is made is none of its business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from server.domain.record import Record
from server.service.work import Work
from server.store import tables
from server.store.database import Database
from server.store.page_erasing import WRITTEN_WITHIN_S
from server.store.page_vault import PDF, PageVault
from server.store.record_pages import (
    Document,
    Page,
    PdfState,
    active_jobs,
    change_document,
    document_of,
    documents_where,
    pages_of,
)
from server.store.records import StoredRecords
from server.store.writer import Writer

SETTLED_US = 5_000_000
"""An officer who still orders pages need not be waited for longer."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document whose PDF shall be made now."""

    document: Document
    record: Record
    pages: tuple[Page, ...]


class PdfShelf:
    """For whoever makes them. Thread-safe."""

    def __init__(self, vault: PageVault, writer: Writer, database: Database) -> None:
        self._vault = vault
        self._writer = writer
        self._database = database

    def next_waiting(self) -> Waiting | None:
        """The one that has waited longest and is not being changed; none while the vault is away."""
        if not self._vault.is_here:
            return None
        before_us = self._writer.now().utc_us - SETTLED_US
        column = tables.record_document.c
        with self._database.reading() as connection:
            claims = (column.pdf == PdfState.WANTED.value, column.changed_us <= before_us)
            found = sorted(documents_where(connection, *claims), key=lambda one: one.changed_us)
            busy = {job.document for job in active_jobs(connection)}
            document = next((one for one in found if one.id not in busy), None)
            record = StoredRecords(connection).find(document.record) if document is not None else None
            if document is None or record is None:
                return None
            return Waiting(document, record, pages_of(connection, document.id))

    def contents(self, waiting: Waiting) -> Iterator[tuple[bytes, int]]:
        """Each page with its dpi, decrypted one at a time; raises `NotInVaultError`."""
        for page in waiting.pages:
            yield self._vault.open(waiting.document.shelf, str(page.number)), page.dpi

    def keep(self, document: Document, pdf: bytes) -> bool:
        """Keep what was made; False: the pages are others meanwhile, and it shall be made anew."""

        def write(_work: Work, connection: Connection) -> bool:
            known = document_of(connection, document.id)
            if known is None or known.changed_us != document.changed_us:
                self._vault.drop(document.id, PDF)
                return False
            change_document(connection, document.id, pdf=PdfState.MADE.value, pdf_why=None)
            return True

        self._vault.keep(document.shelf, {PDF: pdf})
        return self._writer.run(write).result(WRITTEN_WITHIN_S)

    def give_up(self, document: Document, why: str) -> None:
        """It could not be made; the pages stay, and an officer may try again."""

        def write(_work: Work, connection: Connection) -> None:
            known = document_of(connection, document.id)
            if known is not None and known.changed_us == document.changed_us:
                change_document(connection, document.id, pdf=PdfState.FAILED.value, pdf_why=why)

        self._writer.run(write).result(WRITTEN_WITHIN_S)
