"""Whether a service ever was: one that has ended can still be asked about."""

from __future__ import annotations

from sqlalchemy import Connection, select

from server.reports.past_names import PastNames
from server.reports.units import Dimension
from server.store import tables


def knows_service(connection: Connection, service: str) -> bool:
    """Whether any accepted configuration had it, or numbers were given for it."""
    ticket = tables.ticket.c
    if service in PastNames().read(connection).names[Dimension.SERVICE]:
        return True
    given = select(ticket.id).where((ticket.first_service == service) | (ticket.service == service)).limit(1)
    return connection.execute(given).first() is not None
