"""The scanner's twin: a real scanimage on SANE's own virtual backends, one run a sheet.

`pnm` scans the picture that lies on top and can be told to jam, to be empty or open; it has no feeder, hence
a run a sheet. `test` can be busy, which `pnm` can't. Knows how the feeder's state is said to them; the state
itself is `feeder`'s.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from hardware.feeder import Feeder, Hindrance
from hardware.sane_scanner import PageFormat, write_backend_config
from hardware.scanimage import ScanimageRun, ScanOrder
from hardware.scanner import ScanCancelled, ScannedPage, next_page_number

_HINDERED = {
    Hindrance.JAMMED: ("--status=no", "--status-jammed=yes"),
    Hindrance.EMPTY: ("--status=no", "--status-nodocs=yes"),
    Hindrance.COVER_OPEN: ("--status=no", "--status-coveropen=yes"),
}


PNM_DPI = (75, 90, 100, 120, 135, 150, 165, 180, 195, 200, 210, 225, 240, 255, 270, 285, 300)
"""What the `pnm` device of SANE 1.2 can say of its pictures."""


class VirtualScanner:
    """A `DocumentScanner`."""

    def __init__(
        self,
        feeder: Feeder,
        config_dir: Path,
        page_format: PageFormat = PageFormat.JPEG,
        page_timeout_s: float = 60.0,
    ) -> None:
        self._feeder = feeder
        self._config_dir = config_dir
        self._page_format = page_format
        self._page_timeout_s = page_timeout_s
        self._run: ScanimageRun | None = None
        self._is_cancelled = threading.Event()

    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        write_backend_config(self._config_dir, "pnm", "test")
        self._is_cancelled.clear()
        first = number = next_page_number(folder)
        while (drawn := self._feeder.draw_sheet()) is not Hindrance.EMPTY or number == first:
            self._run = ScanimageRun(self._order(drawn, number), folder)
            for path in self._run.pages():
                yield ScannedPage(number, path)
            if self._is_cancelled.is_set():
                raise ScanCancelled
            number += 1

    def cancel(self) -> None:
        self._is_cancelled.set()
        if self._run:
            self._run.cancel()

    def _order(self, drawn: Path | Hindrance, number: int) -> ScanOrder:
        batch = ("--format", self._page_format, "--batch-count=1", f"--batch-start={number}")
        return ScanOrder(
            arguments=(*self._device(drawn), *batch),
            config_dir=self._config_dir,
            file_pattern=f"page-%03d.{self._page_format}",
            page_timeout_s=self._page_timeout_s,
        )

    def _device(self, drawn: Path | Hindrance) -> tuple[str, ...]:
        match drawn:
            case Hindrance.UNPLUGGED:
                return ("--device-name", "pnm:unplugged")
            case Hindrance.BUSY:
                return ("--device-name", "test:0", "--read-return-value", "SANE_STATUS_DEVICE_BUSY")
            case Hindrance():
                return ("--device-name", "pnm:0", "--filename", str(self._blank_sheet()), *_HINDERED[drawn])
            case _:
                return ("--device-name", "pnm:0", "--filename", str(drawn), *self._resolution(drawn))

    def _resolution(self, sheet: Path) -> tuple[str, ...]:
        """Nothing is drawn otherwise by it; the page's file says it, as a real scanner's does."""
        dpi = self._feeder.dpi_of(sheet)
        return ("--resolution", str(dpi)) if dpi in PNM_DPI else ()

    def _blank_sheet(self) -> Path:
        """`pnm` says what hinders it only while reading a picture."""
        blank = self._config_dir / "blank.ppm"
        if not blank.exists():
            Image.new("RGB", (8, 8), "white").save(blank)
        return blank
