"""What happened, in the past tense; never refused. Ledger rows and published messages are the same bytes.

No event holds personal data: officers and devices by id, no names, no papers, and of slip tokens the hash.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from contract.ids import (
    CallId,
    CommandId,
    CounterId,
    DeviceId,
    Epoch,
    OfficerId,
    PriorityId,
    ProcedureCode,
    ReasonId,
    SeriesId,
    ServiceId,
    TicketId,
    TicketNumber,
)
from contract.message import KIB, Message, Text, Utc
from contract.topics import TopicTemplate
from contract.words import CallWay, ClockTrust, Language, Origin, SlipFate, TicketState, VoidReason


def _topic(kind: str) -> TopicTemplate:
    return TopicTemplate(f"motcua/v1/{{center}}/event/{kind}")


class Event(Message, frozen=True, kw_only=True):
    """Base of all events: when, by whom, and its place in the ledger."""

    epoch: Epoch
    """A new one begins when a ledger is created or restored."""
    seq: Annotated[int, msgspec.Meta(ge=1)]
    """Gapless within the epoch."""
    at: Utc
    """Hub time."""
    boot_us: int
    """Microseconds of the hub machine's boot clock (CLOCK_BOOTTIME)."""
    boot_id: str
    """Which boot of the hub machine that was."""
    trust: ClockTrust
    """Whether the hub's wall clock could be believed then."""
    day: date | None = None
    """The business day, Asia/Ho_Chi_Minh."""
    officer: OfficerId | None = None
    """Who did it, where a person did."""
    device: DeviceId | None = None
    """Through which device, where one did; neither: the hub itself."""
    command_id: CommandId | None = None
    """The command it comes from; events of one command are one action."""

    @classmethod
    def kind(cls) -> str:
        """`ticket/called`: the topic's part after `event/`, and the ledger's column."""
        return cls.TOPIC.text.split("/event/", 1)[1]


# --- tickets ------------------------------------------------------------------------------------------


class TicketEvent(Event, frozen=True, kw_only=True):
    """Base of what happens to a ticket."""

    ticket: TicketId
    number: TicketNumber


class TicketReserved(TicketEvent, frozen=True, kw_only=True):
    """A number was taken; the slip is not yet confirmed."""

    TOPIC: ClassVar = _topic("ticket/reserved")

    series: SeriesId
    value: int
    """The number's place in its series; the series goes on after it."""
    service: ServiceId
    origin: Origin
    token_hash: str
    """SHA-256 of the slip's token, hex: enough to find the ticket, not to pose as its holder."""
    language: Language = Language.VI
    priority: PriorityId | None = None
    rank: int = 0
    """Rank of the priority class by the configuration of that moment; 0 is ordinary."""
    procedure: ProcedureCode | None = None


class TicketConfirmed(TicketEvent, frozen=True, kw_only=True):
    """The citizen has the number: in line, placed by the reservation."""

    TOPIC: ClassVar = _topic("ticket/confirmed")

    fate: SlipFate


class TicketVoided(TicketEvent, frozen=True, kw_only=True):
    """A reservation that led to no slip."""

    TOPIC: ClassVar = _topic("ticket/voided")

    reason: VoidReason


class TicketCalled(TicketEvent, frozen=True, kw_only=True):
    """Called to a counter."""

    TOPIC: ClassVar = _topic("ticket/called")

    counter: CounterId
    call_id: CallId
    way: CallWay
    why: Text
    """Why this ticket, then: the line's reason, or the officer's."""


class TicketRecalled(TicketEvent, frozen=True, kw_only=True):
    """Called again to the same counter, with an id of its own."""

    TOPIC: ClassVar = _topic("ticket/recalled")

    counter: CounterId
    call_id: CallId
    times: int
    """Which recall this is, from 1."""


class ServiceStarted(TicketEvent, frozen=True, kw_only=True):
    """The citizen came to the counter."""

    TOPIC: ClassVar = _topic("ticket/service-started")

    counter: CounterId


class TicketHeld(TicketEvent, frozen=True, kw_only=True):
    """Parked, with a reason."""

    TOPIC: ClassVar = _topic("ticket/held")

    counter: CounterId
    reason: ReasonId


class TicketResumed(TicketEvent, frozen=True, kw_only=True):
    """Taken up again after a hold, at this counter."""

    TOPIC: ClassVar = _topic("ticket/resumed")

    counter: CounterId


class TicketTransferred(TicketEvent, frozen=True, kw_only=True):
    """After service on to another service: a new leg."""

    TOPIC: ClassVar = _topic("ticket/transferred")

    counter: CounterId
    to_service: ServiceId
    keeps_place: Text | None = None


class TicketRedirected(TicketEvent, frozen=True, kw_only=True):
    """Before service on to another service: a new leg."""

    TOPIC: ClassVar = _topic("ticket/redirected")

    to_service: ServiceId
    counter: CounterId | None = None
    keeps_place: Text | None = None


class TicketReturned(TicketEvent, frozen=True, kw_only=True):
    """Back in line at its old place."""

    TOPIC: ClassVar = _topic("ticket/returned")

    was: TicketState
    """`called`, or `no-show` for a late return."""
    counter: CounterId | None = None


class TicketFinished(TicketEvent, frozen=True, kw_only=True):
    """Served."""

    TOPIC: ClassVar = _topic("ticket/finished")

    counter: CounterId | None = None
    is_end_inferred: bool = False
    """Nobody pressed finish: the day's close ended it."""


