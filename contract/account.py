"""What every device says of itself in each heartbeat, in its last will and at its end.

Knows since when it runs and is connected, its version and its machine; what is wrong with it and what time it
is at the hub it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from contract.counter_slip import EndedSlip
from contract.devices import DeviceState, Fault, Reading
from contract.ids import DeviceId
from contract.machine_watch import MachineWatch
from contract.message import Utc
from contract.words import DeviceKind


class Account:
    """One device's account. May be asked from any thread."""

    def __init__(
        self,
        device: DeviceId,
        kind: DeviceKind,
        machine: MachineWatch,
        monotonic_s: Callable[[], float],
    ) -> None:
        self._device = device
        self._kind = kind
        self._machine = machine
        self._monotonic_s = monotonic_s
        self._version = own_version()
        self._started_s = monotonic_s()
        self._connected_s: float | None = None

    def connected(self) -> None:
        """A new connection to the broker."""
        self._connected_s = self._monotonic_s()

    def gone(self) -> DeviceState:
        """The last will, and the farewell of an orderly end."""
        return DeviceState(device=self._device, kind=self._kind, is_online=False, version=self._version)

    def here(
        self,
        at: Utc | None,
        faults: tuple[Fault, ...] = (),
        readings: tuple[Reading, ...] = (),
        ended_slips: tuple[EndedSlip, ...] = (),
    ) -> DeviceState:
        """This device now; `at` is hub time as it knows it."""
        now_s = self._monotonic_s()
        return DeviceState(
            device=self._device,
            kind=self._kind,
            is_online=True,
            version=self._version,
            at=at,
            faults=faults,
            readings=(*readings, *self._machine.readings),
            running_s=round(now_s - self._started_s, 1),
            connected_s=None if self._connected_s is None else round(now_s - self._connected_s, 1),
            clock=self._machine.clock,
            ended_slips=ended_slips,
        )


def own_version() -> str:
    """Of the installed software."""
    try:
        return version("motcua")
    except PackageNotFoundError:
        return "unpackaged"
