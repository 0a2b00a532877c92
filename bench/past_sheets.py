"""What the hub's keeper would have made of a repeated past by now: sheets of days, tallies of whole spans.

The first weeks' sheets are made by the keeper's code from the rows, those of their repetitions are the same
with another date (`motcua reports rebuild` proves them equal to their rows); spans are all made by its code.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from bench.past import Past
from server.reports.kept_sheets import keep_sheet
from server.reports.making import make, missing_spans, present_in
from server.reports.rows import day_sheet
from server.reports.sheet import Sheet
from server.store.database import Database

DAYS_AT_ONCE = 100


def keep_all(database: Database, past: Past) -> None:
    """All sheets and tallies of closed days."""
    closed = past.days[:-1]
    with database.reading() as connection:
        sheets = [day_sheet(connection, day, now_us=0) for day in closed[: past.cycle]]
    for at in range(0, len(closed), DAYS_AT_ONCE):
        with database.writing() as connection:
            for number in range(at, min(at + DAYS_AT_ONCE, len(closed))):
                keep_sheet(connection, _redated(sheets[number % past.cycle], closed[number]))
    keep_spans(database)


def keep_spans(database: Database) -> None:
    """Every month, year and decade that is over and not tallied."""
    with database.reading() as connection:
        steps = list(missing_spans(connection, present_in(connection)))
    for step in steps:
        with database.reading() as connection:
            write = make(connection, step)
        with database.writing() as connection:
            write(connection)


def _redated(sheet: Sheet, day: date) -> Sheet:
    units = {
        unit: replace(columns, day=np.full(len(columns), day.toordinal(), dtype=np.int64))
        for unit, columns in sheet.units.items()
    }
    return Sheet(day, units)
