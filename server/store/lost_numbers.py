"""Numbers of registers that were given before a restore, to records nobody knows any more."""

from __future__ import annotations

from sqlalchemy import Connection, select

from contract.events import RegisterContinued
from server.store import tables
from server.store.decoding import decode


def lost_numbers(connection: Connection, year: int, up_to: int | None = None) -> tuple[range, ...]:
    """Of that year's register, in order; `up_to`: as the ledger knew it at that event."""
    event = tables.event.c
    query = select(event.kind, event.payload).where(event.kind == RegisterContinued.kind())
    query = query.where(event.seq <= up_to) if up_to is not None else query
    told = (decode(row.kind, bytes(row.payload)) for row in connection.execute(query.order_by(event.seq)))
    return tuple(
        range(one.first, one.last + 1)
        for one in told
        if isinstance(one, RegisterContinued) and one.year == year and one.last >= one.first
    )
