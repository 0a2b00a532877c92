"""Records that pages of one pile came with before, each once, with which pages and why.

Knows which earlier pages are still there: with a page goes what was said of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from contract.ids import DocumentId, RecordId
from server.domain.record import Record
from server.store import tables
from server.store.earlier_pages import Alike
from server.store.records import StoredRecords


@dataclass(frozen=True, slots=True)
class CameBefore:
    """An earlier record, and which pages of the pile came with it."""

    record: Record
    same_file: tuple[int, ...]
    """The very picture."""
    same_sheet: tuple[int, ...]
    """Others that look like one of its pages."""


def came_before(connection: Connection, pile: Mapping[int, tuple[Alike, ...]]) -> tuple[CameBefore, ...]:
    """In the order of the pile's pages, so that what is found later comes last."""
    belongs = _records_of(connection, {one.document for alike in pile.values() for one in alike})
    files: dict[RecordId, dict[int, bool]] = {}
    for number in sorted(pile):
        for one in pile[number]:
            record = belongs.get((one.document, one.number))
            if record is not None:
                pages = files.setdefault(record, {})
                pages[number] = pages.get(number, False) or one.is_same_file
    shelf = StoredRecords(connection)
    known = ((shelf.find(record), pages) for record, pages in files.items())
    return tuple(_said(record, pages) for record, pages in known if record is not None)


def _said(record: Record, pages: Mapping[int, bool]) -> CameBefore:
    return CameBefore(
        record,
        same_file=tuple(number for number, is_same_file in pages.items() if is_same_file),
        same_sheet=tuple(number for number, is_same_file in pages.items() if not is_same_file),
    )


def _records_of(connection: Connection, documents: set[DocumentId]) -> dict[tuple[DocumentId, int], RecordId]:
    """Of the pages that are still there."""
    if not documents:
        return {}
    page, document = tables.record_page.c, tables.record_document.c
    query = select(page.document, page.number, document.record).join_from(
        tables.record_page, tables.record_document, document.id == page.document
    )
    return {
        (DocumentId(row.document), row.number): RecordId(row.record)
        for row in connection.execute(query.where(page.document.in_(sorted(documents))))
    }
