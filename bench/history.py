"""Years of closed days for an empty ledger: the model day repeated, other ids and dates, a valid chain.

Every id's first eight characters become the day's own; tokens get scattered ones, as hashes are. Written
straight into the tables; `ledger verify` finds it sound.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, TextClause, text

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
DAY_US = 24 * 3600 * 1_000_000
_PREFIX = 8
_TICKET_TIMES = ("arrived_us", "state_since_us")
_PERIOD_TIMES = ("start_us", "end_us")


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
    needed, free = tickets * BYTES_A_TICKET, shutil.disk_usage(file.parent).free
    if free < SPARE * needed:
        raise NoRoomError(f"{tickets:,} tickets take {needed / 1e9:.0f} GB; {free / 1e9:.0f} GB are free")
    days = -(-tickets // len(model.tickets))
    database = Database(f"sqlite:///{file}")
    database.open()
    try:
        with database.writing() as connection:
            epoch = ledger.identity(connection, center, 0).epoch
        _fill(database, _Day(model, epoch), days, last)
    finally:
        database.close()


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
        ids = f"{number:0{_PREFIX}x}"
        changes = _Changes(
            day=day.isoformat(),
            ids=ids,
            scattered=hashlib.sha256(ids.encode()).hexdigest()[:_PREFIX],
            shift_us=(day - self._model.day).days * DAY_US,
            after=after,
        )
        connection.exec_driver_sql(_EVENTS, list(self._rows(past, changes)))
        if number == 0:
            self._write_projection(connection, day, changes)
            self._first = changes
        else:
            for text in (_TICKETS, _PERIODS, _SERIES):
                connection.execute(text, self._from_first(changes))

    def _rows(self, past: _Past, changes: _Changes) -> Iterator[tuple[object, ...]]:
        day, ids, shift_us = changes.day, changes.ids, changes.shift_us
        spots: dict[bytes, object] = {
            b"day": day.encode(), b"ids": ids.encode(), b"scattered": changes.scattered.encode()
        }  # fmt: skip
        for row, template in self._events:
            past.seq += 1
            spots[b"seq"], spots[b"head"] = past.seq, past.hash.hex().encode()
            payload = template % spots
            past.hash = chained(past.hash, payload)
            ticket = row["ticket"] and ids + row["ticket"][_PREFIX:]
            yield (
                past.seq, self._epoch, row["kind"], day, row["at_us"] + shift_us, ticket, row["counter"],
                row["officer"], row["device"], payload, past.hash,
            )  # fmt: skip

    def _write_projection(self, connection: Connection, day: date, changes: _Changes) -> None:
        """The first day row by row; SQL copies the others from it."""
        shift_us, ids = changes.shift_us, changes.ids
        for table, rows, times in (
            (tables.ticket, self._model.tickets, _TICKET_TIMES),
            (tables.period, self._model.periods, _PERIOD_TIMES),
            (tables.series, self._model.series, ()),
        ):
            moved = [{**row, "day": day, **{name: row[name] + shift_us for name in times}} for row in rows]
            for row in moved:
                if table is tables.ticket:
                    row["id"] = ids + row["id"][_PREFIX:]
                    row["token_hash"] = changes.scattered + row["token_hash"][_PREFIX:]
                elif table is tables.period:
                    row["ticket"] = ids + row["ticket"][_PREFIX:]
            connection.execute(table.insert(), moved)

    def _from_first(self, changes: _Changes) -> dict[str, object]:
        return {
            "first": self._first.day,
            "day": changes.day,
            "ids": changes.ids,
            "scattered": changes.scattered,
            "shift_us": changes.shift_us - self._first.shift_us,
            "after": changes.after,
        }


@dataclass(frozen=True, slots=True)
class _Changes:
    """How a day differs from the model."""

    day: str
    ids: str
    scattered: str
    shift_us: int
    after: int
    """The seq before the day's first event."""


def _copy(table: Table, others: dict[str, str]) -> TextClause:
    """SQL that repeats the first day's rows of a projection."""
    names = [column.name for column in table.columns]
    values = [others.get(name, name) for name in names]
    return text(
        f"INSERT INTO {table.name} ({', '.join(names)}) "  # noqa: S608 - names of our own tables
        f"SELECT {', '.join(values)} FROM {table.name} WHERE day = :first"
    )


_MOVED = {name: f"{name} + :shift_us" for name in (*_TICKET_TIMES, *_PERIOD_TIMES)}
_TICKETS = _copy(
    tables.ticket,
    _MOVED | {
        "day": ":day",
        "id": ":ids || substr(id, 9)",
        "token_hash": ":scattered || substr(token_hash, 9)",
        "first_seq": "first_seq + :after",
        "last_seq": "last_seq + :after",
    },
)  # fmt: skip
_PERIODS = _copy(tables.period, _MOVED | {"day": ":day", "ticket": ":ids || substr(ticket, 9)"})
_SERIES = _copy(tables.series, {"day": ":day"})
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
