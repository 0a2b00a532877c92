"""The open day's hall: tickets, lines, counters and numbers, as one value that can take back what it did.

Every change goes through a few primitives that remember how it was, so a command that is refused half-way
leaves nothing behind. What events mean is in `server.domain.story`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

import msgspec

from contract.ids import (
    CallId,
    CommandId,
    CounterId,
    DeviceId,
    Epoch,
    JournalId,
    LeaseId,
    NoticeId,
    SeriesId,
    ServiceId,
    TicketId,
    TicketNumber,
)
from contract.offline import Lease
from contract.words import CallWay, TicketState
from server.domain.clock_past import ClockPast
from server.domain.counter import Counter
from server.domain.filing import FilingNote
from server.domain.instant import Instant
from server.domain.line import Line, first_of
from server.domain.notice import KnownNotice
from server.domain.ticket import Ticket

K = TypeVar("K")
V = TypeVar("V")

CALLS_REMEMBERED = 12


class Call(msgspec.Struct, frozen=True):
    """One call or recall, for the boards."""

    call_id: CallId
    ticket: TicketId
    number: TicketNumber
    counter: CounterId
    way: CallWay
    at: Instant


class Head(msgspec.Struct, frozen=True):
    """Where the ledger stands."""

    epoch: Epoch
    seq: int
    hash: bytes


class Hall:
    """Everything rules decide on. Read it under the writer's lock, change it only through events."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.day: date | None = None
        self.last_day: date | None = None
        """The latest day that was opened; opened again, it goes on where it was."""
        self.opened: Instant | None = None
        self.last_at: Instant | None = None
        """The latest moment in the ledger: a clock behind it cannot be trusted, unless a person vouches."""
        self.clock = ClockPast()
        """Who vouched for the clock, how it was stepped, when it ran behind."""
        self.served = 0
        self.calls: tuple[Call, ...] = ()
        self.tickets: dict[TicketId, Ticket] = {}
        self.counters: dict[CounterId, Counter] = {}
        self.by_number: dict[TicketNumber, TicketId] = {}
        self.by_token: dict[str, TicketId] = {}
        self.by_command: dict[CommandId, TicketId] = {}
        self.reserved: dict[TicketId, None] = {}
        """Tickets not yet confirmed."""
        self.next_value: dict[SeriesId, int] = {}
        self.taken: dict[ServiceId, int] = {}
        """Numbers taken by the service first asked for, voided ones not counted."""
        self.filing: dict[TicketId, FilingNote] = {}
        """What was said of visits that were helped with filing online."""
        self.notices: dict[NoticeId, KnownNotice] = {}
        """All that were ever written, in the order in which they stand."""
        self.guide_calls: dict[DeviceId, Instant] = {}
        self.leases: dict[LeaseId, Lease] = {}
        """Numbers lent to kiosks, for the latest day and later ones."""
        self.reclaimed: dict[LeaseId, None] = {}
        """Leases of a closed day: their numbers are still nobody else's."""
        self.given_offline: dict[tuple[LeaseId, ServiceId], int] = {}
        """Numbers a kiosk gave from a lease, voided ones not counted."""
        self.merged: dict[TicketId, TicketId] = {}
        """The kiosk's name of a claimed ticket, and ours."""
        self.journals: dict[DeviceId, JournalId] = {}
        """The journal each kiosk came with last."""
        self.restored_on: date | None = None
        """The day on which this ledger was last restored, until a later one is opened."""
        self.awaiting: frozenset[DeviceId] = frozenset()
        """Kiosks whose journals are waited for after a restore."""
        self.register_unsure_from: int | None = None
        """After a restore: the first year of whose register nobody has said yet how far it was given."""
        self.lost_numbers: dict[int, int] = {}
        """The last number of each year's register that was lost in a restore."""
        self.steps = 0
        """How often the wall clock was stepped since the day was opened."""
        self.changed: dict[TicketId, Ticket] = {}
        """Tickets as they stand since `settle`; also those of a day that has ended meanwhile."""
        self._lines: dict[ServiceId, Line] = {}
        self._undo: list[Callable[[], None]] = []

    # --- reading ---

    def line(self, service: ServiceId) -> Line:
        """The waiting tickets of a service."""
        return self._lines.get(service) or self._lines.setdefault(service, Line())

    def next_for(self, services: tuple[ServiceId, ...]) -> Ticket | None:
        """Who is next for a counter that serves these."""
        ticket = first_of(self.line(service) for service in services)
        return self.tickets[ticket] if ticket is not None else None

    def waiting_for(self, services: tuple[ServiceId, ...]) -> int:
        """How many wait for any of these."""
        return sum(len(self.line(service)) for service in services)

    def counter(self, counter: CounterId) -> Counter:
        """The counter as it stands; closed where nobody ever sat."""
        return self.counters.get(counter) or Counter(id=counter)

    def ticket_at(self, counter: Counter) -> Ticket | None:
        """The ticket called to or served at the counter."""
        return self.tickets[counter.ticket] if counter.ticket is not None else None

    def open_tickets(self) -> Iterator[Ticket]:
        """All that have not ended, no-shows left out."""
        return (
            ticket
            for ticket in self.tickets.values()
            if not ticket.state.is_ended and ticket.state is not TicketState.NO_SHOW
        )

    def named(self, ticket: TicketId) -> Ticket | None:
        """A ticket of the day, by our name of it or its kiosk's."""
        return self.tickets.get(self.merged.get(ticket, ticket))

    # --- taking back ---

    def mark(self) -> int:
        """A point to come back to."""
        return len(self._undo)

    def back_to(self, mark: int) -> None:
        """Everything since the mark is as if it had not happened."""
        while len(self._undo) > mark:
            self._undo.pop()()

    def settle(self) -> None:
        """What was done is in the ledger: nothing before this can be taken back."""
        self._undo.clear()
        self.changed.clear()

    # --- changing (by `server.domain.story` alone) ---

    def set(self, name: str, value: object) -> None:
        """Change a plain attribute."""
        old = getattr(self, name)
        setattr(self, name, value)
        self._undo.append(lambda: setattr(self, name, old))

    def put(self, table: dict[K, V], key: K, value: V) -> None:
        """Set an entry of one of the tables."""
        if key in table:
            old = table[key]
            self._undo.append(lambda: table.__setitem__(key, old))
        else:
            self._undo.append(lambda: table.__delitem__(key))
        table[key] = value

    def drop(self, table: dict[K, V], key: K) -> None:
        """Remove an entry, if it is there."""
        if key in table:
            old = table.pop(key)
            self._undo.append(lambda: table.__setitem__(key, old))

    def put_ticket(self, ticket: Ticket) -> None:
        """The ticket as it stands now; it joins and leaves lines by its state."""
        old = self.tickets.get(ticket.id)
        self._swap(old, ticket)
        self._undo.append(lambda: self._swap(ticket, old))

    def clear_day(self) -> None:
        """Forget a closed day's tickets; the counters stay, closed."""
        for name in (
            "tickets",
            "by_number",
            "by_token",
            "by_command",
            "reserved",
            "next_value",
            "taken",
            "filing",
            "given_offline",
            "merged",
            "_lines",
        ):
            self.set(name, {})
        self.set("guide_calls", {})
        self.set("calls", ())
        self.set("served", 0)
        self.set("counters", {})

    def _swap(self, old: Ticket | None, new: Ticket | None) -> None:
        if old is not None and old.state is TicketState.WAITING:
            self.line(old.service).leave(old)
        if new is not None and new.state is TicketState.WAITING:
            self.line(new.service).join(new)
        if new is not None:
            self.tickets[new.id] = self.changed[new.id] = new
        elif old is not None:
            del self.tickets[old.id]
            del self.changed[old.id]
