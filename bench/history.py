"""Years of closed days for an empty ledger: the model day repeated, other ids and dates, a valid chain.

Every id's first eight characters become the day's own; tokens get scattered ones, as hashes are. Written
straight into the tables; `ledger verify` finds it sound.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from bench.model_day import ModelDay
from contract.ids import CenterId
from server.service.work import chained
from server.store import ledger, tables
from server.store.database import Database
from server.store.ledger import GENESIS

BYTES_A_TICKET = 6000
"""What one served visit takes in the ledger: five events, a ticket, three periods and their indexes."""
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
        NoRoomError: less than twice the room it needs is free.
    """
    needed, free = tickets * BYTES_A_TICKET, shutil.disk_usage(file.parent).free
    if free < 2 * needed:
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
        self._payloads = [_template(row["payload"], model, epoch) for row in model.events]
        self._epoch = epoch

    def write(self, connection: Connection, past: _Past, day: date, number: int) -> None:
        """All rows of the day; the chain goes on."""
        ids = f"{number:0{_PREFIX}x}"
        scattered = hashlib.sha256(ids.encode()).hexdigest()[:_PREFIX]
        after = past.seq
        shift_us = (day - self._model.day).days * DAY_US
        _insert(connection, tables.event, list(self._events(past, day, ids, scattered, shift_us)))

        def moved(row: dict[str, Any], times: Sequence[str]) -> dict[str, Any]:
            return {**row, "day": day, **{name: row[name] + shift_us for name in times}}

        tickets = (moved(row, _TICKET_TIMES) for row in self._model.tickets)
        _insert(connection, tables.ticket, [
            row | {"id": ids + row["id"][_PREFIX:], "token_hash": scattered + row["token_hash"][_PREFIX:],
                   "last_seq": after + row["last_seq"]}
            for row in tickets
        ])  # fmt: skip
        periods = (moved(row, _PERIOD_TIMES) for row in self._model.periods)
        _insert(
            connection, tables.period, [row | {"ticket": ids + row["ticket"][_PREFIX:]} for row in periods]
        )
        _insert(connection, tables.series, [moved(row, ()) for row in self._model.series])

    def _events(
        self, past: _Past, day: date, ids: str, scattered: str, shift_us: int
    ) -> Iterator[dict[str, Any]]:
        spots = {b"day": day.isoformat().encode(), b"ids": ids.encode(), b"scattered": scattered.encode()}
        for row, template in zip(self._model.events, self._payloads, strict=True):
            past.seq += 1
            payload = template({**spots, b"seq": past.seq, b"head": past.hash.hex().encode()})
            past.hash = chained(past.hash, payload)
            yield row | {
                "seq": past.seq,
                "epoch": self._epoch,
                "day": day,
                "at_us": row["at_us"] + shift_us,
                "ticket": row["ticket"] and ids + row["ticket"][_PREFIX:],
                "payload": payload,
                "hash": past.hash,
            }


def _template(payload: bytes, model: ModelDay, epoch: str) -> Callable[[dict[bytes, Any]], bytes]:
    """The event's bytes with spots for what differs from day to day."""
    text = payload.replace(b"%", b"%%").replace(model.epoch.encode(), epoch.encode())
    text = re.sub(rb'"seq":\d+', b'"seq":%(seq)d', text, count=1)
    text = text.replace(model.day.isoformat().encode(), b"%(day)b")
    text = re.sub(rb'"head":"[0-9a-f]+"', b'"head":"%(head)b"', text)
    text = re.sub(rb'"token_hash":"[0-9a-f]{8}', b'"token_hash":"%(scattered)b', text)
    text = re.sub(rb'"(ticket|command_id|call_id)":"[0-9a-f]{8}', rb'"\1":"%(ids)b', text)
    return lambda spots: text % spots


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
