"""The kiosk's settings file: its devices, its glass, its desk's name and the staff's PIN."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from contract.settings import DeviceSettings
from contract.settings_misfit import WrongSettingError
from contract.states import PanelSize
from display.glass.window import WindowSettings
from printer.settings import PrinterSettings

TEN_INCHES = PanelSize(width_px=1024, height_px=600, width_mm=222, height_mm=130, distance_m=0.6)


class ScannerKind(StrEnum):
    """Where papers are scanned."""

    SANE = "sane"
    VIRTUAL = "virtual"


class ScannerPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[scanner]`: left out, there is no scanner and no button for one."""

    kind: ScannerKind = ScannerKind.SANE
    device: str = ""
    """`kind = "sane"`: as `scanimage -L` names it."""
    source: str | None = None
    """`kind = "sane"`: the backend's name for its feeder."""
    resolution_dpi: int = 200
    tray: str = ""
    """`kind = "virtual"`: the folder whose pictures are the papers in the feeder (demo, tests)."""

    def __post_init__(self) -> None:
        needed = self.device if self.kind is ScannerKind.SANE else self.tray
        if not needed:
            name = "device" if self.kind is ScannerKind.SANE else "tray"
            raise WrongSettingError(
                "missing-key",
                f"máy quét loại “{self.kind.value}” cần {name}",
                f"a scanner of kind “{self.kind.value}” needs {name}",
            )


class ReaderKind(StrEnum):
    """How the code reader speaks."""

    SERIAL = "serial"
    WEDGE = "wedge"


class ReaderPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[reader]`: left out, there is no reader; scanning for a ticket needs one."""

    path: str
    """`/dev/serial/by-id/…`, or `/dev/input/by-id/…-event-kbd` for a keyboard wedge."""
    kind: ReaderKind = ReaderKind.SERIAL
    baud: int = 9600


class KioskSettings(DeviceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `kiosk.toml`."""

    printer: PrinterSettings
    window: WindowSettings = WindowSettings()
    panel: PanelSize = TEN_INCHES
    """The glass, until the hub's configuration says otherwise."""
    scanner: ScannerPart | None = None
    reader: ReaderPart | None = None
    speaker_device: str | None = None
    """As `aplay -L` names it; None: there is no speaker."""
    service_pin_hash: str | None = None
    """argon2 hash of the staff's PIN (`python -m kiosk pin`); None: there is no service menu."""
    desk_vi: str = "bàn hướng dẫn"
    """Where people are sent when the kiosk cannot help."""
    desk_en: str = "the help desk"
    crest_file: str | None = None
    """A picture of the official crest; it is not shipped."""
    roll_slips: int = 400
    """Slips one new roll is good for: an estimate for staff, counted from "paper changed"."""
    scratch_dir: str = "/dev/shm"  # noqa: S108  # memory only: pages never touch the card
    """Where scanned pages lie for a moment; a folder in memory."""
    power_off: tuple[str, ...] = ("systemctl", "poweroff")
    """What the service menu's "shut down" runs after an orderly end."""
