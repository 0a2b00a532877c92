"""A slip's token to its ticket: the open day's from the hall, earlier ones from the table.

The ledger keeps tokens as hashes alone; knows nothing of who asks.
"""

from __future__ import annotations

from datetime import date

import msgspec
from sqlalchemy import select

from contract.ids import CallId, CounterId, ServiceId, TicketId, TicketNumber
from contract.words import TicketState
from server.domain.hall import Hall
from server.service.taking import hash_of
from server.store import tables
from server.store.database import Database
from server.store.writer import Writer


class SlipTicket(msgspec.Struct, frozen=True, kw_only=True):
    """What the holder of a slip may know of its ticket."""

    ticket: TicketId
    number: TicketNumber
    day: date
    state: TicketState
    service: ServiceId
    counter: CounterId | None
    people_ahead: int | None
    """Whom the rule would call before this one; None unless it waits in line."""
    call_id: CallId | None
    """Of the latest call or recall."""


def ticket_of_slip(writer: Writer, database: Database, token: str) -> SlipTicket | None:
    """The ticket of this token; None: no such slip."""
    hashed = hash_of(token)
    with writer.reading() as hall:
        found = _in_hall(hall, hashed)
    return found or _in_table(database, hashed)


def _in_hall(hall: Hall, hashed: str) -> SlipTicket | None:
    ticket_id = hall.by_token.get(hashed)
    if ticket_id is None:
        return None
    ticket = hall.tickets[ticket_id]
    is_waiting = ticket.state is TicketState.WAITING
    return SlipTicket(
        ticket=ticket.id,
        number=ticket.number,
        day=ticket.day,
        state=ticket.state,
        service=ticket.service,
        counter=ticket.counter,
        people_ahead=hall.line(ticket.service).ahead_of(ticket) if is_waiting else None,
        call_id=ticket.call_id,
    )


def _in_table(database: Database, hashed: str) -> SlipTicket | None:
    column = tables.ticket.c
    query = select(column.id, column.number, column.day, column.state, column.service, column.counter)
    with database.reading() as connection:
        row = connection.execute(query.where(column.token_hash == hashed)).one_or_none()
    if row is None:
        return None
    return SlipTicket(
        ticket=TicketId(row.id),
        number=TicketNumber(row.number),
        day=row.day,
        state=TicketState(row.state),
        service=ServiceId(row.service),
        counter=None if row.counter is None else CounterId(row.counter),
        people_ahead=None,
        call_id=None,
    )
