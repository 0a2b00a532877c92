"""Years of closed days as reports read them: some simulated weeks, their projections repeated over and over.

Of the events only those come along that reports read (openings and steps); so there is no valid chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, func, select

from bench.copying import DAY_US, PERIOD_TIMES, TICKET_TIMES, Changes, copy_rows, ids_of
from bench.history import DAYS_AT_ONCE, check_room
from server.domain.instant import EPOCH, MICROSECOND
from server.simulate.making import simulate
from server.store import tables
from server.store.database import Database, only_reading
from server.store.decoding import decode
from server.store.rows import Row

BYTES_A_TICKET = 3200
"""A ticket, its periods, their indexes and what reports keep of it; PostgreSQL takes more than SQLite."""
MONDAY = date(2026, 10, 5)
"""The simulated weeks begin there: no holidays before December."""
SEED = 4
WEEKEND = 2
"""Days that are not simulated, so that the last one is a busy Friday."""
_READ = ("configuration/accepted", "day/opened", "clock/stepped")
_CONFIGURATION = _READ[0]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Rows of some simulated weeks."""

    count: int
    tickets: tuple[Row, ...]
    periods: tuple[Row, ...]
    series: tuple[Row, ...]
    events: tuple[Row, ...]
    ledger: Row
    seqs: int
    """How many events there were in all."""

    @property
    def days(self) -> tuple[date, ...]:
        """Those on which it was open."""
        return tuple(dict.fromkeys(row["day"] for row in self.events if row["kind"] == "day/opened"))


@dataclass(frozen=True, slots=True)
class Past:
    """What was made."""

    days: tuple[date, ...]
    """In order; the last one is still open."""
    tickets: int
    cycle: int
    """After that many days all comes again, but for ids and dates."""


def live_through(profile: str, weeks: int, folder: Path) -> Weeks:
    """Simulate, and read what reports read."""
    file = folder / f"{profile}-{weeks}.sqlite"
    file.unlink(missing_ok=True)
    simulate(f"sqlite:///{file}", profile, MONDAY, 7 * weeks - WEEKEND, SEED)
    event = tables.event.c
    with only_reading(f"sqlite:///{file}") as connection:
        last = select(event.seq).order_by(event.seq.desc()).limit(1)
        found = Weeks(
            weeks,
            _rows(connection, tables.ticket),
            _rows(connection, tables.period),
            _rows(connection, tables.series),
            tuple(row for row in _rows(connection, tables.event) if row["kind"] in _READ),
            _rows(connection, tables.ledger)[0],
            connection.execute(last).scalar_one(),
        )
    file.unlink()
    return found


def _rows(connection: Connection, table: Table) -> tuple[Row, ...]:
    query = select(table).order_by(*table.primary_key.columns)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def repeat(database: Database, weeks: Weeks, tickets: int, before: date, folder: Path) -> Past:
    """Fill an empty ledger with at least that many tickets, whole weeks that end before `before`.

    Raises:
        NoRoomError: the disk would be full, or nearly so.
    """
    times = -(-tickets // len(weeks.tickets))
    check_room(folder, times * len(weeks.tickets), BYTES_A_TICKET)
    monday = before - timedelta(days=before.weekday())
    first = monday - timedelta(weeks=times * weeks.count)
    shift = first - MONDAY
    with database.writing() as connection:
        connection.execute(tables.ledger.insert(), weeks.ledger)
        _write_first(connection, weeks, shift)
    copies = [(number, day) for number in range(1, times) for day in weeks.days]
    for at in range(0, len(copies), DAYS_AT_ONCE):
        with database.writing() as connection:
            for number, day in copies[at : at + DAYS_AT_ONCE]:
                _copy_day(connection, weeks, day + shift, number)
    days = tuple(
        day + shift + timedelta(weeks=number * weeks.count) for number in range(times) for day in weeks.days
    )
    return Past(days, times * len(weeks.tickets), len(weeks.days))


def _write_first(connection: Connection, weeks: Weeks, shift: timedelta) -> None:
    shift_us = shift.days * DAY_US
    for table, rows, times in (
        (tables.ticket, weeks.tickets, TICKET_TIMES),
        (tables.period, weeks.periods, PERIOD_TIMES),
        (tables.series, weeks.series, ()),
    ):
        moved = [
            {**row, "day": row["day"] + shift, **{name: row[name] + shift_us for name in times}}
            for row in rows
        ]
        connection.execute(table.insert(), moved)
    connection.execute(tables.event.insert(), [_later(row, shift, 0) for row in weeks.events])


def _copy_day(connection: Connection, weeks: Weeks, first: date, number: int) -> None:
    """One of the first weeks' days, that many times their length later."""
    later = timedelta(weeks=number * weeks.count)
    after = number * weeks.seqs
    copy_rows(connection, first, Changes(first + later, ids_of(number), later.days * DAY_US, after))
    connection.execute(tables.event.insert(), list(_events_of(connection, first, later, after)))


def _events_of(connection: Connection, first: date, later: timedelta, after: int) -> Iterator[Row]:
    event = tables.event
    query = select(event).where(event.c.day == first, event.c.kind != _CONFIGURATION)
    for row in connection.execute(query).mappings():
        yield _later(dict(row), later, after)


def _later(row: Row, shift: timedelta, after: int) -> Row:
    """The event as it would be told then."""
    event = decode(row["kind"], bytes(row["payload"]))
    day = event.day + shift if event.day else None
    moved = msgspec.structs.replace(event, seq=event.seq + after, day=day, at=event.at + shift)
    return {
        **row,
        "seq": moved.seq,
        "day": day,
        "at_us": (moved.at - EPOCH) // MICROSECOND,
        "payload": msgspec.json.encode(moved),
    }


def days_holding(connection: Connection, days: Sequence[date], tickets: int) -> tuple[date, date]:
    """From the first day on, as many as have at most that many tickets together; one at least."""
    column = tables.ticket.c.day
    query = select(column, func.count()).group_by(column).order_by(column)
    sums = accumulate(count for _, count in connection.execute(query))
    whole = sum(found <= tickets for found in sums)
    return days[0], days[max(whole, 1) - 1]
