"""Records in the database: read for use cases, written from events; applicants are erased by the event of it.

Written at once when a command has been carried out, in the batch's transaction: the next command of the same
batch reads what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from contract.events import Event, RecordEvent
from contract.ids import RecordCode, RecordId
from server.domain.hours import to_local
from server.domain.record import Record
from server.domain.record_story import told
from server.store import tables
from server.store.hot_rows import HotRows
from server.store.record_rows import record_of, record_row

_RECORDS = HotRows(tables.record, ["id"])
_FORGET_SHEET = delete(tables.record_sheet).where(tables.record_sheet.c.day == bindparam("of"))
ABOUT_PERSONS = (tables.record_person, tables.record_paper, tables.record_word)
"""What is erased when an applicant is forgotten, or was written down by mistake."""


class StoredRecords:
    """The shelf a use case reads from."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, record: RecordId) -> Record | None:
        """The record of that id."""
        row = self._connection.execute(select(tables.record).where(tables.record.c.id == record)).mappings()
        found = row.one_or_none()
        return record_of(found) if found is not None else None

    def is_named(self, record: RecordId) -> bool:
        """Whether another one was refused as its repetition."""
        earlier = tables.record.c.duplicate_of
        return self._connection.scalar(select(earlier).where(earlier == record).limit(1)) is not None

    def holder_of(self, code: RecordCode, besides: RecordId | None) -> Record | None:
        """Another record that has this official code; the earliest, in a ledger that has several."""
        column = tables.record.c
        query = select(tables.record).where(column.code == code, column.id != (besides or ""))
        row = self._connection.execute(query.order_by(column.entered_us).limit(1)).mappings().one_or_none()
        return record_of(row) if row is not None else None

    def last_number(self, year: int) -> int:
        """The last number of that year's register; 0: none yet."""
        numbers = select(func.max(tables.record.c.number)).where(tables.record.c.year == year)
        return self._connection.execute(numbers).scalar_one_or_none() or 0


def put_records(connection: Connection, events: Iterable[Event]) -> None:
    """Bring the rows of all records these events tell of up to date.

    Raises:
        RecordStoryError, IllegalRecordMoveError: an event cannot have happened; nothing was written.
    """
    shelf = StoredRecords(connection)
    changed: dict[RecordId, Record] = {}
    steps: list[dict[str, object]] = []
    forgotten: list[RecordId] = []
    days: set[date] = set()
    for event in events:
        if isinstance(event, RecordEvent):
            known = changed.get(event.record) or shelf.find(event.record)
            changed[event.record] = after = told(known, event)
            if after is not known:
                days.add(to_local(after.received_at).date())
            steps.append({"record": event.record, "seq": event.seq})
            if changed[event.record].is_forgotten:
                forgotten.append(event.record)
    if not steps:
        return
    _RECORDS.write(connection, [record_row(record) for record in changed.values()])
    forget_record_sheets(connection, days)
    connection.execute(insert(tables.record_step), steps)
    for record in forgotten:
        forget(connection, record)


def forget_record_sheets(connection: Connection, days: Iterable[date]) -> None:
    """What reports had put together of the records of these days is no longer true."""
    for day in days:
        connection.execute(_FORGET_SHEET, {"of": day})


def forget(connection: Connection, record: RecordId) -> None:
    """Erase who applied and every written word."""
    for table in ABOUT_PERSONS:
        connection.execute(delete(table).where(table.c.record == record))
