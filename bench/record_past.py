"""Years of records as reports read them: rows of the register, seeded; no event is behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random

from sqlalchemy import insert

from contract.record_words import Channel, RecordState, ResultTo, Timeliness
from server.reports.record_rows import start_us
from server.reports.spans import ONE_DAY
from server.store import tables
from server.store.database import Database
from server.store.rows import Row

A_DAY = 440
"""Received on a working day of profile XL; 250 such days are 110,000 a year."""
AT_ONCE = 0.75
OFFICERS, PROCEDURES = 25, 60
HOUR_US = 3_600_000_000
_AT_ONCE_ROWS = 5000
_AFTERWARDS = (
    (RecordState.RETURNED, 0.88), (RecordState.RESULT_READY, 0.03), (RecordState.IN_PROCESS, 0.03),
    (RecordState.REFUSED, 0.02), (RecordState.WITHDRAWN, 0.01), (RecordState.REFUSED_AT_RECEPTION, 0.03),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordPast:
    """What was made."""

    first: date
    last: date
    records: int


def make_records(database: Database, records: int, last: date) -> RecordPast:
    """So many up to that day, of Mondays to Fridays; the same every time."""
    days = list(_days_back(last, -(-records // A_DAY)))
    with database.writing() as connection:
        rows = _rows(sorted(days), records)
        while some := list(islice(rows, _AT_ONCE_ROWS)):
            connection.execute(insert(tables.record), some)
    return RecordPast(min(days), last, records)


def _days_back(last: date, count: int) -> Iterator[date]:
    day = last
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day -= ONE_DAY


def _rows(days: list[date], records: int) -> Iterator[Row]:
    chance = Random(7)
    for at in range(records):
        yield _row(chance, at, days[at // A_DAY])


def _row(chance: Random, at: int, day: date) -> Row:
    received = start_us(day) + 8 * HOUR_US + chance.randrange(8 * HOUR_US)
    row = _plain(at, day, received) | {
        "procedure": f"1.{min(PROCEDURES, int(chance.expovariate(0.1))):06d}",
        "officer": f"01a22a3e-b0ef-713b-affe-{chance.randrange(OFFICERS):012d}",
        "channel": chance.choices(list(Channel), (0.85, 0.1, 0.05))[0].value,
    }
    if chance.random() < AT_ONCE:
        return row | {"ready_us": received, "is_same_visit": True, "state": RecordState.RETURNED.value}
    return row | _afterwards(chance, received)


def _afterwards(chance: Random, received: int) -> Row:
    states, weights = zip(*_AFTERWARDS, strict=True)
    state = chance.choices(states, weights)[0]
    due = received + 72 * HOUR_US
    row: Row = {"state": state.value, "due_us": due}
    if state in (RecordState.RETURNED, RecordState.RESULT_READY):
        ready = received + int(chance.expovariate(1 / 40) * HOUR_US)
        verdict = Timeliness.LATE if ready > due else Timeliness.EARLY
        row |= {"ready_us": ready, "timeliness": verdict.value}
    if state in (RecordState.REFUSED, RecordState.REFUSED_AT_RECEPTION):
        row |= {"reason": chance.choice(("khong-hop-le", "khong-du-dieu-kien"))}
    if chance.random() < 0.1:
        row |= {"supplement_asked_us": received + HOUR_US, "supplement_taken_us": received + 9 * HOUR_US}
    return row


def _plain(at: int, day: date, received: int) -> Row:
    columns = {column.name: None for column in tables.record.columns}
    counted = {"originals": 1, "copies": 0, "shown": 0, "last_seq": at + 1, "number": at + 1}
    return (
        columns
        | counted
        | {
            "id": f"record-{at:08d}",
            "year": day.year,
            "received_us": received,
            "entered_us": received,
            "state_since_us": received,
            "is_back_dated": False,
            "has_back_dated_step": False,
            "is_due_by_hand": False,
            "is_same_visit": False,
            "is_forgotten": False,
            "result_to": ResultTo.COUNTER.value,
            "counter": "1",
            "ticket": f"01a22a3e-b118-7631-8309-{at:012d}",
        }
    )


def year_up_to(past: RecordPast) -> tuple[date, date]:
    """The last twelve months of it."""
    return max(past.first, past.last - timedelta(days=364)), past.last
