"""The whole ledger as lines of an export, out of one consistent view, in constant memory.

Says what the ledger holds; whether that is sound is for `motcua ledger verify` and for who reads the export.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from contract.ids import Epoch
from server.store import tables
from server.store.backup_copy import mark_of
from server.store.export_format import EventLine, Footer, Header, written

ROWS_AT_ONCE = 1000


class UnreadableEventError(Exception):
    """An event's stored bytes are no text: the ledger is damaged."""


def export_lines(connection: Connection, software: str, made_at: datetime) -> Iterator[bytes]:
    """Header, events, footer.

    Raises:
        NoLedgerError: the database holds no center's ledger.
        UnreadableEventError: see there.
    """
    mark = mark_of(connection)
    first = connection.execute(select(func.min(tables.event.c.seq))).scalar_one_or_none() or 0
    yield written(
        Header(
            center=mark.center,
            epoch=mark.epoch,
            software=software,
            made_at=made_at,
            first_seq=first,
            last_seq=mark.seq,
        )
    )
    events = 0
    for line in _events(connection):
        events += 1
        yield written(line)
    yield written(Footer(events=events, head=mark.head))


def _events(connection: Connection) -> Iterator[EventLine]:
    event = tables.event.c
    query = select(event.seq, event.epoch, event.kind, event.payload, event.hash).order_by(event.seq)
    with connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}) as rows:
        for row in rows:
            yield EventLine(
                seq=row.seq,
                epoch=Epoch(row.epoch),
                kind=row.kind,
                payload=_text(row.seq, row.payload),
                hash=bytes(row.hash).hex(),
            )


def _text(seq: int, payload: object) -> str:
    """Whoever changes a row by hand in SQLite may leave text where bytes were: it hashes the same."""
    if isinstance(payload, str):
        return payload
    try:
        return bytes(payload).decode("utf-8")  # type: ignore[call-overload, no-any-return] # bytes or memoryview
    except UnicodeDecodeError as error:
        raise UnreadableEventError(f"event {seq} cannot be read: {error}") from error
