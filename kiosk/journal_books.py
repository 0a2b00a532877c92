"""What the lines of the journal add up to: tickets, debts, contacts with the hub, leases, epochs.

Knows what each line changes and what may be thrown away; knows nothing of files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from contract.answers import Reserved
from contract.clock import local_time
from contract.commands import ConfirmTicket, NoteReprint, VoidTicket
from contract.ids import CommandId, Epoch, JournalId, LeaseId, ServiceId, TicketId, TicketNumber
from contract.offline import Lease
from contract.words import SlipFate, VoidReason
from kiosk.journal_entries import (
    Asked,
    Birth,
    BytesStarted,
    ContactMade,
    DayBegun,
    Debt,
    Ended,
    Entry,
    EpochMet,
    EpochSettled,
    JournalNamed,
    LeasesHeld,
    LeasesReclaimed,
    NoNumber,
    NumberReserved,
    OwesConfirm,
    OwesReprint,
    OwesVoid,
    Settled,
    TakenIn,
    TicketKept,
)

KEPT_DAYS = 14
"""So many days back tickets are kept for a hub that is restored from a backup: a weekly copy, and a week in
which nobody noticed. Some 5 MB at 500 numbers a day."""


@dataclass(slots=True)
class Remembered:
    """One ticket of this kiosk."""

    reserved: Reserved
    birth: Birth
    has_started: bool = False
    """Bytes of its slip may have reached the paper."""
    fate: SlipFate | None = None
    void: VoidReason | None = None
    is_owed: bool = False
    """The hub's ledger may not have it: to be handed in."""

    @property
    def is_decided(self) -> bool:
        """Whether it is known what became of it."""
        return self.fate is not None or self.void is not None

    @property
    def days(self) -> tuple[date, ...]:
        """Days for which its number is used."""
        return self.birth.lent.days if self.birth.lent else (self.reserved.day,)


