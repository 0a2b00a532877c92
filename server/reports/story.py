"""One ticket's own story: its events in order, what was taken back, what it is made of, what is noted of it.

Read from the ledger's events and from the projections; says nothing in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from contract.events import (
    ActionUndone,
    ClockConfirmed,
    ClockStepped,
    EpochBegun,
    Event,
    HubStarted,
    TicketClaimed,
    TicketClaimUndone,
    TicketNotPlaced,
    TimesMarked,
)
from contract.ids import OfficerId, TicketId, TicketNumber
from contract.words import TicketState, TimesWrong
from server.reports.day_rules import rules_of_day
from server.reports.facts import Fact, all_stretches, facts_of
from server.reports.rows import seen_one
from server.reports.seen import Seen, Stretch
from server.reports.units import Flag
from server.store import tables
from server.store.decoding import decode

BESIDE = (ClockStepped, ClockConfirmed, HubStarted, EpochBegun)
"""What happened to the hub meanwhile and bears on a ticket's times."""

_event = tables.event.c
_ticket = tables.ticket.c
_unplaced = tables.unplaced.c
_UNENDED = frozenset(
    {
        TicketState.RESERVED,
        TicketState.WAITING,
        TicketState.CALLED,
        TicketState.SERVING,
        TicketState.ON_HOLD,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the story."""

    event: Event
    taken_back_by: int | None = None
    """Seq of the undo that took it back."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the projections hold of a ticket that has a place in a day."""

    seen: Seen
    stretches: tuple[Stretch, ...]
    """In order; the last one may still run."""
    fact: Fact
    """As reports count it."""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is noted of it."""
        return tuple(flag for flag in Flag if self.fact.flags & 1 << flag)

    @property
    def is_running(self) -> bool:
        """Whether it is not over."""
        return any(part.is_running for part in self.stretches)


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket of any day."""

    ticket: TicketId
    number: TicketNumber
    day: date
    told: tuple[Told, ...]
    """Its events and those beside it, in the ledger's order."""
    visit: Visit | None
    """None: a slip that found no line."""
    officers: frozenset[OfficerId]
    """Who called or served it, on any of its legs."""

    @property
    def mark(self) -> TimesWrong | None:
        """Why its times are said to be wrong; None: nobody says so, or no longer."""
        marks = [item.event.reason for item in self.told if isinstance(item.event, TimesMarked)]
        return marks[-1] if marks else None


def story_of(connection: Connection, ticket: TicketId, now_us: int) -> Story | None:
    """All of it; None: the ledger knows no such ticket. `now_us` ends what still runs."""
    own = [*_events(connection, ticket)]
    seen = seen_one(connection, ticket)
    if seen is None:
        return _without_line(ticket, own)
    where = connection.execute(select(_ticket.number, _ticket.day).where(_ticket.id == ticket)).one()
    stretches = all_stretches(seen, now_us)
    fact = facts_of(seen, rules_of_day(connection, where.day), now_us).visit
    told = _in_order(own, _undone(connection, ticket, seen), _beside(connection, seen))
    officers = {seen.officer, *(part.officer for part in stretches)}
    return Story(
        ticket,
        TicketNumber(where.number),
        where.day,
        told,
        Visit(seen, stretches, fact),
        frozenset(OfficerId(officer) for officer in officers if officer is not None),
    )


def tickets_of(connection: Connection, day: date, number: str) -> Sequence[TicketId]:
    """Tickets of that number on that day: one at most in line, and slips that found no line."""
    placed = select(_ticket.id).where(_ticket.day == day, _ticket.number == number)
    beside = select(_unplaced.id).where(_unplaced.for_day == day, _unplaced.number == number)
    found = (*connection.scalars(placed), *connection.scalars(beside.order_by(_unplaced.seq)))
    return tuple(TicketId(ticket) for ticket in found)


# --- events -------------------------------------------------------------------------------------------


def _events(connection: Connection, ticket: TicketId) -> Iterator[Event]:
    query = select(_event.kind, _event.payload).where(_event.ticket == ticket).order_by(_event.seq)
    return (decode(row.kind, bytes(row.payload)) for row in connection.execute(query))


def _undone(connection: Connection, ticket: TicketId, seen: Seen) -> Iterator[ActionUndone]:
    """Undos name their tickets inside: those between its first event and its last are looked through."""
    query = select(_event.kind, _event.payload).where(
        _event.kind == ActionUndone.kind(), _event.seq.between(seen.first_seq, seen.last_seq)
    )
    for row in connection.execute(query):
        event = decode(row.kind, bytes(row.payload))
        if isinstance(event, ActionUndone) and ticket in event.tickets:
            yield event


def _beside(connection: Connection, seen: Seen) -> Iterator[Event]:
    """Between its first event and its last, or now."""
    query = select(_event.kind, _event.payload).where(
        _event.kind.in_([kind.kind() for kind in BESIDE]), _event.seq > seen.first_seq
    )
    if seen.state not in _UNENDED:
        query = query.where(_event.seq < seen.last_seq)
    return (decode(row.kind, bytes(row.payload)) for row in connection.execute(query))


def _in_order(
    own: Sequence[Event], undone: Iterable[ActionUndone], beside: Iterable[Event]
) -> tuple[Told, ...]:
    undos = list(undone)
    told = [Told(event) for event in sorted((*own, *undos, *beside), key=lambda event: event.seq)]
    for undo in undos:
        told = [_back(item, undo) for item in told]
    return tuple(_claims_back(told))


def _back(item: Told, undo: ActionUndone) -> Told:
    event = item.event
    is_it = event.command_id == undo.undone and event.seq < undo.seq
    return replace(item, taken_back_by=undo.seq) if is_it else item


def _claims_back(told: Sequence[Told]) -> Iterator[Told]:
    """A claim that was undone is the last one before."""
    for at, item in enumerate(told):
        if isinstance(item.event, TicketClaimed):
            following = (later.event for later in told[at + 1 :])
            ended = next((e for e in following if isinstance(e, (TicketClaimed, TicketClaimUndone))), None)
            if isinstance(ended, TicketClaimUndone):
                yield replace(item, taken_back_by=ended.seq)
                continue
        yield item


def _without_line(ticket: TicketId, own: Sequence[Event]) -> Story | None:
    first = next((event for event in own if isinstance(event, TicketNotPlaced)), None)
    if first is None:
        return None
    told = tuple(Told(event) for event in own)
    return Story(ticket, first.number, first.for_day, told, None, frozenset())
