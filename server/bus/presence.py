"""Which devices are here, and what is wrong with them: from their heartbeats, not from the broker's word.

Three missed heartbeats mean gone; the last will only says it sooner. A retained word is old news: it tells
who a device was, never that it lives. What could not be heard is not counted as missed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from contract.devices import HEARTBEAT_S, HUB_HEARTBEAT_S, DeviceState
from contract.ids import CounterId, DeviceId
from contract.words import DeviceKind
from server.service.alerts import Alert, AlertKind
from server.service.health import Level, Presence, Standing
from server.service.judging import findings_of_machine

GONE_AFTER_S = 3 * HEARTBEAT_S
DEAF_AFTER_S = 3 * HUB_HEARTBEAT_S
"""So long the hub may be without its broker before it says that it hears nobody."""


class Registered(Protocol):
    """What must be known of a registered device."""

    @property
    def device(self) -> DeviceId: ...
    @property
    def kind(self) -> DeviceKind: ...
    @property
    def counter(self) -> CounterId | None: ...


def nobody() -> tuple[Registered, ...]:
    """Where there is no registry."""
    return ()


@dataclass(frozen=True, slots=True)
class _Heard:
    state: DeviceState
    live_s: float | None
    """When it last spoke itself; None: only a retained word is known."""


class PresenceBook:
    """What every device last said. Thread-safe."""

    def __init__(
        self,
        monotonic_s: Callable[[], float],
        registered: Callable[[], Iterable[Registered]] = nobody,
        flooding: Callable[[], Iterable[DeviceId]] = tuple,
    ) -> None:
        self._monotonic_s = monotonic_s
        self._registered = registered
        self._flooding = flooding
        self._heard: dict[DeviceId, _Heard] = {}
        self._listens_since_s: float | None = None
        self._deaf_since_s = monotonic_s()
        self._lock = threading.Lock()

    def connection_changed(self, is_connected: bool) -> None:  # noqa: FBT001 - the broker client's listener
        """The hub's own line to the broker came or went."""
        now_s = self._monotonic_s()
        with self._lock:
            self._listens_since_s = now_s if is_connected else None
            self._deaf_since_s = now_s

    def hear(self, state: DeviceState) -> None:
        """A device spoke, or the broker spoke its last will."""
        with self._lock:
            self._heard[state.device] = _Heard(state, self._monotonic_s())

    def remember(self, state: DeviceState) -> None:
        """A retained word from before the hub listened."""
        with self._lock:
            known = self._heard.get(state.device)
            self._heard[state.device] = _Heard(state, known.live_s if known is not None else None)

    def all(self) -> tuple[Presence, ...]:
        """Every registered device and every one that was heard, by name."""
        registered = {known.device: known for known in self._registered()}
        with self._lock:
            now_s, heard = self._monotonic_s(), dict(self._heard)
            return tuple(
                self._presence(name, registered.get(name), heard.get(name), now_s)
                for name in sorted(registered.keys() | heard.keys())
            )

    def current(self) -> list[Alert]:
        """Devices gone or broken, for the console."""
        presences = self.all()
        if presences and all(presence.standing is Standing.UNHEARABLE for presence in presences):
            return [_DEAF]
        alerts = [alert for presence in presences for alert in _alerts(presence)]
        return [*alerts, *(_flood(device) for device in self._flooding())]

    def _presence(
        self, device: DeviceId, registered: Registered | None, heard: _Heard | None, now_s: float
    ) -> Presence:
        state = heard.state if heard is not None else None
        live_s = heard.live_s if heard is not None else None
        known = registered if registered is not None else state
        assert known is not None  # noqa: S101 - the name comes from one of the two
        return Presence(
            device=device,
            kind=known.kind,
            counter=registered.counter if registered is not None else None,
            standing=self._standing(heard, now_s),
            silent_s=None if live_s is None else now_s - live_s,
            state=state,
        )

    def _standing(self, heard: _Heard | None, now_s: float) -> Standing:
        since_s = self._listens_since_s
        if since_s is None:
            is_deaf = now_s - self._deaf_since_s > DEAF_AFTER_S
            return Standing.UNHEARABLE if is_deaf else Standing.CHECKING
        if heard is not None and not heard.state.is_online:
            return Standing.GONE
        live_s = heard.live_s if heard is not None else None
        missed_s = now_s - (since_s if live_s is None else max(since_s, live_s))
        if missed_s > GONE_AFTER_S:
            return Standing.NEVER if heard is None else Standing.GONE
        return Standing.HERE if live_s is not None and live_s >= since_s else Standing.CHECKING


_DEAF = Alert(
    kind=AlertKind.DEVICE_GONE,
    message_vi="Máy chủ mất kết nối với máy chuyển tin: không biết các thiết bị ra sao",
    message_en="The hub has no connection to its broker: nothing is known of the devices",
)


def _flood(device: DeviceId) -> Alert:
    return Alert(
        kind=AlertKind.DEVICE_FAULT,
        message_vi=f"{device}: gửi quá nhiều tin, phần vượt mức bị bỏ qua",
        message_en=f"{device}: sends too much; what is beyond its allowance is not read",
        device=device,
    )


def _alerts(presence: Presence) -> list[Alert]:
    device, state = presence.device, presence.state
    if presence.standing in (Standing.GONE, Standing.NEVER):
        return [
            Alert(
                kind=AlertKind.DEVICE_GONE,
                message_vi=f"{device}: mất kết nối",
                message_en=f"{device}: no connection",
                device=device,
            )
        ]
    if state is None or not presence.is_here:
        return []
    machine = (found for found in findings_of_machine(state.readings) if found.level is Level.BROKEN)
    told = [
        *((fault.message_vi, fault.message_en, fault.since) for fault in state.faults),
        *((found.say_vi, found.say_en, None) for found in machine),
    ]
    return [
        Alert(
            kind=AlertKind.DEVICE_FAULT,
            message_vi=f"{device}: {message_vi}",
            message_en=f"{device}: {message_en}",
            device=device,
            since=since,
        )
        for message_vi, message_en, since in told
    ]
