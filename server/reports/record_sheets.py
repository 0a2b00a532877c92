"""What is kept of the records of each past day, for their figures; where it is missing, rows are read.

It is true as long as it is there: whatever changes a record deletes it (server/store/records.py), and it is
written only where no record of the day has changed since it was read.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, func, insert, select

from server.reports.record_columns import DayRecords, RecordColumns, decode_day, joined
from server.reports.record_day_rows import ReadDay, days_with_records, read_days
from server.reports.record_question import RecordQuestion
from server.reports.record_rows import matching
from server.reports.sheet import DamagedSheetError
from server.reports.spans import ONE_DAY
from server.store import tables
from server.store.records import forget_record_sheets

log = logging.getLogger(__name__)

_sheet = tables.record_sheet.c


def columns_between(connection: Connection, first: date, last: date) -> RecordColumns:
    """All records of these days: what is kept, and rows of the days of which nothing is."""
    known = {kept.day: kept for kept in _kept(connection, first, last)}
    days = tuple(days_with_records(connection, first, last))
    for since, until in _unknown(days, known):
        known.update((read.records.day, read.records) for read in read_days(connection, since, until))
    return joined([known[day] for day in days])


def missing_days(connection: Connection, before: date | None) -> Sequence[date]:
    """Days before that on which something was handed over and of which nothing is kept."""
    if before is None:
        return ()
    kept = set(connection.scalars(select(_sheet.day)))
    return [day for day in days_with_records(connection, date.min, before - ONE_DAY) if day not in kept]


def kept_days(connection: Connection) -> Iterator[tuple[date, bytes]]:
    """All that is kept, in order."""
    for row in connection.execute(select(_sheet.day, _sheet.sheet).order_by(_sheet.day)):
        yield row.day, bytes(row.sheet)


def keep_day(connection: Connection, read: ReadDay) -> bool:
    """Keep it, unless a record of the day has changed since; asked within the writer's transaction.

    Every event of a record gives it a later seq than all before, and no record ever goes.
    """
    day = read.records.day
    records, newest = func.count(), func.coalesce(func.max(tables.record.c.last_seq), 0)
    is_now = connection.execute(select(records, newest).where(*matching(RecordQuestion(day, day)))).one()
    if tuple(is_now) != (len(read.records.codes), read.newest_seq):
        return False
    forget_record_sheets(connection, [day])
    connection.execute(insert(tables.record_sheet), {"day": day, "sheet": read.records.encode()})
    return True


def _kept(connection: Connection, first: date, last: date) -> Iterator[DayRecords]:
    query = select(_sheet.day, _sheet.sheet).where(_sheet.day.between(first, last))
    for row in connection.execute(query):
        try:
            yield decode_day(row.day, bytes(row.sheet))
        except DamagedSheetError as error:
            log.warning(
                "what is kept of the records of %s cannot be read (%s): its rows are; "
                "run: motcua reports rebuild",
                row.day,
                error,
            )


def _unknown(days: Iterable[date], known: Container[date]) -> Iterator[tuple[date, date]]:
    """First and last of those that are not known, with no known one between them."""
    for is_known, some in groupby(days, key=known.__contains__):
        if not is_known:
            stretch = list(some)
            yield stretch[0], stretch[-1]
