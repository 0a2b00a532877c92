"""What reports cost beside the hub: making everything again, room on the disk, and simulating a month."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from bench.measure import Measure, at_most
from bench.past import Past
from server.reports.making import present_in
from server.reports.rebuilding import compare
from server.simulate.making import simulate
from server.store import tables
from server.store.database import Database

MONTH_S = 60.0
FIRST = date(2026, 11, 1)


class NotEqualError(Exception):
    """What is kept is not what the rows say."""


def measure_rebuild(database: Database) -> Measure:
    """As `motcua reports rebuild --check` does it.

    Raises:
        NotEqualError: something kept is missing or different.
    """
    started_s = time.monotonic()
    with database.reading() as connection:
        found = compare(connection, present_in(connection), lambda _done, _of: None)
    took_s = time.monotonic() - started_s
    if not found.is_equal:
        raise NotEqualError(f"missing: {found.missing}, different: {found.different}")
    return Measure(
        name="days made again and compared",
        value=found.days / took_s,
        unit="/s",
        note=f"reports rebuild --check: {found.days:,} days and {found.spans} whole spans equal "
        f"in {took_s:.0f} s",
    )


def measure_room(database: Database, past: Past, rows_bytes: int) -> Measure:
    """Sheets and tallies beside tickets, periods and their indexes."""
    sheet, span = tables.day_sheet.c.sheet, tables.span_sheet.c.figures
    with database.reading() as connection:
        sheets, spans = (
            connection.execute(select(func.sum(func.length(column)))).scalar_one() or 0
            for column in (sheet, span)
        )
    return Measure(
        name="kept for reports, a ticket",
        value=(sheets + spans) / past.tickets,
        unit="B",
        baseline=rows_bytes / past.tickets,
        against="its ticket and period rows and their indexes",
        note=f"sheets of days {sheets / past.tickets:.0f} B, tallies of spans {spans / past.tickets:.0f} B; "
        "events, the larger part of a ledger, not counted",
    )


def measure_simulate(profile: str, days: int, folder: Path) -> Measure:
    """A month through the real use cases."""
    file = folder / "month.sqlite"
    file.unlink(missing_ok=True)
    made = simulate(f"sqlite:///{file}", profile, FIRST, days)
    file.unlink()
    return Measure(
        name=f"simulate {days} days of profile {profile}",
        value=made.seconds,
        unit="s",
        aim=at_most(MONTH_S),
        note=f"{made.days} open days, {made.tickets:,} tickets, {made.events:,} events",
    )
