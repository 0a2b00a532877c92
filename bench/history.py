"""Years of closed days for an empty ledger: the model day repeated, other ids and dates, a valid chain.

Written straight into the tables, the projections by `bench.copying`; `ledger verify` finds it sound.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bench.copying import DAY_US, PERIOD_TIMES, PREFIX, TICKET_TIMES, Changes, copy_rows, ids_of
from bench.model_day import ModelDay
from contract.ids import CenterId
from server.service.work import chained
from server.store import ledger, tables
from server.store.database import Database
from server.store.ledger import GENESIS

BYTES_A_TICKET = 4500
"""What one served visit takes in the ledger: five events, a ticket, three periods and their indexes."""
SPARE = 1.3
"""Times that must be free: the write-ahead log, and everybody else on this disk."""
DAYS_AT_ONCE = 20


class NoRoomError(Exception):
    """The disk has no room for so much history."""


@dataclass(slots=True)
class _Past:
    """Where the repeated days stand."""

    seq: int = 0
    hash: bytes = GENESIS


def load_history(file: Path, center: CenterId, model: ModelDay, tickets: int, last: date) -> None:
    """Fill a new ledger with at least that many tickets of days before `last`.

    Raises:
        NoRoomError: the disk would be full, or nearly so.
    """
    check_room(file.parent, tickets, BYTES_A_TICKET)
    days = -(-tickets // len(model.tickets))
    database = Database(f"sqlite:///{file}")
    database.open()
    try:
        with database.writing() as connection:
            epoch = ledger.identity(connection, center, 0).epoch
        _fill(database, _Day(model, epoch), days, last)
    finally:
        database.close()


def check_room(folder: Path, tickets: int, bytes_a_ticket: int) -> None:
    """Whether the disk has room for that many.

    Raises:
        NoRoomError: it has not.
    """
    needed, free = tickets * bytes_a_ticket, shutil.disk_usage(folder).free
    if free < SPARE * needed:
        raise NoRoomError(f"{tickets:,} tickets take {needed / 1e9:.0f} GB; {free / 1e9:.0f} GB are free")


def _fill(database: Database, repeat: _Day, days: int, last: date) -> None:
    past = _Past()
    for first in range(0, days, DAYS_AT_ONCE):
        with database.writing() as connection:
            for number in range(first, min(first + DAYS_AT_ONCE, days)):
                repeat.write(connection, past, last - timedelta(days=days - number), number)
    with database.writing() as connection:
        ledger.mark_published(connection, past.seq)


class _Day:
    """Writes the model day as another day."""

    def __init__(self, model: ModelDay, epoch: str) -> None:
        self._model = model
        self._epoch = epoch
        self._events = [(row, _template(row["payload"], model, epoch)) for row in model.events]

    def write(self, connection: Connection, past: _Past, day: date, number: int) -> None:
        """All rows of the day; the chain goes on."""
        after = past.seq
        changes = Changes(day, ids_of(number), (day - self._model.day).days * DAY_US, after)
        connection.exec_driver_sql(_EVENTS, list(self._rows(past, changes)))
        if number == 0:
            self._write_projection(connection, changes)
            self._first = changes
        else:
            moved_us = changes.shift_us - self._first.shift_us
            copy_rows(connection, self._first.day, replace(changes, shift_us=moved_us))

    def _rows(self, past: _Past, changes: Changes) -> Iterator[tuple[object, ...]]:
        day, ids, shift_us = changes.day.isoformat(), changes.ids, changes.shift_us
        spots: dict[bytes, object] = {
            b"day": day.encode(), b"ids": ids.encode(), b"scattered": changes.scattered.encode()
        }  # fmt: skip
        for row, template in self._events:
            past.seq += 1
            spots[b"seq"], spots[b"head"] = past.seq, past.hash.hex().encode()
            payload = template % spots
            past.hash = chained(past.hash, payload)
            ticket = row["ticket"] and ids + row["ticket"][PREFIX:]
            yield (
                past.seq, self._epoch, row["kind"], day, row["at_us"] + shift_us, ticket, row["counter"],
                row["officer"], row["device"], payload, past.hash,
            )  # fmt: skip

    def _write_projection(self, connection: Connection, changes: Changes) -> None:
        """The first day row by row; SQL copies the others from it."""
        shift_us, ids, day = changes.shift_us, changes.ids, changes.day
        for table, rows, times in (
            (tables.ticket, self._model.tickets, TICKET_TIMES),
            (tables.period, self._model.periods, PERIOD_TIMES),
            (tables.series, self._model.series, ()),
        ):
            moved = [{**row, "day": day, **{name: row[name] + shift_us for name in times}} for row in rows]
            for row in moved:
                if table is tables.ticket:
                    row["id"] = ids + row["id"][PREFIX:]
                    row["token_hash"] = changes.scattered + row["token_hash"][PREFIX:]
                elif table is tables.period:
                    row["ticket"] = ids + row["ticket"][PREFIX:]
            connection.execute(table.insert(), moved)


_EVENTS = (
    f"INSERT INTO event ({', '.join(column.name for column in tables.event.columns)}) "  # noqa: S608 - the same
    f"VALUES ({', '.join('?' * len(tables.event.columns))})"
)


def _template(payload: bytes, model: ModelDay, epoch: str) -> bytes:
    """The event's bytes with spots for what differs from day to day."""
    text = payload.replace(b"%", b"%%").replace(model.epoch.encode(), epoch.encode())
    text = re.sub(rb'"seq":\d+', b'"seq":%(seq)d', text, count=1)
    text = text.replace(model.day.isoformat().encode(), b"%(day)b")
    text = re.sub(rb'"head":"[0-9a-f]+"', b'"head":"%(head)b"', text)
    text = re.sub(rb'"token_hash":"[0-9a-f]{8}', b'"token_hash":"%(scattered)b', text)
    return re.sub(rb'"(ticket|command_id|call_id)":"[0-9a-f]{8}', rb'"\1":"%(ids)b', text)
