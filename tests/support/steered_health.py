"""A center's health set by tests: figures and presences by hand, judged as the running hub judges them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from contract.devices import DeviceState, Fault, Reading
from contract.ids import CounterId, DeviceId
from contract.words import ClockTrust, DeviceKind
from server.service.health import CenterHealth, HubFigures, Presence, Standing
from server.service.judging import judge, worst_first
from server.service.judging_hub import judge_hub

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""08:00 in Vietnam."""
VERSION = "0.1.0"

WELL = HubFigures(
    version=VERSION,
    running_s=3600.0,
    looked_s_ago=0.4,
    writes=True,
    day=date(2026, 11, 23),
    trust=ClockTrust.NTP,
    steps_today=0,
    seq=120,
    awaiting=(),
    has_broker=True,
    outbox_behind=0,
    queue_length=0,
    writer_turns=240,
    live_streams=3,
    stream_cap=200,
    unreadable=0,
    denied=0,
    unknown_devices=0,
    readings=(),
    backups=(),
)


def presence(
    device: str,
    kind: DeviceKind = DeviceKind.KIOSK,
    *faults: Fault,
    standing: Standing = Standing.HERE,
    silent_s: float | None = 4.0,
    readings: tuple[Reading, ...] = (),
    counter: str | None = None,
    **more: Any,
) -> Presence:
    """A device that has said this."""
    is_known = standing is not Standing.NEVER
    state = DeviceState(
        device=DeviceId(device),
        kind=kind,
        is_online=standing is not Standing.GONE,
        version=more.pop("version", VERSION),
        faults=faults,
        readings=readings,
        **{"at": NOW, "running_s": 7200.0, "connected_s": 600.0, "clock": ClockTrust.NTP, **more},
    )
    return Presence(
        device=DeviceId(device),
        kind=kind,
        counter=CounterId(counter) if counter else None,
        standing=standing,
        silent_s=silent_s if is_known else None,
        state=state if is_known else None,
    )


class SteeredHealth:
    """A `HealthSource`."""

    def __init__(self, *presences: Presence) -> None:
        self.hub = WELL
        self.presences = presences

    def hub_is(self, **figures: Any) -> None:
        """Other figures of the hub."""
        self.hub = replace(WELL, **figures)

    def current(self) -> CenterHealth:
        """Judged by the real rules."""
        devices = worst_first(judge(known, NOW, VERSION) for known in self.presences)
        return CenterHealth(NOW, self.hub, judge_hub(self.hub, NOW), devices)
