"""What happened at counters, to the day, and to the center itself."""

from __future__ import annotations

from typing import ClassVar

from contract.event import CounterEvent, Event, event_topic
from contract.ids import CommandId, CounterId, DeviceId, OfficerId, ReasonId, ServiceId, TicketId
from contract.message import KIB
from contract.words import ClockTrust, ReferenceList


class ActionUndone(Event, frozen=True, kw_only=True, tag="counter/action-undone"):
    """The counter's last action was taken back; its events stay in the ledger."""

    TOPIC: ClassVar = event_topic("counter/action-undone")

    counter: CounterId
    undone: CommandId
    tickets: tuple[TicketId, ...]


class CounterOpened(CounterEvent, frozen=True, kw_only=True, tag="counter/opened"):
    """An officer sat down."""

    TOPIC: ClassVar = event_topic("counter/opened")

    seated: OfficerId
    services: tuple[ServiceId, ...]


class CounterPaused(CounterEvent, frozen=True, kw_only=True, tag="counter/paused"):
    """Not calling for a while."""

    TOPIC: ClassVar = event_topic("counter/paused")

    reason: ReasonId


class CounterResumed(CounterEvent, frozen=True, kw_only=True, tag="counter/resumed"):
    """Calling again."""

    TOPIC: ClassVar = event_topic("counter/resumed")


class CounterClosed(CounterEvent, frozen=True, kw_only=True, tag="counter/closed"):
    """The officer stood up."""

    TOPIC: ClassVar = event_topic("counter/closed")


class DayOpened(Event, frozen=True, kw_only=True, tag="day/opened"):
    """The business day began."""

    TOPIC: ClassVar = event_topic("day/opened")

    hours: tuple[tuple[str, str], ...] | None = None
    """When the center or any of its services was to be open that day: local times, [from, until), in order.

    None: not known (a year without holidays, or an older version).
    """


class DayClosed(Event, frozen=True, kw_only=True, tag="day/closed"):
    """The business day ended."""

    TOPIC: ClassVar = event_topic("day/closed")

    tickets: int
    """Numbers taken that day, voided ones included."""
    unserved: int
    """Tickets still open at the close that nobody had served."""
    end_inferred: int
    """Tickets in service at the close, taken as served then."""
    head: str
    """Hash of the ledger row before this one, hex: write it in the day's paper log."""


class HubStarted(Event, frozen=True, kw_only=True, tag="center/hub-started"):
    """A hub process began to write this ledger."""

    TOPIC: ClassVar = event_topic("center/hub-started")

    version: str
    """Of the hub's software."""


class ConfigurationAccepted(Event, frozen=True, kw_only=True, tag="center/configuration-accepted"):
    """From here on the center works by this configuration."""

    TOPIC: ClassVar = event_topic("center/configuration-accepted")
    MAX_BYTES: ClassVar = 512 * KIB

    sha256: str
    """Of `text`, hex."""
    text: str
    """The whole TOML."""


class ListAccepted(Event, frozen=True, kw_only=True, tag="center/list-accepted"):
    """From here on the center shows this list of procedures, or of the province's centers."""

    TOPIC: ClassVar = event_topic("center/list-accepted")

    which: ReferenceList
    sha256: str
    """Of the CSV text, hex; the hub keeps the text as `lists/{which}-{sha256}.csv`."""
    rows: int
    """Procedures, or centers."""
    is_shipped: bool
    """It came with the software: nobody at the center has imported another."""


class ClockStepped(Event, frozen=True, kw_only=True, tag="center/clock-stepped"):
    """The wall clock moved against the boot clock."""

    TOPIC: ClassVar = event_topic("center/clock-stepped")

    step_s: float
    """Seconds, positive forward."""
    before: ClockTrust = ClockTrust.UNTRUSTED
    """How far the clock was believed until then."""


class ClockConfirmed(Event, frozen=True, kw_only=True, tag="center/clock-confirmed"):
    """A person vouched for the hub's time."""

    TOPIC: ClassVar = event_topic("center/clock-confirmed")


class GuideCalled(Event, frozen=True, kw_only=True, tag="hall/guide-called"):
    """A citizen asked for a guide; `device` is the kiosk."""

    TOPIC: ClassVar = event_topic("hall/guide-called")


class GuideCallAnswered(Event, frozen=True, kw_only=True, tag="hall/guide-call-answered"):
    """Staff went there."""

    TOPIC: ClassVar = event_topic("hall/guide-call-answered")

    kiosk: DeviceId


class AccountChanged(Event, frozen=True, kw_only=True, tag="center/account-changed"):
    """An account was made, changed, locked or given a new password."""

    TOPIC: ClassVar = event_topic("center/account-changed")

    account: OfficerId
    change: str
    """`added`, `roles`, `password`, `closed`."""
