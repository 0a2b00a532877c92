"""What the hub's keeper would have made of a repeated past by now: sheets of days, tallies of whole spans.

The sheets of the first weeks and of their first repetition are made by the keeper's code from the rows, those
of the others are the latter's with another date; `motcua reports rebuild` proves them equal to their rows.
Spans are all made by the keeper's code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy import select

from bench.kept_records import keep_records
from bench.past import Past
from contract.events import DayClosed, Event, HubStarted
from server.core import VERSION
from server.reports.kept_sheets import keep_sheet
from server.reports.making import make, missing_spans, present_in
from server.reports.rows import day_sheet
from server.reports.sheet import Sheet
from server.service.work import Recorded
from server.store import ledger, tables
from server.store.database import Database
from server.store.decoding import decode
from server.store.rows import event_row

DAYS_AT_ONCE = 100
OPEN_FOR = timedelta(hours=12)


def keep_all(database: Database, past: Past) -> None:
    """All sheets and tallies of closed days."""
    closed = past.days[:-1]
    with database.reading() as connection:
        sheets = [day_sheet(connection, day, now_us=0) for day in closed[: 2 * past.cycle]]
    for at in range(0, len(closed), DAYS_AT_ONCE):
        with database.writing() as connection:
            for number in range(at, min(at + DAYS_AT_ONCE, len(closed))):
                made = number if number < len(sheets) else past.cycle + number % past.cycle
                keep_sheet(connection, _redated(sheets[made], closed[number]))
    keep_spans(database)
    keep_records(database, past.days[-1])


def keep_spans(database: Database) -> None:
    """Every month, year and decade that is over and not tallied."""
    with database.reading() as connection:
        steps = list(missing_spans(connection, present_in(connection)))
    for step in steps:
        with database.reading() as connection:
            write = make(connection, step)
        with database.writing() as connection:
            write(connection)


def close_last_day(database: Database, past: Past) -> None:
    """So that a hub may open another, as if it had been started that morning; sheet and spans are made."""
    event = tables.event
    query = select(event).order_by(event.c.seq.desc()).limit(1)
    with database.reading() as connection:
        row = connection.execute(query).mappings().one()
        sheet = day_sheet(connection, past.days[-1], now_us=0)
    opened, row_hash = decode(row["kind"], bytes(row["payload"])), bytes(row["hash"])
    started = HubStarted(**_moment(opened, seq=-1), version=VERSION)
    closed = DayClosed(
        **_moment(opened, seq=1, later=OPEN_FOR), day=opened.day, tickets=0, unserved=0, end_inferred=0,
        head=row_hash.hex(),
    )  # fmt: skip
    rows = [event_row(Recorded(told, told.encode(), row_hash)) for told in (started, closed)]
    with database.writing() as connection:
        connection.execute(event.insert(), rows)
        ledger.mark_published(connection, closed.seq)
        keep_sheet(connection, sheet)
    keep_spans(database)


def _moment(event: Event, *, seq: int, later: timedelta = timedelta(0)) -> dict[str, Any]:
    return {
        "epoch": event.epoch,
        "seq": event.seq + seq,
        "at": event.at + later,
        "boot_us": event.boot_us,
        "boot_id": event.boot_id,
        "trust": event.trust,
    }


def _redated(sheet: Sheet, day: date) -> Sheet:
    units = {
        unit: replace(columns, day=np.full(len(columns), day.toordinal(), dtype=np.int64))
        for unit, columns in sheet.units.items()
    }
    return Sheet(day, units)
