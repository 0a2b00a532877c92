"""Tickets as the ledger's events tell them: a second reader of the story, beside the hub's own code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from contract import events as e
from contract.event import Event
from contract.ids import DeviceId, Epoch, LeaseId, SeriesId, TicketId
from contract.words import NotPlacedBecause, SlipFate, VoidReason

VOID_BEFORE = "void: "
"""A ticket that had come into line unconfirmed is cancelled with this and the reason its kiosk gave."""

Place = tuple[Epoch, int]
"""Of an event: its epoch and seq."""
NOWHERE: Place = (Epoch(""), 0)


@dataclass(slots=True)
class LedgerTicket:
    """One number somebody took, or nearly."""

    ticket: TicketId
    number: str
    day: date | None
    tokens: set[str]
    """SHA-256 of its slips' tokens."""
    series: SeriesId | None = None
    value: int | None = None
    lease: LeaseId | None = None
    fate: SlipFate | None = None
    void: VoidReason | None = None
    kiosk_ticket: TicketId | None = None
    """Under which id its kiosk knows it, where that is another."""
    kiosk: DeviceId | None = None
    """Where it was taken; None: by hand, or nobody has told yet."""
    born: Place = NOWHERE
    came_into_line: Place = NOWHERE

    @property
    def is_in_line(self) -> bool:
        """Whether it was ever meant to be called, and nobody took that back."""
        return self.fate is not None and self.void is None

    @property
    def names(self) -> set[TicketId]:
        """All ids it goes by."""
        return {self.ticket} | ({self.kiosk_ticket} if self.kiosk_ticket else set())


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A ticket that was handed in and for which there was no line."""

    ticket: TicketId
    number: str
    for_day: date
    why: NotPlacedBecause
    was_day_over: bool
    """Whether the ledger said, when it was handed in, that its day had been opened and closed."""
    is_held: bool
    """Whether its kiosk says that somebody has it."""

    @property
    def is_excused(self) -> bool:
        """It came too late, and for no other reason."""
        return self.why is NotPlacedBecause.DAY_OVER and self.was_day_over


@dataclass(slots=True)
class TicketBook:
    """All tickets, and those for which there was no line."""

    tickets: dict[TicketId, LedgerTicket] = field(default_factory=dict)
    undone: dict[TicketId, LedgerTicket] = field(default_factory=dict)
    """Numbers an officer claimed by mistake, and that nobody came with since: nobody's."""
    unplaced: dict[str, Unplaced] = field(default_factory=dict)
    """By token hash."""
    over: set[date] = field(default_factory=set)
    """Days that were opened, and closed for the last time so far."""


def read_tickets(events: Iterable[Event]) -> TicketBook:
    """Fold the events."""
    book = TicketBook()
    for event in events:
        match event:
            case e.DayOpened(day=day) if day is not None:
                book.over.discard(day)
            case e.DayClosed(day=day) if day is not None:
                book.over.add(day)
            case e.TicketNotPlaced():
                book.unplaced[event.token_hash] = _unplaced(event, book)
            case _:
                _read_ticket(event, book)
    return book


def _read_ticket(event: Event, book: TicketBook) -> None:
    tickets = book.tickets
    match event:
        case e.TicketReserved() | e.TicketHandedIn() | e.TicketClaimed():
            book.undone.pop(event.ticket, None)
            tickets[event.ticket] = _born(event)
        case e.TicketConfirmed():
            tickets[event.ticket].fate = event.fate
            tickets[event.ticket].came_into_line = (event.epoch, event.seq)
        case e.TicketVoided():
            tickets[event.ticket].void = event.reason
        case e.TicketCancelled() if event.reason.startswith(VOID_BEFORE):
            tickets[event.ticket].void = VoidReason(event.reason.removeprefix(VOID_BEFORE))
        case e.TicketClaimUndone():
            book.undone[event.ticket] = tickets.pop(event.ticket)
        case e.TicketMerged():
            _merge(event, book)
        case _:
            pass


def _merge(event: e.TicketMerged, book: TicketBook) -> None:
    """Into the claim; where that was undone, the kiosk's word is all there is."""
    undone = book.undone.pop(event.ticket, None)
    if undone is not None:
        book.tickets[event.ticket] = replace(undone, fate=event.fate, void=event.void)
    merged = book.tickets[event.ticket]
    merged.fate = event.fate or merged.fate
    merged.tokens = {event.token_hash}
    merged.kiosk_ticket, merged.kiosk = event.kiosk_ticket, event.device


def _born(event: e.TicketReserved | e.TicketHandedIn | e.TicketClaimed) -> LedgerTicket:
    ticket = LedgerTicket(
        event.ticket,
        event.number,
        event.day,
        {event.token_hash} if event.token_hash else set(),
        event.series,
        event.value,
        born=(event.epoch, event.seq),
    )
    if not isinstance(event, e.TicketClaimed):
        ticket.kiosk = event.device
    if isinstance(event, e.TicketHandedIn):
        ticket.lease, ticket.fate, ticket.void = event.lease, event.fate, event.void
    elif isinstance(event, e.TicketClaimed):
        ticket.lease, ticket.fate = event.lease, SlipFate.SEEN
    return ticket


def _unplaced(event: e.TicketNotPlaced, book: TicketBook) -> Unplaced:
    return Unplaced(
        event.ticket,
        event.number,
        event.for_day,
        event.why,
        was_day_over=event.for_day in book.over,
        is_held=event.fate is not None and event.void is None,
    )
