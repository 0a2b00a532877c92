"""Rows of scanned documents, their pages and scan jobs, as values, both ways.

Knows tables; who may read or change them is decided by whoever asks, and the pages themselves are files.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, unique
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from contract.ids import DeviceId, DocumentId, OfficerId, RecordId, ScanJobId
from contract.paper_words import PageFlaw, PagesFrom, ScanMode, ScanState, ScanTrouble, SheetSize, SheetSource
from server.store import tables
from server.store.page_vault import Shelf

ACTIVE = (ScanState.WANTED, ScanState.SCANNING, ScanState.PAUSED)
"""A job that the station or the officer will still do something with."""


@unique
class PdfState(StrEnum):
    """How the searchable document of the pages stands."""

    NONE = "none"
    """There are no pages."""
    WANTED = "wanted"
    MADE = "made"
    FAILED = "failed"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page that is kept."""

    document: DocumentId
    number: int
    position: int
    origin: PagesFrom
    job: ScanJobId | None
    job_page: int | None
    digest: str
    look: int | None
    """64 bits of what it looks like; None: it is blank."""
    is_compared: bool
    """With pages that came before."""
    flaws: str
    """Codes, comma separated."""
    media: str
    width: int
    height: int
    dpi: int
    size: int
    """Bytes."""
    kept_us: int

    @property
    def found(self) -> tuple[PageFlaw, ...]:
        """What is wrong with it."""
        return tuple(PageFlaw(code) for code in self.flaws.split(",") if code)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One scanned document of a record."""

    id: DocumentId
    record: RecordId
    position: int
    paper: str
    """Id of its configured kind."""
    is_shown_only: bool
    consent: str | None
    changed_us: int
    pdf: PdfState
    pdf_why: str | None

    @property
    def shelf(self) -> Shelf:
        """Where its files are."""
        return Shelf(self.record, self.id)


FORGOTTEN_US = 30 * 60 * 1_000_000
"""A job without a page or a press for so long was left behind: its papers are not in the scanner any more."""


class ScanJob(msgspec.Struct, frozen=True, kw_only=True):
    """What a station shall do for a document, and how far it came."""

    id: ScanJobId
    record: RecordId
    document: DocumentId
    device: DeviceId
    officer: OfficerId
    dpi: int
    mode: ScanMode
    size: SheetSize
    source: SheetSource
    state: ScanState
    code: ScanTrouble | None
    pages: int
    """As the station counts."""
    arrived: tuple[int, ...]
    told: int
    replaces: int | None
    asked_us: int
    changed_us: int

    @property
    def is_active(self) -> bool:
        """Whether more may come of it."""
        return self.state in ACTIVE

    def is_forgotten(self, now_us: int) -> bool:
        """Nobody has cared for it in so long that another sheet may lie in the scanner by now."""
        return now_us - self.changed_us > FORGOTTEN_US


def document_of(connection: Connection, document: DocumentId) -> Document | None:
    """The document of that id."""
    found = documents_where(connection, tables.record_document.c.id == document)
    return found[0] if found else None


def documents_of(connection: Connection, record: RecordId) -> tuple[Document, ...]:
    """All of a record, in order."""
    return documents_where(connection, tables.record_document.c.record == record)


def documents_where(connection: Connection, *claims: Any) -> tuple[Document, ...]:
    """All for which the claims hold, in order."""
    column = tables.record_document.c
    query = select(tables.record_document).where(*claims).order_by(column.record, column.position)
    return tuple(msgspec.convert(_plain(row), Document) for row in connection.execute(query).mappings())


def pages_of(connection: Connection, *documents: DocumentId) -> tuple[Page, ...]:
    """Their pages, each document's in order."""
    return pages_where(connection, tables.record_page.c.document.in_(documents))


def pages_where(connection: Connection, *claims: Any) -> tuple[Page, ...]:
    """All for which the claims hold, each document's in order."""
    column = tables.record_page.c
    query = select(tables.record_page).where(*claims)
    rows = connection.execute(query.order_by(column.document, column.position, column.number)).mappings()
    return tuple(msgspec.convert(_plain(row), Page) for row in rows)


def page_numbers(connection: Connection) -> dict[DocumentId, list[int]]:
    """Which pages every document has: one question for all of them, as a start asks."""
    column = tables.record_page.c
    found: dict[DocumentId, list[int]] = {}
    for document, number in connection.execute(select(column.document, column.number)):
        found.setdefault(DocumentId(document), []).append(number)
    return found


