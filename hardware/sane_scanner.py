"""The real scanner: any sheet feeder or glass that SANE has a backend for.

Knows device names; how a batch runs is `scanimage`'s business, what a job's wishes are called is
`scan_choice`'s.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from hardware.scan_choice import ScanChoice, options_for, source_options
from hardware.scan_options import Offers, offers_of
from hardware.scanimage import ScanimageRun, ScanOrder
from hardware.scanner import ScannedPage, next_page_number

SYSTEM_CONFIG = Path("/etc/sane.d")


class PageFormat(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"


@dataclass(frozen=True)
class ScannerSettings:
    device: str
    """As `scanimage -L` names it: `fujitsu:fi-7030:12345`; before the first colon stands the backend."""
    config_dir: Path
    """A folder of our own for `dll.conf`; made when missing."""
    source: str | None = None
    """The backend's name for its feeder, `ADF Front` or so; None where there is only one source."""
    mode: str = "Color"
    resolution_dpi: int = 200
    """200 dpi is the recommended least for ordinary papers (7197/BKHCN-CĐSQG)."""
    page_format: PageFormat = PageFormat.JPEG
    page_timeout_s: float = 60.0
    options: tuple[str, ...] = ()
    """Further options of this backend, as given to scanimage."""

    @property
    def backend(self) -> str:
        return self.device.split(":", 1)[0]


class SaneScanner:
    """A `DocumentScanner`."""

    def __init__(self, settings: ScannerSettings) -> None:
        self._settings = settings
        self._run: ScanimageRun | None = None

    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        settings = self._settings
        source = ("--source", settings.source) if settings.source else ()
        how = (*source, "--mode", settings.mode, "--resolution", str(settings.resolution_dpi))
        write_backend_config(settings.config_dir, settings.backend)
        yield from self._pages(folder, how)

    def scan_as(self, choice: ScanChoice, folder: Path) -> Iterator[ScannedPage]:
        """As `scan_batch`, with this job's own size, resolution, colour and source, and as many pages.

        Raises:
            CannotScanSoError: the scanner does not offer that; nothing has moved.
        """
        settings = self._settings
        write_backend_config(settings.config_dir, settings.backend)
        offers = self._offers()
        source = source_options(choice.source, offers, settings.source)
        if source:  # what the feeder takes is longer than the glass
            offers = self._offers(*source)
        count = (f"--batch-count={choice.count}",) if choice.count is not None else ()
        yield from self._pages(folder, (*source, *options_for(choice, offers), *count))

    def _offers(self, *options: str) -> Offers:
        settings = self._settings
        environment = {"SANE_CONFIG_DIR": str(settings.config_dir)}
        return offers_of(settings.device, options, environment, settings.page_timeout_s)

    def _pages(self, folder: Path, how: tuple[str, ...]) -> Iterator[ScannedPage]:
        first = next_page_number(folder)
        self._run = ScanimageRun(self._order(first, how), folder)
        for number, path in enumerate(self._run.pages(), start=first):
            yield ScannedPage(number, path)

    def cancel(self) -> None:
        if self._run:
            self._run.cancel()

    def _order(self, first: int, how: tuple[str, ...]) -> ScanOrder:
        settings = self._settings
        return ScanOrder(
            arguments=(
                *("--device-name", settings.device, "--format", settings.page_format),
                *how,
                f"--batch-start={first}",
                *settings.options,
            ),
            config_dir=settings.config_dir,
            file_pattern=f"page-%03d.{settings.page_format}",
            page_timeout_s=settings.page_timeout_s,
        )


def write_backend_config(config_dir: Path, *backends: str) -> None:
    """Only these backends are loaded, each with the system's own settings for it."""
    config_dir.mkdir(parents=True, exist_ok=True)
    (config_dir / "dll.conf").write_text("".join(f"{name}\n" for name in backends), encoding="ascii")
    for name in backends:
        own = SYSTEM_CONFIG / f"{name}.conf"
        if own.exists():
            shutil.copyfile(own, config_dir / own.name)
