"""Which services any accepted configuration ever had: one that has ended can still be asked about."""

from __future__ import annotations

import tomllib

from sqlalchemy import Connection, select

from contract.events import ConfigurationAccepted
from server.store import tables
from server.store.decoding import decode


def knows_service(connection: Connection, service: str) -> bool:
    """Whether it was configured, or numbers were given for it."""
    ticket = tables.ticket.c
    given = select(ticket.id).where((ticket.first_service == service) | (ticket.service == service)).limit(1)
    return service in configured_services(connection) or connection.execute(given).first() is not None


def configured_services(connection: Connection) -> frozenset[str]:
    """Of every configuration in the ledger."""
    kind = ConfigurationAccepted.kind()
    events = tables.event.c
    found: set[str] = set()
    for payload in connection.scalars(select(events.payload).where(events.kind == kind)):
        accepted = decode(kind, bytes(payload))
        if isinstance(accepted, ConfigurationAccepted):
            found |= {service["id"] for service in tomllib.loads(accepted.text).get("services", ())}
    return frozenset(found)