class TicketNoShow(TicketEvent, frozen=True, kw_only=True):
    """Called and did not come."""

    TOPIC: ClassVar = _topic("ticket/no-show")

    counter: CounterId


class TicketCancelled(TicketEvent, frozen=True, kw_only=True):
    """The citizen left."""

    TOPIC: ClassVar = _topic("ticket/cancelled")

    reason: Text
    counter: CounterId | None = None


class TicketUnserved(TicketEvent, frozen=True, kw_only=True):
    """Still open at the day's close."""

    TOPIC: ClassVar = _topic("ticket/unserved")

    was: TicketState


class ActionUndone(Event, frozen=True, kw_only=True):
    """The counter's last action was taken back; its events stay in the ledger."""

    TOPIC: ClassVar = _topic("counter/action-undone")

    counter: CounterId
    undone: CommandId
    tickets: tuple[TicketId, ...]


# --- counters, day, center ----------------------------------------------------------------------------


class CounterEvent(Event, frozen=True, kw_only=True):
    """Base of what happens at a counter."""

    counter: CounterId


class CounterOpened(CounterEvent, frozen=True, kw_only=True):
    """An officer sat down."""

    TOPIC: ClassVar = _topic("counter/opened")

    seated: OfficerId
    services: tuple[ServiceId, ...]


class CounterPaused(CounterEvent, frozen=True, kw_only=True):
    """Not calling for a while."""

    TOPIC: ClassVar = _topic("counter/paused")

    reason: ReasonId


class CounterResumed(CounterEvent, frozen=True, kw_only=True):
    """Calling again."""

    TOPIC: ClassVar = _topic("counter/resumed")


class CounterClosed(CounterEvent, frozen=True, kw_only=True):
    """The officer stood up."""

    TOPIC: ClassVar = _topic("counter/closed")


class DayOpened(Event, frozen=True, kw_only=True):
    """The business day began."""

    TOPIC: ClassVar = _topic("day/opened")


class DayClosed(Event, frozen=True, kw_only=True):
    """The business day ended."""

    TOPIC: ClassVar = _topic("day/closed")

    tickets: int
    """Numbers taken that day, voided ones included."""
    unserved: int
    """Tickets still open at the close that nobody had served."""
    end_inferred: int
    """Tickets in service at the close, taken as served then."""
    head: str
    """Hash of the ledger row before this one, hex: write it in the day's paper log."""


class HubStarted(Event, frozen=True, kw_only=True):
    """A hub process began to write this ledger."""

    TOPIC: ClassVar = _topic("center/hub-started")

    version: str
    """Of the hub's software."""


class ConfigurationAccepted(Event, frozen=True, kw_only=True):
    """From here on the center works by this configuration."""

    TOPIC: ClassVar = _topic("center/configuration-accepted")
    MAX_BYTES: ClassVar = 512 * KIB

    sha256: str
    """Of `text`, hex."""
    text: str
    """The whole TOML."""


class ClockStepped(Event, frozen=True, kw_only=True):
    """The wall clock moved against the boot clock."""

    TOPIC: ClassVar = _topic("center/clock-stepped")

    step_s: float
    """Seconds, positive forward."""


class ClockConfirmed(Event, frozen=True, kw_only=True):
    """A person vouched for the hub's time."""

    TOPIC: ClassVar = _topic("center/clock-confirmed")


class GuideCalled(Event, frozen=True, kw_only=True):
    """A citizen asked for a guide; `device` is the kiosk."""

    TOPIC: ClassVar = _topic("hall/guide-called")


class GuideCallAnswered(Event, frozen=True, kw_only=True):
    """Staff went there."""

    TOPIC: ClassVar = _topic("hall/guide-call-answered")

    kiosk: DeviceId


class PapersReceived(TicketEvent, frozen=True, kw_only=True):
    """Pages were scanned for a ticket; the pages are elsewhere, encrypted and erasable."""

    TOPIC: ClassVar = _topic("papers/received")

    pages: int
    """How many were stored."""
    consent: str
    """Version of the consent text agreed to."""


class PapersOpened(TicketEvent, frozen=True, kw_only=True):
    """An officer looked at a ticket's pages."""

    TOPIC: ClassVar = _topic("papers/opened")


class PapersDeleted(TicketEvent, frozen=True, kw_only=True):
    """A ticket's pages were erased."""

    TOPIC: ClassVar = _topic("papers/deleted")

    pages: int
    """How many were erased."""
    cause: str
    """`visit-ended`, `day-closed`, `by-citizen`."""


class AccountChanged(Event, frozen=True, kw_only=True):
    """An account was made, changed, locked or given a new password."""

    TOPIC: ClassVar = _topic("center/account-changed")

    account: OfficerId
    change: str
    """`added`, `roles`, `password`, `closed`."""


EVENTS: tuple[type[Event], ...] = (
    TicketReserved, TicketConfirmed, TicketVoided, TicketCalled, TicketRecalled, ServiceStarted,
    TicketHeld, TicketResumed, TicketTransferred, TicketRedirected, TicketReturned, TicketFinished,
    TicketNoShow, TicketCancelled, TicketUnserved, ActionUndone,
    CounterOpened, CounterPaused, CounterResumed, CounterClosed, DayOpened, DayClosed,
    HubStarted, ConfigurationAccepted, ClockStepped, ClockConfirmed, GuideCalled, GuideCallAnswered,
    PapersReceived, PapersOpened, PapersDeleted, AccountChanged,
)  # fmt: skip
"""Every event there is."""
