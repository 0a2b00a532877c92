"""Pages that came before, with another record of the same procedure that is open or was returned lately.

A result given in the same visit does not count: the same original is certified again and again.

Knows rows and files; what two pages must have in common is `server.scans.likeness`'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Integer, cast, func, insert, or_, select

from contract.ids import DocumentId, RecordId
from contract.record_words import RecordState
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import ENDED, Record
from server.service.work import Work
from server.store import tables
from server.store.database import Database
from server.store.page_erasing import WRITTEN_WITHIN_S
from server.store.page_vault import NotInVaultError, PageVault, Shelf, fine
from server.store.record_pages import Page, change_page, document_of, pages_where
from server.store.records import StoredRecords
from server.store.writer import Writer

MOST_COMPARED = 300
"""Of a procedure with thousands of pages the nearest are looked at more closely."""


@dataclass(frozen=True, slots=True)
class Alike:
    """One page that came before."""

    document: DocumentId
    number: int
    is_same_file: bool


@dataclass(frozen=True, slots=True)
class _Earlier:
    shelf: Shelf
    number: int
    digest: str
    look: int


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

    def next_fresh(self) -> Page | None:
        """A page that nobody has compared yet, oldest first; none while the vault is away."""
        if not self._vault.is_here:
            return None
        with self._database.reading() as connection:
            found = pages_where(connection, tables.record_page.c.is_compared.is_(False))
        return min(found, key=lambda page: page.kept_us) if found else None

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
            if document is None or record is None or page.look is None:
                return ()
            within = self._writer.rules.records.duplicate_within_days
            earlier = _earlier(connection, page, record, self._writer.now().utc - timedelta(days=within))
        same = tuple(
            Alike(one.shelf.document, one.number, is_same_file=True)
            for one in earlier
            if one.digest == page.digest
        )
        from server.scans.likeness import NEAR, distance

        near = [one for one in earlier if one.digest != page.digest and distance(one.look, page.look) <= NEAR]
        nearest = sorted(near, key=lambda one: distance(one.look, page.look or 0))[:MOST_COMPARED]
        return same + self._look_closer(document.shelf, page, nearest)

    def _look_closer(self, shelf: Shelf, page: Page, nearest: list[_Earlier]) -> tuple[Alike, ...]:
        try:
            ink = self._vault.open(shelf, fine(page.number))
        except NotInVaultError:
            return ()
        return tuple(
            Alike(one.shelf.document, one.number, is_same_file=False)
            for one in nearest
            if self._is_alike(ink, one)
        )

    def _is_alike(self, ink: bytes, other: _Earlier) -> bool:
        try:
            from server.scans.likeness import ALIKE, likeness

            return likeness(ink, self._vault.open(other.shelf, fine(other.number))) >= ALIKE
        except NotInVaultError:
            return False


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


def _earlier(connection: Connection, of: Page, record: Record, since: datetime) -> list[_Earlier]:
    kept, page, document = tables.record.c, tables.record_page.c, tables.record_document.c
    ended = [state.value for state in ENDED]
    is_late = (kept.state == RecordState.RETURNED.value) & (
        kept.state_since_us >= (since - EPOCH) // MICROSECOND
    )
    query = (
        select(document.record, page.document, page.number, page.digest, page.look)
        .join_from(tables.record_page, tables.record_document, document.id == page.document)
        .join(tables.record, kept.id == document.record)
        .where(kept.procedure == record.procedure, kept.id != record.id, page.look.is_not(None))
        .where(or_(page.kept_us < of.kept_us, (page.kept_us == of.kept_us) & (kept.id < record.id)))
        .where(kept.is_same_visit.is_(False), or_(kept.state.not_in(ended), is_late))
    )
    return [
        _Earlier(Shelf(RecordId(row.record), DocumentId(row.document)), row.number, row.digest, row.look)
        for row in connection.execute(query)
    ]


def _row(page: Page, found: Alike) -> dict[str, object]:
    return {
        "document": page.document,
        "number": page.number,
        "earlier_document": found.document,
        "earlier_number": found.number,
        "is_same_file": found.is_same_file,
    }
