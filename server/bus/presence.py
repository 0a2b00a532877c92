"""Which devices are here, and what is wrong with them: from their heartbeats, not from the broker's word.

Three missed heartbeats mean gone; the last will only says it sooner.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from contract.devices import HEARTBEAT_S, DeviceState, Fault
from contract.ids import DeviceId
from contract.words import DeviceKind
from server.service.alerts import Alert, AlertKind

GONE_AFTER_S = 3 * HEARTBEAT_S


@dataclass(frozen=True, slots=True)
class Presence:
    """One device as the hub sees it."""

    device: DeviceId
    kind: DeviceKind
    is_here: bool
    silent_s: float
    """Seconds since its last word."""
    version: str
    faults: tuple[Fault, ...]


class PresenceBook:
    """What every device last said. Thread-safe."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._heard: dict[DeviceId, tuple[DeviceState, float]] = {}
        self._lock = threading.Lock()

    def hear(self, state: DeviceState) -> None:
        """A device spoke."""
        with self._lock:
            self._heard[state.device] = (state, self._monotonic_s())

    def all(self) -> tuple[Presence, ...]:
        """Everyone that was ever heard since the hub started, by name."""
        with self._lock:
            heard = dict(self._heard)
        now_s = self._monotonic_s()
        return tuple(_presence(state, now_s - then_s) for _, (state, then_s) in sorted(heard.items()))

    def current(self) -> list[Alert]:
        """Devices gone or broken, for the console."""
        return [alert for presence in self.all() for alert in _alerts(presence)]


def _alerts(presence: Presence) -> list[Alert]:
    if not presence.is_here:
        return [
            Alert(
                kind=AlertKind.DEVICE_GONE,
                message_vi=f"{presence.device}: mất kết nối",
                message_en=f"{presence.device}: no connection",
                device=presence.device,
            )
        ]
    return [
        Alert(
            kind=AlertKind.DEVICE_FAULT,
            message_vi=f"{presence.device}: {fault.message_vi}",
            message_en=f"{presence.device}: {fault.message_en}",
            device=presence.device,
            since=fault.since,
        )
        for fault in presence.faults
    ]


def _presence(state: DeviceState, silent_s: float) -> Presence:
    return Presence(
        device=state.device,
        kind=state.kind,
        is_here=state.is_online and silent_s <= GONE_AFTER_S,
        silent_s=silent_s,
        version=state.version,
        faults=state.faults if state.is_online else (),
    )
