"""What happened to numbers without the hub: leases, hand-ins, claims, and the life after a restore."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from contract.event import Event, TicketEvent, event_topic
from contract.ids import (
    CounterId,
    DeviceId,
    Epoch,
    JournalId,
    LeaseId,
    PriorityId,
    ProcedureCode,
    SeriesId,
    ServiceId,
    TicketId,
)
from contract.message import Text
from contract.offline import Lease, TakenAt
from contract.words import Language, NotPlacedBecause, SlipFate, VoidReason


class LeaseGranted(Event, frozen=True, kw_only=True, tag="lease/granted"):
    """Numbers were lent to a kiosk for one day: nobody else gives them."""

    TOPIC: ClassVar = event_topic("lease/granted")

    lease: Lease
    is_adopted: bool = False
    """The kiosk said that it holds it; the ledger had been restored from before it was lent."""


class LeaseReclaimed(Event, frozen=True, kw_only=True, tag="lease/reclaimed"):
    """The day of a lease is over; what was not issued never will be."""

    TOPIC: ClassVar = event_topic("lease/reclaimed")

    lease: LeaseId
    kiosk: DeviceId
    for_day: date
    unused: int
    """Numbers of the lease that nobody has."""


class TicketHandedIn(TicketEvent, frozen=True, kw_only=True, tag="ticket/handed-in"):
    """A kiosk told of a ticket that the ledger did not know; `device` is the kiosk."""

    TOPIC: ClassVar = event_topic("ticket/handed-in")

    series: SeriesId
    value: int
    """The number's place in its series."""
    service: ServiceId
    token_hash: str
    """SHA-256 of the slip's token, hex."""
    taken: TakenAt
    taken_boot_us: int | None
    """The same on the boot clock of this event's boot; None: it was not running then, or time jumped."""
    place: int
    """Seq behind which it stands in line."""
    order: int
    """Its place in the kiosk's journal."""
    lease: LeaseId | None = None
    """None: the hub itself had issued it before a restore."""
    fate: SlipFate | None = None
    """None: nobody has it, see `void`."""
    void: VoidReason | None = None
    language: Language = Language.VI
    priority: PriorityId | None = None
    rank: int = 0
    """Rank of the priority class by the configuration of the hand-in; 0 is ordinary."""
    procedure: ProcedureCode | None = None


class TicketClaimed(TicketEvent, frozen=True, kw_only=True, tag="ticket/claimed"):
    """An officer serves the holder of an offline slip that no kiosk has handed in yet."""

    TOPIC: ClassVar = event_topic("ticket/claimed")

    counter: CounterId
    series: SeriesId
    value: int
    """The number's place in its series."""
    service: ServiceId
    lease: LeaseId
    token_hash: str | None = None
    """Where the slip's code was scanned."""


class TicketClaimUndone(TicketEvent, frozen=True, kw_only=True, tag="ticket/claim-undone"):
    """The officer had claimed another number than the slip's: nobody has it, it is free for its holder."""

    TOPIC: ClassVar = event_topic("ticket/claim-undone")

    counter: CounterId


class TicketMerged(TicketEvent, frozen=True, kw_only=True, tag="ticket/merged"):
    """The kiosk handed in a ticket that was claimed before: now its arrival is known."""

    TOPIC: ClassVar = event_topic("ticket/merged")

    kiosk_ticket: TicketId
    """As the kiosk named it."""
    token_hash: str
    """SHA-256 of the slip's token, hex."""
    taken: TakenAt
    taken_boot_us: int | None
    """The same on the boot clock of this event's boot; None: it was not running then, or time jumped."""
    order: int
    """Its place in the kiosk's journal."""
    place: int = 0
    """Seq behind which it stands in line, where the claim had been undone."""
    lease: LeaseId | None = None
    fate: SlipFate | None = None
    void: VoidReason | None = None
    language: Language = Language.VI
    priority: PriorityId | None = None
    rank: int = 0
    """Rank of the priority class by the configuration of the hand-in; 0 is ordinary."""
    procedure: ProcedureCode | None = None


class TicketNotPlaced(TicketEvent, frozen=True, kw_only=True, tag="ticket/not-placed"):
    """A kiosk handed in a ticket for which there is no line any more. It is counted, beside the days."""

    TOPIC: ClassVar = event_topic("ticket/not-placed")

    why: NotPlacedBecause
    for_day: date
    service: ServiceId
    token_hash: str
    """SHA-256 of the slip's token, hex."""
    taken: TakenAt
    lease: LeaseId | None = None
    fate: SlipFate | None = None
    void: VoidReason | None = None


class TicketServedByHand(TicketEvent, frozen=True, kw_only=True, tag="ticket/served-by-hand"):
    """Served while the system was away: counted, kept out of times."""

    TOPIC: ClassVar = event_topic("ticket/served-by-hand")


class SlipReprinted(TicketEvent, frozen=True, kw_only=True, tag="ticket/reprinted"):
    """Staff printed the slip again, marked as a copy."""

    TOPIC: ClassVar = event_topic("ticket/reprinted")


class EpochBegun(Event, frozen=True, kw_only=True, tag="center/epoch-begun"):
    """The ledger goes on after a restore, with a new epoch; seq and chain go on from the restored end."""

    TOPIC: ClassVar = event_topic("center/epoch-begun")

    before: Epoch
    awaits: tuple[DeviceId, ...]
    """Kiosks whose journals must be in before numbers are issued again."""
    register_from: int | None = None
    """The first year whose register may lack numbers that were given; None: of before anybody asked."""


class JournalBegun(Event, frozen=True, kw_only=True, tag="center/journal-begun"):
    """A kiosk's journal was first heard of; `device` is the kiosk. If it had another, that is lost."""

    TOPIC: ClassVar = event_topic("center/journal-begun")

    journal: JournalId


class SkippedNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of one series that are nobody's, or were somebody's before a restore."""

    series: SeriesId
    first: int
    """The lowest number skipped."""
    last: int
    """The highest number skipped; the series goes on after it."""


class NumbersSkipped(Event, frozen=True, kw_only=True, tag="series/numbers-skipped"):
    """After a restore: numbers that may have been given since the backup, with no journal to tell."""

    TOPIC: ClassVar = event_topic("series/numbers-skipped")

    series: tuple[SkippedNumbers, ...]


class JournalHandedIn(Event, frozen=True, kw_only=True, tag="center/journal-handed-in"):
    """A kiosk that was waited for has handed in all of its journal; `device` is the kiosk."""

    TOPIC: ClassVar = event_topic("center/journal-handed-in")


class JournalsOverridden(Event, frozen=True, kw_only=True, tag="center/journals-overridden"):
    """A person decided to issue numbers again without the missing journals."""

    TOPIC: ClassVar = event_topic("center/journals-overridden")

    missing: tuple[DeviceId, ...]
    reason: Text
