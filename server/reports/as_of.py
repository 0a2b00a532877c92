"""Of which ledger, and up to which event, figures were made: what a printed page says at its foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from server.domain.instant import EPOCH
from server.store import tables

_SHORT = 12
"""Hex digits that people compare."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The ledger's last event when it was read."""

    seq: int
    head: str
    """Its hash, hex; empty: nothing is in the ledger."""
    at: datetime | None
    """When it was written down, UTC."""

    @property
    def short_head(self) -> str:
        """Enough of the hash to compare by eye."""
        return self.head[:_SHORT]


def as_of(connection: Connection) -> AsOf:
    """What this connection sees."""
    event = tables.event.c
    query = select(event.seq, event.hash, event.at_us).order_by(event.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    if row is None:
        return AsOf(0, "", None)
    return AsOf(row.seq, bytes(row.hash).hex(), EPOCH + timedelta(microseconds=row.at_us))
