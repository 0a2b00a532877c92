"""What happened to tickets at kiosks and counters."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from contract.event import TicketEvent, event_topic
from contract.ids import CallId, CounterId, PriorityId, ProcedureCode, ReasonId, SeriesId, ServiceId
from contract.message import Text
from contract.words import CallWay, Language, Origin, SlipFate, TicketState, TimesWrong, VoidReason


class TicketReserved(TicketEvent, frozen=True, kw_only=True, tag="ticket/reserved"):
    """A number was taken; the slip is not yet confirmed."""

    TOPIC: ClassVar = event_topic("ticket/reserved")

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


class TicketConfirmed(TicketEvent, frozen=True, kw_only=True, tag="ticket/confirmed"):
    """The citizen has the number: in line, placed by the reservation."""

    TOPIC: ClassVar = event_topic("ticket/confirmed")

    fate: SlipFate


class TicketVoided(TicketEvent, frozen=True, kw_only=True, tag="ticket/voided"):
    """A reservation that led to no slip."""

    TOPIC: ClassVar = event_topic("ticket/voided")

    reason: VoidReason


class TicketCalled(TicketEvent, frozen=True, kw_only=True, tag="ticket/called"):
    """Called to a counter."""

    TOPIC: ClassVar = event_topic("ticket/called")

    counter: CounterId
    call_id: CallId
    way: CallWay
    why: Text
    """Why this ticket, then: the line's reason, or the officer's."""


class TicketRecalled(TicketEvent, frozen=True, kw_only=True, tag="ticket/recalled"):
    """Called again to the same counter, with an id of its own."""

    TOPIC: ClassVar = event_topic("ticket/recalled")

    counter: CounterId
    call_id: CallId
    times: int
    """Which recall this is, from 1."""


class ServiceStarted(TicketEvent, frozen=True, kw_only=True, tag="ticket/service-started"):
    """The citizen came to the counter."""

    TOPIC: ClassVar = event_topic("ticket/service-started")

    counter: CounterId


class TicketHeld(TicketEvent, frozen=True, kw_only=True, tag="ticket/held"):
    """Parked, with a reason."""

    TOPIC: ClassVar = event_topic("ticket/held")

    counter: CounterId
    reason: ReasonId


class TicketResumed(TicketEvent, frozen=True, kw_only=True, tag="ticket/resumed"):
    """Taken up again after a hold, at this counter."""

    TOPIC: ClassVar = event_topic("ticket/resumed")

    counter: CounterId


class TicketTransferred(TicketEvent, frozen=True, kw_only=True, tag="ticket/transferred"):
    """After service on to another service: a new leg."""

    TOPIC: ClassVar = event_topic("ticket/transferred")

    counter: CounterId
    to_service: ServiceId
    keeps_place: Text | None = None


class TicketRedirected(TicketEvent, frozen=True, kw_only=True, tag="ticket/redirected"):
    """Before service on to another service: a new leg."""

    TOPIC: ClassVar = event_topic("ticket/redirected")

    to_service: ServiceId
    counter: CounterId | None = None
    keeps_place: Text | None = None


class TicketReturned(TicketEvent, frozen=True, kw_only=True, tag="ticket/returned"):
    """Back in line at its old place."""

    TOPIC: ClassVar = event_topic("ticket/returned")

    was: TicketState
    """`called`, or `no-show` for a late return."""
    counter: CounterId | None = None


class TicketFinished(TicketEvent, frozen=True, kw_only=True, tag="ticket/finished"):
    """Served."""

    TOPIC: ClassVar = event_topic("ticket/finished")

    counter: CounterId | None = None
    is_end_inferred: bool = False
    """Nobody pressed finish: the day's close ended it."""


class TicketNoShow(TicketEvent, frozen=True, kw_only=True, tag="ticket/no-show"):
    """Called and did not come."""

    TOPIC: ClassVar = event_topic("ticket/no-show")

    counter: CounterId


class TicketCancelled(TicketEvent, frozen=True, kw_only=True, tag="ticket/cancelled"):
    """The citizen left."""

    TOPIC: ClassVar = event_topic("ticket/cancelled")

    reason: Text
    counter: CounterId | None = None


class TicketUnserved(TicketEvent, frozen=True, kw_only=True, tag="ticket/unserved"):
    """Still open at the day's close."""

    TOPIC: ClassVar = event_topic("ticket/unserved")

    was: TicketState


class TimesMarked(TicketEvent, frozen=True, kw_only=True, tag="ticket/times-marked"):
    """Somebody who was there says that the ticket's times are not what happened. It changes no time."""

    TOPIC: ClassVar = event_topic("ticket/times-marked")

    of_day: date
    """The ticket's own business day; `day` is the one in which it was said."""
    reason: TimesWrong | None
    """None: an earlier mark is taken back."""


class FilingNoted(TicketEvent, frozen=True, kw_only=True, tag="ticket/filing-noted"):
    """What an officer who helped with filing online said of the visit; the latest of a ticket counts."""

    TOPIC: ClassVar = event_topic("ticket/filing-noted")

    service: ServiceId
    """Where the help was given."""
    missing: tuple[ReasonId, ...] | None
    """What was missing, of the configured list; empty: nothing; None: not said."""
    filed: bool | None
    """Whether it was filed online in this visit; None: not said."""


class PapersReceived(TicketEvent, frozen=True, kw_only=True, tag="papers/received"):
    """Pages were scanned for a ticket; the pages are elsewhere, encrypted and erasable."""

    TOPIC: ClassVar = event_topic("papers/received")

    pages: int
    """How many were stored."""
    consent: str
    """Version of the consent text agreed to."""


class PapersOpened(TicketEvent, frozen=True, kw_only=True, tag="papers/opened"):
    """An officer looked at a ticket's pages."""

    TOPIC: ClassVar = event_topic("papers/opened")


class PapersDeleted(TicketEvent, frozen=True, kw_only=True, tag="papers/deleted"):
    """A ticket's pages were erased."""

    TOPIC: ClassVar = event_topic("papers/deleted")

    pages: int
    """How many were erased."""
    cause: str
    """`visit-ended`, `day-closed`, `by-citizen`."""
