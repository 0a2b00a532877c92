"""Pages that came before with another record of the same procedure: found in the background, written down.

Which pages count is `server.store.earlier_pages`'.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Integer, cast, func, insert, or_, select

from contract.ids import DocumentId, RecordId
from server.domain.record import Record
from server.service.work import Work
from server.store import tables
from server.store.database import Database
from server.store.earlier_pages import Alike, EarlierPages, Sight
from server.store.page_erasing import WRITTEN_WITHIN_S
from server.store.page_vault import NotInVaultError, PageVault, Shelf, fine
from server.store.record_pages import Page, change_page, document_of, pages_where
from server.store.records import StoredRecords
from server.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Said:
    """With which record a page came before."""

    record: Record
    is_same_file: bool


class AlikePages:
    """For whoever compares. Thread-safe."""

    def __init__(self, vault: PageVault, writer: Writer, database: Database) -> None:
        self._vault = vault
        self._writer = writer
        self._database = database
        self._earlier = EarlierPages(vault, writer, database)

    def compare_next(self) -> bool:
        """One page that nobody has compared yet; False: there is none."""
        page = self.next_fresh()
        if page is not None:
            self.compare(page)
        return page is not None

    def next_fresh(self) -> Page | None:
        """A page that nobody has compared yet, oldest first; none while the vault is away."""
        with self._database.reading() as connection:
            found = pages_where(connection, tables.record_page.c.is_compared.is_(False))
        return min(found, key=lambda page: page.kept_us) if found and self._vault.is_here else None

    def compare(self, page: Page) -> tuple[Alike, ...]:
        """Find the page's likes and write them down; blank pages have none."""
        found = self._found(page) if page.look is not None else ()

        def write(_work: Work, connection: Connection) -> None:
            change_page(connection, page.document, page.number, is_compared=True)
            still_there = {
                (row.document, row.number)
                for row in connection.execute(
                    select(tables.record_page.c.document, tables.record_page.c.number).where(
                        tables.record_page.c.document.in_([page.document, *(one.document for one in found)])
                    )
                )
            }
            rows = [_row(page, one) for one in found if (one.document, one.number) in still_there]
            if rows and (page.document, page.number) in still_there:
                connection.execute(insert(tables.record_page_alike), rows)

        self._writer.run(write).result(WRITTEN_WITHIN_S)
        return found

    def _found(self, page: Page) -> tuple[Alike, ...]:
        with self._database.reading() as connection:
            document = document_of(connection, page.document)
            record = StoredRecords(connection).find(document.record) if document is not None else None
        if document is None or record is None:
            return ()
        kept, kept_us = tables.record.c, tables.record_page.c.kept_us
        is_before = or_(kept_us < page.kept_us, (kept_us == page.kept_us) & (kept.id < record.id))
        sight = Sight(page.digest, page.look, self._ink(document.shelf, page.number))
        return self._earlier.alike(sight, record.procedure, kept.id != record.id, is_before)

    def _ink(self, shelf: Shelf, number: int) -> bytes | None:
        try:
            return self._vault.open(shelf, fine(number))
        except NotInVaultError:
            return None


def alike_records(connection: Connection, record: RecordId) -> dict[tuple[DocumentId, int], tuple[Said, ...]]:
    """For each page of the record's documents: the records it came with before, each once."""
    alike, document = tables.record_page_alike.c, tables.record_document
    earlier = document.alias("earlier")
    query = (
        select(alike.document, alike.number, earlier.c.record, func.max(cast(alike.is_same_file, Integer)))
        .join_from(tables.record_page_alike, document, document.c.id == alike.document)
        .join(earlier, earlier.c.id == alike.earlier_document)
        .where(document.c.record == record)
        .group_by(alike.document, alike.number, earlier.c.record)
    )
    shelf = StoredRecords(connection)
    said: dict[tuple[DocumentId, int], tuple[Said, ...]] = {}
    for of_document, number, of_record, is_same_file in connection.execute(query):
        known, page = shelf.find(RecordId(of_record)), (DocumentId(of_document), number)
        if known is not None:
            said[page] = (*said.get(page, ()), Said(known, bool(is_same_file)))
    return said


def _row(page: Page, found: Alike) -> dict[str, object]:
    return {
        "document": page.document,
        "number": page.number,
        "earlier_document": found.document,
        "earlier_number": found.number,
        "is_same_file": found.is_same_file,
    }
