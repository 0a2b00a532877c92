"""How the running hub and its devices are, put together from whoever counts what. Wires, judges nothing.

What stands in the ledger is noted by the clockwork once a second: a health page must open while the writer
hangs.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from contract.devices import Reading
from contract.ids import DeviceId
from contract.words import ClockTrust
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.service.health import BackupAge, CenterHealth, HubFigures, Presence, VaultStands
from server.service.judging import judge, worst_first
from server.service.judging_hub import judge_hub


class Counters(Protocol):
    """What the running hub counts; each quick and free of the writer's lock."""

    @property
    def has_broker(self) -> bool: ...
    @property
    def acknowledged_seq(self) -> int: ...
    @property
    def queue_length(self) -> int: ...
    @property
    def writer_turns(self) -> int: ...
    @property
    def live_streams(self) -> int: ...
    @property
    def stream_cap(self) -> int: ...
    @property
    def unreadable(self) -> int: ...
    @property
    def denied(self) -> int: ...
    @property
    def unknown_devices(self) -> int: ...
    @property
    def readings(self) -> tuple[Reading, ...]: ...
    @property
    def backups(self) -> tuple[BackupAge, ...]: ...
    @property
    def presences(self) -> tuple[Presence, ...]: ...
    @property
    def page_vault(self) -> VaultStands: ...


@dataclass(frozen=True, slots=True)
class _Noted:
    """The ledger's side, as of one turn of the clockwork."""

    now: datetime
    trust: ClockTrust
    day: date | None
    steps: int
    seq: int
    awaiting: tuple[DeviceId, ...]
    at_s: float
    turned_s: float
    """When a turn last ended, written or not."""
    writes: bool


class HubHealth:
    """A `service.health.HealthSource`."""

    def __init__(self, version: str, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._version = version
        self._monotonic_s = monotonic_s
        self._started_s = monotonic_s()
        self._noted: _Noted | None = None
        self.counters: Counters
        """Set once, before the first question."""

    def note(self, hall: Hall, now: Instant, *, writes: bool) -> None:
        """A turn of the clockwork is done. Called under the writer's lock."""
        at_s = self._monotonic_s()
        self._noted = _Noted(
            now=now.utc,
            trust=now.trust,
            day=hall.day,
            steps=hall.steps,
            seq=hall.head.seq,
            awaiting=tuple(sorted(hall.awaiting)),
            at_s=at_s,
            turned_s=at_s,
            writes=writes,
        )

    def note_failure(self) -> None:
        """A turn came to its end and could not be written."""
        noted = self._noted
        if noted is not None:
            self._noted = replace(noted, turned_s=self._monotonic_s(), writes=False)

    def current(self) -> CenterHealth:
        """Now; from any thread."""
        noted, counters, now_s = self._noted, self.counters, self._monotonic_s()
        assert noted is not None  # noqa: S101 - the hub notes once before it opens a door
        now = noted.now + timedelta(seconds=now_s - noted.at_s)
        figures = self._figures(noted, counters, now_s)
        devices = worst_first(judge(presence, now, self._version) for presence in counters.presences)
        return CenterHealth(now, figures, judge_hub(figures, now), devices)

    def _figures(self, noted: _Noted, counters: Counters, now_s: float) -> HubFigures:
        return HubFigures(
            version=self._version,
            running_s=now_s - self._started_s,
            looked_s_ago=now_s - noted.turned_s,
            writes=noted.writes,
            day=noted.day,
            trust=noted.trust,
            steps_today=noted.steps,
            seq=noted.seq,
            awaiting=noted.awaiting,
            has_broker=counters.has_broker,
            outbox_behind=max(0, noted.seq - counters.acknowledged_seq),
            queue_length=counters.queue_length,
            writer_turns=counters.writer_turns,
            live_streams=counters.live_streams,
            stream_cap=counters.stream_cap,
            unreadable=counters.unreadable,
            denied=counters.denied,
            unknown_devices=counters.unknown_devices,
            readings=counters.readings,
            backups=counters.backups,
            page_vault=counters.page_vault,
        )