@dataclass(slots=True)
class Books:
    """What has begun and not ended, and what is kept."""

    journal: JournalId | None = None
    """Its name; None: nothing was written yet, or what was written cannot be read."""
    is_known_to_hub: bool = False
    """Else an earlier journal of it, lost or damaged, may have given numbers of the leases held."""
    day: date | None = None
    order: int = 0
    asked: dict[CommandId, Asked] = field(default_factory=dict)
    tickets: dict[TicketId, Remembered] = field(default_factory=dict)
    owed: dict[CommandId, Debt] = field(default_factory=dict)
    """Has to be told to the hub until it answers."""
    used: set[tuple[date, TicketNumber]] = field(default_factory=set)
    """Numbers that nobody may get again on that day."""
    contacts: list[ContactMade] = field(default_factory=list)
    held: LeasesHeld | None = None
    known: dict[LeaseId, Lease] = field(default_factory=dict)
    """Every lease there was; a restored hub may have forgotten some."""
    reclaimed: set[LeaseId] = field(default_factory=set)
    """Of these no number may be given any more."""
    epoch: Epoch | None = None
    """Of the hub's ledger, as last met."""
    settled_epoch: Epoch | None = None

    def apply(self, entry: Entry) -> None:
        """One line more."""
        match entry:
            case DayBegun(day, order):
                self.day, self.order = day, max(order, self.order)
            case Asked(command_id):
                self.asked[command_id] = entry
            case NoNumber(command_id):
                self.asked.pop(command_id, None)
            case OwesConfirm(command):
                self.owed[command.command_id] = command
                self._decide(command.ticket, command.fate, None)
            case OwesVoid(command):
                if command.abandoned is not None:
                    self.asked.pop(command.abandoned, None)
                self.owed[command.command_id] = command
                self._decide(command.ticket, None, command.reason)
            case OwesReprint(command):
                self.owed[command.command_id] = command
            case Settled(command_id):
                self.owed.pop(command_id, None)
            case ContactMade():
                self.contacts.append(entry)
            case LeasesHeld():
                self.held = entry
                self.known.update((lease.lease, lease) for lease in entry.leases)
            case LeasesReclaimed(leases):
                self.reclaimed.update(leases)
            case _:
                self._apply_to_tickets(entry)

    def use(self, reserved: Reserved, birth: Birth) -> None:
        """From now on nobody else gets this number, whether or not it can be written down."""
        days = birth.lent.days if birth.lent else (reserved.day,)
        self.used.update((day, reserved.number) for day in days)
        self.order = max(self.order, birth.order)

    def lent(self) -> tuple[Lease, ...]:
        """Leases whose numbers may be given."""
        if self.held is None or not self.is_known_to_hub:
            return ()
        return tuple(lease for lease in self.held.leases if lease.lease not in self.reclaimed)

    def given(self) -> Counter[tuple[date, ServiceId]]:
        """Numbers given from leases, by day and service; voided ones not counted."""
        return Counter(
            (told.reserved.day, told.reserved.service)
            for told in self.tickets.values()
            if told.birth.lent is not None and told.void is None
        )

    def shorten(self, day: date) -> None:
        """A new day: what is settled and old goes. A number of a lease that is still held never does."""
        self.day = day
        keep_from = day - timedelta(days=KEPT_DAYS)
        unsettled = {debt.ticket for debt in self.owed.values()}
        self.tickets = {
            ticket: told
            for ticket, told in self.tickets.items()
            if told.is_owed or not told.is_decided or ticket in unsettled or self._may_matter(told, keep_from)
        }
        self.used = {(used, told.reserved.number) for told in self.tickets.values() for used in told.days} | {
            (used, number) for used, number in self.used if used >= keep_from
        }
        self.known = {name: lease for name, lease in self.known.items() if lease.day >= keep_from}
        held = {lease.lease for lease in self.held.leases} if self.held else set()
        self.reclaimed &= self.known.keys() | held
        boots = {told.birth.boot_id for told in self.tickets.values()}
        self.contacts = [
            contact
            for contact in self.contacts
            if contact.boot_id in boots
            or contact is self.contacts[-1]
            or local_time(contact.at).date() >= keep_from
        ]

    def _may_matter(self, told: Remembered, keep_from: date) -> bool:
        held = {lease.day for lease in self.held.leases} if self.held else set()
        return max(told.days) >= keep_from or not held.isdisjoint(told.days)

    def entries(self) -> list[Entry]:
        """The fewest lines that say the same."""
        named = [] if self.journal is None else [JournalNamed(self.journal, self.is_known_to_hub)]
        lines: list[Entry] = [*named, DayBegun(self.day, self.order)]
        if self.reclaimed:
            lines.append(LeasesReclaimed(tuple(sorted(self.reclaimed))))
        if self.held is not None:
            lines += [LeasesHeld(self.held.epoch, self.held.revision, tuple(self.known.values())), self.held]
        lines += self.asked.values()
        if self.epoch is not None:  # before the tickets: after them it would make each one owed again
            lines.append(EpochMet(self.epoch))
        if self.settled_epoch is not None:
            lines.append(EpochSettled(self.settled_epoch))
        lines += self.contacts
        lines += (_kept(told) for told in self.tickets.values())
        for debt in self.owed.values():
            lines.append(_owed(debt))
        return lines

    def _apply_to_tickets(self, entry: Entry) -> None:
        match entry:
            case NumberReserved(command_id, reserved, birth):
                if command_id is not None:
                    self.asked.pop(command_id, None)
                self._remember(Remembered(reserved, birth, is_owed=birth.lent is not None))
            case TicketKept():
                kept = Remembered(entry.reserved, entry.birth, entry.has_started)
                kept.fate, kept.void, kept.is_owed = entry.fate, entry.void, entry.is_owed
                self._remember(kept)
            case BytesStarted(ticket) if ticket in self.tickets:
                self.tickets[ticket].has_started = True
            case Ended(ticket, fate, void):
                self._decide(ticket, fate, void)
            case TakenIn(tickets):
                for ticket in tickets:
                    if ticket in self.tickets:
                        self.tickets[ticket].is_owed = False
            case EpochMet(epoch):
                self.epoch, self.settled_epoch = epoch, None
                for told in self.tickets.values():
                    told.is_owed = True
            case EpochSettled(epoch):
                self.settled_epoch, self.is_known_to_hub = epoch, True
            case JournalNamed(journal, is_known_to_hub):
                self.journal, self.is_known_to_hub, self.settled_epoch = journal, is_known_to_hub, None

    def _remember(self, told: Remembered) -> None:
        self.tickets[told.reserved.ticket] = told
        self.use(told.reserved, told.birth)

    def _decide(self, ticket: TicketId | None, fate: SlipFate | None, void: VoidReason | None) -> None:
        if ticket is not None and ticket in self.tickets:
            self.tickets[ticket].fate, self.tickets[ticket].void = fate, void


def _owed(debt: Debt) -> Entry:
    match debt:
        case ConfirmTicket():
            return OwesConfirm(debt)
        case VoidTicket():
            return OwesVoid(debt)
        case NoteReprint():
            return OwesReprint(debt)


def _kept(told: Remembered) -> TicketKept:
    return TicketKept(
        reserved=told.reserved,
        birth=told.birth,
        has_started=told.has_started,
        fate=told.fate,
        void=told.void,
        is_owed=told.is_owed,
    )
