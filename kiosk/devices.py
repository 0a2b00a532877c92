"""The kiosk's scanner, reader and speaker as its settings name them.

Knows which class drives which setting; knows nothing of what they are used for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from hardware.aplay_speaker import AplaySpeaker, SpeakerSettings
from hardware.code_reader import CodeReader
from hardware.feeder import Feeder
from hardware.sane_scanner import SaneScanner, ScannerSettings
from hardware.scanner import DocumentScanner, ScannedPage
from hardware.serial_reader import SerialReaderSettings, serial_reader
from hardware.speaker import Speaker
from hardware.virtual_scanner import VirtualScanner
from hardware.wedge_reader import WedgeReaderSettings, wedge_reader
from kiosk.settings import KioskSettings, ReaderKind, ScannerKind

JAM_NOTE = "jam"
COVER_NOTE = "cover-open"
"""Empty files of these names in the virtual scanner's tray hinder it, until they are removed."""


def scanner_of(settings: KioskSettings) -> DocumentScanner | None:
    """The scanner, or None where there is none."""
    part = settings.scanner
    if part is None:
        return None
    config_dir = Path(settings.data_dir) / "sane"
    if part.kind is ScannerKind.VIRTUAL:
        return TrayScanner(Path(part.tray), config_dir)
    return SaneScanner(
        ScannerSettings(
            device=part.device,
            config_dir=config_dir,
            source=part.source,
            resolution_dpi=part.resolution_dpi,
        )
    )


def reader_of(settings: KioskSettings) -> CodeReader | None:
    """The code reader, or None where there is none."""
    part = settings.reader
    if part is None:
        return None
    if part.kind is ReaderKind.WEDGE:
        return wedge_reader(WedgeReaderSettings(part.path))
    return serial_reader(SerialReaderSettings(part.path, part.baud))


def speaker_of(settings: KioskSettings) -> Speaker | None:
    """The speaker, or None where there is none."""
    if settings.speaker_device is None:
        return None
    return AplaySpeaker(SpeakerSettings(settings.speaker_device))


class TrayScanner:
    """A virtual scanner whose papers another process lays into a folder, as PNG or JPEG files."""

    def __init__(self, tray: Path, config_dir: Path) -> None:
        tray.mkdir(parents=True, exist_ok=True)
        self._tray = tray
        self._feeder = Feeder(config_dir.parent / "feeder")
        self._scanner = VirtualScanner(self._feeder, config_dir)

    def scan_batch(self, folder: Path) -> Iterator[ScannedPage]:
        """As `DocumentScanner`."""
        self._look_at_notes()
        for picture in sorted(self._tray.glob("*.[pj][np]*g")):
            with Image.open(picture) as opened:
                self._feeder.put_in(opened)
            picture.unlink()
        return self._scanner.scan_batch(folder)

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
