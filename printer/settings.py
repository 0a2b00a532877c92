"""Which printer this machine has, and over which cable: the shape of its settings file.

Knows names and limits of the settings. Opens nothing and asks no printer.
"""

from enum import StrEnum

import msgspec

from contract.settings_misfit import WrongSettingError


class CableKind(StrEnum):
    USB = "usb"
    NETWORK = "network"
    SERIAL = "serial"
    FILE = "file"


class FlowControl(StrEnum):
    """How a serial printer says "wait"; set on the printer by its DIP switches.

    Linux has no DTR/DSR flow control: the usual printer cable brings the printer's DTR to this machine's CTS.
    """

    NONE = "none"
    RTS_CTS = "rts-cts"
    XON_XOFF = "xon-xoff"


class PrinterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One printer. Only the fields of the chosen ``kind`` are needed; a missing one is refused on reading."""

    kind: CableKind
    profile: str = "generic-80"
    """A model from ``printer/models.py``."""
    host: str = ""
    """``kind = "network"``: the printer's address."""
    port: int = 9100
    """``kind = "network"``: 9100 is the raw printing port of nearly all models."""
    usb_vendor: int = 0
    """``kind = "usb"``: the idVendor that ``lsusb`` shows, such as 0x04b8 for Epson."""
    usb_product: int = 0
    """``kind = "usb"``: the idProduct that ``lsusb`` shows."""
    serial_device: str = ""
    """``kind = "serial"``: such as "/dev/serial/by-id/…", which stays the same after a restart."""
    baud: int = 115_200
    flow_control: FlowControl = FlowControl.RTS_CTS
    path: str = ""
    """``kind = "file"``: a device file such as "/dev/usb/lp0", or a plain file to keep the bytes in."""
    timeout_s: float = 2.0
    """How long to wait for a connection, for room in the printer's buffer, and for each answer."""
    confirm_within_s: float = 6.0
    """How long one slip may take from its last byte to its confirmation: about four times what one takes."""

    def __post_init__(self) -> None:
        missing = [name for name, value in self._needed() if not value]
        if missing:
            raise WrongSettingError(
                "missing-key",
                f"máy in loại “{self.kind.value}” cần {' và '.join(missing)}",
                f"a printer of kind “{self.kind.value}” needs {' and '.join(missing)}",
            )
        if not 0 < self.timeout_s <= self.confirm_within_s:
            raise WrongSettingError(
                "wrong-value",
                "timeout_s phải lớn hơn 0 và nhiều nhất là confirm_within_s",
                "timeout_s must be more than 0 and at most confirm_within_s",
            )

    def _needed(self) -> tuple[tuple[str, str | int], ...]:
        match self.kind:
            case CableKind.USB:
                return (("usb_vendor", self.usb_vendor), ("usb_product", self.usb_product))
            case CableKind.NETWORK:
                return (("host", self.host), ("port", self.port))
            case CableKind.SERIAL:
                return (("serial_device", self.serial_device), ("baud", self.baud))
            case CableKind.FILE:
                return (("path", self.path),)

    @property
    def cable(self) -> str:
        """The cable in words, for the test print and for logs."""
        match self.kind:
            case CableKind.USB:
                return f"usb {self.usb_vendor:04x}:{self.usb_product:04x}"
            case CableKind.NETWORK:
                return f"network {self.host}:{self.port}"
            case CableKind.SERIAL:
                return f"serial {self.serial_device} {self.baud}"
            case CableKind.FILE:
                return f"file {self.path}"
