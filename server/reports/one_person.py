"""All that is kept of one person: their records, and for each what stands beside it and who looked.

Found by the keyed hash of an identity number, or from one of their records. Names are shared: no key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, RowMapping, select

from contract.clock import local_time
from contract.events import RecordEvent, RecordRead
from contract.ids import DocumentId, RecordId
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.record import Record
from server.reports.record_history import events_of
from server.store import tables
from server.store.record_pages import documents_where, pages_of
from server.store.records import ABOUT_PERSONS, StoredRecords

Rows = tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scanned document of one record: what it is, not what is on it."""

    id: DocumentId
    paper: str
    """Id of its configured kind."""
    pages: tuple[datetime, ...]
    """When each page came, in order."""
    consent: str | None

    def as_json(self) -> dict[str, Any]:
        """As it stands in the file that is given out."""
        came = [local_time(at).isoformat() for at in self.pages]
        return {"kind": self.paper, "pages": len(came), "came_at": came, "consent": self.consent}


_VI: Final = (
    "Ảnh quét không nằm trong bản này: yêu cầu tại quầy, cán bộ của hồ sơ hoặc người quản lý mở trang hồ sơ, "
    "lưu từng tài liệu thành PDF và đưa cho người nộp."
)
_EN: Final = (
    "The scans themselves are not in here: ask at the counter; an officer of the record or a manager opens "
    "its page, saves each document as PDF and hands it over."
)
HOW_TO_GET_SCANNED: Final = (_VI, _EN)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with one record."""

    record: Record
    number: str | None
    """Of the ticket it was handed in with, and the day of it."""
    day: str | None
    beside: Mapping[str, Rows]
    """Rows about the person by table, whatever tables there are."""
    events: tuple[RecordEvent, ...]
    scanned: tuple[Scanned, ...]
    """Documents whose pictures are kept, encrypted: their record's officers and managers open them."""

    @property
    def steps(self) -> tuple[RecordEvent, ...]:
        """What happened."""
        return tuple(event for event in self.events if not isinstance(event, RecordRead))

    @property
    def looks(self) -> tuple[RecordRead, ...]:
        """Who saw it."""
        return tuple(event for event in self.events if isinstance(event, RecordRead))

    def as_json(self) -> dict[str, Any]:
        """Everything, in plain words and numbers."""
        record = msgspec.to_builtins(msgspec.structs.replace(self.record, last=None))
        return {
            "reference": self.record.reference,
            "record": {name: value for name, value in record.items() if value is not None},
            "ticket": {"number": self.number, "day": self.day} if self.number else None,
            "about_the_person": {name: list(rows) for name, rows in self.beside.items() if rows},
            "scanned_papers": [one.as_json() for one in self.scanned],
            "steps": [_told(event) for event in self.steps],
            "seen_by": [_told(event) for event in self.looks],
        }


def records_of_identity(connection: Connection, identity_hash: str) -> tuple[RecordId, ...]:
    """Every record that was received with that number, the oldest first."""
    person, record = tables.record_person.c, tables.record.c
    query = select(record.id).join(tables.record_person, record.id == person.record)
    query = query.where(person.identity_hash == identity_hash).order_by(record.entered_us, record.id)
    return tuple(RecordId(found) for found in connection.scalars(query))


def records_of_same_person(connection: Connection, record: RecordId) -> tuple[RecordId, ...]:
    """This one, and those with the same number; alone where none was typed."""
    person = tables.record_person.c
    identity = connection.scalar(select(person.identity_hash).where(person.record == record))
    return records_of_identity(connection, identity) if identity is not None else (record,)


def kept_of(connection: Connection, record: RecordId) -> Kept | None:
    """None: there is no such record."""
    known = StoredRecords(connection).find(record)
    if known is None:
        return None
    ticket = tables.ticket.c
    visit = connection.execute(
        select(ticket.number, ticket.day).where(ticket.id == known.ticket)
    ).one_or_none()
    return Kept(
        record=known,
        number=visit.number if visit is not None else None,
        day=visit.day.isoformat() if visit is not None else None,
        beside={table.name: _rows(connection, table, record) for table in ABOUT_PERSONS},
        events=events_of(connection, record),
        scanned=_scanned(connection, record),
    )


def _scanned(connection: Connection, record: RecordId) -> tuple[Scanned, ...]:
    documents = documents_where(connection, tables.record_document.c.record == record)
    return tuple(
        Scanned(
            known.id, known.paper, tuple(EPOCH + page.kept_us * MICROSECOND for page in pages), known.consent
        )
        for known in documents
        if (pages := pages_of(connection, known.id))
    )


def _rows(connection: Connection, table: Any, record: RecordId) -> Rows:
    query = select(table).where(table.c.record == record)
    return tuple(_plain(row) for row in connection.execute(query).mappings())


def _plain(row: RowMapping) -> dict[str, object]:
    """Without the record itself, and with moments as people write them."""
    return dict(_readable(str(name), value) for name, value in row.items() if name != "record")


def _readable(name: str, value: Any) -> tuple[str, object]:
    if name.endswith("_us") and value is not None:
        return name.removesuffix("_us") + "_at", local_time(EPOCH + value * MICROSECOND).isoformat()
    return name, value.hex() if isinstance(value, bytes) else value


def _told(event: RecordEvent) -> dict[str, Any]:
    return {"kind": event.kind(), **msgspec.json.decode(event.encode())}
