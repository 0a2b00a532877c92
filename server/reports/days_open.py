"""On which days the center was open, by the ledger."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from contract.events import DayOpened
from server.store import tables

_event = tables.event.c


def days_open(connection: Connection, first: date, last: date) -> tuple[date, ...]:
    """Days in [first, last] that were opened, in order."""
    query = select(_event.day).where(_event.kind == DayOpened.kind(), _event.day.between(first, last))
    return tuple(connection.scalars(query.distinct().order_by(_event.day)))
