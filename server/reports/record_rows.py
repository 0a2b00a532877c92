"""Which rows of the table a question means, and by what column they are split; days are Vietnam's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal

from contract.record_words import ComparedBy
from server.domain.hours import LOCAL, to_local
from server.domain.instant import EPOCH, MICROSECOND
from server.reports.question import Grain
from server.reports.record_question import ALL, Key, RecordDimension, RecordQuestion
from server.store import tables

DAY_US = 86_400_000_000
LOCAL_US = 7 * 3_600_000_000
"""Vietnam is that far ahead of UTC all year."""
FIRST_ORDINAL = date(1970, 1, 1).toordinal()

_COLUMNS = {
    RecordDimension.PROCEDURE: tables.record.c.procedure,
    RecordDimension.OFFICER: tables.record.c.officer,
    RecordDimension.CHANNEL: tables.record.c.channel,
}


def matching(question: RecordQuestion) -> tuple[ColumnElement[bool], ...]:
    """Received on these days, and as the question narrows it."""
    received = tables.record.c.received_us
    only = ((_COLUMNS[dimension], value) for dimension, value in question.only.items())
    return (
        received >= start_us(question.first),
        received < start_us(question.last + timedelta(1)),
        *(column == value if value else column.is_(None) for column, value in only),
    )


def split_column(by: RecordDimension | Grain | None) -> ColumnElement[Any]:
    """Of a stretch of time: the day's ordinal, to be folded by `key_of`."""
    if by is None:
        return literal(ALL)
    if isinstance(by, Grain):
        return day_column()
    return func.coalesce(_COLUMNS[by], ALL)


def day_column() -> ColumnElement[int]:
    """Ordinal of the day of reception."""
    return ordinal(tables.record.c.received_us)


def ordinal(moment_us: ColumnElement[int]) -> ColumnElement[int]:
    """Of the day in Vietnam; databases cut towards zero, so nothing may be negative."""
    return (moment_us + (LOCAL_US + FIRST_ORDINAL * DAY_US)) // DAY_US


def midnight_us(day: ColumnElement[int]) -> ColumnElement[int]:
    """When the day of that ordinal begins."""
    return day * DAY_US - (LOCAL_US + FIRST_ORDINAL * DAY_US)


def key_of(by: RecordDimension | Grain | None, value: Any) -> Key:
    """What a row's value counts under."""
    if not isinstance(by, Grain):
        return str(value)
    return by.start(date.fromordinal(value)).toordinal()


def late_before_us(now: datetime, by: ComparedBy) -> int:
    """What was due before this moment is overdue."""
    return us(now) if by is ComparedBy.HOUR else start_us(to_local(now).date())


def start_us(day: date) -> int:
    """Its midnight in Vietnam."""
    return us(datetime.combine(day, time(), LOCAL))


def us(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND
