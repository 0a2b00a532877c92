"""What is true now: retained, enough to draw a screen from. Displays, kiosks and panels know nothing else.

`revision` is the ledger's seq a state reflects: an older one is ignored, a new epoch replaces all.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from contract.counter_slip import WantedSlip
from contract.ids import (
    CallId,
    CounterId,
    DeviceId,
    Epoch,
    PriorityId,
    ServiceId,
    TicketId,
    TicketNumber,
    ZoneId,
)
from contract.message import KIB, Message, Text, Utc
from contract.notices import NoticeCard
from contract.offline import Lease
from contract.record_counts import RecordCounts
from contract.topics import TopicTemplate
from contract.words import CallWay, ClockTrust, CounterStatus, DeviceKind, Taking, TicketState


def _topic(kind: str) -> TopicTemplate:
    return TopicTemplate(f"motcua/v1/{{center}}/state/{kind}")


class State(Message, frozen=True, kw_only=True):
    """Base of all states."""

    RETAIN: ClassVar[bool] = True

    epoch: Epoch
    revision: int
    """The ledger's seq it reflects; an older one of the same epoch is ignored."""


class HubState(State, frozen=True, kw_only=True):
    """The hub's heartbeat, every 5 s."""

    TOPIC: ClassVar = _topic("hub")

    at: Utc
    """Hub time: kiosks and displays keep their clocks by it."""
    trust: ClockTrust
    day: date | None
    """The open business day; None: no day is open."""
    version: str
    """Of the hub's software."""
    awaits: tuple[DeviceId, ...] = ()
    """Kiosks whose journals it waits for after a restore; until then it issues no numbers."""


class LineOfService(msgspec.Struct, frozen=True, kw_only=True):
    """One service, as a kiosk tile and the hall board show it."""

    service: ServiceId
    waiting: int
    """Tickets in line for it now."""
    counters_open: int
    """Counters that call for this service now (paused ones not counted)."""
    taking: Taking
    opens_at: Text | None = None
    """`13:00`, or a date and time: when numbers are given again, where known."""


class LineState(State, frozen=True, kw_only=True):
    """Who waits for what."""

    TOPIC: ClassVar = _topic("line")

    services: tuple[LineOfService, ...]
    taken_today: int
    """Numbers taken this business day, voided ones not counted."""
    served_today: int
    """Tickets finished this business day."""


class RecentCall(msgspec.Struct, frozen=True, kw_only=True):
    """One call or recall, newest first on the board."""

    call_id: CallId
    number: TicketNumber
    counter: CounterId
    zone: ZoneId
    way: CallWay
    """`again` is a recall."""
    at: Utc
    is_current: bool
    """The ticket is still called or being served at that counter."""
    is_awaited: bool = False
    """Called there, and nobody has come yet."""


class BoardState(State, frozen=True, kw_only=True):
    """The hall's calls; enough for a display that boots at 14:00 and for the announcer."""

    TOPIC: ClassVar = _topic("board")

    calls: tuple[RecentCall, ...]
    """At most 12, newest first; recalls are entries of their own."""


class CounterState(State, frozen=True, kw_only=True):
    """One counter, for its display and its panel."""

    TOPIC: ClassVar = _topic("counter/{counter}")

    counter: CounterId
    status: CounterStatus
    is_seated: bool
    """Whether an officer sits here; if not, presses are refused."""
    waiting: int
    """People this counter could call now."""
    ticket: TicketId | None = None
    number: TicketNumber | None = None
    ticket_state: TicketState | None = None
    call_id: CallId | None = None
    """The latest call or recall of the current ticket: a new one flashes."""
    since: Utc | None = None
    """When the current status began."""
    pause_vi: Text | None = None
    pause_en: Text | None = None


class ServiceCard(msgspec.Struct, frozen=True, kw_only=True):
    """A service as citizens see it."""

    service: ServiceId
    name_vi: Text
    name_en: Text
    covers_vi: Text
    covers_en: Text
    icon: str
    """Name of the picture on the kiosk's tile."""
    procedures: tuple[str, ...] = ()
    """Procedure codes, in the order to show them."""
    where_vi: Text | None = None
    where_en: Text | None = None
    """Where to wait."""


