"""The configuration that the ledger says was accepted last: what a recomputation goes by."""

from __future__ import annotations

from sqlalchemy import Connection, select

from contract.events import ConfigurationAccepted
from server.store import tables
from server.store.decoding import decode


def latest_configuration(connection: Connection) -> str | None:
    """Its TOML; None: none was ever accepted."""
    event = tables.event.c
    query = select(event.kind, event.payload).where(event.kind == ConfigurationAccepted.kind())
    row = connection.execute(query.order_by(event.seq.desc()).limit(1)).one_or_none()
    told = decode(row.kind, bytes(row.payload)) if row is not None else None
    return told.text if isinstance(told, ConfigurationAccepted) else None
