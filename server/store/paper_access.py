"""Which officers a record has, and whether somebody may work with its scanned papers.

Knows rows and events; the rule itself is in `server.service.permission`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from contract.events import (
    Event,
    RecordReappointed,
    RecordReceived,
    RecordRefused,
    RecordRefusedAtReception,
    RecordReturned,
    RecordStopped,
    RecordTakenUp,
    RecordUndone,
    RecordWithdrawn,
    ResultReady,
    SupplementAsked,
    SupplementTaken,
)
from contract.ids import DocumentId, OfficerId, RecordId
from server.domain.record import Record
from server.domain.record_rules import RecordRules
from server.domain.refusal import Refusal, unknown_record
from server.service.asker import Asker
from server.service.permission import may_change_ended_papers, may_read_papers
from server.service.undo_record import undo_until
from server.store import tables
from server.store.decoding import decode
from server.store.paper_refusals import (
    not_your_record,
    record_closed,
    record_forgotten,
    unknown_document,
)
from server.store.record_pages import Document, document_of
from server.store.records import StoredRecords

_WORK: tuple[type[Event], ...] = (
    RecordReceived,
    RecordRefusedAtReception,
    RecordTakenUp,
    SupplementAsked,
    SupplementTaken,
    RecordReappointed,
    ResultReady,
    RecordReturned,
    RecordRefused,
    RecordWithdrawn,
    RecordStopped,
)
"""Steps of deciding it. Scanning, looking, noting a code, telling of a delay make nobody an officer."""


def record_for(connection: Connection, asker: Asker, record: RecordId) -> Record:
    """The record, for one of its officers or a manager; raises `Refusal`."""
    known = StoredRecords(connection).find(record)
    if known is None:
        raise unknown_record()
    if not may_read_papers(asker, officers_of(connection, known)):
        raise not_your_record(known)
    return known


def open_record_for(
    connection: Connection, asker: Asker, record: RecordId, now: datetime, rules: RecordRules
) -> Record:
    """The same, where its papers may still be changed; raises `Refusal`."""
    known = record_for(connection, asker, record)
    refusal = no_change(asker, known, now, rules)
    if refusal is not None:
        raise refusal
    return known


def no_change(asker: Asker, known: Record, now: datetime, rules: RecordRules) -> Refusal | None:
    """Why this asker may no longer add, drop or order its pages; None: they may."""
    if known.is_forgotten:
        return record_forgotten(known)
    if known.is_ended and not may_change_ended_papers(asker) and now > _may_be_taken_back_until(known, rules):
        return record_closed(known)
    return None


def _may_be_taken_back_until(known: Record, rules: RecordRules) -> datetime:
    """As long as the end itself, by when it was written down; what is noted later makes it no longer."""
    last = known.last
    is_the_end = last is not None and (last.before is None or last.before.state is not known.state)
    if last is not None and is_the_end:
        return undo_until(last, rules)
    return max(known.state_since, known.entered_at) + timedelta(minutes=rules.undo_within_minutes)


def document_for(connection: Connection, asker: Asker, document: DocumentId) -> Document:
    """A document of a record that the asker may see; raises `Refusal`."""
    found = document_of(connection, document)
    if found is None:
        raise unknown_document()
    record_for(connection, asker, found.record)
    return found


def open_document_for(
    connection: Connection, asker: Asker, document: DocumentId, now: datetime, rules: RecordRules
) -> Document:
    """The same, where its pages may still be changed; raises `Refusal`."""
    found = document_for(connection, asker, document)
    open_record_for(connection, asker, found.record, now, rules)
    return found


def officers_of(connection: Connection, record: Record) -> frozenset[OfficerId]:
    """Who received it or took a step of deciding it that still stands."""
    event, step = tables.event.c, tables.record_step.c
    query = select(event.seq, event.kind, event.officer, event.payload)
    query = query.join_from(tables.record_step, tables.event, step.seq == event.seq)
    kinds = [RecordUndone.kind(), *(kind.kind() for kind in _WORK)]
    query = query.where(step.record == record.id, event.kind.in_(kinds), event.officer.is_not(None))
    stands: dict[int, OfficerId] = {}
    for row in connection.execute(query.order_by(event.seq)):
        if row.kind == RecordUndone.kind():
            stands = _before(stands, decode(row.kind, bytes(row.payload)))
        else:
            stands[row.seq] = OfficerId(row.officer)
    return frozenset(stands.values())


def _before(stands: Mapping[int, OfficerId], told: Event) -> dict[int, OfficerId]:
    """A step that was taken back was the last one, whatever number of events it made."""
    undone = told.undone if isinstance(told, RecordUndone) else 0
    return {seq: officer for seq, officer in stands.items() if seq < undone}
