"""Keeps one page that came: looked at, encrypted, on the disk, and in the database before anybody is told.

Knows pictures, files and rows; whether the sender may is decided by whoever calls.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from contract.events import RecordPapersReceived
from contract.ids import DocumentId
from contract.paper_words import PageFlaw, PagesFrom
from server.config.papers import Papers
from server.service.asker import HUB, Asker
from server.service.work import Work
from server.store.database import Database
from server.store.page_erasing import WRITTEN_WITHIN_S, note_change
from server.store.page_vault import PageVault, Shelf, fine, small
from server.store.paper_refusals import scan_over, shown_only, too_many_pages, unknown_document
from server.store.record_pages import (
    Document,
    Page,
    ScanJob,
    change_job,
    document_of,
    job_of,
    next_number,
    next_position,
    pages_of,
    put_page,
)
from server.store.writer import LedgerUnwritableError, Writer

if TYPE_CHECKING:
    from server.scans.picture import Picture


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is known of a page besides its content."""

    document: DocumentId
    origin: PagesFrom
    dpi: int
    """Where the file does not say it."""
    flaws: tuple[PageFlaw, ...] = ()
    job: ScanJob | None = None
    job_page: int | None = None
    asker: Asker = HUB
    """Who brought it, where no station did."""
    consent: str | None = None
    """Versions it came with; None: the document's own."""


class PageIntake:
    """One page at a time: numbers of pages stay in order."""

    def __init__(
        self, vault: PageVault, writer: Writer, database: Database, papers: Callable[[], Papers]
    ) -> None:
        self._vault = vault
        self._writer = writer
        self._database = database
        self._papers = papers
        self._lock = threading.Lock()

    def keep(self, arriving: Arriving, content: bytes) -> Page:
        """The page as it is kept; what is there already is given back, not kept twice.

        Raises:
            NotAPictureError: it is damaged, or no picture.
            LedgerUnwritableError: try again.
            VaultAwayError: try again once the vault is back; nothing was kept.
            Refusal: `unknown-document`, `shown-only`, `too-many-pages` or `scan-over`; nothing was kept.
        """
        digest = self._vault.digest(content)
        with self._lock:
            with self._database.reading() as connection:
                document = _takes_pages(connection, arriving.document)
                held = pages_of(connection, document.id)
                number = next_number(connection, document.id)
            known = next((page for page in held if page.digest == digest and page.job == _id(arriving)), None)
            if known is not None and known.job_page == arriving.job_page:
                return known
            page, beside = _looked_at(arriving, number, digest, content)
            most = self._papers().max_pages
            if len(held) - _makes_room(arriving) >= most:
                raise too_many_pages(most)
            files = {str(number): content, **beside}
            try:
                self._vault.keep(document.shelf, files)
                return self._write(page, document.shelf, arriving)
            except TimeoutError:
                raise  # the row may still come: without it the file is found at the next start
            except BaseException:
                self._vault.drop(document.id, *files)
                raise

    def _write(self, page: Page, shelf: Shelf, arriving: Arriving) -> Page:
        def write(work: Work, connection: Connection) -> Page:
            document = _takes_pages(connection, shelf.document)
            place = _place_of_replaced(connection, document, arriving.job)
            position = place if place is not None else next_position(connection, document.id)
            kept = msgspec.structs.replace(page, position=position, kept_us=work.now.utc_us)
            put_page(connection, kept)
            if arriving.job is not None and arriving.job_page is not None:
                _note_arrival(work, connection, arriving.job, arriving.job_page)
            else:
                _tell_received(work, document, arriving)
            note_change(work, connection, document.id)
            return kept

        try:
            return self._writer.run(write, arriving.asker).result(WRITTEN_WITHIN_S)
        except IntegrityError as error:
            raise LedgerUnwritableError(f"the page was not written down: {error}") from error


def _takes_pages(connection: Connection, document: DocumentId) -> Document:
    found = document_of(connection, document)
    if found is None:
        raise unknown_document()
    if found.is_shown_only:
        raise shown_only()
    return found


def _makes_room(arriving: Arriving) -> int:
    """Pages that go once this one is kept."""
    return int(arriving.job is not None and arriving.job.replaces is not None and not arriving.job.arrived)


def _place_of_replaced(connection: Connection, document: Document, job: ScanJob | None) -> int | None:
    if job is None or job.replaces is None or job.arrived:
        return None
    pages = pages_of(connection, document.id)
    replaced = (page for page in pages if page.number == job.replaces and page.job != job.id)
    return next((page.position for page in replaced), None)


def _note_arrival(work: Work, connection: Connection, job: ScanJob, number: int) -> None:
    now = job_of(connection, job.id)
    if now is None or not now.is_active:
        raise scan_over()
    arrived = (*now.arrived, number)
    change_job(connection, msgspec.structs.replace(now, arrived=arrived, changed_us=work.now.utc_us))


def _tell_received(work: Work, document: Document, arriving: Arriving) -> None:
    """A station's pages are told by the job, all at once."""
    work.record(
        RecordPapersReceived,
        record=document.record,
        document=document.id,
        paper=document.paper,
        pages=1,
        origin=arriving.origin,
        consent=arriving.consent or document.consent,
    )


def _id(arriving: Arriving) -> str | None:
    return arriving.job.id if arriving.job is not None else None


def _looked_at(arriving: Arriving, number: int, digest: str, content: bytes) -> tuple[Page, dict[str, bytes]]:
    """The page and the files beside it; the picture itself is in memory no longer."""
    from server.scans.likeness import look_of
    from server.scans.picture import ENOUGH_TO_KNOW, opened_picture

    with opened_picture(content, ENOUGH_TO_KNOW) as picture:
        look = look_of(picture.image)
        beside = {small(number): _thumbnail(arriving, picture)}
        if look is not None:
            beside[fine(number)] = look.ink
        bits = look.bits if look is not None else None
        return _page(arriving, number, digest, bits, picture, len(content)), beside


def _thumbnail(arriving: Arriving, picture: Picture) -> bytes:
    """What resolution a file from a PC gives is no scanner's word."""
    is_scanned = arriving.origin is not PagesFrom.UPLOAD
    return picture.thumbnail(arriving.dpi) if is_scanned else picture.small_thumbnail()


def _page(
    arriving: Arriving, number: int, digest: str, look: int | None, picture: Picture, size: int
) -> Page:
    return Page(
        document=arriving.document,
        number=number,
        position=0,
        origin=arriving.origin,
        job=arriving.job.id if arriving.job is not None else None,
        job_page=arriving.job_page,
        digest=digest,
        look=look,
        is_compared=False,
        flaws=",".join(arriving.flaws),
        media=picture.media,
        width=picture.width,
        height=picture.height,
        dpi=picture.dpi or arriving.dpi,
        size=size,
        kept_us=0,
    )
