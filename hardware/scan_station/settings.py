"""The scan station's settings file: its scanner, where pages wait for the hub, and its code reader."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from contract.ids import CounterId
from contract.settings import DeviceSettings
from contract.settings_misfit import WrongSettingError
from hardware.code_reader import CodeReader
from hardware.sane_scanner import PageFormat, SaneScanner, ScannerSettings
from hardware.scan_station.station import JobScanner
from hardware.serial_reader import SerialReaderSettings, serial_reader
from hardware.tray_scanner import TrayScanner

MEGABYTE = 1024 * 1024
WAITING_DIR = "/run/motcua-scan-station"
"""The unit's `RuntimeDirectory`."""


class ScannerKind(StrEnum):
    """Where papers are scanned."""

    SANE = "sane"
    VIRTUAL = "virtual"


class StationScanner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[scanner]`"""

    kind: ScannerKind = ScannerKind.SANE
    device: str = ""
    """`kind = "sane"`: as `scanimage -L` names it."""
    source: str | None = None
    """`kind = "sane"`: the driver's name for the feeder where it is not plain (`ADF Duplex`)."""
    page_timeout_s: Annotated[float, msgspec.Meta(gt=0, le=120)] = 45.0
    """No page for so long: the scanner is given up as silent."""
    options: tuple[str, ...] = ()
    """`kind = "sane"`: further options of this driver, as given to scanimage."""
    tray: str = ""
    """`kind = "virtual"`: the folder whose pictures are the papers in the feeder (demo, tests)."""

    def __post_init__(self) -> None:
        name = "device" if self.kind is ScannerKind.SANE else "tray"
        if not getattr(self, name):
            raise WrongSettingError(
                "missing-key",
                f"máy quét loại “{self.kind.value}” cần {name}",
                f"a scanner of kind “{self.kind.value}” needs {name}",
            )


class StationReader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[reader]`: a code reader in serial mode at one counter."""

    path: str
    """`/dev/serial/by-id/…`: a name that stays."""
    baud: Annotated[int, msgspec.Meta(ge=300, le=921_600)] = 9600
    """USB readers ignore it."""
    counter: CounterId | None = None
    """Whose officer gets what it reads; needed where the station serves several counters."""


class StationSettings(DeviceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `scan-station.toml`."""

    scanner: StationScanner | None = None
    reader: StationReader | None = None
    """A station has a scanner, a code reader, or both."""
    waiting_dir: str = WAITING_DIR
    """Where pages wait for the hub: a private folder in memory, so that no page touches a disk."""
    most_waiting_mb: Annotated[int, msgspec.Meta(ge=16, le=8192)] = 256
    """Megabytes that may wait there; beyond them a scan pauses until the hub is back."""

    def __post_init__(self) -> None:
        if self.scanner is None and self.reader is None:
            raise WrongSettingError(
                "missing-key",
                "trạm quét cần [scanner], [reader] hoặc cả hai",
                "a scan station needs [scanner], [reader] or both",
            )

    def job_scanner(self) -> JobScanner | None:
        """The scanner as these settings name it; pages are PNG, without loss."""
        part, config_dir = self.scanner, Path(self.data_dir) / "sane"
        if part is None:
            return None
        if part.kind is ScannerKind.VIRTUAL:
            return TrayScanner(Path(part.tray), config_dir, PageFormat.PNG)
        return SaneScanner(
            ScannerSettings(
                device=part.device,
                config_dir=config_dir,
                source=part.source,
                page_format=PageFormat.PNG,
                page_timeout_s=part.page_timeout_s,
                options=part.options,
            )
        )

    def code_reader(self) -> CodeReader | None:
        """The reader as these settings name it."""
        part = self.reader
        return None if part is None else serial_reader(SerialReaderSettings(part.path, part.baud))
