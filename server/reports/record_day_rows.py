"""Records read from their rows, day by day: what is kept of a day, made or done without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, func, or_, select

from contract.record_words import RecordState
from server.domain.record import RUNNING
from server.reports.record_columns import (
    ENDED,
    NAMED,
    NEVER_DUE,
    OPEN,
    READY,
    RUNS_ON,
    TIMES,
    DayRecords,
    Spans,
    outcome_name,
)
from server.reports.record_figures import marks_of
from server.reports.record_rows import day_column, midnight_us, ordinal, start_us
from server.reports.sheet import Ints
from server.reports.spans import ONE_DAY
from server.store import tables

_AT_ONCE = 5000
_BEFORE_ALL = -1
"""A moment before which nothing was ever due."""


@dataclass(frozen=True, slots=True)
class ReadDay:
    """One day's records, and by what it is known that none of them has changed since."""

    records: DayRecords
    newest_seq: int
    """Of the last event that changed one of them."""


def read_days(connection: Connection, first: date, last: date) -> Iterator[ReadDay]:
    """Every day of [first, last] on which something was handed over, in order."""
    rows = connection.execute(_ROWS, _between(first, last), execution_options={"yield_per": _AT_ONCE})
    for number, its in groupby(rows, key=itemgetter(0)):
        yield _read_day(date.fromordinal(number), its)


def read_day(connection: Connection, day: date) -> ReadDay:
    """That day, also where nothing was handed over."""
    return next(read_days(connection, day, day), None) or _read_day(day, ())


def days_with_records(connection: Connection, first: date, last: date) -> Iterator[date]:
    """Those of [first, last], in order."""
    return map(date.fromordinal, connection.scalars(_DAYS, _between(first, last)))


def _between(first: date, last: date) -> dict[str, int]:
    return {"since": start_us(first), "until": start_us(last + ONE_DAY)}


def _read_day(day: date, rows: Iterable[Row[Any]]) -> ReadDay:
    names: dict[str, int] = {}
    codes, marks, places, kinds, times, newest = [], [], [], [], [], 0
    for place, row in enumerate(rows):
        values: tuple[Any, ...] = tuple(row)
        _, seq, its_marks, kind, procedure, officer, channel, *outcome = values[: -len(TIMES)]
        called = (procedure, officer or "", channel, outcome_name(*outcome))
        codes.append([names.setdefault(name, len(names)) for name in called])
        marks.append(its_marks)
        newest = max(newest, seq)
        if kind != _UNTIMED:
            places.append(place)
            kinds.append(kind)
            times.append(values[-len(TIMES) :])
    spans = Spans(_ints(places), _ints(times, len(TIMES)), _ints(kinds))
    return ReadDay(DayRecords(day, tuple(names), _ints(codes, len(NAMED)), _ints(marks), spans), newest)


def _ints(values: list[Any], *width: int) -> Ints:
    return np.array(values, dtype=np.int64).reshape(-1, *width)


# --- what is asked ------------------------------------------------------------------------------------

_UNTIMED = -1


def _rows() -> Select[Any]:
    column = tables.record.c
    query = select(
        day_column(),
        column.last_seq,
        marks_of(_BEFORE_ALL),
        _kind(),
        column.procedure,
        column.officer,
        column.channel,
        column.state,
        column.timeliness,
        column.reason,
        *_times(),
    )
    query = query.where(column.received_us >= bindparam("since"), column.received_us < bindparam("until"))
    return query.order_by(column.received_us, column.id)


def _kind() -> ColumnElement[int]:
    """Not of those never taken in, nor of those ready in the moment of reception: they took no time."""
    column = tables.record.c
    never_taken_in = [RecordState.REFUSED_AT_RECEPTION.value, RecordState.VOID.value]
    still_open = [state.value for state in (*RUNNING, RecordState.SUPPLEMENT_ASKED)]
    return case(
        (or_(column.state.in_(never_taken_in), column.ready_us == column.received_us), _UNTIMED),
        (column.ready_us.is_not(None), READY),
        (column.state.in_(still_open), OPEN),
        else_=ENDED,
    )


def _times() -> tuple[ColumnElement[Any], ...]:
    """As `TIMES` says."""
    column = tables.record.c
    is_waiting = and_(column.supplement_asked_us.is_not(None), column.supplement_taken_us.is_(None))
    is_running = column.state.in_([state.value for state in RUNNING])
    was_stopped = column.supplement_taken_us.is_not(None)
    return (
        column.received_us,
        case(
            (column.ready_us.is_not(None), column.ready_us),
            (is_waiting, column.supplement_asked_us),
            (is_running, RUNS_ON),
            else_=column.state_since_us,
        ),
        case((was_stopped, column.supplement_asked_us), else_=column.received_us),
        case((was_stopped, column.supplement_taken_us), else_=column.received_us),
        case((and_(is_running, column.due_us.is_not(None)), column.due_us), else_=NEVER_DUE),
    )


def _days() -> Select[Any]:
    """From each day to the next by the index, whatever lies between."""
    received = tables.record.c.received_us
    earliest = select(func.min(received).label("us"))
    found = earliest.where(received >= bindparam("since")).cte("found", recursive=True)
    later = earliest.where(received >= midnight_us(ordinal(found.c.us) + 1)).scalar_subquery()
    found = found.union_all(select(later).where(found.c.us < bindparam("until")))
    return select(ordinal(found.c.us)).where(found.c.us < bindparam("until"))


_ROWS, _DAYS = _rows(), _days()
