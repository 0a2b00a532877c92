"""The kiosk's scanner, reader and speaker as its settings name them.

Knows which class drives which setting; knows nothing of what they are used for.
"""

from __future__ import annotations

from pathlib import Path

from hardware.aplay_speaker import AplaySpeaker, SpeakerSettings
from hardware.code_reader import CodeReader
from hardware.sane_scanner import SaneScanner, ScannerSettings
from hardware.scanner import DocumentScanner
from hardware.serial_reader import SerialReaderSettings, serial_reader
from hardware.speaker import Speaker
from hardware.tray_scanner import TrayScanner
from hardware.wedge_reader import WedgeReaderSettings, wedge_reader
from kiosk.settings import KioskSettings, ReaderKind, ScannerKind


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
