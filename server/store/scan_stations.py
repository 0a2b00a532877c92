"""What scan stations fetch, bring and tell; pages that arrived stay, whatever happens to station or hub.

Stations are known by whoever calls; what officers ask of them is `scan_desk`'s.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy import Connection

from contract.ids import DeviceId, ScanJobId
from contract.paper_words import (
    PageFlaw,
    PagesErasedBecause,
    PagesFrom,
    ScanState,
    ScanTrouble,
    SheetSource,
)
from server.config.papers import DocumentKind
from server.config.shapes import CenterConfig
from server.domain.refusal import Refusal
from server.service.asker import HUB, Asker
from server.service.page_vault_words import VaultAwayError
from server.service.work import Work
from server.store import tables
from server.store.database import Database
from server.store.page_erasing import WRITTEN_WITHIN_S, PageEraser
from server.store.page_intake import Arriving, PageIntake
from server.store.page_vault import PageVault
from server.store.record_pages import ScanJob, active_jobs, change_job, document_of, job_of, pages_of
from server.store.scan_moves import move, tell_received
from server.store.writer import Writer

log = logging.getLogger(__name__)

SILENT_AFTER_S = 10.0
"""A station asks every second."""


class UnknownJobError(LookupError):
    """No such job, or another station's."""


class JobOverError(Exception):
    """Done or cancelled: no page is taken any more."""


class OtherPageError(Exception):
    """Another picture came for the same page of the job."""


class ScanStations:
    """For the public listener. Thread-safe."""

    def __init__(
        self,
        intake: PageIntake,
        vault: PageVault,
        writer: Writer,
        database: Database,
        config: Callable[[], CenterConfig],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._intake = intake
        self._vault = vault
        self._writer = writer
        self._database = database
        self._config = config
        self._monotonic_s = monotonic_s
        self._eraser = PageEraser(vault, writer)
        self._heard_s: dict[DeviceId, float] = {}
        self._keeping = threading.Lock()

    def is_heard(self, device: str) -> bool:
        """Whether the station has asked or brought something just now."""
        heard = self._heard_s.get(DeviceId(device))
        return heard is not None and self._monotonic_s() - heard < SILENT_AFTER_S

    def next_for(self, device: DeviceId) -> ScanJob | None:
        """What the station shall do now; nothing while a jam is to be cleared, nothing half an hour old.

        Raises:
            VaultAwayError: papers stay in the feeder, and pages at the station, until they can be kept.
        """
        self._hear(device)
        if not self._vault.is_here:
            raise VaultAwayError
        now_us = self._writer.now().utc_us
        with self._database.reading() as connection:
            jobs = active_jobs(connection, tables.scan_job.c.device == device)
        wanted = (job for job in jobs if job.state is not ScanState.PAUSED and not job.is_forgotten(now_us))
        return next(wanted, None)

    def title(self, job: ScanJob) -> DocumentKind | None:
        """The kind of the job's document."""
        with self._database.reading() as connection:
            document = document_of(connection, job.document)
        return self._config().papers.kind(document.paper) if document is not None else None

    def most_pages(self, job: ScanJob) -> int | None:
        """Of that job, those that arrived too: no sheet is drawn that has no room. None: one on the glass."""
        if job.replaces is not None:
            return 1
        if job.source is SheetSource.FLATBED:
            return None
        with self._database.reading() as connection:
            held = len(pages_of(connection, job.document))
        return max((0, *job.arrived)) + max(self._config().papers.max_pages - held, 1)

    def keep(
        self, device: DeviceId, job: ScanJobId, number: int, content: bytes, flaws: tuple[PageFlaw, ...]
    ) -> bool:
        """Keep one page of a job; False: it was there already.

        Raises:
            UnknownJobError, JobOverError, OtherPageError: see there.
            NotAPictureError, Refusal: what `PageIntake.keep` raises; nothing was kept.
        """
        self._hear(device)
        with self._keeping:
            known, is_there = self._look_up(device, job, number, content)
            if is_there:
                self._drop_replaced(known, number)  # hub or vault may have failed between the two
                return False
            if not known.is_active:
                raise JobOverError(job)
            arriving = Arriving(
                known.document, PagesFrom.SCANNER, known.dpi, flaws, job=known, job_page=number
            )
            try:
                self._intake.keep(arriving, content)
            except Refusal as refusal:
                if refusal.code in ("scan-over", "unknown-document", "shown-only"):
                    raise JobOverError(job) from refusal
                raise
            self._drop_replaced(known, number)
        return True

    def tell(
        self, device: DeviceId, job: ScanJobId, state: ScanState, code: ScanTrouble | None, pages: int
    ) -> None:
        """How far the station is.

        Raises:
            UnknownJobError, JobOverError: see there; a job that is done may be told so again.
        """
        self._hear(device)

        def write(work: Work, connection: Connection) -> None:
            known = job_of(connection, job)
            if known is None or known.device != device:
                raise UnknownJobError(job)
            if not known.is_active:
                if known.state is state is ScanState.DONE:
                    return
                raise JobOverError(job)
            move(work, connection, known, state, code, pages)

        self._writer.run(write, HUB).result(WRITTEN_WITHIN_S)

    def tell_interrupted(self) -> None:
        """After a start: pages of jobs that a crash interrupted become known to the ledger, bad ones go."""

        def write(work: Work, connection: Connection) -> None:
            for job in active_jobs(connection):
                change_job(connection, tell_received(work, connection, job))

        self._writer.run(write, HUB).result(WRITTEN_WITHIN_S)
        with self._database.reading() as connection:
            retaken = [job for job in active_jobs(connection) if job.replaces is not None and job.arrived]
        for job in retaken:
            self._drop_interrupted(job)

    def _drop_interrupted(self, job: ScanJob) -> None:
        try:
            self._drop_replaced(job, job.arrived[0])
        except VaultAwayError:
            log.error("the bad page beside a retaken one is still there: the page vault is away")
        except Exception:
            log.exception("the bad page beside a retaken one is still there")

    def _look_up(self, device: DeviceId, job: ScanJobId, number: int, content: bytes) -> tuple[ScanJob, bool]:
        with self._database.reading() as connection:
            known = job_of(connection, job)
            if known is None or known.device != device:
                raise UnknownJobError(job)
            pages = pages_of(connection, known.document)
        page = next((page for page in pages if page.job == job and page.job_page == number), None)
        if page is not None and page.digest != self._vault.digest(content):
            raise OtherPageError(number)
        return known, page is not None or number in known.arrived

    def _drop_replaced(self, job: ScanJob, number: int) -> None:
        """Only the first page of a retake takes a place; numbers are used again, so age tells the bad one."""
        if job.replaces is None or job.arrived[:1] not in ((), (number,)):
            return
        with self._database.reading() as connection:
            document = document_of(connection, job.document)
            pages = pages_of(connection, job.document)
        is_there = any(
            page.number == job.replaces and page.job != job.id and page.kept_us <= job.asked_us
            for page in pages
        )
        if document is not None and is_there:
            who = Asker(officer=job.officer)
            self._eraser.drop_page(who, document, job.replaces, PagesErasedBecause.RETAKEN)

    def _hear(self, device: DeviceId) -> None:
        self._heard_s[device] = self._monotonic_s()
