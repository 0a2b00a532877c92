"""What the rules need to know of a center: services, series, counters, hours, tolerances.

The configuration is turned into this once; the rules never see TOML.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from contract.ids import (
    CenterId,
    CounterId,
    DeviceId,
    PriorityId,
    ProcedureCode,
    ReasonId,
    SeriesId,
    ServiceId,
    ZoneId,
)
from contract.words import DeviceKind, Taking
from server.domain.filing import FilingRules
from server.domain.record_rules import RecordRules


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers drawn one after the other."""

    id: SeriesId
    letter: str
    """Empty for a plain range."""
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Service:
    """One line."""

    id: ServiceId
    series: SeriesId
    name_vi: str
    name_en: str
    daily_cap: int | None
    procedures: frozenset[ProcedureCode]
    target_wait_s: int | None = None
    """Longest wait the center promises for it; None: as for all."""


@dataclass(frozen=True, slots=True)
class Counter:
    """One desk."""

    id: CounterId
    name_vi: str
    name_en: str
    zone: ZoneId
    services: tuple[ServiceId, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that can be picked."""

    id: ReasonId
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Device:
    """A device, and the counter it belongs to."""

    id: DeviceId
    kind: DeviceKind
    counter: CounterId | None


@dataclass(frozen=True, slots=True)
class GivingNumbers:
    """Whether numbers are given now, and when again if not."""

    taking: Taking
    opens_at: datetime | None = None
    """Local time."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """A day's first opening and last closing, local time; None: closed that day."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Norms:
    """How long things should take, whole seconds; exactly at the norm is within it."""

    longest_wait_s: int = 30 * 60
    """Of a service that promises nothing of its own: ask `CenterRules.longest_wait_s`."""
    longest_service_s: int = 30 * 60
    idle_with_waiting_s: int = 3 * 60
    longest_line: int = 15
    """People waiting for one service."""
    forgotten_service_s: int = 120 * 60
    """Longer: probably not ended when the person left. Marked, never left out."""
    too_short_service_s: int = 20
    """Shorter: probably pressed through. Marked, never left out."""


@dataclass(frozen=True, slots=True)
class CenterRules:
    """One accepted configuration, as rules use it."""

    center: CenterId
    services: Mapping[ServiceId, Service]
    series: Mapping[SeriesId, Series]
    counters: Mapping[CounterId, Counter]
    devices: Mapping[DeviceId, Device]
    priority_ranks: Mapping[PriorityId, int]
    pause_reasons: tuple[Reason, ...]
    hold_reasons: tuple[Reason, ...]
    giving: Callable[[ServiceId, datetime], GivingNumbers]
    """Hours alone decide: (service, local time) → may numbers be given."""
    open_hours: Callable[[date], OpenHours | None]
    open_spans: Callable[[date], tuple[tuple[str, str], ...] | None] = lambda _day: None
    """When the center or any service is open on a day, local times `07:00`; None: not known."""
    number_hours: Callable[[ServiceId, date], tuple[tuple[str, str], ...]] = lambda _service, _day: ()
    """When numbers may be taken for a service on a day, local times `07:00`, [from, until)."""
    may_open: Callable[[ServiceId, date], bool] = lambda _service, _day: False
    """Whether a service works on a day, also of a year nobody confirmed: as far as its week tells."""
    lease_numbers: int = 0
    """Numbers of each series lent to each kiosk for a day without the hub; 0: none."""
    lease_cap_percent: int = 20
    """Of a daily cap, what all kiosks together may give without the hub."""
    late_return_s: float = 30 * 60
    print_unconfirmed_after_s: float = 120
    undo_within_s: float = 120
    max_recalls: int = 3
    norms: Norms = Norms()
    records: RecordRules = field(default_factory=RecordRules)
    filing: FilingRules = field(default_factory=FilingRules)
    sha256: str = ""
    text: str = field(default="", repr=False)

    @property
    def kiosks(self) -> tuple[DeviceId, ...]:
        """Every configured kiosk."""
        return tuple(device.id for device in self.devices.values() if device.kind is DeviceKind.KIOSK)

    def longest_wait_s(self, service: ServiceId) -> int:
        """Longest anybody should wait for this service: its own promise, or the center's."""
        known = self.services.get(service)
        own = known.target_wait_s if known is not None else None
        return own if own is not None else self.norms.longest_wait_s

    def pause_reason(self, reason: ReasonId | None) -> Reason | None:
        """The configured pause reason of that id."""
        return next((known for known in self.pause_reasons if known.id == reason), None)

    def hold_reason(self, reason: ReasonId | None) -> Reason | None:
        """The configured hold reason; the first one where a panel names none."""
        if reason is None:
            return self.hold_reasons[0] if self.hold_reasons else None
        return next((known for known in self.hold_reasons if known.id == reason), None)
