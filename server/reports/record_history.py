"""What happened to one record, in order, with what was written beside each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from contract.events import RecordCorrected, RecordEvent, RecordPapersEvent, RecordRead, RecordUndone
from contract.ids import RecordId
from server.store import tables
from server.store.decoding import decode
from server.store.record_persons import words_of


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and an officer's words on it; empty: none, or erased."""

    event: RecordEvent
    words: str
    is_undone: bool = False
    """A wrong press that was taken back."""


def history_of(connection: Connection, record: RecordId) -> tuple[Step, ...]:
    """Oldest first; who only looked is not among them."""
    words = words_of(connection, record)
    events = [event for event in events_of(connection, record) if not isinstance(event, RecordRead)]
    undone = _undone(events)
    return tuple(Step(told, words.get(told.seq, ""), told.seq in undone) for told in events)


def looks_at(connection: Connection, record: RecordId) -> tuple[RecordRead, ...]:
    """Who saw the record with its person, oldest first."""
    events = events_of(connection, record)
    return tuple(event for event in events if isinstance(event, RecordRead))


def events_of(connection: Connection, record: RecordId) -> tuple[RecordEvent, ...]:
    """All that the ledger says of it, oldest first."""
    event, step = tables.event.c, tables.record_step.c
    query = select(event.kind, event.payload).join_from(
        tables.record_step, tables.event, step.seq == event.seq
    )
    rows = connection.execute(query.where(step.record == record).order_by(step.seq))
    decoded = (decode(row.kind, bytes(row.payload)) for row in rows)
    return tuple(told for told in decoded if isinstance(told, RecordEvent))


def _undone(events: Sequence[RecordEvent]) -> frozenset[int]:
    spans = [range(event.undone, event.seq) for event in events if isinstance(event, RecordUndone)]
    steps = (event.seq for event in events if not _stays(event))
    return frozenset(seq for seq in steps if any(seq in span for span in spans))


def _stays(event: RecordEvent) -> bool:
    """Whatever step before it is taken back: pages that came are there, and what was erased is not."""
    if isinstance(event, RecordCorrected):
        return event.is_for_good
    return isinstance(event, (RecordPapersEvent, RecordUndone))