class CounterCard(msgspec.Struct, frozen=True, kw_only=True):
    """A counter's name and zone."""

    counter: CounterId
    name_vi: Text
    name_en: Text
    zone: ZoneId
    services: tuple[ServiceId, ...]


class PriorityCard(msgspec.Struct, frozen=True, kw_only=True):
    """A self-declared priority class with its plain explanation."""

    priority: PriorityId
    name_vi: Text
    name_en: Text
    explanation_vi: Text
    explanation_en: Text


class CatalogueState(State, frozen=True, kw_only=True):
    """Names and texts of the center; changes only with the configuration."""

    TOPIC: ClassVar = _topic("catalogue")
    MAX_BYTES: ClassVar = 256 * KIB

    center_vi: Text
    center_en: Text
    hotline: Text | None
    public_url: str | None
    """Prefix of the public ticket page; None: slips carry the bare token."""
    notice_vi: Text | None
    notice_en: Text | None
    services: tuple[ServiceCard, ...]
    counters: tuple[CounterCard, ...]
    priorities: tuple[PriorityCard, ...]
    procedures_sha256: str
    """Of the procedure catalogue at `/api/v1/procedures` on the hub's public listener."""
    scanning: bool
    """Whether papers may be scanned at the kiosk."""


class NoticesState(State, frozen=True, kw_only=True):
    """The notices in force today, in the order to show them; each says where."""

    TOPIC: ClassVar = _topic("notices")
    MAX_BYTES: ClassVar = 256 * KIB

    notices: tuple[NoticeCard, ...]


class PanelSize(msgspec.Struct, frozen=True, kw_only=True):
    """A screen: how large it is and from how far it is read."""

    width_px: int
    """As it hangs."""
    height_px: int
    """As it hangs."""
    width_mm: float
    """Of the lit area, as it hangs."""
    height_mm: float
    """Of the lit area, as it hangs."""
    distance_m: float
    """From where the farthest reader must be able to read it."""


class DeviceSettingsState(State, frozen=True, kw_only=True):
    """What the center's configuration says of one device."""

    TOPIC: ClassVar = _topic("settings/{device}")

    device: DeviceId
    kind: DeviceKind
    counter: CounterId | None = None
    zone: ZoneId | None = None
    panel: PanelSize | None = None
    announces: bool = False
    """This device speaks for its zone."""
    shows_records: bool = False
    """This hall display shows what becomes of records while no call needs the screen."""


class LeaseState(State, frozen=True, kw_only=True):
    """The numbers one kiosk may give while the hub is away: today's and the next opening day's."""

    TOPIC: ClassVar = _topic("leases/{device}")
    MAX_BYTES: ClassVar = 64 * KIB

    device: DeviceId
    leases: tuple[Lease, ...]


class RecordsState(State, frozen=True, kw_only=True):
    """What became of the records of today, this week and this month; counts and configured reasons only."""

    TOPIC: ClassVar = _topic("records")
    MAX_BYTES: ClassVar = 64 * KIB

    at: Utc
    """Hub time at which they were counted."""
    today: RecordCounts
    week: RecordCounts
    """From Monday to today."""
    month: RecordCounts


class CounterSlipsState(State, frozen=True, kw_only=True):
    """The slips one kiosk is asked by counters to print; what became of them is on its `device/{device}`."""

    TOPIC: ClassVar = _topic("counter-slips/{device}")
    MAX_BYTES: ClassVar = 64 * KIB

    device: DeviceId
    wanted: tuple[WantedSlip, ...] = ()


STATES: tuple[type[State], ...] = (
    HubState, LineState, BoardState, CounterState, CatalogueState, DeviceSettingsState,
    LeaseState, RecordsState, NoticesState, CounterSlipsState,
)  # fmt: skip
"""Every state there is."""
