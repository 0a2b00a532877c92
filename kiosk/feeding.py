"""Pages from the scanner into memory: each picture file is read and erased at once.

Knows folders and faults; knows nothing of whose pages they are.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from contract.devices import Gravity
from contract.hubtime import HubTime
from hardware.scanner import DocumentScanner, ScanCancelled, ScannerError, ScannerFault
from kiosk.health import Health
from kiosk.views import ScannerIs

log = logging.getLogger(__name__)

_SAID = {
    ScannerFault.NO_DOCUMENTS: ScannerIs.NO_PAPER,
    ScannerFault.JAMMED: ScannerIs.JAMMED,
    ScannerFault.COVER_OPEN: ScannerIs.COVER_OPEN,
}


class Feeding:
    """One scanner, one batch at a time."""

    def __init__(self, scanner: DocumentScanner, health: Health, time: HubTime, scratch: Path) -> None:
        self._scanner = scanner
        self._health = health
        self._time = time
        self._scratch = scratch if scratch.is_dir() else None

    def scan(self, most: int, page: Callable[[bytes], None]) -> ScannerIs:
        """Give each page's picture, at most so many; how the scanner is afterwards."""
        with tempfile.TemporaryDirectory(prefix="motcua-", dir=self._scratch) as folder:
            try:
                self._pages(Path(folder), most, page)
            except ScannerError as error:
                return self._failed(error)
            except ScanCancelled:
                return ScannerIs.READY
        self._health.well("scanner")
        return ScannerIs.READY

    def cancel(self) -> None:
        """Stop, from any thread."""
        self._scanner.cancel()

    def _pages(self, folder: Path, most: int, page: Callable[[bytes], None]) -> None:
        for count, scanned in enumerate(self._scanner.scan_batch(folder), start=1):
            page(scanned.path.read_bytes())
            scanned.path.unlink()
            if count == most:
                return

    def _failed(self, error: ScannerError) -> ScannerIs:
        log.warning("the scanner stopped: %s", error)
        said = _SAID.get(error.fault, ScannerIs.BROKEN)
        if said is not ScannerIs.NO_PAPER:
            words = (error.sentence.vi, error.sentence.en)
            self._health.broken("scanner", f"scanner-{error.fault}", words, self._time.now(), Gravity.WARNS)
        return said
