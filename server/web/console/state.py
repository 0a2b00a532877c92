"""The one JSON from which the officer's page is drawn: shapes, texts already in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from contract.ids import CounterId, DeviceId, ServiceId, TicketId, TicketNumber
from contract.words import ClockTrust, CounterStatus, Language, PeriodKind, TicketState
from server.service.alerts import AlertKind
from server.web.console.action import Action


class Named(msgspec.Struct, frozen=True):
    """Something to pick."""

    id: str
    name: str


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of finished periods; the running one is counted on by the page."""

    waiting_s: float
    walking_s: float
    service_s: float
    hold_s: float
    running: PeriodKind | None
    running_since: datetime | None


class TicketCard(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket, with what can be done with it."""

    id: TicketId
    number: TicketNumber
    state: TicketState
    state_name: str
    service: str
    procedure: str | None
    priority: str | None
    counter: str | None
    arrived: datetime
    since: datetime
    spent: Spent
    recalls: int
    notes: tuple[str, ...] = ()
    """What is unusual about it."""
    actions: tuple[Action, ...] = ()


class TakenAround(msgspec.Struct, frozen=True):
    """Tickets taken about the time somebody remembers."""

    time: str
    tickets: tuple[TicketCard, ...]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """One who waits."""

    id: TicketId
    number: TicketNumber
    arrived: datetime
    priority: str | None
    is_next: bool


class LineCard(msgspec.Struct, frozen=True, kw_only=True):
    """One service's line."""

    service: ServiceId
    name: str
    waiting: int
    tickets: tuple[Waiting, ...]
    """The first of them, in the order they will be called."""
    is_mine: bool


class CounterCard(msgspec.Struct, frozen=True, kw_only=True):
    """A counter to sit down at, or somebody else's."""

    id: CounterId
    name: str
    status: CounterStatus
    officer: str | None
    services: tuple[Named, ...]
    """Those this person may serve there."""
    why_not: str | None


class TimesLink(msgspec.Struct, frozen=True, kw_only=True):
    """Where the officer says that the times of a ticket are wrong."""

    number: TicketNumber
    address: str


class MyCounter(msgspec.Struct, frozen=True, kw_only=True):
    """The person's own open counter."""

    id: CounterId
    name: str
    status: CounterStatus
    since: datetime | None
    pause: str | None
    services: tuple[str, ...]
    ticket: TicketCard | None
    actions: tuple[Action, ...]
    life: tuple[Action, ...]
    """Pause or resume, close."""
    pages: int
    """Scanned pages of the ticket here."""
    times: TimesLink | None
    """Of the ticket here, or of the one this officer had last."""


class FilingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One visit that this officer helped with filing online, and what was said of it."""

    ticket: TicketId
    number: TicketNumber
    language: Language
    """Of the ticket, and so of the checklist."""
    missing: tuple[str, ...] | None
    """None: not said."""
    filed: bool | None
    """None: not said."""


class SlipKiosk(msgspec.Struct, frozen=True):
    """A kiosk whose printer may be used."""

    id: DeviceId
    name: str
    why_not: str | None
    """Why it cannot print now; None: it is heard."""


class FilingCard(msgspec.Struct, frozen=True, kw_only=True):
    """What can be noted of filing online, and of whom; the keys are the first one's."""

    things: tuple[Named, ...]
    """What may be missing, keys 1 to 8."""
    rows: tuple[FilingRow, ...]
    """The visit at the counter or the latest one first."""
    is_open: bool
    """Whether the keys mean the first row now: nobody else is being served here."""
    kiosks: tuple[SlipKiosk, ...] = ()
    """Where the checklist may come out."""


class AlertLine(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence for staff, and who asked, where it can be answered."""

    kind: AlertKind
    text: str
    since: datetime | None
    answer: DeviceId | None = None
    action: Action | None = None
    """What this person can do about it."""


class DayCard(msgspec.Struct, frozen=True, kw_only=True):
    """The business day and the clock, and what a manager can do about them."""

    day: date | None
    trust: ClockTrust
    actions: tuple[Action, ...]


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What the page's questions offer."""

    hold_reasons: tuple[Named, ...]
    pause_reasons: tuple[Named, ...]
    cancel_reasons: tuple[Named, ...]
    transfer_reasons: tuple[Named, ...]
    services: tuple[Named, ...]
    priorities: tuple[Named, ...]


class ConsoleState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the officer's page shows."""

    at: datetime
    """Hub time when this was read."""
    revision: int
    day: DayCard
    alerts: tuple[AlertLine, ...]
    counter: MyCounter | None
    counters: tuple[CounterCard, ...]
    lines: tuple[LineCard, ...]
    why_next: str | None
    held: tuple[TicketCard, ...]
    away: tuple[TicketCard, ...]
    """No-shows, the latest first."""
    may_give_numbers: bool
    filing: FilingCard | None = None
    """None: this person has helped nobody with filing online today."""
    choices: Choices
