"""The settings file of a shared printer's own machine, and where the printer stands in other files.

Knows shapes and limits; opens nothing.
"""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Annotated

import msgspec

from contract.settings import DeviceSettings, load_settings
from contract.settings_misfit import WrongSettingError
from printer.settings import PrinterSettings

Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=600)]

_LOOPBACK = ("127.0.0.0/8", "::1")


class ListenerPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[listener]` part: who may print through this machine, and for how long."""

    host: str = "127.0.0.1"
    """The address kiosks reach this machine at; anybody on that network can try."""
    port: Port = 9100
    """9100 is the raw printing port of nearly all models; 0 takes any free one."""
    allowed: tuple[str, ...] = _LOOPBACK
    """Addresses or networks of the kiosks: `"192.168.10.21"`, `"192.168.10.0/28"`; nobody else may."""
    wait_s: Seconds = 1.5
    """How long a second client waits for its turn: less than its own patience (2 s)."""
    idle_s: Seconds = 10.0
    """A client that says nothing for so long, while the printer is silent too, has lost its turn."""
    longest_s: Seconds = 60.0
    """The longest turn."""

    def __post_init__(self) -> None:
        for network in self.allowed:
            try:
                ipaddress.ip_network(network)
            except ValueError as error:
                raise WrongSettingError(
                    "wrong-value",
                    f"allowed: “{network}” không phải là địa chỉ mạng như 192.168.10.21 hoặc 192.168.10.0/28",
                    f"allowed: “{network}” is no address or network such as 192.168.10.21 or 192.168.10.0/28",
                ) from error

    def allows(self, address: str) -> bool:
        """Whether a client at this address may print."""
        asked = ipaddress.ip_address(address)
        return any(asked in ipaddress.ip_network(network) for network in self.allowed)


class SharedPrinterSettings(DeviceSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings file of `python -m printer … serve`."""

    printer: PrinterSettings
    listener: ListenerPart = ListenerPart()


class _HoldsPrinter(msgspec.Struct, frozen=True):
    """Any settings file; only its printer is looked at."""

    printer: PrinterSettings | None = None


def printer_in(path: Path) -> PrinterSettings:
    """The printer of a kiosk's or a shared printer's file, or of a file that holds nothing else.

    Raises:
        SettingsError: missing, no TOML, or a wrong value.
    """
    return load_settings(path, _HoldsPrinter).printer or load_settings(path, PrinterSettings)
