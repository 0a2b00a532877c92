"""Which officers a record has, and whether somebody may work with its scanned papers.

Knows rows and events; the rule itself is in `server.service.permission`.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from contract.events import RECORD_PAPER_EVENTS, RecordExported, RecordOpened
from contract.ids import DocumentId, OfficerId, RecordId
from server.domain.record import Record
from server.domain.refusal import unknown_record
from server.service.asker import Asker
from server.service.permission import may_read_papers
from server.store import tables
from server.store.paper_refusals import not_your_record, record_forgotten, unknown_document
from server.store.record_pages import Document, document_of
from server.store.records import StoredRecords

_LOOKING = [*(kind.kind() for kind in RECORD_PAPER_EVENTS), RecordOpened.kind(), RecordExported.kind()]
"""Scanning and looking make nobody an officer of the record."""


def record_for(connection: Connection, asker: Asker, record: RecordId) -> Record:
    """The record, for one of its officers or a manager; raises `Refusal`."""
    known = StoredRecords(connection).find(record)
    if known is None:
        raise unknown_record()
    if not may_read_papers(asker, officers_of(connection, known)):
        raise not_your_record(known)
    return known


def open_record_for(connection: Connection, asker: Asker, record: RecordId) -> Record:
    """The same, where pages may still be added; raises `Refusal`."""
    known = record_for(connection, asker, record)
    if known.is_forgotten:
        raise record_forgotten(known)
    return known


def document_for(connection: Connection, asker: Asker, document: DocumentId) -> Document:
    """A document of a record that the asker may see; raises `Refusal`."""
    found = document_of(connection, document)
    if found is None:
        raise unknown_document()
    record_for(connection, asker, found.record)
    return found


def officers_of(connection: Connection, record: Record) -> frozenset[OfficerId]:
    """Who received it or acted on it."""
    event, step = tables.event.c, tables.record_step.c
    query = (
        select(event.officer).distinct().join_from(tables.record_step, tables.event, step.seq == event.seq)
    )
    query = query.where(step.record == record.id, event.officer.is_not(None), event.kind.not_in(_LOOKING))
    return frozenset(OfficerId(officer) for officer in connection.scalars(query))
