"""What the hub's keeper would have made of past days' records by now, by its own code."""

from __future__ import annotations

from datetime import date

from server.reports.record_day_rows import read_day
from server.reports.record_sheets import keep_day, missing_days
from server.store.database import Database

_AT_ONCE = 50


def keep_records(database: Database, before: date | None) -> None:
    """Every day before that of which nothing is kept."""
    with database.reading() as connection:
        days = missing_days(connection, before)
    for at in range(0, len(days), _AT_ONCE):
        with database.writing() as connection:
            for day in days[at : at + _AT_ONCE]:
                keep_day(connection, read_day(connection, day))
