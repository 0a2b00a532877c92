"""Erases pages of records: the files first, then the rows and the event that says so, in one transaction.

Whoever asks has looked whether it may be done. What a crash leaves between the two is found at the next
start.
"""

from __future__ import annotations

from sqlalchemy import Connection

from contract.events import RecordPapersErased
from contract.ids import DocumentId
from contract.paper_words import PagesErasedBecause
from server.service.asker import Asker
from server.service.work import Work
from server.store.page_vault import PageVault
from server.store.paper_refusals import no_such_page
from server.store.record_pages import (
    Document,
    PdfState,
    change_document,
    document_of,
    forget_documents,
    forget_page,
    pages_of,
)
from server.store.writer import Writer

WRITTEN_WITHIN_S = 10.0
"""Longer than the slowest commit seen; then the asker is told to try again."""


class PageEraser:
    """Called from any thread but the writer's own."""

    def __init__(self, vault: PageVault, writer: Writer) -> None:
        self._vault = vault
        self._writer = writer

    def drop_page(self, asker: Asker, document: Document, number: int, because: PagesErasedBecause) -> None:
        """Take one page out for good; raises `Refusal` where it is gone already."""

        def erase(work: Work, connection: Connection) -> None:
            if not any(page.number == number for page in pages_of(connection, document.id)):
                raise no_such_page()
            self._vault.drop_page(document.id, number)
            forget_page(connection, document.id, number)
            note_change(work, connection, document.id)
            work.record(
                RecordPapersErased, record=document.record, document=document.id, pages=1, because=because
            )

        self._writer.run(erase, asker).result(WRITTEN_WITHIN_S)

    def erase_document(self, asker: Asker, document: DocumentId, because: PagesErasedBecause) -> None:
        """Erase a whole document; one that is gone already is no mistake."""
        erasing = self._writer.run(
            lambda work, connection: self.erase(work, connection, document, because), asker
        )
        erasing.result(WRITTEN_WITHIN_S)

    def erase(
        self, work: Work, connection: Connection, document: DocumentId, because: PagesErasedBecause
    ) -> None:
        """The same inside a task of the writer."""
        known = document_of(connection, document)
        if known is None:
            return
        pages = len(pages_of(connection, document))
        self._vault.erase(document)
        forget_documents(connection, [document])
        if pages:
            work.record(
                RecordPapersErased, record=known.record, document=document, pages=pages, because=because
            )


def note_change(work: Work, connection: Connection, document: DocumentId) -> None:
    """The document's pages are others now: its PDF has to be made anew."""
    pdf = PdfState.WANTED if pages_of(connection, document) else PdfState.NONE
    change_document(connection, document, changed_us=work.now.utc_us, pdf=pdf.value, pdf_why=None)
