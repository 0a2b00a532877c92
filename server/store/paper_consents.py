"""Under which consent texts a ticket's pages were scanned at the kiosk: what the ledger says."""

from __future__ import annotations

from sqlalchemy import Connection, select

from contract.events import PapersReceived
from contract.ids import TicketId
from server.store import tables
from server.store.decoding import decode


def kiosk_consents(connection: Connection, ticket: TicketId) -> tuple[str, ...]:
    """Versions of the texts, each once, in the order they were agreed to."""
    column = tables.event.c
    query = select(column.kind, column.payload).where(
        column.ticket == ticket, column.kind == PapersReceived.kind()
    )
    events = (decode(row.kind, bytes(row.payload)) for row in connection.execute(query.order_by(column.seq)))
    return tuple(dict.fromkeys(event.consent for event in events if isinstance(event, PapersReceived)))
