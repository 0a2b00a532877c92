"""Pages that a citizen scanned at the kiosk, taken over into a record of the visit while the officer has it.

Knows which of them a record has already and which came into another one; the pages themselves are given by
whoever asks, as long as the visit holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from contract.ids import DocumentId, RecordId
from contract.paper_words import PagesFrom
from server.config.papers import DocumentKind, Papers, Scan
from server.domain.record import Record
from server.scans.not_a_picture import NotAPictureError
from server.service.asker import Asker
from server.service.page_vault_words import VaultAwayError
from server.service.paper_consent import is_in_use
from server.service.work import Work
from server.store import tables
from server.store.page_erasing import WRITTEN_WITHIN_S
from server.store.page_intake import Arriving, PageIntake
from server.store.page_vault import PageVault
from server.store.paper_access import open_document_for
from server.store.paper_refusals import (
    consent_needed,
    shown_only,
    unknown_document,
    unknown_paper,
    unreadable_pages,
)
from server.store.record_pages import Document, change_document
from server.store.record_paper_desk import RecordPaperDesk
from server.store.records import StoredRecords
from server.store.scan_desk import may_be_scanned
from server.store.writer import Writer

JOINED = "+"
"""Between versions of consent texts that all were agreed to."""


@dataclass(frozen=True, slots=True)
class KioskPage:
    """A page of the visit, and where it is already."""

    number: int
    is_in_record: bool
    elsewhere: tuple[Record, ...] = ()
    """Other records of the same visit that have it."""


def whereabouts(connection: Connection, record: Record, digests: Mapping[int, str]) -> tuple[KioskPage, ...]:
    """Where each page of the visit is, by the hash it has in the page vault; nowhere is one without."""
    holders = _holders(connection, record, digests)
    return tuple(
        KioskPage(
            number,
            is_in_record=any(holder.id == record.id for holder in holders.get(digest, ())),
            elsewhere=tuple(holder for holder in holders.get(digest, ()) if holder.id != record.id),
        )
        for number, digest in sorted(digests.items())
    )


class KioskTakeOver:
    """For the console. Thread-safe."""

    def __init__(
        self,
        desk: RecordPaperDesk,
        intake: PageIntake,
        vault: PageVault,
        writer: Writer,
        papers: Callable[[], Papers],
    ) -> None:
        self._desk = desk
        self._intake = intake
        self._vault = vault
        self._writer = writer
        self._papers = papers

    def digest(self, page: bytes) -> str:
        """By which a page in the vault is known again."""
        return self._vault.digest(page)

    def into_new(
        self,
        asker: Asker,
        record: RecordId,
        paper: str,
        pages: Iterable[tuple[int, bytes]],
        consents: tuple[str, str],
    ) -> Document:
        """A new document of that kind; raises as `into`, and then it is there with the pages before."""
        kind = self._papers().kind(paper)
        if kind is None:
            raise unknown_paper()
        if kind.scan is Scan.NO:
            raise shown_only()
        self._check(consents)
        document = self._desk.add(asker, record, paper, consents[-1])
        return self.into(asker, record, document.id, pages, consents)

    def into(
        self,
        asker: Asker,
        record: RecordId,
        document: DocumentId,
        pages: Iterable[tuple[int, bytes]],
        consents: tuple[str, str],
    ) -> Document:
        """Behind the document's pages, each once: who is interrupted asks again with what is missing.

        `consents`: agreed to at the kiosk, and read out at the counter; both stay with the document.

        Raises:
            Refusal: access, `shown-only`, `consent-needed`, `too-many-pages`; `unreadable-pages` once all
                others are taken.
            LedgerUnwritableError: pages before are kept.
        """
        self._check(consents)
        known, kind = self._agreed(asker, record, document, consents)
        arriving = Arriving(document, PagesFrom.KIOSK, kind.dpi, asker=asker, consent=_joined(None, consents))
        unreadable = []
        for number, content in pages:
            try:
                self._intake.keep(arriving, content)
            except NotAPictureError:
                unreadable.append(number)
        if unreadable:
            raise unreadable_pages(unreadable)
        return known

    def _check(self, consents: tuple[str, str]) -> None:
        if not self._vault.is_here:
            raise VaultAwayError
        if not is_in_use(consents[-1]):
            raise consent_needed()

    def _agreed(
        self, asker: Asker, record: RecordId, document: DocumentId, consents: tuple[str, str]
    ) -> tuple[Document, DocumentKind]:
        def write(work: Work, connection: Connection) -> tuple[Document, DocumentKind]:
            known = open_document_for(connection, asker, document, work.now.utc, work.rules.records)
            if known.record != record:
                raise unknown_document()
            kind = may_be_scanned(self._papers().kind(known.paper), known)
            change_document(connection, document, consent=_joined(known.consent, consents))
            return known, kind

        return self._writer.run(write, asker).result(WRITTEN_WITHIN_S)


def _joined(before: str | None, consents: tuple[str, str]) -> str:
    """Each version once; the counter's stand last."""
    kiosk, counter = consents
    versions = [*kiosk.split(JOINED), *(before or "").split(JOINED), counter]
    return JOINED.join(version for version in dict.fromkeys(versions) if version)


def _holders(
    connection: Connection, record: Record, digests: Mapping[int, str]
) -> dict[str, tuple[Record, ...]]:
    page, document, of = tables.record_page.c, tables.record_document.c, tables.record.c
    query = (
        select(page.digest, document.record, of.year, of.number)
        .join_from(tables.record_page, tables.record_document, document.id == page.document)
        .join(tables.record, of.id == document.record)
        .where(of.ticket == record.ticket, page.digest.in_({digest for digest in digests.values() if digest}))
        .order_by(of.year, of.number)
        .distinct()
    )
    records = StoredRecords(connection)
    found: dict[str, tuple[Record, ...]] = {}
    for row in connection.execute(query):
        known = records.find(RecordId(row.record))
        if known is not None:
            found[row.digest] = (*found.get(row.digest, ()), known)
    return found
