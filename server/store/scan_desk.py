"""What officers ask of scan stations: scan this document, go on after a jam, stop.

A job lives in its table, so that a station, a hub or a jam can interrupt it anywhere. Knows access and jobs;
what stations do with them is `scan_stations`'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from contract.ids import DeviceId, DocumentId, OfficerId, ScanJobId, new_scan_job_id
from contract.paper_words import ScanState
from contract.words import DeviceKind
from server.config.papers import DocumentKind, Scan
from server.config.shapes import CenterConfig, Device
from server.service.asker import Asker
from server.service.page_vault_words import VaultAwayError
from server.service.work import Work
from server.store.page_erasing import WRITTEN_WITHIN_S
from server.store.page_vault import PageVault
from server.store.paper_access import document_for, open_document_for
from server.store.paper_refusals import (
    consent_needed,
    no_such_page,
    scan_over,
    scan_running,
    scanner_busy,
    shown_only,
    too_many_pages,
    unknown_paper,
    unknown_scanner,
)
from server.store.record_pages import Document, Page, ScanJob, active_jobs, job_of, pages_of, put_job
from server.store.records import StoredRecords
from server.store.scan_moves import move
from server.store.writer import Writer


class ScanDesk:
    """For the console. Thread-safe."""

    def __init__(self, vault: PageVault, writer: Writer, config: Callable[[], CenterConfig]) -> None:
        self._vault = vault
        self._writer = writer
        self._config = config

    def stations(self, officer: OfficerId) -> tuple[Device, ...]:
        """All scan stations, those of the officer's counter first."""
        with self._writer.reading() as hall:
            seated = {counter.id for counter in hall.counters.values() if counter.officer == officer}
        devices = self._config().devices
        found = [known for known in devices if known.kind is DeviceKind.SCANNER and known.scans]
        return tuple(sorted(found, key=lambda device: not seated & set(device.counters)))

    def ask(
        self, asker: Asker, document: DocumentId, device: DeviceId, replaces: int | None = None
    ) -> ScanJob:
        """The station shall scan this document; `replaces` names a page that was not good.

        Raises:
            Refusal: access, `shown-only`, `consent-needed`, `unknown-scanner`, `scanner-busy`,
                `page-vault-away`, …
        """
        if not any(known.id == device for known in self.stations(asker.officer or OfficerId(""))):
            raise unknown_scanner()
        if not self._vault.is_here:
            raise VaultAwayError

        def write(work: Work, connection: Connection) -> ScanJob:
            known = open_document_for(connection, asker, document, work.now.utc, work.rules.records)
            self._check_free(work, connection, known, device)
            pages = pages_of(connection, document)
            if replaces is None:
                self._check_room(pages)
            elif replaces not in {page.number for page in pages}:
                raise no_such_page()
            kind = may_be_scanned(self._config().papers.kind(known.paper), known)
            job = _fresh(known, kind, device, asker, replaces, work.now.utc_us)
            put_job(connection, job)
            return job

        return self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def go_on(self, asker: Asker, job: ScanJobId) -> None:
        """The jam is cleared, or more paper lies in the feeder; raises `Refusal`, also `too-many-pages`."""
        self._move(asker, job, ScanState.WANTED)

    def cancel(self, asker: Asker, job: ScanJobId) -> None:
        """No more pages; those that came stay. Raises `Refusal`."""
        self._move(asker, job, ScanState.CANCELLED)

    def _move(self, asker: Asker, job: ScanJobId, state: ScanState) -> None:
        def write(work: Work, connection: Connection) -> None:
            known = job_of(connection, job)
            if known is None or not known.is_active:
                raise scan_over()
            document_for(connection, asker, known.document)
            if state is ScanState.WANTED:
                self._check_open(work, connection, asker, known)
            move(work, connection, known, state, None)

        self._writer.run(write, asker).result(WRITTEN_WITHIN_S)

    def _check_open(self, work: Work, connection: Connection, asker: Asker, job: ScanJob) -> None:
        open_document_for(connection, asker, job.document, work.now.utc, work.rules.records)
        if job.replaces is None:
            self._check_room(pages_of(connection, job.document))

    def _check_room(self, pages: Sequence[Page]) -> None:
        most = self._config().papers.max_pages
        if len(pages) >= most:
            raise too_many_pages(most)

    def _check_free(self, work: Work, connection: Connection, document: Document, device: DeviceId) -> None:
        """A scan that nobody has cared for in a long time is in nobody's way."""
        running = []
        for job in active_jobs(connection):
            if job.is_forgotten(work.now.utc_us):
                move(work, connection, job, ScanState.CANCELLED, None)
            else:
                running.append(job)
        if any(job.document == document.id for job in running):
            raise scan_running()
        other = next((job for job in running if job.device == device), None)
        if other is not None:
            record = StoredRecords(connection).find(other.record)
            raise scanner_busy(record.reference if record is not None else "")


def may_be_scanned(kind: DocumentKind | None, document: Document) -> DocumentKind:
    """The document's kind; raises `Refusal` where it must not be scanned."""
    if kind is None:
        raise unknown_paper()
    if document.is_shown_only or kind.scan is Scan.NO:
        raise shown_only()
    if kind.scan is Scan.CONSENT and document.consent is None:
        raise consent_needed()
    return kind


def _fresh(
    document: Document, kind: DocumentKind, device: DeviceId, asker: Asker, replaces: int | None, now_us: int
) -> ScanJob:
    return ScanJob(
        id=new_scan_job_id(),
        record=document.record,
        document=document.id,
        device=device,
        officer=asker.officer or OfficerId("hub"),
        dpi=kind.dpi,
        mode=kind.mode,
        size=kind.size,
        source=kind.source,
        state=ScanState.WANTED,
        code=None,
        pages=0,
        arrived=(),
        told=0,
        replaces=replaces,
        asked_us=now_us,
        changed_us=now_us,
    )
