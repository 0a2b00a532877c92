"""The lines of the kiosk's journal.

Knows what each line says; what they add up to is `journal_books`'s.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from contract.answers import Reserved
from contract.commands import ConfirmTicket, NoteReprint, VoidTicket
from contract.ids import (
    CommandId,
    Epoch,
    JournalId,
    LeaseId,
    PriorityId,
    ProcedureCode,
    SeriesId,
    TicketId,
)
from contract.offline import Lease
from contract.words import Language, SlipFate, VoidReason


class Lent(msgspec.Struct, frozen=True):
    """Where a number came from that the hub did not give itself."""

    lease: LeaseId
    series: SeriesId
    value: int
    days: tuple[date, ...]
    """Days for which nobody may get this number again: one, or, where the day was not sure, all it may be."""


class Birth(msgspec.Struct, frozen=True, kw_only=True):
    """What this kiosk knows of a number beside what stands on the slip."""

    order: int = 0
    """Its place in the journal: later tickets have larger ones."""
    boot_id: str = ""
    boot_us: int = 0
    is_time_sure: bool = True
    """Whether it was known, when the slip was printed, what time it was."""
    language: Language = Language.VI
    priority: PriorityId | None = None
    procedure: ProcedureCode | None = None
    lent: Lent | None = None
    """None: the hub gave it."""


class JournalNamed(msgspec.Struct, frozen=True, tag="journal-named"):
    """From here on the journal is this one: it is new, or a line of the one before cannot be read."""

    journal: JournalId
    is_known_to_hub: bool = False
    """A hub has taken in all of it: from then on numbers of a lease may be given."""


class DayBegun(msgspec.Struct, frozen=True, tag="day-begun"):
    """What was settled long before this line has been thrown away."""

    day: date | None
    order: int = 0
    """The last place in the journal that was given to a ticket."""


class Asked(msgspec.Struct, frozen=True, tag="asked"):
    """A number is about to be asked for under this id."""

    command_id: CommandId


class NoNumber(msgspec.Struct, frozen=True, tag="no-number"):
    """The asking ended without a reservation: refused, failed, or never sent."""

    command_id: CommandId


class NumberReserved(msgspec.Struct, frozen=True, tag="reserved"):
    """The hub reserved a number, or one was taken from a lease: then no command asked for it."""

    command_id: CommandId | None
    reserved: Reserved
    birth: Birth = Birth()


class BytesStarted(msgspec.Struct, frozen=True, tag="bytes-started"):
    """From here on something may be on paper."""

    ticket: TicketId


class OwesConfirm(msgspec.Struct, frozen=True, tag="owes-confirm"):
    """The hub has to be told that the citizen has the number."""

    command: ConfirmTicket


class OwesVoid(msgspec.Struct, frozen=True, tag="owes-void"):
    """The hub has to be told that nobody has the number."""

    command: VoidTicket


class OwesReprint(msgspec.Struct, frozen=True, tag="owes-reprint"):
    """The hub has to be told that staff print a slip again; written before its first byte."""

    command: NoteReprint


class Settled(msgspec.Struct, frozen=True, tag="settled"):
    """The hub has answered."""

    command_id: CommandId


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """What became of a number from a lease; the hub learns it when the ticket is handed in."""

    ticket: TicketId
    fate: SlipFate | None
    void: VoidReason | None


class TakenIn(msgspec.Struct, frozen=True, tag="taken-in"):
    """The hub has these tickets now."""

    tickets: tuple[TicketId, ...]


class TicketKept(msgspec.Struct, frozen=True, kw_only=True, tag="ticket-kept"):
    """All that was written of one ticket, in one line."""

    reserved: Reserved
    birth: Birth
    has_started: bool
    fate: SlipFate | None
    void: VoidReason | None
    is_owed: bool
    """It has to be handed in."""


class ContactMade(msgspec.Struct, frozen=True, tag="contact"):
    """At this reading of our boot clock the hub said that it was this time."""

    order: int
    """Of the last ticket before it."""
    boot_id: str
    boot_us: int
    at: datetime
    is_trusted: bool
    """Whether the hub believed its own clock."""


class LeasesHeld(msgspec.Struct, frozen=True, tag="leases"):
    """The numbers this kiosk may give, as the hub said last."""

    epoch: Epoch
    revision: int
    leases: tuple[Lease, ...]


class LeasesReclaimed(msgspec.Struct, frozen=True, tag="leases-reclaimed"):
    """The hub has taken these back: no number of them may be given, whoever says later that they are held."""

    leases: tuple[LeaseId, ...]


class EpochMet(msgspec.Struct, frozen=True, tag="epoch-met"):
    """The hub's ledger is another one than before: everything here has to be handed in."""

    epoch: Epoch


class EpochSettled(msgspec.Struct, frozen=True, tag="epoch-settled"):
    """The hub of this epoch has everything that was in the journal."""

    epoch: Epoch


Entry = (
    DayBegun | Asked | NoNumber | NumberReserved | BytesStarted | OwesConfirm | OwesVoid | OwesReprint
    | Settled | Ended | TakenIn | TicketKept | ContactMade | LeasesHeld | EpochMet | EpochSettled
    | JournalNamed | LeasesReclaimed
)  # fmt: skip
Debt = ConfirmTicket | VoidTicket | NoteReprint
