"""The port through which an officer's page has a slip printed at a kiosk."""

from __future__ import annotations

from typing import Protocol

from contract.counter_slip import CounterSlip, EndedSlip
from contract.ids import DeviceId


class BusyKioskError(Exception):
    """It prints another slip for a counter at this moment."""


class SlipKiosks(Protocol):
    """`server.bus.counter_slips.SlipDesk` is one."""

    def kiosks(self) -> tuple[tuple[DeviceId, bool], ...]:
        """Every configured kiosk, and whether it is heard now."""
        ...

    def print(self, kiosk: DeviceId, slip: CounterSlip) -> EndedSlip | None:
        """Ask for it and wait for the end; None: the kiosk has not said. Raises `BusyKioskError`."""
        ...


class NoSlipKiosks:
    """Where no kiosk is asked."""

    def kiosks(self) -> tuple[tuple[DeviceId, bool], ...]:
        """None."""
        return ()

    def print(self, kiosk: DeviceId, slip: CounterSlip) -> EndedSlip | None:  # noqa: ARG002 - the port's shape
        """Never."""
        return None