def jobs_where(connection: Connection, *claims: Any) -> tuple[ScanJob, ...]:
    """All jobs for which the claims hold, oldest first."""
    query = select(tables.scan_job).where(*claims).order_by(tables.scan_job.c.asked_us)
    return tuple(_job(row) for row in connection.execute(query).mappings())


def job_of(connection: Connection, job: ScanJobId) -> ScanJob | None:
    """The job of that id."""
    found = jobs_where(connection, tables.scan_job.c.id == job)
    return found[0] if found else None


def active_jobs(connection: Connection, *claims: Any) -> tuple[ScanJob, ...]:
    """Those that are not over."""
    return jobs_where(connection, tables.scan_job.c.state.in_([state.value for state in ACTIVE]), *claims)


def put_document(connection: Connection, document: Document) -> None:
    """A new one."""
    connection.execute(insert(tables.record_document), msgspec.to_builtins(document))


def change_document(connection: Connection, document: DocumentId, **fields: Any) -> None:
    """Columns of one document."""
    column = tables.record_document.c
    connection.execute(update(tables.record_document).where(column.id == document).values(**fields))


def put_page(connection: Connection, page: Page) -> None:
    """A new one."""
    connection.execute(insert(tables.record_page), msgspec.to_builtins(page))


def change_page(connection: Connection, document: DocumentId, number: int, **fields: Any) -> None:
    """Columns of one page."""
    column = tables.record_page.c
    where = (column.document == document, column.number == number)
    connection.execute(update(tables.record_page).where(*where).values(**fields))


def put_job(connection: Connection, job: ScanJob) -> None:
    """A new one."""
    connection.execute(insert(tables.scan_job), _job_row(job))


def change_job(connection: Connection, job: ScanJob) -> None:
    """The job as it is now."""
    column = tables.scan_job.c
    connection.execute(update(tables.scan_job).where(column.id == job.id).values(**_job_row(job)))


def forget_page(connection: Connection, document: DocumentId, number: int) -> None:
    """Erase a page's row, and what it was compared with."""
    page, alike = tables.record_page.c, tables.record_page_alike.c
    connection.execute(delete(tables.record_page).where(page.document == document, page.number == number))
    own = (alike.document == document) & (alike.number == number)
    other = (alike.earlier_document == document) & (alike.earlier_number == number)
    connection.execute(delete(tables.record_page_alike).where(or_(own, other)))


def forget_documents(connection: Connection, documents: Iterable[DocumentId]) -> None:
    """Erase all rows about these documents."""
    gone = list(documents)
    alike = tables.record_page_alike.c
    connection.execute(delete(tables.record_page).where(tables.record_page.c.document.in_(gone)))
    connection.execute(
        delete(tables.record_page_alike).where(
            or_(alike.document.in_(gone), alike.earlier_document.in_(gone))
        )
    )
    connection.execute(delete(tables.scan_job).where(tables.scan_job.c.document.in_(gone)))
    connection.execute(delete(tables.record_document).where(tables.record_document.c.id.in_(gone)))


def next_number(connection: Connection, document: DocumentId) -> int:
    """For a new page's file."""
    column = tables.record_page.c
    query = select(func.max(column.number)).where(column.document == document)
    return (connection.execute(query).scalar_one_or_none() or 0) + 1


def next_position(connection: Connection, document: DocumentId) -> int:
    """Behind the last page."""
    column = tables.record_page.c
    query = select(func.max(column.position)).where(column.document == document)
    return (connection.execute(query).scalar_one_or_none() or 0) + 1


def next_document_position(connection: Connection, record: RecordId) -> int:
    """Behind the record's last document."""
    column = tables.record_document.c
    query = select(func.max(column.position)).where(column.record == record)
    return (connection.execute(query).scalar_one_or_none() or 0) + 1


def _plain(row: Any) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _job(row: Any) -> ScanJob:
    fields = _plain(row)
    fields["arrived"] = msgspec.json.decode(fields["arrived"])
    return msgspec.convert(fields, ScanJob)


def _job_row(job: ScanJob) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(job)
    return {**fields, "arrived": msgspec.json.encode(job.arrived).decode()}
