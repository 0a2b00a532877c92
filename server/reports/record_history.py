"""What happened to one record, in order, with what was written beside each step."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from contract.events import RecordEvent
from contract.ids import RecordId
from server.store import tables
from server.store.decoding import decode
from server.store.record_persons import words_of


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and an officer's words on it; empty: none, or erased."""

    event: RecordEvent
    words: str


def history_of(connection: Connection, record: RecordId) -> tuple[Step, ...]:
    """Oldest first."""
    event, step = tables.event.c, tables.record_step.c
    query = select(event.kind, event.payload).join_from(
        tables.record_step, tables.event, step.seq == event.seq
    )
    words = words_of(connection, record)
    rows = connection.execute(query.where(step.record == record).order_by(step.seq))
    events = (decode(row.kind, bytes(row.payload)) for row in rows)
    return tuple(Step(told, words.get(told.seq, "")) for told in events if isinstance(told, RecordEvent))
