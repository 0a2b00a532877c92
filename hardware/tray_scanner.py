"""A virtual scanner whose papers another process lays into a folder: the demo's and the tests' feeder.

Knows the folder and its notes; how a sheet is scanned is `virtual_scanner`'s.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from PIL import Image

from hardware.feeder import Feeder
from hardware.sane_scanner import PageFormat
from hardware.scan_choice import ScanChoice
from hardware.scanner import ScannedPage
from hardware.virtual_scanner import VirtualScanner

JAM_NOTE = "jam"
COVER_NOTE = "cover-open"
"""Empty files of these names in the tray hinder the scanner, until they are removed."""


class TrayScanner:
    """A `DocumentScanner`; papers are PNG or JPEG files."""

    def __init__(self, tray: Path, config_dir: Path, page_format: PageFormat = PageFormat.JPEG) -> None:
        tray.mkdir(parents=True, exist_ok=True)
        self._tray = tray
        self._feeder = Feeder(config_dir.parent / "feeder")
        self._scanner = VirtualScanner(self._feeder, config_dir, page_format)

    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        """As `DocumentScanner`."""
        self._look_at_notes()
        for picture in sorted(self._tray.glob("*.[pj][np]*g")):
            with Image.open(picture) as opened:
                self._feeder.put_in(opened)
            picture.unlink()
        return self._scanner.scan_batch(folder)

    def scan_as(self, choice: ScanChoice, folder: Path) -> Iterator[ScannedPage]:
        """The papers as they are, whatever size and colour were asked for, and no more than are wanted."""
        return islice(self.scan_batch(folder), choice.count)

    def cancel(self) -> None:
        """As `DocumentScanner`."""
        self._scanner.cancel()

    def _look_at_notes(self) -> None:
        self._feeder.clear_jam()
        self._feeder.close_cover()
        if (self._tray / JAM_NOTE).exists():
            self._feeder.jam_after(0)
        if (self._tray / COVER_NOTE).exists():
            self._feeder.open_cover()
