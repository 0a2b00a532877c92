"""Tickets as the ledger's events tell them: a second reader of the story, beside the hub's own code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contract import events as e
from contract.event import Event
from contract.ids import LeaseId, SeriesId, TicketId
from contract.words import SlipFate, VoidReason


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

    @property
    def is_in_line(self) -> bool:
        """Whether it was ever meant to be called, and nobody took that back."""
        return self.fate is not None and self.void is None

    @property
    def names(self) -> set[TicketId]:
        """All ids it goes by."""
        return {self.ticket} | ({self.kiosk_ticket} if self.kiosk_ticket else set())


@dataclass(frozen=True, slots=True)
class TicketBook:
    """All tickets, and those for which there was no line."""

    tickets: dict[TicketId, LedgerTicket]
    unplaced: frozenset[str]
    """Token hashes of tickets that were handed in and not placed: counted beside the days."""


def read_tickets(events: Iterable[Event]) -> TicketBook:
    """Fold the events."""
    tickets: dict[TicketId, LedgerTicket] = {}
    unplaced: set[str] = set()
    for event in events:
        match event:
            case e.TicketReserved() | e.TicketHandedIn() | e.TicketClaimed():
                tickets[event.ticket] = _born(event)
            case e.TicketConfirmed():
                tickets[event.ticket].fate = event.fate
            case e.TicketVoided():
                tickets[event.ticket].void = event.reason
            case e.TicketMerged():
                merged = tickets[event.ticket]
                merged.tokens = {event.token_hash}
                merged.kiosk_ticket = event.kiosk_ticket
            case e.TicketNotPlaced():
                unplaced.add(event.token_hash)
            case _:
                pass
    return TicketBook(tickets, frozenset(unplaced))


def _born(event: e.TicketReserved | e.TicketHandedIn | e.TicketClaimed) -> LedgerTicket:
    ticket = LedgerTicket(
        event.ticket,
        event.number,
        event.day,
        {event.token_hash} if event.token_hash else set(),
        event.series,
        event.value,
    )
    if isinstance(event, e.TicketHandedIn):
        ticket.lease, ticket.fate, ticket.void = event.lease, event.fate, event.void
    elif isinstance(event, e.TicketClaimed):
        ticket.lease, ticket.fate = event.lease, SlipFate.SEEN
    return ticket
