"""The station's work, one turn after the other: bring what waits, fetch a job, scan it page by page.

A jam keeps the pages before it; a hub that is away gets its pages later; a job that is over drops them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from contract.devices import Fault, Gravity
from contract.hub_calls import HubAwayError
from contract.paper_words import PageFlaw, ScanState, ScanTrouble
from hardware.page_quality.judging import judge_page
from hardware.scan_choice import CannotScanSoError, ScanChoice
from hardware.scan_station.hub import REFUSED_WORDS, HubRefusesError, PageEnd, PageRefusedError, StationHub
from hardware.scan_station.jobs import TROUBLES, Report, ScanJob
from hardware.scan_station.waiting import JobFolder, WaitingPage, WaitingRoom
from hardware.scanner import ScanCancelled, ScannedPage, ScannerError, ScannerFault

log = logging.getLogger(__name__)

POLL_S = 1.0
REFUSED_S = 30.0
"""A wrong password is not tried every second: the hub would lock its address out."""

_CANNOT = (
    "Máy quét không quét được theo khổ giấy, độ phân giải hoặc chế độ màu được yêu cầu.",
    "The scanner cannot scan with the paper size, resolution or colour that was asked for.",
)


class JobScanner(Protocol):
    """A scanner that can be told how each job is scanned."""

    def scan_as(self, choice: ScanChoice, folder: Path) -> Iterator[ScannedPage]:
        """As `DocumentScanner.scan_batch`, at most `choice.count` pages; also raises `CannotScanSoError`.

        Pages are PNG.
        """
        ...

    def cancel(self) -> None:
        """As `DocumentScanner`."""
        ...


class JobOverError(Exception):
    """The hub wants nothing more of this job."""


class ScanStation:
    """One thread takes turns; `stop` and `faults` from any."""

    def __init__(self, hub: StationHub, scanner: JobScanner, room: WaitingRoom, most_waiting: int) -> None:
        self.on_step: Callable[[], None] = lambda: None
        """Called at least at every page: work is going on."""
        self._hub = hub
        self._scanner = scanner
        self._room = room
        self._most_waiting = most_waiting
        self._faults: dict[str, Fault] = {}
        self._judged: tuple[WaitingPage, tuple[PageFlaw, ...]] | None = None
        self._stopped = threading.Event()

    def turn(self) -> float:
        """Do what there is to do; how many seconds to wait before the next turn."""
        self.on_step()
        try:
            self._bring_all()
            job = self._hub.next_job()
            self._well("hub")
            for folder in self._room:
                if job is None or folder.job != job.id:
                    self._room.drop(folder.job)  # neither page nor word of it waits, and nobody wants it
            if job is not None:
                self._scan(job)
                self._bring_all()
        except HubAwayError as error:
            log.info("the hub is away: %s", error)
        except HubRefusesError as error:
            log.error("the hub refuses this station: %s", error)
            self._broken("hub", "hub-refuses", REFUSED_WORDS)
            return REFUSED_S
        return POLL_S

    def stop(self) -> None:
        """End the scan that runs; what is whole stays for the next start."""
        self._stopped.set()
        self._scanner.cancel()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What staff should know."""
        return tuple(self._faults.values())

    # --- bringing ---

    def _bring_all(self) -> None:
        for folder in self._room:
            try:
                self._bring_job(folder)
            except JobOverError:
                self._room.drop(folder.job)

    def _bring_job(self, folder: JobFolder) -> None:
        while folder.pages():
            try:
                self._bring_pages(folder)
            except PageRefusedError as refused:
                self._pause(folder, refused.trouble)
        report = folder.report
        if report is not None:
            self._hub.tell(folder.job, report)
            self._room.drop(folder.job)

    def _bring_pages(self, folder: JobFolder) -> None:
        while pages := folder.pages():
            self._bring(folder, pages[0])
            self.on_step()

    def _bring(self, folder: JobFolder, page: WaitingPage) -> None:
        image = page.path.read_bytes()
        try:
            end = self._hub.bring(folder.job, page.number, image, self._flaws_of(page, image))
        except PageRefusedError:
            page.path.unlink()
            raise
        match end:
            case PageEnd.KEPT:
                log.info("job %s: page %d is at the hub", folder.job, page.number)
                page.path.unlink()
            case PageEnd.ANOTHER_THERE:
                folder.make_room_at(page.number)
            case PageEnd.JOB_OVER:
                raise JobOverError

    def _flaws_of(self, page: WaitingPage, image: bytes) -> tuple[PageFlaw, ...]:
        """Judged once, however often it is sent."""
        if self._judged is None or self._judged[0] != page:
            self._judged = (page, _flaws_in(image))
        return self._judged[1]

    # --- scanning ---

    def _scan(self, job: ScanJob) -> None:
        folder = self._room.of(job.id)
        batch, adopted = folder.begin_batch(job.arrived)
        try:
            if not self._hub.tell(job.id, Report(state=ScanState.SCANNING, pages=folder.highest)):
                raise JobOverError
            if not job.is_whole(folder.highest, adopted):
                self._scan_batch(job, folder, batch)
            self._done(folder)
        except JobOverError:
            self._scanner.cancel()
            self._room.drop(job.id)
        except PageRefusedError as refused:
            self._pause(folder, refused.trouble)
        except CannotScanSoError as error:
            log.warning("job %s cannot be scanned so: %s", job.id, error)
            self._broken("scanner", "cannot-scan-so", _CANNOT)
            self._pause(folder, ScanTrouble.CANNOT_SCAN_SO)
        except ScannerError as error:
            self._stuck(folder, error, adopted)
        except ScanCancelled:
            if not self._stopped.is_set():
                self._pause(folder, ScanTrouble.DISCONNECTED)

    def _scan_batch(self, job: ScanJob, folder: JobFolder, batch: Path) -> None:
        for scanned in self._scanner.scan_as(job.choice_behind(folder.highest), batch):
            self.on_step()
            page = folder.take_in(scanned.path)
            log.info("job %s: page %d scanned", job.id, page.number)
            self._well("scanner")
            try:
                self._bring_pages(folder)
            except HubAwayError as error:
                log.info("job %s: page %d waits: %s", job.id, page.number, error)
                if self._room.size() > self._most_waiting:
                    log.warning("job %s: no more pages can wait; the scan pauses", job.id)
                    self._scanner.cancel()

    def _stuck(self, folder: JobFolder, error: ScannerError, adopted: int) -> None:
        if error.fault is ScannerFault.NO_DOCUMENTS and adopted > 0:
            self._done(folder)  # the station ended between the last sheet and its word
            return
        log.warning("job %s: the scanner stopped: %s", folder.job, error)
        if error.fault is not ScannerFault.NO_DOCUMENTS:
            words = (error.sentence.vi, error.sentence.en)
            self._broken("scanner", f"scanner-{error.fault}", words)
        self._pause(folder, TROUBLES[error.fault])

    def _done(self, folder: JobFolder) -> None:
        folder.keep_report(Report(state=ScanState.DONE, pages=folder.highest))

    def _pause(self, folder: JobFolder, code: ScanTrouble) -> None:
        self._scanner.cancel()
        folder.keep_report(Report(state=ScanState.PAUSED, code=code, pages=folder.highest))

    # --- faults ---

    def _broken(self, device: str, code: str, words: tuple[str, str]) -> None:
        fault = Fault(code=code, message_vi=words[0], message_en=words[1], gravity=Gravity.WARNS)
        if self._faults.get(device) != fault:
            self._faults = {**self._faults, device: fault}

    def _well(self, device: str) -> None:
        if device in self._faults:
            self._faults = {name: fault for name, fault in self._faults.items() if name != device}


def _flaws_in(image: bytes) -> tuple[PageFlaw, ...]:
    try:
        return judge_page(image).flaws
    except OSError:
        return ()  # the hub will say that it is no picture
